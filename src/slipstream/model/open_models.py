"""Models made elsewhere: the open pool, and what a country takes over from better models."""

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import STEP_YEARS
from slipstream.model.powers import power10


def open_lag(open_lag_mean: Array, open_lag_wander: Array) -> Array:
    """Months by which open models trail: a log-wandering lag around ``open_lag_mean``.

    That the logarithm of the lag wanders is an assumption, after facts
    WORLD.open_lag.observed_2024_06 to WORLD.open_lag.observed_2025_12.
    """
    return open_lag_mean * jnp.exp(open_lag_wander)


def advance_excess_lag(excess: Array, closed: Array, open_recovery: Array) -> Array:
    """Months by which a closure has set open models back beyond their ordinary lag.

    Parameters
    ----------
    excess
        Months so far.
    closed
        Share of releases that an open-weights closure stops, 0-1.
    open_recovery
        Mean time in which open developers make it up once releases resume, years.

    Returns
    -------
    Array
        Months; grows by ``closed`` a month and is made up at the rate of what stays open.

    Notes
    -----
    Open developers lose people, money and practice while nothing is released, and are years in
    winning them back: an assumption.
    """
    made_up = 1.0 - jnp.exp(-STEP_YEARS / open_recovery)
    return excess + closed - excess * (1.0 - closed) * made_up


def openness(excess: Array, lag: Array) -> Array:
    """Openness of the world's weights, 1 = that of 2022-25.

    The ordinary ``lag`` of open models over that lag and the ``excess`` that a closure has left,
    both in months: a closure that has just begun has closed little yet. The form is an
    assumption.
    """
    return lag / (lag + excess)


def advance_open_pool(
    pool: Array, frontier: Array, lag: Array, closed: Array, released: Array
) -> Array:
    """Advance the effective compute of the best open model by one step.

    Parameters
    ----------
    pool, frontier
        log10 effective FLOP of the best open and of the best released model.
    lag
        Months by which the pool trails, what a closure has left included.
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


def teacher(
    pool: Array, frontier: Array, answer_access: Array, partnership_depth: Array, enforced: Array
) -> Array:
    """log10 effective FLOP of the best model from whose answers a developer may learn.

    Parameters
    ----------
    pool, frontier
        log10 effective FLOP of the best open and of the best released model.
    answer_access
        Part of the distance between them that is open to learners although terms of use
        forbid it, 0-1.
    partnership_depth
        Depth of a partnership with a frontier developer, who licenses the rest in part, 0-1.
    enforced
        Share of that access which enforcement of the terms takes away, 0-1; a partner's
        licence stays.

    Returns
    -------
    Array
        log10 FLOP, between the pool and the frontier.

    Notes
    -----
    Open models may be learnt from freely; makers of closed ones forbid it and have found it done
    at scale. How much of their lead can be had so is a parameter; that it is linear in the
    logarithm is an assumption.
    """
    reach = answer_access * (1.0 - enforced)
    reach = reach + (1.0 - reach) * partnership_depth
    return pool + jnp.clip(reach, 0.0, 1.0) * jnp.maximum(frontier - pool, 0.0)


def held_back(released: Array, pool: Array, frontier: Array, openness: Array) -> Array:
    """log10 effective FLOP of countries' own open releases, as far as a closure leaves them.

    They fall behind as the pool does: of the distance from the ``frontier`` (log10 effective
    FLOP) to the ``pool``, the part that is a closure's, 1 less ``openness``, comes off what is
    ``released``.

    An assumption: makers that stopped start again as far behind as everybody else.
    """
    return released - (1.0 - openness) * jnp.maximum(frontier - pool, 0.0)


def adopted_share(
    inheritance: Array,
    from_scratch: Array,
    open_source_gain: Array,
    open_source_budget: Array,
) -> Array:
    """Share of an open model's lead that a country takes over with its weights.

    Parameters
    ----------
    inheritance
        Share with no rule and no support.
    from_scratch
        Share of the national effort under a from-scratch rule, 0-1, to which this route is
        closed.
    open_source_gain
        Relative rise for the first 100 million USD a year of support, logarithmic beyond.
    open_source_budget
        Public money for open source, USD/year.

    Returns
    -------
    Array
        Share, at most 1. That it falls linearly with the rule is an assumption.
    """
    supported = 1.0 + open_source_gain * jnp.log2(1.0 + open_source_budget / 1e8)
    return jnp.minimum(inheritance * supported, 1.0) * (1.0 - from_scratch)


def gained(own: Array, source: Array, share: Array, cost: Array) -> Array:
    """Effective compute that a model gains from a better one, relative to its own.

    Parameters
    ----------
    own
        Own training run times own efficiency, log10 effective FLOP.
    source
        The better model, log10 effective FLOP.
    share
        Share of its lead that can be gained at most, 0-1.
    cost
        Own effective compute, relative to the source's, with which half of that is gained.

    Returns
    -------
    Array
        Gain over own effective compute; 0 where the source is no better.

    Notes
    -----
    Continued training and distillation cost compute: the share saturates as x / (x + cost) in
    x = own / source, so that a developer without compute gains nothing. The saturating form is
    an assumption; the gain rises with ``source``, and what is reached rises with ``own``.
    """
    ratio = power10(jnp.minimum(source - own, 30.0))
    return share * jnp.maximum(ratio - 1.0, 0.0) / (1.0 + cost * ratio)
