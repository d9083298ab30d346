"""Read country packs and turn their priors into numbers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from slipstream.cache import kept_value
from slipstream.evidence.fact_files import CUTOFF, Evidence, known_by, load_facts
from slipstream.evidence.fact_files import folder as evidence_folder
from slipstream.evidence.fact_schema import Fact, Label, Row
from slipstream.evidence.units import convert
from slipstream.files import InputError, nearest, parse, read_yaml
from slipstream.model.constants import MONTHS, MONTHS_PER_YEAR, START_YEAR, month_end
from slipstream.registry.load import DATA as REGISTRY
from slipstream.registry.load import Registry, registry
from slipstream.registry.schema import Form, Lever, Parameter, Prior

DATA = Path(__file__).parent / "data"


class Schedule(Row):
    """A lever's values by year; each holds until the next year that is named."""

    by_year: dict[int, Prior]


def _tell_apart(entry: object) -> Prior | Schedule:
    model = Schedule if isinstance(entry, dict) and "by_year" in entry else Prior
    return model.model_validate(entry)


class Pack(Row):
    """One country: its names, the priors of its parameters, the values of its levers today.

    ``aliases`` are other names that people type for it.
    """

    country: str
    name: Label
    aliases: tuple[str, ...] = ()
    parameters: dict[str, Prior]
    levers: dict[str, Annotated[Prior | Schedule, BeforeValidator(_tell_apart)]]

    @property
    def priors(self) -> dict[str, Prior]:
        """All priors by their path in the file."""
        found = {f"parameters.{name}": prior for name, prior in self.parameters.items()}
        for name, entry in self.levers.items():
            if isinstance(entry, Schedule):
                years = entry.by_year.items()
                found |= {f"levers.{name}.by_year.{year}": prior for year, prior in years}
            else:
                found[f"levers.{name}"] = entry
        return found

    @property
    def cited(self) -> frozenset[str]:
        """Identifiers of all facts that the pack rests on."""
        forms = (form for prior in self.priors.values() for form in prior.forms)
        return frozenset(fact for form in forms for fact in form.cited)


@dataclass(frozen=True)
class Range:
    """A prior in numbers: its centre, and the ends of its middle ``level`` (equal if fixed)."""

    centre: float
    low: float
    high: float
    level: float

    @property
    def fixed(self) -> bool:
        """Whether nothing is left uncertain."""
        return self.low == self.high


def country_codes() -> tuple[str, ...]:
    """Codes of all packs that come with the package, in alphabetical order."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yaml")))


@cache
def packs() -> Mapping[str, Pack]:
    """Read every pack once, by country code."""
    return kept_value(
        "packs",
        lambda: read_packs(registry(), load_facts()),
        ("countries", "registry", "evidence", "files.py"),
        [evidence_folder()],
    )


def read_packs(rows: Registry, evidence: Evidence) -> dict[str, Pack]:
    """Read every pack that comes with the package, by country code; see `read_pack`."""
    codes = country_codes()
    return {code: read_pack(DATA / f"{code}.yaml", rows, evidence) for code in codes}


def read_pack(path: Path, rows: Registry, evidence: Evidence) -> Pack:
    """Read one pack and check its names against the registry, its facts against the evidence.

    Raises
    ------
    InputError
        If the file is no pack, names what the registry or the evidence does not have, or
        leaves out a parameter for which there is no common prior.
    """
    pack = parse(Pack, read_yaml(path), path)
    if pack.country != path.stem:
        raise InputError(path, "country", repr(pack.country), f"{path.stem!r}, as the file name")
    local = {name: row for name, row in rows.parameters.items() if row.scope == "country"}
    for name in pack.parameters:
        if name not in local:
            raise InputError(path, f"parameters.{name}", "an unknown name", nearest(name, [*local]))
    for name in pack.levers:
        rows.lever(name, path, "levers")
    for name, row in local.items():
        if row.prior is None and name not in pack.parameters:
            raise InputError(
                path, f"parameters.{name}", "nothing", "a prior; none is common to all"
            )
    for field, prior in pack.priors.items():
        for fact in chain.from_iterable(form.cited for form in prior.forms):
            try:
                evidence.fact(fact)
            except InputError as error:
                raise InputError(path, field, error.found, error.expected) from error
    return pack


def believe(row: Parameter, pack: Pack | None, end: dt.date, evidence: Evidence) -> Range:
    """Return what was believed about a parameter on the day ``end``, in its unit.

    Raises
    ------
    InputError
        As `form_of` and `resolve`.
    """
    return resolve(form_of(row, pack, end, evidence), row.unit, evidence)


def form_of(row: Parameter, pack: Pack | None, end: dt.date, evidence: Evidence) -> Form:
    """Return the form of a parameter's prior that held on the day ``end``.

    A country's number takes the first form of its ``pack``, then of the registry, whose facts
    were all known by then; a number of the world has no pack.

    Raises
    ------
    InputError
        If no form qualifies; the message names the fact that is too late.
    """
    where, field = REGISTRY / "parameters.yaml", f"{row.name}.prior"
    priors = [row.prior]
    if pack is not None and row.name in pack.parameters:
        where, field = DATA / f"{pack.country}.yaml", f"parameters.{row.name}"
        priors.insert(0, pack.parameters[row.name])
    forms = tuple(form for prior in priors if prior is not None for form in prior.forms)
    return as_of(forms, end, where, field, evidence)


def as_of(forms: Sequence[Form], end: dt.date, where: Path, field: str, evidence: Evidence) -> Form:
    """Return the first form all of whose facts were known by the day ``end``.

    Raises
    ------
    InputError
        If none qualifies; the message names ``where`` and ``field``.
    """
    late: Fact | None = None
    for form in forms:
        late = _late_fact(form, end, evidence)
        if late is None:
            return form
    found = f"{late.id} of {late.told or late.date}" if late else "nothing"
    raise InputError(where, field, found, f"an `earlier` form that was known by {end}")


def _late_fact(form: Form, end: dt.date, evidence: Evidence) -> Fact | None:
    facts = (evidence.fact(name) for name in form.cited)
    return next((fact for fact in facts if not known_by(fact, end)), None)


def resolve(form: Form, unit: str, evidence: Evidence) -> Range:
    """Turn a form of a prior into numbers in ``unit``, its fact's where it names one.

    Raises
    ------
    InputError
        If the fact is unknown or its unit cannot be converted.
    """
    if form.value is not None:
        return Range(form.value, form.value, form.value, form.level)
    if form.low is not None and form.high is not None:
        return Range((form.low + form.high) / 2, form.low, form.high, form.level)
    fact = evidence.fact(str(form.fact))

    def converted(value: float) -> float:
        return convert(value, fact.unit, unit, exchange_rates=evidence.exchange_rates)

    centre = converted(fact.value)
    spread = fact.spread
    if spread is None or spread.low is None or spread.high is None:
        return Range(centre, centre, centre, form.level)
    return Range(centre, converted(spread.low), converted(spread.high), spread.level)


def today(pack: Pack, row: Lever, now: int, evidence: Evidence) -> dict[int, float]:
    """Policy for one lever as it was known in the month ``now``: value by first year.

    In the lever's unit. A value of a year that had not begun, or that rests on a fact not yet
    known, gives way to the one before it, and the first such to the registry's.
    """
    end = month_end(now)
    entry = pack.levers.get(row.name)
    if entry is None:
        return {START_YEAR: row.today}
    years = entry.by_year if isinstance(entry, Schedule) else {START_YEAR: entry}
    known = {
        year: resolve(form, row.unit, evidence).centre
        for year, prior in sorted(years.items())
        if (form := _form_of_lever(prior, year, end, evidence)) is not None
    }
    return known or {START_YEAR: row.today}


def _form_of_lever(prior: Prior, first: int, end: dt.date, evidence: Evidence) -> Form | None:
    """Form in which a lever's value from the year ``first`` on was known on the day ``end``."""
    # Plans that the shipped evidence knows of are today's policy, whatever year they are for.
    if end >= CUTOFF:
        return prior
    if first > end.year:
        return None
    return next((form for form in prior.forms if _late_fact(form, end, evidence) is None), None)


def by_month(values: Mapping[int, float]) -> list[float]:
    """Spread values by first year over the months of a run; before the first it holds too."""
    years = sorted(values)
    months: list[float] = []
    for month in range(MONTHS):
        year = START_YEAR + month // MONTHS_PER_YEAR
        known = [first for first in years if first <= year]
        months.append(values[known[-1] if known else years[0]])
    return months
