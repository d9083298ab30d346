"""The observed series that forecasts are scored against, month by month.

A record stands until it is broken, so that every month from a country's first record on is an
observation. There are three exceptions, none of which may count for or against a forecast:

- A lag below which the frontier's own record does not reach is only a floor: not observed.
- A largest run is a floor once a country's developers stop disclosing. The months after the last
  disclosed run are marked, and the totals of the scores leave them out.
- After the end of the data nothing is observed, even if no news may well mean no new record.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from slipstream.ensemble.coverage import observed_records
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence.fact_files import load_history, read_table
from slipstream.evidence.fact_schema import BestScore, LargestRun
from slipstream.model.constants import MONTHS, month_end, month_index
from slipstream.model.lag import months_behind

Quantity = Literal["best_eci", "largest_run_log10_flop", "lag_months"]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)

Floats: TypeAlias = NDArray[np.float64]
Samples: TypeAlias = Mapping[tuple[str, Quantity], Floats]
"""Forecasts by country and quantity, ``(month, draw)``: the months after the origin."""

SCALE_SD = 1.0
"""Standard deviation (ECI) of scores that fix the scale and so carry no interval: that of the best
measured ones, so that a forecast is not asked for more than the index can tell."""

LAG_SD = 0.5
"""Least standard deviation of a lag, months: it is counted in whole ones."""

_LEVEL = 0.9


@dataclass(frozen=True)
class Series:
    """One quantity of one country, ``(month,)`` from `slipstream.model.constants.START_YEAR` on.

    ``values`` is not a number where nothing is observed, ``sd`` is the observation's own standard
    deviation in the same unit, and ``floor`` marks values that are only a lower bound.
    """

    values: Floats
    sd: Floats
    floor: NDArray[np.bool_]


@dataclass(frozen=True)
class History:
    """Rows of the tables, and the step to which they tell of a country.

    ``end`` holds for all countries but those in ``score_ends`` and ``run_ends``, of which a file
    of later outcomes tells more.
    """

    scores: tuple[BestScore, ...]
    runs: tuple[LargestRun, ...]
    end: int
    score_ends: Mapping[str, int] = field(default_factory=dict)
    run_ends: Mapping[str, int] = field(default_factory=dict)

    def until(self, now: int) -> "History":
        """What was on record at the end of the month ``now``."""
        last = month_end(now)
        return History(
            tuple(row for row in self.scores if row.date <= last),
            tuple(row for row in self.runs if row.date <= last),
            min(self.end, now),
            {country: min(end, now) for country, end in self.score_ends.items()},
            {country: min(end, now) for country, end in self.run_ends.items()},
        )

    def without(self, country: str) -> "History":
        """What would be on record had nobody scored or sized any model of a country."""
        return replace(
            self,
            scores=tuple(row for row in self.scores if row.country != country),
            runs=tuple(row for row in self.runs if row.country != country),
        )

    def countries(self, quantity: Quantity) -> tuple[str, ...]:
        """Countries with at least one observed month, in alphabetical order."""
        rows = estimates(self.runs) if quantity == "largest_run_log10_flop" else self.scores
        found = sorted({row.country for row in rows})
        return tuple(
            code for code in found if np.isfinite(observed(self, quantity, code).values).any()
        )


def packaged() -> History:
    """The tables that come with the package."""
    return History(load_history("best_eci"), load_history("largest_run"), NOW)


def with_outcomes(history: History, path: Path) -> History:
    """Add outcomes from a file laid out like ``best_eci.csv`` or ``largest_run.csv``.

    Rows dated up to the end of ``history`` are left out, so that a newer edition of a whole table
    may be given: what a forecast learns from stays the package's. A country that the later rows
    name is observed up to the month of the last of them, whichever country that is of; of others
    the file tells nothing. A record that still stands may be repeated at a later date.

    Raises
    ------
    InputError
        If the file is not such a table.
    """
    last = month_end(history.end)
    rows = [row for row in read_table(path, ("best_eci", "largest_run")) if _dated(row).date > last]
    if not rows:
        return history
    end = max(_step(_dated(row).date) for row in rows)
    scores = tuple(row for row in rows if isinstance(row, BestScore))
    runs = tuple(row for row in rows if isinstance(row, LargestRun))
    return replace(
        history,
        scores=history.scores + scores,
        runs=history.runs + runs,
        score_ends={**history.score_ends, **{row.country: end for row in scores}},
        run_ends={**history.run_ends, **{row.country: end for row in runs}},
    )


def observed(history: History, quantity: Quantity, country: str) -> Series:
    """What is known of one quantity of one country.

    Parameters
    ----------
    history
        Rows to look at; `History.until` gives those of an earlier month.
    quantity
        ``best_eci`` (ECI) and ``largest_run_log10_flop`` (log10 FLOP) are running records,
        ``lag_months`` the months since the world's record first reached the country's.
    country
        Code of the country; one without rows has a series without values.
    """
    if quantity == "best_eci":
        return _scores(history, country)
    if quantity == "largest_run_log10_flop":
        return _runs(history, country)
    return _lags(history, country)


def world(history: History, quantity: Quantity) -> Series:
    """The record of whichever country holds the world's, as `observed` gives a country's.

    After the end of the tables, which is where later outcomes begin, a month is observed if the
    country that held the world's record at that end is.
    """
    codes = history.countries(quantity)
    if not codes:
        nothing = np.full(MONTHS, np.nan)
        return Series(nothing, nothing, np.zeros(MONTHS, dtype=bool))
    every = [observed(history, quantity, code) for code in codes]
    values = np.stack([series.values for series in every])
    best = np.where(np.isnan(values), -np.inf, values).argmax(axis=0)
    months = np.arange(MONTHS)
    seen = (months <= history.end) | np.isfinite(values[best[history.end]])
    return Series(
        np.where(seen, values[best, months], np.nan),
        np.stack([series.sd for series in every])[best, months],
        np.stack([series.floor for series in every])[best, months],
    )


def estimates(rows: Iterable[LargestRun]) -> tuple[LargestRun, ...]:
    """Rows that say how large a run was, and not only how large one was at least."""
    return tuple(row for row in rows if row.kind == "estimate")


def _scores(history: History, country: str) -> Series:
    values = observed_records(country, history.scores)
    sd = np.full(MONTHS, np.nan)
    for row in history.scores:
        if row.country == country:
            sd[values == row.eci] = _score_sd(row)
    seen = np.arange(MONTHS) <= history.score_ends.get(country, history.end)
    return Series(np.where(seen, values, np.nan), sd, np.zeros(MONTHS, dtype=bool))


def _score_sd(row: BestScore) -> float:
    if row.low is None or row.high is None:
        return SCALE_SD
    return (row.high - row.low) / (2.0 * float(norm.ppf((1.0 + (row.level or _LEVEL)) / 2.0)))


def _runs(history: History, country: str) -> Series:
    told = estimates(history.runs)
    values = observed_records(country, told)
    sd = np.full(MONTHS, np.nan)
    for row in told:
        if row.country == country:
            sd[values == row.log10_flop] = row.sd
    floor = np.zeros(MONTHS, dtype=bool)
    disclosed = [_step(row.date) for row in told if row.country == country]
    for row in history.runs:
        if row.country == country and row.kind == "floor":
            last = max((step for step in disclosed if step <= _step(row.date)), default=-1)
            again = min((step for step in disclosed if step > _step(row.date)), default=MONTHS)
            floor[last + 1 : again] = True
    seen = np.arange(MONTHS) <= history.run_ends.get(country, history.end)
    return Series(np.where(seen, values, np.nan), sd, floor)


def _lags(history: History, country: str) -> Series:
    record = _scores(history, country)
    frontier = world(history, "best_eci").values
    seen = np.isfinite(record.values) & np.isfinite(frontier)
    if not seen.any():
        return Series(np.full(MONTHS, np.nan), record.sd, record.floor)
    # A country that is behind where the frontier's record begins has an unknown lag.
    seen &= record.values >= frontier[np.isfinite(frontier)][0]
    ends = record.values[:, None] + record.sd[:, None] * np.array([0.0, -1.0, 1.0])
    best = np.where(seen[:, None], ends, np.inf)
    path = np.fmax.accumulate(np.where(np.isfinite(frontier), frontier, -np.inf))
    lag, longer, shorter = np.asarray(
        months_behind(jnp.asarray(best), jnp.broadcast_to(jnp.asarray(path)[:, None], best.shape)),
        dtype=float,
    ).T
    holds = record.values >= frontier
    # An error of the holder's score moves the frontier with it and leaves the lag at nothing.
    sd = np.where(holds, LAG_SD, np.maximum((longer - shorter) / 2.0, LAG_SD))
    return Series(np.where(seen, lag, np.nan), sd, record.floor)


def _dated(row: object) -> BestScore | LargestRun:
    if not isinstance(row, BestScore | LargestRun):
        raise TypeError(f"{type(row).__name__} is not an outcome")
    return row


def _step(day: dt.date) -> int:
    return month_index(day.year, day.month)
