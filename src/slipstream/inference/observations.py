"""What history says that the model has to answer to, as arrays, up to the end of some month."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from slipstream.countries.pack import country_codes
from slipstream.evidence.fact_files import load_history
from slipstream.evidence.fact_schema import InstalledCompute
from slipstream.inference.records import (
    Floats,
    History,
    Quantity,
    estimates,
    observed,
    packaged,
    world,
)
from slipstream.model.constants import MONTHS_PER_YEAR, START_YEAR, month_end, month_index
from slipstream.statistics import Z90

Steps = NDArray[np.int64]

SDS_IN_INTERVAL = 2.0 * Z90
"""Standard deviations between the ends of a 90% interval."""

LEAST_LOG_SD = 0.05
CEILING_EVERY = MONTHS_PER_YEAR // 2


class Releases(NamedTuple):
    """Record-setting releases of one quantity, and the months in which a record stood.

    ``month``, ``row`` (country), ``value`` and ``sd`` are ``(record,)``. ``standing`` is
    ``(month, country)``: the record that a release in the month would have had to beat, 0 if there
    was none, and ``standing_sd`` its standard deviation; ``open`` is true in months in which one
    stood and was not beaten. A release after the end of the evidence with an infinite ``sd`` counts
    for nothing: it fills up histories that have to be of one size.
    """

    month: Steps
    row: Steps
    value: Floats
    sd: Floats
    standing: Floats
    standing_sd: Floats
    open: NDArray[np.bool_]


class Stocks(NamedTuple):
    """Accelerators in place, ``(row,)``, as log H100e.

    ``floor`` says that a value is only a lower bound, ``private`` that it counts private owners.
    """

    month: Steps
    row: Steps
    log_h100e: Floats
    sd: Floats
    floor: NDArray[np.bool_]
    private: NDArray[np.bool_]


class Lags(NamedTuple):
    """Months by which open models trailed, ``(row,)``, as logarithm."""

    month: Steps
    log_months: Floats
    sd: Floats


class TalentFlows(NamedTuple):
    """Net flow of AI talent in the twelve months up to ``month``, per member of LinkedIn."""

    month: Steps
    row: Steps
    net: Floats


class Observations(NamedTuple):
    """All that was observed by the end of the month ``now``.

    ``scored`` are the countries with records among the ``scores``. ``ceiling`` is the score
    above which no developer of the countries ``unscored`` had a model in the months
    ``ceiling_month``, ``(month, country)``: the world's record, or less where less is known.
    """

    scores: Releases
    runs: Releases
    stocks: Stocks
    lags: Lags
    talent: TalentFlows
    scored: Steps
    ceiling_month: Steps
    ceiling: Floats
    unscored: Steps


def observations(now: int, without: str | None = None) -> Observations:
    """Collect the packaged history up to the end of the month ``now``.

    Scores and runs of the country ``without`` are left out, if there is one; that it never had the
    world's best model is not.

    Rows of kind ``floor`` are lower bounds, or end the record of runs where they say that these
    are no longer disclosed; disputed rows are left out.
    """
    history = packaged().until(now)
    if without is not None:
        history = history.without(without)
    codes = country_codes()
    end = month_end(now)
    scored = history.countries("best_eci")
    frontier = world(history, "best_eci").values[: now + 1]
    unscored = _whole(at for at, code in enumerate(codes) if code not in scored)
    ceiling_month, ceiling = _ceiling(frontier, now, [codes[at] for at in unscored])
    scores = _releases(history, "best_eci", now)
    return Observations(
        scores=scores,
        runs=_releases(history, "largest_run_log10_flop", now),
        stocks=_stocks([row for row in load_history("h100e") if row.date <= end]),
        lags=_lags(end),
        talent=_talent(end),
        scored=np.unique(scores.row),
        ceiling_month=ceiling_month,
        ceiling=ceiling,
        unscored=unscored,
    )


def _ceiling(frontier: Floats, now: int, unscored: Sequence[str]) -> tuple[Steps, Floats]:
    """Months, and for each the score that countries without one did not pass."""
    told = {
        (step, row.country): row.eci
        for row in load_history("score_ceiling")
        if (step := month_index(row.date.year, row.date.month)) <= now
    }
    every = {step for step in range(now, -1, -CEILING_EVERY) if np.isfinite(frontier[step])}
    months = sorted(every | {step for step, _ in told})
    values = [[told.get((step, code), frontier[step]) for code in unscored] for step in months]
    return _whole(months), np.array(values).reshape(len(months), len(unscored))


def _releases(history: History, quantity: Quantity, now: int) -> Releases:
    codes = country_codes()
    shape = (now + 1, len(codes))
    standing, standing_sd = np.full(shape, np.nan), np.ones(shape)
    beaten = np.zeros(shape, dtype=bool)
    disclosed = np.ones(shape, dtype=bool)
    found: list[tuple[int, int, float, float]] = []
    before = _before_the_clock(history, quantity)
    for row, code in enumerate(codes):
        series = observed(history, quantity, code)
        values, sds = series.values[: now + 1], series.sd[: now + 1]
        disclosed[:, row] = ~series.floor[: now + 1]
        standing[1:, row], standing_sd[1:, row] = values[:-1], sds[:-1]
        if code in before:
            standing[0, row], standing_sd[0, row] = before[code]
        beaten[:, row] = np.isfinite(values) & ~(values <= standing[:, row])
        found += [
            (int(at), row, float(values[at]), float(sds[at]))
            for at in np.flatnonzero(beaten[:, row])
        ]
    seen = np.isfinite(standing)
    return Releases(
        month=_whole(one[0] for one in found),
        row=_whole(one[1] for one in found),
        value=np.array([one[2] for one in found]),
        sd=np.array([one[3] for one in found]),
        standing=np.where(seen, standing, 0.0),
        standing_sd=np.where(seen, standing_sd, 1.0),
        open=seen & ~beaten & disclosed,
    )


def _before_the_clock(history: History, quantity: Quantity) -> dict[str, tuple[float, float]]:
    """Record runs, with their sd, that stood when the model's clock starts."""
    if quantity != "largest_run_log10_flop":
        return {}
    old = [row for row in estimates(history.runs) if row.date.year < START_YEAR]
    ranked = sorted(old, key=lambda row: row.log10_flop)
    return {row.country: (row.log10_flop, row.sd) for row in ranked}


def _stocks(rows: Sequence[InstalledCompute]) -> Stocks:
    codes = country_codes()
    national = [row for row in rows if row.country in codes]
    return Stocks(
        month=_whole(_step(row.date) for row in national),
        row=_whole(codes.index(row.country) for row in national),
        log_h100e=np.log([row.h100e for row in national]),
        sd=np.array([_log_sd(row.low, row.high) for row in national]),
        floor=np.array([row.kind == "floor" for row in national], dtype=bool),
        private=np.array([row.owner == "private" for row in national], dtype=bool),
    )


def _lags(end: dt.date) -> Lags:
    rows = [row for row in load_history("open_lag") if row.date <= end]
    return Lags(
        month=_whole(_step(row.date) for row in rows),
        log_months=np.log([row.months for row in rows]),
        sd=np.array([_log_sd(row.low, row.high) for row in rows]),
    )


def _talent(end: dt.date) -> TalentFlows:
    codes = country_codes()
    rows = [
        row
        for row in load_history("talent_flow")
        if row.date <= end and row.kind == "reported" and row.date.year >= START_YEAR
    ]
    return TalentFlows(
        month=_whole(_step(row.date) for row in rows),
        row=_whole(codes.index(row.country) for row in rows),
        net=np.array([row.net_per_10000 / 1e4 for row in rows]),
    )


def _log_sd(low: float | None, high: float | None) -> float:
    if low is None or high is None:
        return LEAST_LOG_SD
    return max(float(np.log(high / low)) / SDS_IN_INTERVAL, LEAST_LOG_SD)


def _whole(values: Iterable[int]) -> Steps:
    return np.fromiter(values, dtype=np.int64)


def _step(day: dt.date) -> int:
    return month_index(day.year, day.month)
