"""Single numbers of a file against the facts that stand for them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from slipstream.evidence.compare import slip
from slipstream.evidence.load import CUTOFF, Evidence
from slipstream.evidence.plausible import implausible, outgrows_country
from slipstream.evidence.schema import Fact, first_day
from slipstream.evidence.units import convert, quantity
from slipstream.evidence.upstream.match import Kind, Link, Matches
from slipstream.evidence.upstream.proposal import Change, Comparison

LEAP = 8.0
"""Ratio to the value so far from which on a slip is likelier than news."""

_DIGITS = 6
_OUTCOMES = ("capability", "training_run")


@dataclass(frozen=True)
class Figure:
    """A number as the file has it, in ``unit``; a ``date`` if the file dates it."""

    value: float
    unit: str
    date: str | None = None


Lookup = Callable[[Link, Fact], Figure | None]
"""Finds a link's number in a file, for a sum up to a day by the date of the fact."""


def compare_facts(evidence: Evidence, matches: Matches, kind: Kind, lookup: Lookup) -> Comparison:
    """Compare all facts that the tables link to a kind of file.

    A fact agrees if the file's number rounds to its digits and is of the same date. Otherwise it
    takes the file's number to six digits. An outcome dated after `CUTOFF` is held out.
    """
    comparison = Comparison()
    for link in matches.links:
        fact = evidence.by_id.get(link.fact)
        if link.kind != kind or fact is None:
            continue
        figure = lookup(link, fact)
        if figure is None:
            comparison += Comparison(absent=(fact.id,))
            continue
        comparison += _compared(evidence, fact, figure)
    return comparison


def agrees(told: float, found: float) -> bool:
    """Whether ``found`` rounds to the digits of ``told`` and lies within 1% of it."""
    if told == found:
        return True
    if told == 0 or abs(found / told - 1) > 0.01:
        return False
    last = Decimal(repr(told)).normalize().as_tuple().exponent
    return abs(found - told) <= 0.5000001 * 10.0 ** int(last)


def _compared(evidence: Evidence, fact: Fact, figure: Figure) -> Comparison:
    if quantity(figure.unit) != quantity(fact.unit):
        doubt = f"the file counts {figure.unit}, the fact {fact.unit}"
        after = {"value": f"{figure.value:.6g}"}
        change = Change("changed", "facts", fact.id, {"value": f"{fact.value!r}"}, after, doubt)
        return Comparison((change,))
    value = convert(figure.value, figure.unit, fact.unit)
    date = figure.date or fact.date
    if date == fact.date and agrees(fact.value, value):
        return Comparison(agreeing=1)
    if fact.kind in _OUTCOMES and first_day(date) > CUTOFF:
        return Comparison(held_out=(fact.id,))
    renewed = fact.model_copy(update={"value": _rounded(value), "date": date})
    before, after = {}, {}
    for name in ("value", "date"):
        if getattr(fact, name) != getattr(renewed, name):
            before[name], after[name] = (_cell(getattr(each, name)) for each in (fact, renewed))
    remark = "its note or derivation may tell the old number" if fact.derived else ""
    doubt = _doubt(evidence, fact, renewed)
    return Comparison((Change("changed", "facts", fact.id, before, after, doubt, remark),))


def _doubt(evidence: Evidence, fact: Fact, renewed: Fact) -> str:
    if first_day(renewed.date) < first_day(fact.date):
        return f"the file ends before {fact.date}: an older edition?"
    if problem := implausible(renewed) or outgrows_country(renewed, evidence.by_id):
        return problem
    if power := slip(renewed, fact):
        return f"1e{power} times the value so far: a slip of units?"
    ratio = renewed.value / fact.value if fact.value else math.inf
    if not 1 / LEAP < ratio < LEAP:
        return f"{ratio:.3g} times the value so far: a slip of units?"
    if fact.spread is not None and not fact.spread.holds(renewed.value):
        return f"outside the fact's spread, {fact.spread.low} to {fact.spread.high}"
    return ""


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _cell(value: float | str) -> str:
    if isinstance(value, str):
        return value
    if value == int(value) and abs(value) < 1e16:
        return f"{value:.0f}"
    text = repr(value)
    # Without a point YAML takes a number with an exponent for text.
    return text if "." in text else text.replace("e", ".0e")
