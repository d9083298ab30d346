"""What a baseline is asked, and what they share."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.random_streams import stream
from slipstream.inference.records import Floats, History, Quantity, Series, estimates
from slipstream.model.constants import MONTHS_PER_YEAR, month_name

Baseline = Literal["persistence", "trend", "random_walk", "paced_trend", "paced_walk"]
BASELINES: tuple[Baseline, ...] = get_args(Baseline)[:3]
"""Those that have no view on how long a record has to be before it tells a pace."""

PACED: tuple[Baseline, ...] = get_args(Baseline)[3:]
"""Those that take the frontier's pace for countries with a short record."""


@dataclass(frozen=True)
class Task:
    """What to forecast: the months after ``now`` up to ``until``, from ``history`` up to ``now``.

    ``draws`` and ``seed`` are the size and random stream of the ensemble.
    """

    history: History
    now: int
    until: int
    draws: int
    seed: int

    @property
    def steps(self) -> Floats:
        """Steps of the months to forecast, ``(month,)``."""
        return np.arange(self.now + 1, self.until + 1, dtype=float)

    def rng(self, baseline: Baseline, *names: str) -> np.random.Generator:
        """Generator of one component, which no other country or quantity has a part in."""
        return stream(self.seed, "/".join((baseline, month_name(self.now), *names)), 0)

    def rows(self, quantity: Quantity, country: str | None = None) -> list[tuple[dt.date, float]]:
        """Dates and values of the rows that observe a record, of one country or of all."""
        if quantity == "best_eci":
            found = [(row.country, row.date, row.eci) for row in self.history.scores]
        else:
            runs = estimates(self.history.runs)
            found = [(row.country, row.date, row.log10_flop) for row in runs]
        return [(date, value) for code, date, value in found if country in (None, code)]


def never_falling(values: Floats, standing: float) -> Floats:
    """Turn forecasts ``(month, draw)`` into records that start from the one that stands."""
    return np.asarray(np.maximum.accumulate(np.maximum(values, standing), axis=0))


def last_known(series: Series, now: int) -> int:
    """Last step up to ``now`` at which a record was more than a floor."""
    return int(np.flatnonzero(_known(series)[: now + 1])[-1])


def changes(series: Series, span: int) -> Floats:
    """Past changes over ``span`` months, or over half of the months known if those are fewer.

    Spans overlap; one that begins or ends at a floor does not count. A country that has been
    observed in one month only has none.
    """
    known = np.flatnonzero(_known(series))
    if len(known) < 2:
        return np.empty(0)
    span = max(1, min(span, len(known) // 2))
    values = np.where(_known(series), series.values, np.nan)
    found = values[span:] - values[:-span]
    return np.asarray(found[np.isfinite(found)])


def months_known(series: Series) -> int:
    """Number of months in which a record was more than a floor."""
    return int(_known(series).sum())


def short(series: Series) -> bool:
    """Whether no more than a year is known, too little to learn changes from."""
    return months_known(series) <= MONTHS_PER_YEAR


def _known(series: Series) -> NDArray[np.bool_]:
    return np.isfinite(series.values) & ~series.floor
