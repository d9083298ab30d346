"""Stochastic steps that several sectors share."""

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import STEP_YEARS


def ornstein_uhlenbeck(state: Array, memory: Array, sd: Array, normal: Array) -> Array:
    """Advance a mean-zero Ornstein-Uhlenbeck process by one step, exactly.

    Parameters
    ----------
    state
        Current departure from the mean, in the unit of ``sd``.
    memory
        Relaxation time in years.
    sd
        Stationary standard deviation.
    normal
        Standard normal innovation.

    Returns
    -------
    Array
        The departure one step later.

    Notes
    -----
    The exact discretisation keeps the stationary variance whatever the step
    (Gillespie 1996, Phys. Rev. E 54, 2084).
    """
    kept = jnp.exp(-STEP_YEARS / memory)
    return kept * state + sd * jnp.sqrt(1.0 - kept * kept) * normal
