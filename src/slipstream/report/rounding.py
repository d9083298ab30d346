"""Numbers of an answer at the precision that they are published with."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.indicators import Quantiles
from slipstream.report.language import rounded


def decimals(value: float, places: int) -> float:
    """Round to decimal places; zero carries no sign."""
    return round(value, places) + 0.0


def dollars(value: float) -> float:
    """Round money to four significant digits."""
    return rounded(value, 4)


def significant(values: NDArray[np.floating], digits: int) -> NDArray[np.float64]:
    """Round many numbers to significant digits at once, halves to even.

    Examples
    --------
    >>> significant(np.array([142.46789, -0.000123456, 7654321.0, 0.0]), 4).tolist()
    [142.5, -0.0001235, 7654000.0, 0.0]
    """
    values = np.asarray(values, dtype=np.float64)
    size = np.where(values == 0, 1.0, np.abs(values))
    places = digits - 1 - np.floor(np.log10(size))
    # A power of ten is exact only above one, and only then is the result the nearest double.
    up, down = 10.0 ** np.maximum(places, 0), 10.0 ** np.maximum(-places, 0)
    rounded: NDArray[np.float64] = np.round(values * up / down) * down / up + 0.0
    return rounded


def percentiles(values: Quantiles, places: int) -> dict[str, float]:
    """Round the percentiles of one number."""
    return {name: decimals(value, places) for name, value in values._asdict().items()}


def by_label(values: Mapping[str, Quantiles], places: int) -> dict[str, dict[str, float]]:
    """Round the percentiles at each label."""
    return {label: percentiles(row, places) for label, row in values.items()}
