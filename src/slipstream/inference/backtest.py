"""Backtests: refit with what was known at an origin, forecast, and see what happened."""

import datetime as dt
from pathlib import Path

from platformdirs import user_cache_path

from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import Posterior, shipped
from slipstream.files import InputError
from slipstream.inference import baselines
from slipstream.inference.calibrate import Fixed, Progress, calibrate
from slipstream.inference.forecast import forecast
from slipstream.inference.forecasts import Backtest, assemble, origin_step
from slipstream.inference.records import History, Samples
from slipstream.inference.scores import Model
from slipstream.inference.task import BASELINES, PACED
from slipstream.model.constants import month_end, month_name

ORIGINS = (
    dt.date(2024, 3, 31),
    dt.date(2024, 9, 30),
    dt.date(2025, 4, 30),
    dt.date(2025, 9, 30),
    dt.date(2026, 6, 30),
)
"""Ends of the months from which forecasts are made; the third is the article's.

Those from 2026-03-31 are on file as they were made, and not made again; see `registered`.
"""


def check_origin(origin: dt.date, until: int) -> None:
    """Refuse an origin from which nothing can be forecast up to the month ``until``.

    Raises
    ------
    InputError
        If priors as of that day are not known or the evidence ends before it, or if no month is
        left to forecast.
    """
    now = origin_step(origin)
    if not origin_step(ORIGINS[0]) <= now <= NOW:
        expected = f"a day from {ORIGINS[0]}, the first with priors, to {month_end(NOW)}"
        raise InputError("--origin", "", origin, f"{expected}, the end of the evidence")
    if until <= now:
        raise InputError("--until", "", month_name(until), f"a month after {month_name(now)}")


def backtest(
    origin: dt.date,
    until: int,
    *,
    history: History,
    draws: int,
    seed: int,
    members: int,
    fixed: Fixed | None = None,
    progress: Progress = lambda text, share: None,
) -> Backtest:
    """Forecast the months after an origin as they would have been forecast then.

    Parameters
    ----------
    origin
        Day up to which data count.
    until
        Step of the last month to forecast.
    history
        Everything observed so far; scores rest on it, forecasts only on its part up to the origin.
    draws, seed
        Size and random stream of the forecasts and of the fit.
    members
        Size of the posterior that is fitted; at the shipped posterior's own origin that is used.
    fixed, progress
        As for `calibrate`.

    Raises
    ------
    InputError
        If nothing can be forecast from that day, or nothing is left to forecast.
    """
    now = origin_step(origin)
    samples: dict[Model, Samples] = {
        name: baselines.forecast(name, history, now, until, draws, seed)
        for name in (*BASELINES, *PACED)
    }
    posterior = _posterior(now, members, seed, fixed or {}, progress)
    mine: dict[Model, Samples] = {"slipstream": forecast(posterior, history, until, draws, seed)}
    return assemble(origin, until, {**mine, **samples}, history)


def _posterior(now: int, members: int, seed: int, fixed: Fixed, progress: Progress) -> Posterior:
    if now == NOW and not fixed:
        return shipped()
    # A fit that is complete is found there by the next call, one that was killed goes on.
    folder = user_cache_path("slipstream") / "calibrations"
    folder.mkdir(parents=True, exist_ok=True)
    return calibrate(
        now, members=members, seed=seed, folder=Path(folder), fixed=fixed, progress=progress
    )
