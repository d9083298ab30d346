"""What checks.yaml may say, and how each check is held against runs of the model."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from slipstream.countries.pack import country_codes
from slipstream.ensemble.engine import Track
from slipstream.ensemble.indicators import Paired, paired
from slipstream.ensemble.outputs import outputs_of
from slipstream.ensemble.posterior import shipped
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.files import InputError, nearest
from slipstream.model.constants import MONTHS, month_step
from slipstream.model.lag import in_race, joining_step, lag_by_year
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import Policy, find_policy, policy_of
from slipstream.policy.question import Question
from slipstream.registry.load import registry

FILE = Path(__file__).parent / "checks.yaml"
DRAWS = 1_024

Floats = NDArray[np.floating]
Sign = Literal["above", "below", "never_above", "never_below", "same"]
Shape = Literal["peaks_inside", "rises", "falls", "not_best_at_the_end"]
When = int | str
"""The end of a year, a month such as ``2029-06``, or ``now``: the last of the evidence."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Overlay(_Closed):
    """What is laid over today's policy; shipped policies come first."""

    policies: tuple[str, ...] = ()
    levers: dict[str, Any] = {}
    shocks: dict[str, Any] = {}

    def found(self, more: Mapping[str, Any] | None = None) -> list[Policy]:
        """Find and check the policies, with ``more`` levers over them."""
        text = {"en": "check", "ko": "점검"}
        content = {"levers": {**self.levers, **(more or {})}, "shocks": self.shocks}
        made = policy_of({"name": "check", "label": text, "description": text, **content}, FILE)
        return [*map(find_policy, self.policies), made]


class Range(_Closed):
    """A range that is plausible, with the facts that it follows from or as an assumption."""

    low: float
    high: float
    facts: tuple[str, ...] = ()
    assumption: str | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not (self.facts or self.assumption):
            raise ValueError("give facts or an assumption")
        if not self.low < self.high:
            raise ValueError("low lies below high")
        return self

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


class Along(_Closed):
    """Values of one lever, laid over both sides, and the shape that what is read has along them."""

    lever: str
    values: Annotated[tuple[float, ...], Field(min_length=3)]
    shape: Shape


class Recovery(_Closed):
    """After a shock ends, the part of the loss at its end that may come back in each year."""

    ends: str
    years: int = 3
    at_most: float


class Smooth(_Closed):
    """Largest step of the probability from one bar (months) to the next."""

    bars: tuple[float, ...]
    at_most: float


class Check(_Closed):
    """One check; see the head of checks.yaml."""

    says: str
    country: str = ""
    countries: tuple[str, ...] | Literal["all"] = ()
    seen_from: str | None = None
    change: Overlay = Overlay()
    against: Overlay = Overlay()
    each: dict[str, tuple[Any, ...]] = {}
    output: str = ""
    years: tuple[When, ...] = ()
    median: Sign | None = None
    mean: Sign | None = None
    difference: Range | None = None
    level: Range | None = None
    ratio: Range | None = None
    growth: Range | None = None
    along: Along | None = None
    recovery: Recovery | None = None
    smooth: Smooth | None = None
    below: tuple[str, ...] = ()
    below_output: str | None = None
    lever: dict[str, float] = {}

    @model_validator(mode="after")
    def _asks_one_place_something(self) -> Self:
        if bool(self.country) == bool(self.countries):
            raise ValueError("give either country or countries")
        if not self.asked:
            raise ValueError("say what has to hold")
        return self

    @property
    def asked(self) -> list[str]:
        """Names of what has to hold."""
        kinds = [
            *("median", "mean", "difference", "level", "ratio", "growth", "along", "recovery"),
            *("smooth", "below", "below_output", "lever"),
        ]
        return [kind for kind in kinds if getattr(self, kind)]

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the countries that it is held for."""
        if self.countries == "all":
            return country_codes()
        return self.countries or (self.country,)

    @property
    def cited(self) -> tuple[str, ...]:
        """Facts that its ranges follow from."""
        ranges = (self.difference, self.level, self.ratio, self.growth)
        return tuple(name for each in ranges if each is not None for name in each.facts)


@dataclass(frozen=True)
class Case:
    """A check for one country, with one choice of the levers that it tries each."""

    check: Check
    country: str
    levers: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        chosen = "".join(f", {name} {value}" for name, value in self.levers)
        return f"{self.check.says} ({self.country}{chosen})"

    def failures(self) -> Iterator[str]:
        """Say what does not hold."""
        check = self.check
        for kind in check.asked:
            yield from getattr(self, f"_{kind}")()

    def _sides(self, output: str, more: Mapping[str, Any] | None = None) -> tuple[Floats, Floats]:
        """What is read under the change and under its comparison, ``(month, draw)``."""
        check = self.check
        changed = check.change.found({**dict(self.levers), **(more or {})})
        eyes = check.seen_from or self.country
        return (
            _read(self.country, eyes, changed, output),
            _read(self.country, eyes, check.against.found(more), output),
        )

    def _pairs(self) -> Iterator[tuple[When, Floats, Floats]]:
        here, there = self._sides(self.check.output)
        for when in self.check.years:
            yield when, here[step_of(when)], there[step_of(when)]

    def _median(self) -> Iterator[str]:
        for when, here, there in self._pairs():
            one, other = float(np.median(here)), float(np.median(there))
            # Medians of whole months can only be compared as they are; others allow for rounding.
            slack = 1e-4 * max(abs(other), 1.0)
            holds = {
                "never_above": one <= other + slack,
                "never_below": one >= other - slack,
                "above": one > other + slack,
                "below": one < other - slack,
                "same": abs(one - other) <= slack,
            }
            if not holds[self.check.median or "same"]:
                yield f"{when}: median {one:g}, {self.check.median} {other:g}"

    def _mean(self) -> Iterator[str]:
        for when, here, there in self._pairs():
            found = paired(here - there)
            if not _has(found, self.check.mean or "same"):
                yield f"{when}: {_told(found)}, asked {self.check.mean}"

    def _difference(self) -> Iterator[str]:
        assert self.check.difference is not None
        for when, here, there in self._pairs():
            found = paired(here - there)
            if not self.check.difference.holds(found.mean):
                yield f"{when}: {_told(found)}, outside {_ends(self.check.difference)}"

    def _level(self) -> Iterator[str]:
        assert self.check.level is not None
        for when, here, _ in self._pairs():
            if not self.check.level.holds(float(np.mean(here))):
                yield f"{when}: mean {np.mean(here):g}, outside {_ends(self.check.level)}"

    def _ratio(self) -> Iterator[str]:
        assert self.check.ratio is not None
        for when, here, there in self._pairs():
            found = float(np.mean(here) / np.mean(there))
            if not self.check.ratio.holds(found):
                yield f"{when}: times {found:.4g}, outside {_ends(self.check.ratio)}"

    def _growth(self) -> Iterator[str]:
        assert self.check.growth is not None
        here, _ = self._sides(self.check.output)
        for first, last in pairwise(map(step_of, self.check.years)):
            rise = float(np.median(here[last]) - np.median(here[first]))
            found = 10.0 ** (rise * 12 / (last - first))
            if not self.check.growth.holds(found):
                yield f"times {found:.3g} a year, outside {_ends(self.check.growth)}"

    def _along(self) -> Iterator[str]:
        asked = self.check.along
        assert asked is not None
        compared = self.check.change != Overlay()
        for when in self.check.years:
            rows = []
            for value in asked.values:
                here, there = self._sides(self.check.output, {asked.lever: value})
                step = step_of(when)
                rows.append(here[step] - there[step] if compared else here[step])
            means = [float(np.mean(row)) for row in rows]
            if not _shaped(asked.shape, rows, means):
                shown = ", ".join(
                    f"{value:g}: {mean:.4g}"
                    for value, mean in zip(asked.values, means, strict=True)
                )
                yield f"{when}: not so that it {asked.shape}: {shown}"

    def _recovery(self) -> Iterator[str]:
        asked = self.check.recovery
        assert asked is not None
        here, there = self._sides(self.check.output)
        first = month_step(asked.ends)
        lost = [float(np.mean(here[at] - there[at])) for at in range(first, MONTHS, 12)]
        lost = lost[: asked.years + 1]
        if not paired(here[first] - there[first]).distinguishable:
            yield f"nothing is lost at {asked.ends}: {lost[0]:.3g}"
            return
        for year, (before, after) in enumerate(pairwise(lost), 1):
            share = (before - after) / lost[0]
            if share > asked.at_most:
                yield f"year {year} brings back {share:.2f} of {lost[0]:.3g}"

    def _smooth(self) -> Iterator[str]:
        asked = self.check.smooth
        assert asked is not None
        for when in self.check.years:
            shares = []
            for bar in asked.bars:
                here, _ = self._sides(f"{self.check.output} within {bar:g}")
                shares.append(float(np.mean(here[step_of(when)])))
            steps = [after - before for before, after in pairwise(shares)]
            if min(steps) < 0 or max(steps) > asked.at_most:
                yield f"{when}: {', '.join(f'{share:.2f}' for share in shares)}"

    def _below(self) -> Iterator[str]:
        here, _ = self._sides(self.check.output)
        for other in self.check.below:
            there = _read(other, other, self.check.against.found(), self.check.output)
            for when in self.check.years:
                one, two = (float(np.median(each[step_of(when)])) for each in (here, there))
                if not one < two:
                    yield f"{when}: {one:.4g}, {other} {two:.4g}"

    def _below_output(self) -> Iterator[str]:
        here, _ = self._sides(self.check.output)
        there, _ = self._sides(self.check.below_output or "")
        for when in self.check.years:
            found = paired(here[step_of(when)] - there[step_of(when)])
            if not _has(found, "below"):
                yield f"{when}: {self.check.output} less {self.check.below_output} {_told(found)}"

    def _lever(self) -> Iterator[str]:
        scenario = _scenario(self.country, self.check.change.found())
        for name, value in self.check.lever.items():
            for when in self.check.years:
                found = float(scenario.levers[name][step_of(when), scenario.focal_row])
                if found != value:
                    yield f"{when}: {name} is {found:g}, not {value:g}"


def read_checks() -> tuple[Check, ...]:
    """Read all checks."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Check.model_validate(entry) for entry in content)


def cases(checks: Sequence[Check]) -> list[Case]:
    """Take checks apart by country and by what they try each."""
    return [
        Case(check, country, tuple(zip(check.each, values, strict=True)))
        for check in checks
        for country in check.places
        for values in product(*check.each.values())
    ]


def step_of(when: When) -> int:
    """Return the step that a check looks at."""
    if when == "now":
        return Question("KR").now
    return month_step(f"{when}-12" if isinstance(when, int) else when)


def _told(found: Paired) -> str:
    return f"{found.mean:+.4g} ({found.low:+.4g} to {found.high:+.4g})"


def _ends(given: Range) -> str:
    return f"{given.low:g} to {given.high:g}"


def _has(found: Paired, sign: Sign) -> bool:
    """Whether a paired mean has a sign, by more than its Monte Carlo error."""
    above, below = (
        found.distinguishable and found.mean > 0,
        found.distinguishable and found.mean < 0,
    )
    return {
        "above": above,
        "below": below,
        "never_above": not above,
        "never_below": not below,
        "same": not (above or below),
    }[sign]


def _shaped(shape: Shape, rows: Sequence[Floats], means: Sequence[float]) -> bool:
    best = int(np.argmax(means))
    if shape == "not_best_at_the_end":
        return _has(paired(rows[-1] - rows[best]), "below")
    if shape == "peaks_inside":
        return all(_has(paired(rows[end] - rows[best]), "below") for end in (0, -1))
    sense = 1 if shape == "rises" else -1
    rises = [paired(sense * (after - before)) for before, after in pairwise(rows)]
    return _has(paired(sense * (rows[-1] - rows[0])), "above") and all(
        _has(rise, "never_below") for rise in rises
    )


def _read(country: str, seen_from: str, policies: Sequence[Policy], output: str) -> Floats:
    key = tuple(policy.model_dump_json() for policy in policies)
    name, _, bar = output.partition(" within ")
    if name not in ("in_race", "joined"):
        if name not in registry().outputs:
            raise InputError(FILE, "output", repr(name), nearest(name, [*registry().outputs]))
        return _run(country, seen_from, key)[name]
    asked = Question(seen_from, within_months=float(bar)) if bar else Question(seen_from)
    lag, bound = _run(country, seen_from, key)["lag_months"], asked.within_months
    if name == "joined":
        steps = joining_step(lag, bound, asked.now)
        return (steps <= np.arange(MONTHS)[:, None]).astype(np.float64)
    inside = np.zeros(lag.shape)
    means = lag_by_year(lag, asked.now)
    inside[-12 * len(means) :] = np.repeat(in_race(means, bound), 12, axis=0)
    return inside


@lru_cache(maxsize=40)
def _run(country: str, seen_from: str, key: tuple[str, ...]) -> dict[str, Floats]:
    """Run one scenario and keep every output that some check reads, ``(month, draw)``."""
    scenario = _scenario(country, [Policy.model_validate_json(text) for text in key])
    names = _outputs()

    def kept(track: Track, count: int) -> dict[str, Floats]:
        found = outputs_of(track, names)
        return {name: np.asarray(values)[:, :count] for name, values in found.items()}

    parts = run_blocks(replace(scenario, focal=seen_from), DRAWS, 1, kept)
    return {name: np.concatenate([part[name] for part in parts], axis=1) for name in names}


@cache
def _outputs() -> tuple[str, ...]:
    asked = {name for check in read_checks() for name in (check.output, check.below_output)}
    return tuple(name for name in registry().outputs if name in {*asked, "lag_months"})


def _scenario(country: str, policies: Sequence[Policy]) -> Scenario:
    return build(country, policies, posterior=shipped())
