"""Open models: the pool that anyone can build on, and what a country takes from it."""

import jax.numpy as jnp
from jax import Array

from slipstream.model.powers import power10


def open_lag(open_lag_mean: Array, open_lag_wander: Array) -> Array:
    """Months by which open models trail: a log-wandering lag around ``open_lag_mean``.

    That the logarithm of the lag wanders is an assumption, after facts
    WORLD.open_lag.observed_2024_06 to WORLD.open_lag.observed_2025_12.
    """
    return open_lag_mean * jnp.exp(open_lag_wander)


def advance_open_pool(
    pool: Array, frontier: Array, lag: Array, closed: Array, released: Array
) -> Array:
    """Advance the effective compute of the best open model by one step.

    Parameters
    ----------
    pool, frontier
        log10 effective FLOP of the best open and of the best released model.
    lag
        Months by which the pool trails.
    closed
        Share of releases that an open-weights closure stops, 0-1.
    released
        log10 effective FLOP of what countries release openly themselves.

    Returns
    -------
    Array
        log10 effective FLOP; never falls, never passes the frontier.

    Notes
    -----
    A first-order delay (Sterman 2000, Business Dynamics, ch. 11): behind a frontier that rises
    steadily the pool ends each month ``lag`` months behind, and one month where ``lag`` is
    less, since it follows the frontier of the month before.
    """
    caught_up = 1.0 / jnp.maximum(lag, 1.0)
    trailing = pool + jnp.maximum(frontier - pool, 0.0) * caught_up
    offered = jnp.minimum(jnp.maximum(trailing, released), jnp.maximum(frontier, pool))
    return pool + (1.0 - closed) * jnp.maximum(offered - pool, 0.0)


def own_release(effective: Array, open_release: Array, own_open_share: Array) -> Array:
    """log10 effective FLOP that a country's own open releases bring into the pool.

    A country with ``effective`` (log10 FLOP) releases the share ``open_release`` of its
    models, and an open release carries ``own_open_share`` of a flagship.

    An assumption: what is opened counts by its share.
    """
    return effective + jnp.log10(jnp.maximum(open_release * own_open_share, 1e-6))


def inherited_share(
    inheritance: Array,
    from_scratch: Array,
    from_scratch_loss: Array,
    open_source_gain: Array,
    open_source_budget: Array,
) -> Array:
    """Share of the open model's effective compute that a country's own model inherits.

    Parameters
    ----------
    inheritance
        Share with no rule and no support.
    from_scratch
        Share of the national effort under a from-scratch rule, 0-1.
    from_scratch_loss
        Part of the inheritance that such a rule takes away.
    open_source_gain
        Relative rise for the first 100 million USD a year of support, logarithmic beyond.
    open_source_budget
        Public money for open source, USD/year.

    Returns
    -------
    Array
        Share, at most 1. That it adds linearly to own effective compute is an assumption.
    """
    supported = 1.0 + open_source_gain * jnp.log2(1.0 + open_source_budget / 1e8)
    return jnp.minimum(inheritance * supported, 1.0) * (1.0 - from_scratch_loss * from_scratch)


def slipstream(own: Array, pool: Array, inherited: Array, adaptation_cost: Array) -> Array:
    """Effective compute that a country's model takes over from the open pool.

    Parameters
    ----------
    own
        Own training run times own efficiency, log10 effective FLOP.
    pool
        The best open model, log10 effective FLOP.
    inherited
        Share of it that can be inherited at most, 0-1.
    adaptation_cost
        Own effective compute, relative to the open model's, with which half of that share
        is taken over.

    Returns
    -------
    Array
        log10 effective FLOP.

    Notes
    -----
    Continued training, upcycling and distillation cost compute: the share saturates as
    x / (x + adaptation_cost) in x = own / pool, so that a country without compute inherits
    nothing and one with ``1 / adaptation_cost`` times less than the pool inherits half.
    The saturating form is an assumption; it rises with ``own`` and with ``pool``.
    """
    ratio = power10(jnp.clip(pool - own, -30.0, 30.0))
    return pool + jnp.log10(jnp.maximum(inherited, 1e-6) / (1.0 + adaptation_cost * ratio))
