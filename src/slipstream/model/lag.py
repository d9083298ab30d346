"""How far a country is behind the frontier, and whether it is in the race: the headline."""

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.arrays import Floats
from slipstream.model.constants import MONTHS_PER_YEAR

NOT_JOINED = np.iinfo(np.int32).max
"""Joining step of a draw in which a country has not joined by the end of the run."""


def months_behind(best: Array, frontier: Array, first: int = 0) -> Array:
    """Months since the frontier first reached the score of a country's best released model.

    Parameters
    ----------
    best, frontier
        Running maxima ``(month, draw)``, ECI points.
    first
        Month from which on the answer is wanted.

    Returns
    -------
    Array
        Whole months ``(month, draw)`` from ``first`` on, 0 for a country that holds the frontier.
        Where the frontier of the first month of the run is already ahead, the lag is a floor: it
        is counted from that month.

    Notes
    -----
    ``lag(t) = t - min{j : frontier(j) >= best(t)}``. A definition, the one by which fact
    WORLD.china_lag measures China.
    """
    months, draws = frontier.shape
    own = best[first:]
    every, columns = frontier.reshape(-1), jnp.arange(draws)
    # A bisection: the last month known to have had a frontier below ``own``, in halving steps.
    below = jnp.full(own.shape, -1)
    for stride in (1 << bit for bit in reversed(range(months.bit_length()))):
        later = below + stride
        score = every.at[jnp.minimum(later, months - 1) * draws + columns].get(
            mode="promise_in_bounds"
        )
        below = jnp.where((later < months) & (score < own), later, below)
    passed = jnp.arange(first, months)[:, None] - (below + 1)
    return jnp.where(own >= frontier[first:], 0, passed).astype(best.dtype)


def lag_by_year(lag: Floats, now: int) -> Floats:
    """Mean lag over the twelve months of each year, from that of the evidence's end on.

    Parameters
    ----------
    lag
        Months behind the frontier, ``(month, draw)``, in whole years from a January on.
    now
        Step of the last month of the evidence.

    Returns
    -------
    NDArray
        Months, ``(year, draw)``. Of whole months it is exact, so that a bar may be met exactly.

    Notes
    -----
    The mean is a definition: a record moves in jumps, and the mean does not hang on the month of
    one.
    """
    first = now - now % MONTHS_PER_YEAR
    months = lag[first:].reshape(-1, MONTHS_PER_YEAR, *lag.shape[1:])
    means: Floats = months.mean(axis=1)
    return means


def in_race(year_lag: Floats, within: float) -> NDArray[np.bool_]:
    """Whether a country is in the race at the end of a year.

    Parameters
    ----------
    year_lag
        Mean lag over the year's twelve months, as `lag_by_year` gives it.
    within
        Largest lag that counts as being in the race, months.

    Returns
    -------
    NDArray
        True where the mean lag is at most ``within``, in the shape of ``year_lag``.

    Notes
    -----
    ``mean(lag) <= within`` is a definition. The threshold belongs to the question; it is by
    default how far China has been behind on average, fact WORLD.china_lag.
    """
    return np.asarray(year_lag <= within)


def joining_step(lag: Floats, within: float, now: int) -> NDArray[np.int32]:
    """Step at which a country has joined the race: its lag was small for a year.

    Parameters
    ----------
    lag
        Months behind the frontier, ``(month, draw)``.
    within
        Largest lag that counts as being in the race, months.
    now
        Step of the last month of the evidence.

    Returns
    -------
    NDArray
        ``(draw,)``: the first step after the evidence ends that closes twelve months of small
        lag running, or `NOT_JOINED`. A country that was close before counts once its twelve
        months reach beyond the evidence.

    Notes
    -----
    ``min{t > now : max(lag(t - 11), ..., lag(t)) <= within}``. A definition.
    """
    # Only months that can close such a year: a page waits for this at every move.
    start = max(now - MONTHS_PER_YEAR + 2, 0)
    lasting, length = lag[start:] <= within, 1
    while length < MONTHS_PER_YEAR:
        further = min(length, MONTHS_PER_YEAR - length)
        lasting, length = lasting[:-further] & lasting[further:], length + further
    closes = start + MONTHS_PER_YEAR - 1
    first = np.where(lasting.any(axis=0), lasting.argmax(axis=0) + closes, NOT_JOINED)
    return first.astype(np.int32)
