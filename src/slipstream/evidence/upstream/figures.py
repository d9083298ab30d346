"""Single numbers of a file against the facts that stand for them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from slipstream.evidence.fact_conflicts import slip
from slipstream.evidence.fact_files import CUTOFF, Evidence
from slipstream.evidence.fact_schema import Fact, Spread, first_day
from slipstream.evidence.plausible import implausible, outgrows_country
from slipstream.evidence.units import convert, quantity
from slipstream.evidence.upstream.match import Kind, Link, Matches
from slipstream.evidence.upstream.proposal import Change, Comparison

LEAP = 8.0
"""Ratio to the value so far from which on a slip is likelier than news."""

_DIGITS = 6
_OUTCOMES = ("capability", "training_run")


@dataclass(frozen=True)
class Figure:
    """A number as the file has it, in ``unit``.

    ``date`` is given if the file dates it, ``spread`` if the file tells its ends, and ``about`` if
    it is about something that may change, such as the best model.
    """

    value: float
    unit: str
    date: str | None = None
    spread: tuple[float, float] | None = None
    about: str = ""


Lookup = Callable[[Link, Fact], Figure | None]
"""Finds a link's number in a file, for a sum up to a day by the date of the fact."""


def compare_facts(evidence: Evidence, matches: Matches, kind: Kind, lookup: Lookup) -> Comparison:
    """Compare all facts that the tables link to a kind of file.

    A fact agrees if the file's number rounds to its digits and is of the same date. Otherwise it
    takes the file's number to six digits, with its ends if both tell them. An outcome dated after
    `CUTOFF` is held out.
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
    renewed = fact.model_copy(
        update={"value": _rounded(value), "date": date, "spread": _spread(fact, figure)}
    )
    old, new = _cells(fact), _cells(renewed)
    changed = [name for name in old if old[name] != new[name]]
    before = {name: old[name] for name in changed}
    after = {name: new[name] for name in changed}
    remarks = []
    if fact.derived:
        remarks.append("its note or derivation may tell the old number")
    if figure.about and date != fact.date:
        remarks.append(
            f"the number is now that of {figure.about}, its label and note may name another"
        )
    doubt = _doubt(evidence, fact, renewed)
    remark = "; ".join(remarks)
    return Comparison((Change("changed", "facts", fact.id, before, after, doubt, remark),))


def _spread(fact: Fact, figure: Figure) -> Spread | None:
    """The fact's spread with the ends of the file's number, where both have two."""
    if fact.spread is None or figure.spread is None or None in (fact.spread.low, fact.spread.high):
        return fact.spread
    low, high = (_rounded(convert(end, figure.unit, fact.unit)) for end in figure.spread)
    return fact.spread.model_copy(update={"low": low, "high": high})


def _cells(fact: Fact) -> dict[str, str]:
    """What a file may renew in a fact, by the path of the field."""
    cells = {"value": _cell(fact.value), "date": fact.date}
    if fact.spread is not None:
        ends = {"spread.low": fact.spread.low, "spread.high": fact.spread.high}
        cells |= {name: _cell(end) for name, end in ends.items() if end is not None}
    return cells


def _doubt(evidence: Evidence, fact: Fact, renewed: Fact) -> str:
    if problem := implausible(renewed) or outgrows_country(renewed, evidence.by_id):
        return problem
    if first_day(renewed.date) < first_day(fact.date):
        return f"the file ends before {fact.date}: an older edition?"
    if power := slip(renewed, fact):
        return f"1e{power} times the value so far: a slip of units?"
    ratio = renewed.value / fact.value if fact.value else math.inf
    if not 1 / LEAP < ratio < LEAP:
        return f"{ratio:.3g} times the value so far: a slip of units?"
    # A spread is that of its date: a later number brings its own, if the file tells one.
    later = renewed.date != fact.date and renewed.spread != fact.spread
    spread = renewed.spread if later else fact.spread
    whose = "its own interval" if later else "the fact's spread"
    if spread is not None and not spread.holds(renewed.value):
        return f"outside {whose}, {spread.low} to {spread.high}"
    return ""


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _cell(value: float) -> str:
    if value == int(value) and abs(value) < 1e16:
        return f"{value:.0f}"
    text = repr(value)
    # Without a point YAML takes a number with an exponent for text.
    return text if "." in text else text.replace("e", ".0e")
