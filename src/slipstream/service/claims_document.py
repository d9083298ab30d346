"""The claims of the article as the evidence page shows them."""

from typing import Any

from slipstream.claims.ledger_files import vocabulary
from slipstream.claims.ledger_schema import Claim
from slipstream.evidence.fact_files import load_facts
from slipstream.service.evidence_document import article, briefs, source


def claims() -> dict[str, Any]:
    """The article, its claims with their verdicts, and how many there are of each."""
    ledger = article()
    names = vocabulary().verdicts
    return {
        "article": ledger.article.model_dump(),
        "verdicts": [
            {
                "name": name,
                "label": label.model_dump(),
                "count": sum(claim.verdict == name for claim in ledger.claims),
            }
            for name, label in names.items()
        ],
        "claims": [_claim(claim) for claim in ledger.claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    sources = {**load_facts().sources, **article().sources}
    return {
        "id": claim.id,
        "label": claim.label.model_dump(),
        "quote": claim.quote,
        "verdict": claim.verdict,
        "reason": claim.reason.model_dump(),
        "would_change": claim.would_change.model_dump(),
        "note": claim.note.model_dump(),
        "reached": claim.reached,
        "facts": briefs((*claim.facts, *(stated.fact for stated in claim.states))),
        "sources": [source(sources[name]) for name in claim.sources],
        "effect": claim.effect and _effect(claim),
    }


def _effect(claim: Claim) -> dict[str, Any]:
    assert claim.effect is not None
    kind, setting = claim.effect.against
    return {
        "stated": claim.effect.stated.says.model_dump(),
        "against": kind,
        "other": setting.says.model_dump(),
    }
