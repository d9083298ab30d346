"""Indicators: when a country has joined, quantiles over draws, Monte Carlo error."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slipstream.model.constants import MONTHS_PER_YEAR

Floats = NDArray[np.floating]

NOT_JOINED = np.iinfo(np.int32).max
"""Joining step of a draw in which a country has not joined by the end of the run."""

PERCENTILES = (5, 25, 50, 75, 95)


class Quantiles(NamedTuple):
    """Percentiles over draws, in the unit of what they describe."""

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


def quantiles(values: Floats) -> Quantiles:
    """Return the percentiles of one number over its draws."""
    return Quantiles(*(float(value) for value in np.percentile(values, PERCENTILES)))


def quantiles_by_row(values: Floats) -> list[Quantiles]:
    """Return the percentiles of each row of ``(number, draw)``."""
    return [Quantiles(*row) for row in np.percentile(values, PERCENTILES, axis=1).T.tolist()]


def joining_step(lag: Floats, within: float, now: int) -> NDArray[np.int32]:
    """Step at which a country has joined the race: its lag was small for a year.

    Parameters
    ----------
    lag
        Months behind the world's best, ``(month, draw)``.
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


def monte_carlo_error(probability: float, draws: int) -> float:
    """Bound on how far another seed moves a probability, kept in 99 of 100 cases.

    The difference of two independent binomial shares. Quasi-random draws do better for
    parameters and not for shocks and innovations, so this errs on the safe side; one draw
    more or less is always possible.
    """
    spread = np.sqrt(2.0 * max(probability * (1.0 - probability), 1.0 / draws) / draws)
    return float(2.576 * spread)
