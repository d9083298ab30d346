"""Shocks: when each is on, and how strongly."""

import jax.numpy as jnp
from jax import Array


def active(month: Array, start: Array, duration: Array) -> Array:
    """1 while a shock is on, else 0; a draw without the shock has a start after the last month.

    A definition.
    """
    return jnp.where((month >= start) & (month < start + duration), 1.0, 0.0)


def begins(month: Array, start: Array) -> Array:
    """1 in the month in which a shock begins, else 0.

    A definition.
    """
    return jnp.where(month == start, 1.0, 0.0)


def remaining(partnership_depth: Array, partner_exit: Array) -> Array:
    """Depth of a partnership (0-1) that is left when the share ``partner_exit`` of it ends.

    A definition.
    """
    return partnership_depth * (1.0 - partner_exit)


def stalled_effort(effort: Array, rival_stall: Array) -> Array:
    """Log research effort of a country of which the share ``rival_stall`` stands still.

    An assumption: a stall takes effort, not knowledge.
    """
    return effort + jnp.log(1.0 - rival_stall)
