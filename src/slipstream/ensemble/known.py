"""What the evidence knows of the past and every run takes as given."""

import datetime as dt
from functools import cache

import numpy as np
from numpy.typing import NDArray

from slipstream.evidence.load import CUTOFF, load_history
from slipstream.model.constants import MONTHS, MONTHS_PER_YEAR, START_YEAR, month_index

NOW = month_index(CUTOFF.year, CUTOFF.month)
"""Step of the last month to which the evidence reaches."""


@cache
def deliveries_index() -> NDArray[np.float64]:
    """World deliveries of accelerators by month, relative to the mean of 2025.

    Returns
    -------
    NDArray
        ``(month,)``, from the cumulative quarterly totals in ``history/h100e.csv``; constant
        after the last total.
    """
    totals = {row.date: row.h100e for row in load_history("h100e") if row.country == "WORLD"}
    dates = sorted(totals)
    months = np.array([_months(date) for date in dates])
    stock = np.array([totals[date] for date in dates])
    before = np.concatenate([[0.0], months[:-1]])
    rate = np.diff(stock, prepend=0.0) / (months - before)
    middles = (months + before) / 2
    mean_2025 = float(np.mean(rate[[date.year == 2025 for date in dates]]))
    steps = np.arange(MONTHS) + 0.5
    logs = np.interp(steps, middles, np.log(rate / mean_2025))
    return np.asarray(np.exp(logs))


def _months(date: dt.date) -> int:
    return (date.year - START_YEAR) * MONTHS_PER_YEAR + date.month
