"""How the answer responds: each lever and shock at several values, and some moved together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BeforeValidator, Field

from slipstream.arrays import Floats
from slipstream.ensemble.fixed_world import Worlds
from slipstream.ensemble.indicators import (
    Paired,
    Quantiles,
    paired,
    paired_share,
    quantiles,
)
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.evidence.fact_schema import Row
from slipstream.files import InputError, nearest, parse, read_yaml
from slipstream.model.constants import LAST_YEAR, MONTHS_PER_YEAR, START_YEAR, month_name
from slipstream.model.lag import in_race, joining_step, lag_by_year
from slipstream.policy.adjustments import Adjustments, overlays
from slipstream.policy.build_scenario import overlay
from slipstream.policy.drivers import ends
from slipstream.policy.policy_files import Change, Policy, ShockChange, bare, policy_of
from slipstream.policy.question import Question
from slipstream.registry.load import registry

TOGETHER = Path(__file__).parent / "response.yaml"
"""What is moved together."""

VALUES = 5
"""Values of each lever and shock."""

LATER = 5
"""Years after the question's at whose end the lag is looked at again."""

FOR_GOOD = 120
"""Duration of a shock that is tried, months: longer than any year that is looked at."""


@dataclass(frozen=True)
class Reading:
    """The answer at one setting, and how it differs from its comparison with common random numbers.

    ``lag`` holds percentiles over draws by year's end, ``mean_lag`` the mean (months), and
    ``lag_change`` the paired change of that mean. ``in_race`` and ``joined`` are the two
    probabilities at the question's year.
    """

    lag: dict[int, Quantiles]
    mean_lag: dict[int, float]
    lag_change: dict[int, Paired]
    in_race: float
    in_race_change: Paired
    joined: float
    joined_change: Paired

    @property
    def differs(self) -> bool:
        """Whether a lag or the probability to be in the race moves by more than luck."""
        return any(
            change.distinguishable for change in (*self.lag_change.values(), self.in_race_change)
        )


@dataclass(frozen=True)
class Point:
    """One value, in the registry's unit; ``today`` marks what today's policy has now."""

    value: float
    today: bool
    reading: Reading


@dataclass(frozen=True)
class Curve:
    """A lever or a shock along its values, rising.

    A lever is compared with today's policy, a shock, which is sure and lasts, with its absence:
    ``unmoved``. ``schedule`` has today's values of a lever by the year from which each holds.
    """

    name: str
    schedule: dict[int, float]
    unmoved: Reading
    points: tuple[Point, ...]

    @property
    def moves(self) -> bool:
        """Whether some value moves the answer by more than its Monte Carlo error."""
        return any(point.reading.differs for point in self.points)


@dataclass(frozen=True)
class Grid:
    """Two levers put together: ``values`` of each, and readings by row and column."""

    name: str
    levers: tuple[str, str]
    values: tuple[tuple[float, ...], tuple[float, ...]]
    readings: tuple[tuple[Reading, ...], ...]


@dataclass(frozen=True)
class Response:
    """How a country's answer responds, over ``draws`` draws of one ``seed``."""

    question: Question
    years: tuple[int, int]
    draws: int
    seed: int
    as_of: str
    whole_world: bool
    today: Reading
    levers: tuple[Curve, ...]
    grids: tuple[Grid, ...]
    combinations: tuple[tuple[Policy, Reading], ...]
    shocks: tuple[Curve, ...]


class _GridRow(Row):
    name: str
    levers: dict[str, tuple[Annotated[Change, BeforeValidator(bare)], ...]] = Field(
        min_length=2, max_length=2
    )


class _Together(Row):
    grids: tuple[_GridRow, ...] = ()
    combinations: tuple[dict[str, object], ...] = ()


def respond(
    question: Question,
    *,
    draws: int = 4_000,
    seed: int = 1,
    whole_world: bool = False,
    only: Sequence[str] = (),
) -> Response:
    """Move every lever and shock of the registry by itself, and some together.

    Parameters
    ----------
    question
        Country, year and what counts as being in the race.
    draws, seed
        Number of draws and seed of the ensemble.
    whole_world
        Whether the rest of the world sees what the country does. If not, it runs against a world
        kept under today's policy, as the simulator's page has it.
    only
        Levers and shocks that are wanted by themselves, in the registry's order; all, and those
        that are moved together, if none is named.

    Raises
    ------
    InputError
        If the country or one of ``only`` is unknown, or what is moved together does not fit the
        registry.
    """
    rows = registry()
    movable = (*rows.levers, *rows.shocks)
    for name in only:
        if name not in movable:
            raise InputError("--only", "", repr(name), nearest(name, movable))
    together = _Together()
    if not only:
        together = parse(_Together, read_yaml(TOGETHER, strict=True), TOGETHER)
    trial = _Trial(question, draws, seed, whole_world)
    today = trial.lags([])
    policies = [policy_of(content, TOGETHER) for content in together.combinations]
    return Response(
        question=question,
        years=trial.years,
        draws=draws,
        seed=seed,
        as_of=month_name(question.now),
        whole_world=whole_world,
        today=trial.read(today, today),
        levers=tuple(
            _lever(name, trial, today) for name in rows.levers if name in (only or movable)
        ),
        grids=tuple(_grid(row, trial, today) for row in together.grids),
        combinations=tuple(
            (policy, trial.read(today, trial.lags([policy]))) for policy in policies
        ),
        shocks=tuple(_shock(name, trial) for name in rows.shocks if name in (only or movable)),
    )


class _Trial:
    """Runs policies with common random numbers, and reads what they change."""

    def __init__(self, question: Question, draws: int, seed: int, whole_world: bool) -> None:
        self.question = question
        self.years = (question.by, min(question.by + LATER, LAST_YEAR))
        self._draws, self._seed = draws, seed
        self._worlds = None if whole_world else Worlds(2)

    def scenario(self, policies: Sequence[Policy] = ()) -> Scenario:
        asked = self.question
        return asked.scenario(policies)

    def lags(self, policies: Sequence[Policy] = ()) -> Floats:
        """Months behind the world's best under policies, ``(month, draw)``."""
        scenario = self.scenario(policies)
        if self._worlds is not None:
            run = self._worlds.run(scenario, ("lag_months",), draws=self._draws, seed=self._seed)
            return run.values("lag_months")
        parts = run_blocks(
            scenario, self._draws, self._seed, lambda track, n: np.asarray(track.lag)[:, :n]
        )
        return np.concatenate(parts, axis=1)

    def read(self, one: Floats, other: Floats) -> Reading:
        """Read the lags of a setting, ``other``, against those of its comparison."""
        asked = self.question
        ends = {year: (year - START_YEAR + 1) * MONTHS_PER_YEAR - 1 for year in self.years}
        year = asked.years.index(str(asked.by))
        inside = [
            in_race(lag_by_year(lag, asked.now)[year], asked.within_months) for lag in (one, other)
        ]
        joined = [
            joining_step(lag, asked.within_months, asked.now) <= asked.last for lag in (one, other)
        ]
        return Reading(
            lag={year: quantiles(other[end]) for year, end in ends.items()},
            mean_lag={
                year: float(np.mean(other[end], dtype=np.float64)) for year, end in ends.items()
            },
            lag_change={year: paired(other[end] - one[end]) for year, end in ends.items()},
            in_race=float(np.mean(inside[1])),
            in_race_change=paired_share(*inside),
            joined=float(np.mean(joined[1])),
            joined_change=paired_share(*joined),
        )


def _lever(name: str, trial: _Trial, today: Floats) -> Curve:
    row, scenario = registry().levers[name], trial.scenario()
    levers = {each: values[:, scenario.focal_row] for each, values in scenario.levers.items()}
    now = float(levers[name][scenario.now + 1])
    low, high = ends(name, row.slider, levers, scenario.now)
    points = []
    for value in spread(low, high, now, row.step, log=row.scale == "log"):
        policies = overlays(Adjustments(levers={name: value}), "response")
        reading = trial.read(today, trial.lags(policies))
        points.append(Point(value, value == now, reading))
    first = scenario.now + 1
    held = {START_YEAR + first // MONTHS_PER_YEAR: now}
    for year in range(min(held) + 1, LAST_YEAR + 1):
        value = float(levers[name][(year - START_YEAR) * MONTHS_PER_YEAR])
        if value != list(held.values())[-1]:
            held[year] = value
    return Curve(name, held, trial.read(today, today), tuple(points))


def _shock(name: str, trial: _Trial) -> Curve:
    row = registry().shocks[name]
    begins = f"{START_YEAR + trial.question.now // MONTHS_PER_YEAR + 1}-01"
    # What happens within a month happens once.
    lasts = row.duration if row.duration == 1 else FOR_GOOD

    def lags(probability: float, severity: float) -> Floats:
        change = ShockChange(
            probability=probability, window=(begins, begins), duration=lasts, severity=severity
        )
        return trial.lags(overlays(Adjustments(shocks={name: change}), "response"))

    off = lags(0.0, row.severity)
    low, high = row.range
    step = (high - low) / 100
    points = (
        Point(severity, severity == row.severity, trial.read(off, lags(1.0, severity)))
        for severity in spread(low, high, row.severity, step)
    )
    return Curve(name, {}, trial.read(off, off), tuple(points))


def spread(
    low: float, high: float, now: float, step: float, *, log: bool = False
) -> tuple[float, ...]:
    """Spread values from low to high in whole steps; today's takes the place of one between."""
    spaced = np.geomspace if log else np.linspace
    found = [low + round((value - low) / step) * step for value in spaced(low, high, VALUES)]
    values = [float(np.clip(value, low, high)) for value in found]
    if low < now < high:
        nearest = min(range(1, VALUES - 1), key=lambda i: abs(values[i] - now))
        values[nearest] = now
    return tuple(sorted(set(values)))


def _grid(row: _GridRow, trial: _Trial, today: Floats) -> Grid:
    (first, rows), (second, columns) = row.levers.items()
    text = {"en": row.name, "ko": row.name}
    scenario = trial.scenario()

    def policy(one: Change, other: Change) -> Policy:
        content = {"name": row.name, "label": text, "description": text}
        return policy_of({**content, "levers": {first: one, second: other}}, TOGETHER)

    def values(name: str, changes: Sequence[Change]) -> tuple[float, ...]:
        now = scenario.now + 1
        held = scenario.levers[name][:, scenario.focal_row]
        return tuple(float(overlay(held, change, now)[now]) for change in changes)

    return Grid(
        name=row.name,
        levers=(first, second),
        values=(values(first, rows), values(second, columns)),
        readings=tuple(
            tuple(trial.read(today, trial.lags([policy(one, other)])) for other in columns)
            for one in rows
        ),
    )
