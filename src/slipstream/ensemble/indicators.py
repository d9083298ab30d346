"""Indicators over draws: quantiles, paired differences, Monte Carlo error."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slipstream.arrays import Floats
from slipstream.statistics import PERCENTILES, Z90, Z99


class Quantiles(NamedTuple):
    """Percentiles over draws, in the unit of what they describe."""

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


class Paired(NamedTuple):
    """Mean of a difference within draws, and the 90% band of what other draws might give."""

    mean: float
    low: float
    high: float

    @property
    def distinguishable(self) -> bool:
        """Whether draws tell it from nothing: it lies beyond what luck gives in 99 of 100 cases."""
        return abs(self.mean) > Z99 / Z90 * (self.high - self.mean)


def paired(difference: Floats) -> Paired:
    """Return the mean of paired differences ``(draw,)`` with its 90% Monte Carlo band."""
    return _paired(difference, float(np.std(difference, dtype=np.float64)))


def paired_share(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Paired:
    """Return how much larger a share of draws is in ``other`` than in ``one``, as `paired`.

    At least one discordant draw is allowed for, so that no band has no width by chance.
    """
    difference = other.astype(np.float64) - one
    least = 1.0 / float(np.sqrt(difference.size))
    return _paired(difference, max(float(np.std(difference)), least))


def _paired(difference: Floats, spread: float) -> Paired:
    mean = float(np.mean(difference, dtype=np.float64))
    half = Z90 * spread / float(np.sqrt(difference.size))
    return Paired(mean, mean - half, mean + half)


def quantiles(values: Floats) -> Quantiles:
    """Return the percentiles of one number over its draws."""
    return Quantiles(*(float(value) for value in np.percentile(values, PERCENTILES)))


def quantiles_by_row(values: Floats) -> list[Quantiles]:
    """Return the percentiles of each row of ``(number, draw)``."""
    return [Quantiles(*row) for row in np.percentile(values, PERCENTILES, axis=1).T.tolist()]


def monte_carlo_error(probability: float, draws: int) -> float:
    """Bound on how far another seed moves a probability, kept in 99 of 100 cases.

    The difference of two independent binomial shares. Quasi-random draws do better for
    parameters and not for shocks and innovations, so this errs on the safe side; one draw
    more or less is always possible.
    """
    spread = np.sqrt(2.0 * max(probability * (1.0 - probability), 1.0 / draws) / draws)
    return float(Z99 * spread)
