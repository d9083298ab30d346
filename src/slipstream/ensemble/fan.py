"""Quantiles over draws, month by month: the fan that a chart shows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from slipstream.arrays import Floats
from slipstream.ensemble.cores import CORES, on_all_cores
from slipstream.ensemble.random_streams import BLOCK
from slipstream.statistics import LEVELS

CELLS = 65_535
"""Cells between the least and the greatest draw of a month, by which draws are sorted first."""

REACH = 12
"""Draws on either side of a place that are put in exact order."""


def monthly_quantiles(values: Floats, levels: Sequence[float] = LEVELS) -> Floats:
    """Quantiles over draws, month by month, as `numpy.quantile` gives them.

    Parameters
    ----------
    values
        ``(month, draw)``.
    levels
        Between 0 and 1.

    Returns
    -------
    NDArray
        ``(level, month)``.
    """
    months, draws = values.shape
    places = np.asarray(levels) * (draws - 1)
    low = np.floor(places).astype(int)

    def some(rows: slice) -> Floats:
        whole = _whole(values[rows])
        below, above = _sorted(values[rows], low) if whole is None else _counted(whole, low)
        picked: Floats = below + (above - below) * (places - low)
        return picked

    # A few draws are sorted sooner than another thread wakes.
    size = months if draws <= BLOCK else -(-months // CORES)
    parts = on_all_cores(some, [slice(at, at + size) for at in range(0, months, size)])
    return np.concatenate(parts).T


def _whole(values: Floats) -> NDArray[np.uint8] | None:
    """The same numbers as small integers, if that is what they are."""
    with np.errstate(invalid="ignore"):
        if not np.array_equal(values[0].astype(np.uint8), values[0]):
            return None
        whole = values.astype(np.uint8)
    return whole if np.array_equal(whole, values) else None


def _counted(whole: NDArray[np.uint8], low: NDArray[np.int_]) -> tuple[Floats, Floats]:
    """As `_sorted`; small integers sort by counting, many times as fast as fractions do."""
    return _picked(np.sort(whole, axis=1, kind="stable"), low)


def _picked(ranked: NDArray[np.generic], low: NDArray[np.int_]) -> tuple[Floats, Floats]:
    high = np.minimum(low + 1, ranked.shape[1] - 1)
    return ranked[:, low].astype(np.float64), ranked[:, high].astype(np.float64)


def _sorted(values: Floats, low: NDArray[np.int_]) -> tuple[Floats, Floats]:
    """Draws at the places ``low`` and next to them if each month were sorted, ``(month, place)``.

    Many draws are sorted by the cell that they are in, which is quick, and only those around a
    place in full. A month in which so many share a cell that this does not settle a place is sorted
    whole.
    """
    draws = values.shape[1]
    window = 2 * REACH + 2
    if draws <= BLOCK:
        return _picked(np.sort(values, axis=1), low)
    least = values.min(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        width = values.max(axis=1, keepdims=True) - least
        cells = ((values - least) * (CELLS / width)).astype(np.uint16)
    order = np.argsort(cells, axis=1, kind="stable")
    start = np.clip(low - REACH, 0, draws - window)
    around = order[:, start[:, None] + np.arange(window)]
    month = np.arange(len(values))[:, None, None]
    nearby, cell = np.sort(values[month, around], axis=2), cells[month, around]
    place, at = np.arange(len(low)), low - start
    after = np.minimum(at + 1, window - 1)
    below, above = nearby[:, place, at], nearby[:, place, after]
    # What lies outside a window is in order with what lies inside, unless they share a cell.
    left = (start == 0) | (cell[:, :, 0] < cell[:, place, at])
    right = (start == draws - window) | (cell[:, :, -1] > cell[:, place, after])
    open_still = ~(left & right).all(axis=1) | ~np.isfinite(width[:, 0])
    if open_still.any():
        below[open_still], above[open_still] = _picked(np.sort(values[open_still], axis=1), low)
    return below.astype(np.float64), above.astype(np.float64)
