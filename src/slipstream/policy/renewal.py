"""What changed evidence does to the answer, and how far new rows lie from what is expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slipstream.countries.model_data import ModelData, read_model_data
from slipstream.ensemble.engine import Track
from slipstream.ensemble.posterior import shipped
from slipstream.ensemble.run import run_blocks
from slipstream.evidence.fact_schema import BestScore, InstalledCompute, LargestRun
from slipstream.evidence.upstream.proposal import Change
from slipstream.files import parse
from slipstream.model.constants import MONTHS, month_index
from slipstream.policy.build_scenario import build
from slipstream.policy.question import Question, take_sample

Dated = BestScore | LargestRun | InstalledCompute


@dataclass(frozen=True)
class Moved:
    """Probability that a country has joined, before and after; from priors and as calibrated.

    The calibrated one moves with today's policies at once, and with priors and history only after
    a new calibration.
    """

    country: str
    draws: int
    prior: tuple[float, float]
    calibrated: tuple[float, float]


@dataclass(frozen=True)
class Departure:
    """A row of history against the 90% band of the calibrated model in its month.

    ``name`` is the row's country, date and model or owner; values are in the row's unit. ``sds``
    is the distance from the band's centre in standard deviations, of the logarithm for
    accelerators. A ``floor`` may lie below the band.
    """

    name: str
    value: float
    p5: float
    p50: float
    p95: float
    sds: float
    floor: bool

    @property
    def inside(self) -> bool:
        """Whether the band holds the row."""
        return self.p5 <= self.value <= self.p95 or (self.floor and self.value <= self.p95)


def moved(before: Path, after: Path, country: str, draws: int) -> Moved:
    """Answer for a country under two folders of evidence.

    Raises
    ------
    InputError
        If one of them is not valid, or lacks a fact on which the model rests.
    """
    old, new = (read_model_data(folder) for folder in (before, after))

    def asked(data: ModelData, *, prior: bool) -> float:
        """Probability of having joined by the year that a question asks about by default."""
        question = Question(country, posterior=None if prior else shipped(), data=data)
        sample = take_sample(question.scenario(), question, draws, seed=1)
        return sample.probability(question.last)

    return Moved(
        country,
        draws,
        prior=(asked(old, prior=True), asked(new, prior=True)),
        calibrated=(asked(old, prior=False), asked(new, prior=False)),
    )


def rows_of(changes: Sequence[Change]) -> tuple[Dated, ...]:
    """Rows of history that changes would bring."""
    models: dict[str, type[BestScore] | type[LargestRun] | type[InstalledCompute]] = {
        "history.best_eci": BestScore,
        "history.largest_run": LargestRun,
        "history.h100e": InstalledCompute,
    }
    return tuple(
        parse(models[change.where], dict(change.after), f"{change.where} {change.name}")
        for change in changes
        if change.after and change.where in models
    )


def departures(rows: Sequence[Dated], draws: int, seed: int = 1) -> tuple[Departure, ...]:
    """Hold rows of history against what the shipped posterior says of their months."""
    found = []
    for country in dict.fromkeys(row.country for row in rows):
        scenario = build(country, posterior=shipped())
        values = np.concatenate(run_blocks(scenario, draws, seed, _of_block), axis=-1)
        for row in rows:
            step = month_index(row.date.year, row.date.month)
            if row.country == country and 0 <= step < MONTHS:
                found.append(_departure(row, values[:, step]))
    return tuple(found)


def _of_block(track: Track, count: int) -> NDArray[np.float32]:
    """Best score, largest run and accelerators of all owners, ``(3, month, draw)``."""
    outcome = track.outcome
    stocks = outcome.compute.public + outcome.compute.private + outcome.compute.foreign
    found = (outcome.capability, outcome.largest_run, stocks)
    return np.stack([np.asarray(values)[:, :count] for values in found])


def _departure(row: Dated, values: NDArray[np.float32]) -> Departure:
    if isinstance(row, BestScore):
        value, draws, name = row.eci, values[0], row.model
    elif isinstance(row, LargestRun):
        value, draws, name = row.log10_flop, values[1], row.model
    else:
        value, draws, name = row.h100e, values[2], f"{row.owner}, H100e"
    p5, p50, p95 = (float(each) for each in np.percentile(draws, [5, 50, 95]))
    if isinstance(row, InstalledCompute):
        sds = np.log(value / p50) / np.std(np.log(draws))
    else:
        sds = (value - p50) / np.std(draws)
    name = f"{row.country} {row.date} {name}"
    return Departure(name, value, p5, p50, p95, float(sds), row.kind == "floor")
