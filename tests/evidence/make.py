"""Small evidence to test with."""

import datetime as dt

from slipstream.evidence import Evidence, Fact, Source
from slipstream.evidence.fact_check import Finding, check
from slipstream.evidence.fact_schema import HistoryRow

SOURCE = {
    "title": "A page",
    "publisher": "A paper",
    "date": "2025",
    "url": "https://example.org/page",
}


def fact(name: str = "KR.talent.home", **changes: object) -> Fact:
    content = {
        "id": name,
        "label": {"en": "AI workers", "ko": "인공지능 인력"},
        "kind": "talent",
        "value": 57_000,
        "unit": "person",
        "date": "2025",
        "sources": ["page"],
        "confidence": "high",
        "note": "Counted from profiles.",
    }
    return Fact.model_validate(content | changes)


def money(name: str, value: float, unit: str = "KRW", **changes: object) -> Fact:
    return fact(name, kind="money", value=value, unit=unit, **changes)


def evidence(*facts: Fact, **history: tuple[HistoryRow, ...]) -> Evidence:
    return Evidence(facts, {"page": Source.model_validate(SOURCE)}, history)


def findings(
    *facts: Fact, used: frozenset[str] | None = None, **history: tuple[HistoryRow, ...]
) -> dict[tuple[str, str], Finding]:
    """Findings by rule and place, with ages counted from September 2026."""
    found = check(evidence(*facts, **history), used=used, as_of=dt.date(2026, 9, 1))
    return {(finding.rule, finding.where): finding for finding in found}
