"""What the evidence knows of the past and every run takes as given."""

import datetime as dt
from functools import cache

import numpy as np
from numpy.typing import NDArray

from slipstream.countries.model_data import ModelData
from slipstream.evidence.fact_files import CUTOFF, Evidence
from slipstream.evidence.fact_schema import InstalledCompute
from slipstream.model.constants import (
    MONTHS,
    MONTHS_PER_YEAR,
    START_YEAR,
    month_end,
    month_index,
)

NOW = month_index(CUTOFF.year, CUTOFF.month)
"""Step of the last month to which the shipped evidence reaches: the default of every run."""


@cache
def world_deliveries(data: ModelData, now: int) -> NDArray[np.float64]:
    """World deliveries of accelerators by month, as far as they were known in the month ``now``.

    Returns
    -------
    NDArray
        ``(month,)``, H100e/year, from the cumulative quarterly totals in ``history/h100e.csv``
        up to the end of that month (one at least), each at the middle of its quarter; constant
        after the last of them, see `deliveries_until`.
    """
    middles, rate = _world_rates(data, now)
    steps = np.arange(MONTHS) + 0.5
    return np.asarray(np.exp(np.interp(steps, middles, np.log(rate))))


@cache
def deliveries_until(data: ModelData, now: int) -> int:
    """Step of the last month whose world deliveries were known in the month ``now``.

    The middle of the last quarter that is counted: deliveries are published by the quarter and
    months late, and from that month on they follow the growth of world spending.
    """
    return int(_world_rates(data, now)[0][-1])


def market_deliveries(data: ModelData, now: int) -> float:
    """World deliveries (H100e/year) of the year for which home markets are quoted.

    The mean of 2025, or of the last twelve months where the month ``now`` comes before its end:
    an early forecast quotes the market of its own day.
    """
    after = min(month_index(2025, 12), now) + 1
    return float(np.mean(world_deliveries(data, now)[after - MONTHS_PER_YEAR : after]))


def _world_rates(data: ModelData, now: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middles of the quarters that are counted, in months, and their deliveries, H100e/year."""
    totals = _world_totals(data.evidence, month_end(now))
    months = np.array([_months(date) for date in totals])
    stock = np.array([*totals.values()])
    before = np.concatenate([[0.0], months[:-1]])
    rate = MONTHS_PER_YEAR * np.diff(stock, prepend=0.0) / (months - before)
    return (months + before) / 2, rate


def _world_totals(evidence: Evidence, end: dt.date) -> dict[dt.date, float]:
    """Accelerators in the world (H100e) by date, up to the day ``end``."""
    return {
        row.date: row.h100e
        for row in sorted(evidence.history["h100e"], key=lambda row: row.date)
        if isinstance(row, InstalledCompute) and row.country == "WORLD" and row.date <= end
    }


def _months(date: dt.date) -> int:
    return (date.year - START_YEAR) * MONTHS_PER_YEAR + date.month
