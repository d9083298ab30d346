"""Reviews the evidence as a whole: what no single file can show to be wrong."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from slipstream.evidence.fact_conflicts import jumps, slip, totals, twins, uncovered, unequal
from slipstream.evidence.fact_files import AS_OF, CUTOFF, Evidence
from slipstream.evidence.fact_schema import (
    BestScore,
    Fact,
    HistoryRow,
    InstalledCompute,
    Kind,
    LargestRun,
    OpenLag,
    ScoreCeiling,
    TalentFlow,
    first_day,
    last_day,
)
from slipstream.evidence.plausible import implausible, outgrows_country, unfit_unit
from slipstream.evidence.units import dimensions
from slipstream.files import InputError

YEARS_FRESH: Mapping[Kind, float] = {
    "money": 3,
    "compute": 3,
    "power": 6,
    "talent": 7,
    "capability": 2,
    "training_run": 6,
    "partnership": 3,
    "trade": 3,
    "law": 5,
    "delay": 10,
    "growth": 5,
    "economy": 4,
}
"""Years after which a fact of each kind is called stale."""

_FURTHEST_PLAN_YEARS = 25
_ANCHOR = re.compile(r"\b(?:[A-Z]{2}|WORLD)(?!\.yaml\b)(?:\.[a-z][a-z0-9_]*){1,2}\b")


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong (error) or doubtful (warning) about a fact or a row of history."""

    severity: Literal["error", "warning"]
    where: str
    rule: str
    message: str


Findings = Iterator[Finding]


def check(
    evidence: Evidence,
    *,
    used: frozenset[str] | None = None,
    texts: Mapping[str, str] | None = None,
    as_of: dt.date = AS_OF,
) -> tuple[Finding, ...]:
    """Return all findings, errors first.

    Parameters
    ----------
    evidence
        What to review.
    used
        Ids of the facts that parameters and packs cite; without it, use is not reviewed.
    texts
        Prose elsewhere, by where it stands, whose mentions of facts are looked up too.
    as_of
        The day from which ages are counted.
    """
    rules: tuple[Callable[[Evidence], Findings], ...] = (
        _duplicates,
        _citations,
        _spreads,
        _units_and_sizes,
        _links,
        _conflicts,
        _twins,
        _series,
        _history_sources,
        _history_dates,
        _history_ranges,
        _records,
    )
    found = {finding for rule in rules for finding in rule(evidence)}
    found.update(_dates(evidence, as_of))
    found.update(_use(evidence, used) if used is not None else ())
    found.update(_anchors(evidence, texts or {}))
    return tuple(sorted(found))


def _duplicates(evidence: Evidence) -> Findings:
    for name, count in Counter(fact.id for fact in evidence.facts).items():
        if count > 1:
            yield Finding("error", name, "duplicate-id", f"{count} facts have this id")


def _citations(evidence: Evidence) -> Findings:
    cited = {row.source for rows in evidence.history.values() for row in rows}
    for fact in evidence.facts:
        cited.update(fact.sources)
        if not fact.sources:
            yield Finding("error", fact.id, "no-source", "names no source")
        for name in fact.sources:
            if name not in evidence.sources:
                yield Finding("error", fact.id, "unknown-source", f"no source is called {name!r}")
    for name in evidence.sources:
        if name not in cited:
            yield Finding("warning", name, "unused-source", "no fact or row cites this source")


def _spreads(evidence: Evidence) -> Findings:
    for fact in evidence.facts:
        if fact.spread and not fact.spread.holds(fact.value):
            spread = f"{fact.spread.low} to {fact.spread.high}"
            message = f"{fact.value:g} lies outside its own spread of {spread}"
            yield Finding("error", fact.id, "outside-spread", message)


def _known_unit(fact: Fact) -> bool:
    try:
        dimensions(fact.unit)
    except InputError:
        return False
    return True


def _units_and_sizes(evidence: Evidence) -> Findings:
    facts = {fact.id: fact for fact in evidence.facts if _known_unit(fact)}
    for fact in evidence.facts:
        if not _known_unit(fact):
            yield Finding("error", fact.id, "unknown-unit", f"{fact.unit!r} is not a unit in use")
        elif problem := unfit_unit(fact):
            yield Finding("error", fact.id, "unfit-unit", problem)
        else:
            if problem := implausible(fact):
                yield Finding("error", fact.id, "implausible", problem)
            if problem := outgrows_country(fact, facts):
                yield Finding("error", fact.id, "outgrows-country", problem)


def _links(evidence: Evidence) -> Findings:
    for fact in evidence.facts:
        for name in (*fact.conflicts_with, *fact.same_as):
            if name == fact.id or name not in evidence.by_id:
                problem = "itself" if name == fact.id else f"{name}, which does not exist"
                yield Finding("error", fact.id, "broken-link", f"refers to {problem}")
        for name in fact.conflicts_with:
            other = evidence.by_id.get(name)
            if other and fact.id not in other.conflicts_with:
                message = f"conflicts with {name}, which does not say so"
                yield Finding("error", fact.id, "one-sided-conflict", message)


def _conflicts(evidence: Evidence) -> Findings:
    for fact in evidence.facts:
        for name in (*fact.conflicts_with, *fact.same_as):
            other = evidence.by_id.get(name)
            if other is None or other.id == fact.id:
                continue
            if not (_known_unit(fact) and _known_unit(other)):
                continue
            one, two = sorted((fact, other), key=lambda each: each.id)
            if power := slip(one, two):
                # A known slip may be kept to warn readers, where no parameter can use it.
                kept = any(each.context and each.confidence == "low" for each in (one, two))
                message = f"1e{power} times {two.id}: one of the two is a slip of units"
                yield Finding("warning" if kept else "error", one.id, "unit-slip", message)
            elif name in fact.same_as and (problem := unequal(one, two)):
                yield Finding("error", one.id, "unequal", f"{problem}, says {two.id}")
            elif one.context and two.context:
                continue
            elif name in fact.conflicts_with and (problem := uncovered(one, two)):
                yield Finding("warning", one.id, "hidden-conflict", f"{problem} ({two.id})")


def _twins(evidence: Evidence) -> Findings:
    known = [fact for fact in evidence.facts if _known_unit(fact)]
    link = "link them by same_as or conflicts_with, or tell them apart"
    for one, two, power in twins(known):
        message = f"1e{power} times {two.id}, which seems to tell the same: a slip of units? {link}"
        yield Finding("warning", one.id, "twin-slip", message)
    for one, two in totals(known):
        message = f"{two.id} tells another total of the same by its id: {link}"
        yield Finding("warning", one.id, "unlinked-total", message)


def _series(evidence: Evidence) -> Findings:
    known = {fact.id: fact for fact in evidence.facts if _known_unit(fact)}
    for before, after, ratio in jumps(known):
        message = f"{ratio:.3g} times {before.id} of the same series: a slip of units?"
        yield Finding("warning", after.id, "jump", message)


def _dates(evidence: Evidence, as_of: dt.date) -> Findings:
    for name, source in evidence.sources.items():
        if first_day(source.date) > as_of:
            yield Finding("error", name, "future-source", f"{source.date} is after {as_of}")
    for fact in evidence.facts:
        ahead = (first_day(fact.date) - as_of).days / 365.25
        age = (as_of - last_day(fact.date)).days / 365.25
        if ahead > _FURTHEST_PLAN_YEARS:
            yield Finding("error", fact.id, "future-fact", f"{fact.date} is too far ahead")
        elif ahead > 0 and fact.spread is None and not fact.context:
            message = f"a plan or forecast for {fact.date} without a spread"
            yield Finding("warning", fact.id, "certain-plan", message)
        if age > YEARS_FRESH[fact.kind] and not fact.context:
            message = f"{age:.1f} years old; {fact.kind} facts last {YEARS_FRESH[fact.kind]:g}"
            yield Finding("warning", fact.id, "stale", message)


def _use(evidence: Evidence, used: frozenset[str]) -> Findings:
    for fact in evidence.facts:
        if fact.id not in used and not fact.context:
            message = "nothing uses this fact; use it or mark it as context"
            yield Finding("warning", fact.id, "unused", message)
    for name in used - evidence.by_id.keys():
        yield Finding("error", name, "unknown-fact", "is cited but does not exist")


def _anchors(evidence: Evidence, texts: Mapping[str, str]) -> Findings:
    told = {f"sources.{name}": source.note for name, source in evidence.sources.items()}
    told |= {fact.id: f"{fact.note} {fact.derived or ''}" for fact in evidence.facts}
    for where, text in (told | dict(texts)).items():
        for name in dict.fromkeys(_ANCHOR.findall(text)):
            if name not in evidence.by_id:
                yield Finding("error", where, "dead-anchor", f"mentions {name}, which is no fact")


def _rows(evidence: Evidence) -> Iterator[tuple[str, HistoryRow]]:
    for name, rows in evidence.history.items():
        for row in rows:
            country = "" if isinstance(row, OpenLag) else f" {row.country}"
            yield f"history.{name}{country} {row.date}", row


def _history_sources(evidence: Evidence) -> Findings:
    for where, row in _rows(evidence):
        if row.source not in evidence.sources:
            yield Finding("error", where, "unknown-source", f"no source is called {row.source!r}")


def _history_dates(evidence: Evidence) -> Findings:
    for where, row in _rows(evidence):
        if row.date > CUTOFF:
            message = f"comes after {CUTOFF}, the end of what calibration may see"
            yield Finding("error", where, "after-cutoff", message)


def _history_ranges(evidence: Evidence) -> Findings:
    for where, row in _rows(evidence):
        if isinstance(row, LargestRun | TalentFlow | ScoreCeiling):
            continue
        low, high, level = row.low, row.high, row.level
        if isinstance(row, BestScore):
            value = row.eci
        else:
            value = row.h100e if isinstance(row, InstalledCompute) else row.months
        if (low is not None and low > value) or (high is not None and high < value):
            yield Finding("error", where, "outside-spread", f"{value:g} is not in its range")
        if (level is None) != (low is None and high is None):
            yield Finding("error", where, "no-level", "a range needs a level, and only a range")


def _records(evidence: Evidence) -> Findings:
    for name in ("best_eci", "largest_run"):
        best: dict[str, float] = {}
        last: dict[str, dt.date] = {}
        for row in evidence.history.get(name, ()):
            if not isinstance(row, BestScore | LargestRun):
                continue
            where = f"history.{name} {row.country} {row.date}"
            value = row.eci if isinstance(row, BestScore) else row.log10_flop
            record = best.get(row.country, -float("inf"))
            if row.date < last.get(row.country, dt.date.min):
                yield Finding("error", where, "out-of-order", "is earlier than the row before it")
            # A floor says that the record still stands, so it may repeat it.
            if value < record or (value == record and row.kind != "floor"):
                yield Finding("error", where, "no-record", f"{value:g} does not raise {record:g}")
            best[row.country] = max(record, value)
            last[row.country] = row.date
