"""Facts as the evidence page shows them."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from slipstream.claims.ledger_files import ARTICLE, read_ledger
from slipstream.claims.ledger_schema import Ledger
from slipstream.countries.pack import packs
from slipstream.evidence.fact_check import check
from slipstream.evidence.fact_files import AS_OF, CUTOFF, load_facts
from slipstream.evidence.fact_schema import Fact, Label, Source, last_day
from slipstream.policy.citations import Use, uses
from slipstream.policy.policy_files import find_policy
from slipstream.registry.load import registry
from slipstream.registry.schema import NamedRow
from slipstream.report.rounding import decimals

WORLD = Label(en="The world", ko="세계")


def facts() -> dict[str, Any]:
    """All facts in brief, for a reader to search."""
    listed = load_facts().facts
    codes = dict.fromkeys(fact.country for fact in listed)
    return {
        "as_of": AS_OF.isoformat(),
        "cutoff": CUTOFF.isoformat(),
        "sources": len(load_facts().sources),
        "countries": [{"code": code, "name": place(code)} for code in codes],
        "kinds": list(dict.fromkeys(fact.kind for fact in listed)),
        "facts": [
            {
                **brief(fact),
                "kind": fact.kind,
                "used": fact.id in uses(),
                "conflict": bool(fact.conflicts_with),
            }
            for fact in listed
        ],
    }


def fact(name: str) -> dict[str, Any]:
    """All that is known of a fact.

    Raises
    ------
    InputError
        If there is none of this name; the message names the nearest.
    """
    row = load_facts().fact(name)
    return {
        **_card(row),
        "place": place(row.country),
        "kind": row.kind,
        "told": row.told,
        "derived": row.derived,
        "context": row.context,
        "age_years": decimals((AS_OF - last_day(row.date)).days / 365.25, 1),
        "doubts": [
            {"severity": finding.severity, "rule": finding.rule, "message": finding.message}
            for finding in _doubts()
            if finding.where == row.id
        ],
        "conflicts": [_card(load_facts().fact(other)) for other in row.conflicts_with],
        "same": [_card(load_facts().fact(other)) for other in row.same_as],
        "uses": [_use(use) for use in uses().get(row.id, ())],
        "claims": [
            {"id": claim.id, "label": claim.label.model_dump(), "verdict": claim.verdict}
            for claim in article().claims
            if row.id in (*claim.facts, *(stated.fact for stated in claim.states))
        ],
    }


def brief(fact: Fact) -> dict[str, Any]:
    """A fact in a line."""
    return {
        "id": fact.id,
        "country": fact.country,
        "label": fact.label.model_dump(),
        "value": fact.value,
        "unit": fact.unit,
        "date": fact.date,
        "spread": fact.spread and fact.spread.model_dump(),
        "confidence": fact.confidence,
    }


def briefs(names: Iterable[str]) -> list[dict[str, Any]]:
    """Facts in a line each, every one once."""
    return [brief(load_facts().fact(name)) for name in dict.fromkeys(names)]


def place(code: str) -> dict[str, str]:
    """Name of a country, or of the world."""
    return (WORLD if code == "WORLD" else packs()[code].name).model_dump()


def source(row: Source) -> dict[str, str]:
    """A source with its address."""
    return row.model_dump()


@cache
def article() -> Ledger:
    """The ledger of the article from which Slipstream starts."""
    return read_ledger(ARTICLE)


@cache
def _doubts() -> tuple[Any, ...]:
    return check(load_facts(), used=frozenset(uses()))


def _card(fact: Fact) -> dict[str, Any]:
    """A fact with its note and its sources."""
    sources = load_facts().sources
    return {
        **brief(fact),
        "note": fact.note,
        "sources": [source(sources[name]) for name in fact.sources if name in sources],
    }


def _use(use: Use) -> dict[str, Any]:
    rows = registry()
    tables: dict[str, Mapping[str, NamedRow]] = {
        "parameter": rows.parameters,
        "lever": rows.levers,
        "shock": rows.shocks,
        "correlation": rows.parameters,
    }
    row = find_policy(use.name) if use.kind == "policy" else tables[use.kind][use.name]
    second = rows.parameters[use.second].label.model_dump() if use.second else None
    return {
        "kind": use.kind,
        "name": use.name,
        "place": use.country and place(use.country),
        "label": row.label.model_dump(),
        "second": use.second and {"name": use.second, "label": second},
    }
