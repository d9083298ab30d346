"""Forecasts put on file before their months come, so that nobody can change them afterwards."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from slipstream.ensemble.posterior import Posterior
from slipstream.files import InputError, parse, write_atomically
from slipstream.inference import baselines
from slipstream.inference.forecast import forecast, unrecorded
from slipstream.inference.forecasts import Backtest, assemble
from slipstream.inference.records import Floats, History, Quantity, Samples
from slipstream.inference.scores import Model
from slipstream.inference.task import BASELINES, PACED
from slipstream.model.constants import month_end, month_name, month_step
from slipstream.version import __version__

FORECAST_LEVELS = tuple(round((2 * at + 1) / 50, 2) for at in range(25))
"""Levels of the quantiles on file, evenly spread: as an ensemble of 25 they can be scored."""

DECIMALS: Mapping[Quantity, int] = {
    "best_eci": 2,
    "largest_run_log10_flop": 3,
    "lag_months": 1,
}
"""Those of the tables of history, so that a record that stands equals the one on file."""

WRITTEN = "a file that `slipstream forecast register` wrote, unchanged"


class Told(BaseModel):
    """One forecast: quantiles at `FORECAST_LEVELS` for each month, ``(month, level)``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: str
    quantity: Quantity
    model: Model
    quantiles: tuple[tuple[float, ...], ...]


class About(BaseModel):
    """Where forecasts come from.

    ``made`` is the day on which they were put on file, ``origin`` the last day of the data that
    they rest on, ``until`` the last month forecast; ``evidence`` and ``posterior`` are hashes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    origin: dt.date
    until: str = Field(pattern=r"^20[2-3]\d-(0[1-9]|1[0-2])$")
    made: dt.date
    version: str
    evidence: str
    posterior: str
    draws: int
    seed: int
    note: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str
    about: About
    levels: tuple[float, ...]
    forecasts: tuple[Told, ...]


@dataclass(frozen=True)
class Registered:
    """Forecasts on file, with the hash of their content."""

    sha256: str
    about: About
    forecasts: tuple[Told, ...]


def register(
    posterior: Posterior, history: History, until: int, *, draws: int, seed: int, made: dt.date
) -> Registered:
    """Forecast from the end of a posterior's evidence, the baselines beside the model.

    Parameters
    ----------
    posterior
        Fitted to data up to its ``now``.
    history
        Rows of the tables; what is dated later is not looked at.
    until
        Step of the last month to forecast.
    draws, seed
        Size and random stream of the ensembles, of which quantiles are kept.
    made
        Day to put on the file.

    Notes
    -----
    A country without a record has a forecast of the model's alone: of what the best of its models
    would measure, were they scored, and of its largest run.
    """
    now = posterior.now
    told: dict[Model, Samples] = {
        "slipstream": {
            **forecast(posterior, history, until, draws, seed),
            **unrecorded(posterior, history, until, draws, seed),
        },
        **{
            name: baselines.forecast(name, history, now, until, draws, seed)
            for name in (*BASELINES, *PACED)
        },
    }
    about = About(
        origin=month_end(now),
        until=month_name(until),
        made=made,
        version=__version__,
        evidence=str(posterior.about.get("evidence")),
        posterior=str(posterior.about.get("sha256")),
        draws=draws,
        seed=seed,
    )
    return sealed(about, told)


def sealed(about: About, told: Mapping[Model, Samples]) -> Registered:
    """Reduce draws, ``(month, draw)`` by country and quantity, to what is put on file."""
    forecasts = tuple(
        Told(
            country=country,
            quantity=quantity,
            model=model,
            quantiles=_quantiles(draws, DECIMALS[quantity]),
        )
        for model, samples in told.items()
        for (country, quantity), draws in samples.items()
    )
    return Registered(_digest(about, forecasts), about, forecasts)


def _quantiles(draws: Floats, decimals: int) -> tuple[tuple[float, ...], ...]:
    # A draw itself and no mean of two, so that a record that stands remains one.
    found = np.quantile(draws, FORECAST_LEVELS, axis=-1, method="inverted_cdf").T
    return tuple(tuple(round(float(value), decimals) for value in row) for row in found)


def write(registered: Registered, path: Path) -> None:
    """Write a file with a forecast on each line.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    head = {
        "sha256": registered.sha256,
        "about": registered.about.model_dump(mode="json"),
        "levels": FORECAST_LEVELS,
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(json.dumps(told.model_dump()) for told in registered.forecasts)
    write_atomically(path, f'{opening},\n "forecasts": [\n{lines}\n]}}\n'.encode())


def read(path: Path) -> Registered:
    """Read what `write` wrote.

    Raises
    ------
    InputError
        If the file cannot be read, or its content does not have the hash that it names.
    """
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(path, "", "no JSON that can be read", WRITTEN) from error
    file = parse(_File, content, path)
    found = _digest(file.about, file.forecasts)
    if found != file.sha256:
        raise InputError(path, "sha256", found, f"{file.sha256}, as the file says; {WRITTEN}")
    if file.levels != FORECAST_LEVELS:
        raise InputError(
            path, "levels", file.levels, f"{len(FORECAST_LEVELS)} from {FORECAST_LEVELS[0]} on"
        )
    until, now = month_step(file.about.until), _step(file.about.origin)
    for at, told in enumerate(file.forecasts):
        shape = {len(told.quantiles)} | {len(row) for row in told.quantiles}
        if shape != {until - now, len(FORECAST_LEVELS)}:
            expected = f"{until - now} months with {len(FORECAST_LEVELS)} quantiles each"
            raise InputError(path, f"forecasts[{at}].quantiles", sorted(shape), expected)
    return Registered(file.sha256, file.about, file.forecasts)


def _step(day: dt.date) -> int:
    return month_step(day.strftime("%Y-%m"))


def _digest(about: About, forecasts: tuple[Told, ...]) -> str:
    content = [about.model_dump(mode="json"), [told.model_dump() for told in forecasts]]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def score(registered: Registered, history: History) -> Backtest:
    """Hold forecasts on file against everything observed so far, as backtests are."""
    samples: dict[Model, dict[tuple[str, Quantity], Floats]] = {}
    for told in registered.forecasts:
        mine = samples.setdefault(told.model, {})
        mine[told.country, told.quantity] = np.array(told.quantiles)
    about = registered.about
    return assemble(about.origin, month_step(about.until), samples, history)
