"""Small ledgers to test with."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from slipstream.claims.ledger_check import Finding, check
from slipstream.claims.ledger_schema import Ledger
from slipstream.evidence import Fact
from tests.evidence.make import SOURCE, evidence, fact, money

TODAY = dt.date(2026, 11, 25)
RATES = {"USD": 1.0, "KRW": 1400.0}
FACTS = (
    fact(spread={"low": 50_000, "high": 65_000, "level": 0.9, "basis": "judgement"}),
    money("KR.budget.ai", 3.3e12, "KRW/year"),
    fact("KR.fx.krw_per_usd_2024", kind="economy", value=1300, unit="KRW/USD"),
    fact("KR.growth.compute", kind="growth", value=0.5, unit="OOM/year"),
    fact("KR.talent.returned", spread={"high": 10.0, "level": 0.9, "basis": "judgement"}, value=5),
)


def claim(**changes: object) -> dict[str, Any]:
    content: dict[str, Any] = {
        "id": "workers",
        "label": {"en": "Workers", "ko": "인력"},
        "quote": "57,000 people work on AI",
        "verdict": "supported",
        "reason": {"en": "They were counted.", "ko": "집계되었다."},
        "facts": ["KR.talent.home"],
        "reached": "2026-11-24",
        "would_change": {"en": "Another count.", "ko": "다른 집계."},
    }
    return content | changes


def content(*claims: dict[str, Any], **changes: object) -> dict[str, Any]:
    article = {
        "title": "Workers",
        "publisher": "A paper",
        "date": "2025-04-08",
        "url": "https://example.org/article",
        "language": "en",
    }
    return {"article": article, "claims": list(claims or (claim(),))} | changes


def ledger(*claims: dict[str, Any], **changes: object) -> Ledger:
    return Ledger.model_validate(content(*claims, **changes))


def findings(
    given: Ledger, article: str | None = None, facts: tuple[Fact, ...] = FACTS
) -> tuple[Finding, ...]:
    known = evidence(*facts)
    return check(given, known, today=TODAY, exchange_rates=RATES, article=article)


def write(path: Path, given: object) -> Path:
    path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    return path


__all__ = ["FACTS", "SOURCE", "TODAY", "claim", "content", "findings", "ledger", "write"]
