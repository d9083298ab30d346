"""Least-squares lines through records, and where they may lead."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slipstream.inference.records import Floats
from slipstream.model.constants import month_end, month_index

LEAST_RECORDS = 3
"""Records below which there is no line to fit."""


@dataclass(frozen=True)
class Line:
    """A fitted line.

    ``slope`` is a month's rise, ``height`` the fit at ``centre``, the mean of the ``count`` times;
    ``sd`` is the residual standard deviation and ``spread`` the sum of squares of the times about
    their mean.
    """

    slope: float
    height: float
    centre: float
    count: int
    sd: float
    spread: float


def fit(times: Floats, values: Floats) -> Line:
    """Least squares of ``values`` on ``times`` (months, three at least)."""
    centre, height = float(np.mean(times)), float(np.mean(values))
    away = times - centre
    spread = float(away @ away)
    slope = float(away @ (values - height)) / spread
    residuals = values - height - slope * away
    sd = float(np.sqrt(residuals @ residuals / (len(times) - 2)))
    return Line(slope, height, centre, len(times), sd, spread)


def paths(
    line: Line, times: Floats, draws: int, rng: np.random.Generator, level: float | None = None
) -> Floats:
    """Draw continuations of a line.

    Each month is Student t, the textbook prediction of a new point: the variance, slope and
    height are drawn given the data under a flat prior. A path keeps one residual throughout, so
    that it does not creep upwards when only its records are kept.

    Parameters
    ----------
    line, times
        The fit, and the months to predict, ``(month,)``.
    draws, rng
        Number of paths and the generator.
    level
        Where given, paths start from this value a month before the first time, and take only
        their pace and residual from the line.

    Returns
    -------
    NDArray
        ``(month, draw)``.
    """
    sd = line.sd * np.sqrt((line.count - 2) / rng.chisquare(line.count - 2, draws))
    slope, height, residual = rng.standard_normal((3, draws)) * sd
    slope = line.slope + slope / np.sqrt(line.spread)
    if level is not None:
        return np.asarray(level + slope * (times - times[0] + 1.0)[:, None] + residual)
    height = line.height + height / np.sqrt(line.count)
    return np.asarray(height + slope * (times - line.centre)[:, None] + residual)


def records(rows: Sequence[tuple[dt.date, float]]) -> tuple[Floats, Floats]:
    """Times (months since the start of the clock) and values of rows that broke the record."""
    times: list[float] = []
    values: list[float] = []
    for date, value in sorted(rows):
        if not values or value > values[-1]:
            step = month_index(date.year, date.month)
            times.append(step + date.day / month_end(step).day)
            values.append(value)
    return np.array(times), np.array(values)


def is_trend(times: Floats, span: float) -> bool:
    """Whether records at these times, ``span`` months apart at least, make a line of their own."""
    return len(times) >= LEAST_RECORDS and bool(times[-1] - times[0] >= span)
