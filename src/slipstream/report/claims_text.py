"""A ledger of claims as tables, plain text and JSON-able dictionaries."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slipstream.claims.ledger_files import vocabulary
from slipstream.claims.ledger_schema import Claim, Ledger, Locale, Stated
from slipstream.evidence.fact_files import Evidence
from slipstream.report.evidence_text import number
from slipstream.report.language import language

if TYPE_CHECKING:
    from rich.console import Console

    from slipstream.claims.ledger_check import Finding


def verdict_word(claim: Claim, locale: Locale) -> str:
    """Return the verdict in one language; a dash where there is none yet."""
    return "-" if claim.verdict is None else vocabulary().verdicts[claim.verdict].of(locale)


def listing_dict(ledger: Ledger) -> dict[str, Any]:
    """Return the article and the claims with their verdicts."""
    return {
        "article": ledger.article.model_dump(mode="json"),
        "verdicts": dict(Counter(claim.verdict for claim in ledger.claims if claim.verdict)),
        "claims": [
            {
                "id": claim.id,
                "verdict": claim.verdict,
                "label": claim.label.model_dump(),
                "quote": claim.quote,
                "reached": claim.reached,
            }
            for claim in ledger.claims
        ],
    }


def print_listing(ledger: Ledger, locale: Locale, console: "Console") -> None:
    """Print claims as a table, or as tab-separated lines if the output is no terminal."""
    rows = [
        (claim.id, verdict_word(claim, locale), claim.label.of(locale) or claim.quote)
        for claim in ledger.claims
    ]
    headers = ("id", vocabulary().headings["verdict"].of(locale), ledger.article.title)
    if not console.is_terminal:
        for row in (headers, *rows):
            # The console itself would turn tabs into spaces.
            console.file.write("\t".join(row) + "\n")
        return
    from rich import box
    from rich.table import Table

    table = Table(*headers, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False, highlight=False)


def claim_dict(claim: Claim, ledger: Ledger, evidence: Evidence) -> dict[str, Any]:
    """Return a claim with its facts and sources in full."""
    content = claim.model_dump(mode="json")
    content["facts"] = [
        evidence.by_id[name].model_dump(mode="json", exclude_defaults=True)
        for name in claim.facts
        if name in evidence.by_id
    ]
    sources = {**evidence.sources, **ledger.sources}
    content["sources"] = [
        {"id": name, **sources[name].model_dump(mode="json", exclude_defaults=True)}
        for name in claim.sources
        if name in sources
    ]
    return content


def claim_text(claim: Claim, ledger: Ledger, evidence: Evidence, locale: Locale) -> str:
    """Return everything a ledger says of a claim in one language, its sources last."""
    words = {name: label.of(locale) for name, label in vocabulary().headings.items()}
    lines = [
        claim.id,
        claim.label.of(locale),
        "",
        f"{words['quote']}: “{claim.quote}”",
        f"{words['verdict']}: {verdict_word(claim, locale)}",
        f"{words['reached']}: {claim.reached or '-'}",
        "",
        claim.reason.of(locale),
        "",
        f"{words['would_change']}: {claim.would_change.of(locale)}",
    ]
    if claim.effect is not None:
        lines += ["", f"{words['effect']}: slipstream claims effect {claim.id}"]
    note = claim.note.of(locale)
    lines += ["", f"{words['note']}: {note}"] if note else []
    cited = [_fact_line(name, evidence, locale) for name in claim.facts]
    cited += [_stated_line(stated) for stated in claim.states]
    lines += ["", f"{words['facts']}:", *cited] if cited else []
    sources = {**evidence.sources, **ledger.sources}
    for name in claim.sources:
        source = sources.get(name)
        if source is None:
            lines += ["", f"[{name}] is not among the sources"]
            continue
        lines += ["", f"[{name}] {source.title}. {source.publisher}, {source.date}", source.url]
    return "\n".join(lines)


def _fact_line(name: str, evidence: Evidence, locale: Locale) -> str:
    fact = evidence.by_id.get(name)
    if fact is None:
        return f"  {name} is not among the facts"
    label = language(locale).of(fact.label)
    return f"  {name}: {number(fact.value)} {fact.unit} ({fact.date}). {label}"


def _stated_line(stated: Stated) -> str:
    return f"  {number(stated.value)} {stated.unit} ~ {stated.fact}"


def review_dict(ledger: Ledger, findings: Sequence["Finding"], where: str | Path) -> dict[str, Any]:
    """Return the counts and the findings of a review."""
    tally = Counter(finding.severity for finding in findings)
    return {
        "file": str(where),
        "claims": len(ledger.claims),
        "errors": tally["error"],
        "disagreements": tally["disagreement"],
        "findings": [
            {
                "severity": finding.severity,
                "field": finding.field,
                "found": finding.found,
                "expected": finding.expected,
            }
            for finding in findings
        ],
    }


def review_text(ledger: Ledger, findings: Sequence["Finding"], where: str | Path) -> str:
    """Return a line for each finding of a review, and one that sums up."""
    lines = [
        f"{finding.severity}: {where}: {finding.field}: found {finding.found};"
        f" expected {finding.expected}"
        for finding in findings
    ]
    review = review_dict(ledger, findings, where)
    counts = (f"{review[kind]} {kind}" for kind in ("claims", "errors", "disagreements"))
    return "\n".join([*lines, ", ".join(counts)])
