"""What moves the answer most: levers tried at their ends, parameters between their fifths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from slipstream.arrays import Floats
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.engine import Inputs, Kept
from slipstream.ensemble.run import first_draws, run_policies
from slipstream.ensemble.scenario import Scenario
from slipstream.model.lag import in_race, joining_step, lag_by_year
from slipstream.policy.build_scenario import SHARES
from slipstream.policy.question import Question, Sample

Levers = Mapping[str, NDArray[np.float64]]
Drawn = Mapping[str, NDArray[np.float32]]
Change = tuple[tuple[str, float], ...]

TRIAL_DRAWS = 512
"""Draws under which levers are tried; common random numbers make their differences sharp."""


@dataclass(frozen=True)
class Reached:
    """What some setting comes to: mean lag in the question's last month, and probabilities.

    ``in_race`` is that of being in the race at the end of the question's year, ``probability`` that
    of having joined by then.
    """

    lag_months: float
    in_race: float
    probability: float


@dataclass(frozen=True)
class End(Reached):
    """One end of a driver: what it comes to there, and its value."""

    value: float


@dataclass(frozen=True)
class Driver:
    """A lever or parameter with its two ends; ``country`` is empty for the world's numbers.

    For a lever the ends are its slider's, held from the month after the evidence; for a
    parameter they are the means of its lowest and highest fifth. ``lag_months`` there is the
    mean lag at the end of the question's year.
    """

    name: str
    kind: Literal["lever", "parameter"]
    country: str
    unit: str
    low: End
    high: End

    @property
    def lag_difference(self) -> float:
        """Mean lag at the high end less that at the low end, months."""
        return self.high.lag_months - self.low.lag_months

    @property
    def better(self) -> End:
        """The end at which the country is closer to the frontier."""
        return self.low if self.low.lag_months <= self.high.lag_months else self.high


@dataclass(frozen=True)
class Trials:
    """Levers tried one by one, all at their better ends together, and none of them."""

    levers: tuple[Driver, ...]
    together: Reached
    unmoved: Reached

    def carried_over(self, sample: Sample, question: Question) -> "Trials":
        """Add what each move changes among the trials' draws to what a larger sample comes to."""
        inside = sample.in_race(question)
        whole = reached(sample.lag[-1], inside, sample.joined <= question.last)
        before = self.unmoved

        def shifted(moved: Reached) -> Reached:
            in_race = whole.in_race + moved.in_race - before.in_race
            probability = whole.probability + moved.probability - before.probability
            return Reached(
                lag_months=whole.lag_months + moved.lag_months - before.lag_months,
                in_race=min(max(in_race, 0.0), 1.0),
                probability=min(max(probability, 0.0), 1.0),
            )

        def at(end: End) -> End:
            return End(**vars(shifted(end)), value=end.value)

        return Trials(
            tuple(replace(lever, low=at(lever.low), high=at(lever.high)) for lever in self.levers),
            shifted(self.together),
            whole,
        )


def reached(lag: Floats, in_race: NDArray[np.bool_], joined: NDArray[np.bool_]) -> Reached:
    """Average draws: the lag of the last month, who is in the race, who has joined, ``(draw,)``."""
    return Reached(float(np.mean(lag)), float(np.mean(in_race)), float(np.mean(joined)))


def try_levers(scenario: Scenario, question: Question, block: Inputs, world: Kept) -> Trials:
    """Move each lever of the focal country to both ends of its slider, with common random numbers.

    The country runs alone against the ``world`` that a run of ``block`` left, which sees
    nothing of its moves: exact for a country that others do not follow, an approximation for
    the leaders.
    """
    inputs, kept = first_draws(block, world, TRIAL_DRAWS)
    now = scenario.now
    today = {name: values[:, scenario.focal_row] for name, values in scenario.levers.items()}
    year = question.years.index(str(question.by))

    def tried(changes: Sequence[Change]) -> list[Reached]:
        lags = run_policies(inputs, kept, [_moved(today, change, now) for change in changes])
        return [
            reached(
                lag[question.last],
                in_race(lag_by_year(lag, now)[year], question.within_months),
                joining_step(lag, question.within_months, now) <= question.last,
            )
            for lag in lags
        ]

    rows = question.data.registry.levers
    settings = [
        (name, value) for name, row in rows.items() for value in ends(name, row.slider, today, now)
    ]
    unmoved, *moved = tried([(), *((setting,) for setting in settings)])
    found = [
        End(**vars(reached), value=value)
        for (_, value), reached in zip(settings, moved, strict=True)
    ]
    drivers = tuple(
        Driver(name, "lever", scenario.focal, row.unit, *found[2 * i : 2 * i + 2])
        for i, (name, row) in enumerate(rows.items())
    )
    return Trials(drivers, tried([_all_better(drivers, today, now)])[0], unmoved)


def parameter_drivers(sample: Sample, question: Question, drawn: Drawn) -> tuple[Driver, ...]:
    """Compare the draws in the lowest and the highest fifth of each uncertain number.

    ``drawn`` are the parameters of the sample's first draws, as `draw_parameters` gives them.
    """
    draws = drawn["eci_per_oom"].size
    rows = question.data.registry.parameters
    countries = question.data.countries
    fifth = max(draws // 5, 1)
    lag = sample.lag[-1][:draws]
    inside = sample.in_race(question)[:draws]
    joined = sample.joined[:draws] <= question.last
    drivers: list[Driver] = []
    for number in coordinates(question.data, question.now):
        if number.prior.fixed:
            continue
        values = drawn[number.parameter]
        if number.country:
            values = values[countries.index(number.country)]
        order = np.argpartition(values, (fifth, draws - fifth))
        low, high = (
            End(
                **vars(reached(lag[part], inside[part], joined[part])),
                value=float(np.mean(values[part])),
            )
            for part in (order[:fifth], order[-fifth:])
        )
        unit = rows[number.parameter].unit
        drivers.append(Driver(number.parameter, "parameter", number.country or "", unit, low, high))
    return tuple(drivers)


def strongest(drivers: Sequence[Driver], count: int = 3) -> tuple[Driver, ...]:
    """Return the drivers that move the mean lag most."""
    return tuple(sorted(drivers, key=lambda driver: -abs(driver.lag_difference))[:count])


def ends(name: str, slider: tuple[float, float], today: Levers, now: int) -> tuple[float, float]:
    """Return the ends between which a lever can be held while the others stay as ``today``."""
    low, high = slider
    if name in SHARES:
        high = min(high, _spare(name, today, now))
    return low, high


def _spare(name: str, levers: Levers, now: int) -> float:
    """Largest share of the budget that a line can take while the others keep theirs."""
    others = np.sum([levers[share][now + 1 :] for share in SHARES if share != name], axis=0)
    return float(max(1.0 - np.max(others), 0.0))


def _all_better(drivers: Sequence[Driver], today: Levers, now: int) -> Change:
    """All levers at their better ends; shares of the budget are moved only as far as it goes."""
    change: Change = ()
    levers = today
    for driver in sorted(drivers, key=lambda driver: driver.better.lag_months):
        value = driver.better.value
        if driver.name in SHARES:
            value = min(value, _spare(driver.name, levers, now))
        change = (*change, (driver.name, value))
        levers = _moved(today, change, now)
    return change


def _moved(levers: Levers, change: Change, now: int) -> Levers:
    moved = dict(levers)
    for name, value in change:
        moved[name] = levers[name].copy()
        moved[name][now + 1 :] = value
    return moved
