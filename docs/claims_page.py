"""The reference page of the claims: each with its verdict, reason, facts and sources."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docs.reference_pages import fact_link, plain
from slipstream.claims.ledger_files import ARTICLE, read_ledger, vocabulary
from slipstream.claims.ledger_schema import Claim, Effect, Ledger
from slipstream.evidence import Source, load_facts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Write the page when a build begins."""
    made = Path(app.srcdir) / "reference" / "_made" / "claims.md"

    def write(_: "Sphinx") -> None:
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text("\n".join(page(read_ledger(ARTICLE))) + "\n", encoding="utf-8")

    app.connect("builder-inited", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def page(ledger: Ledger) -> Iterator[str]:
    """All claims of a ledger, after a count of their verdicts."""
    article = ledger.article
    counts = Counter(verdict(claim) for claim in ledger.claims)
    listing = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    yield (
        f"The article is [{plain(article.title)}](<{article.url}>), {article.publisher},"
        f" {article.date}. {len(ledger.claims)} claims: {listing}."
    )
    sources = {**load_facts().sources, **ledger.sources}
    for claim in ledger.claims:
        yield from ("", f"(claim-{claim.id})=", f"## {plain(claim.label.of('en'))}", "")
        yield f"> {plain(claim.quote)}"
        yield ""
        yield f"**{verdict(claim).capitalize()}** ({claim.reached}). {plain(claim.reason.of('en'))}"
        yield ""
        yield f"- 한국어: {plain(claim.label.of('ko'))}. {plain(claim.reason.of('ko'))}"
        yield f"- Would change it: {plain(claim.would_change.of('en'))}"
        if claim.note.en:
            yield f"- Note: {plain(claim.note.en)}"
        if claim.effect is not None:
            run = f"`slipstream claims effect {claim.id}`"
            yield f"- In the model: {in_the_model(claim.effect)} {run}"
        facts = dict.fromkeys((*claim.facts, *(stated.fact for stated in claim.states)))
        if facts:
            yield f"- Facts: {', '.join(map(fact_link, facts))}."
        for name in claim.sources:
            yield f"- Source: {cited(sources[name])}"


def verdict(claim: Claim) -> str:
    """Name of a claim's verdict."""
    return vocabulary().verdicts[claim.verdict].of("en") if claim.verdict else "open"


def in_the_model(effect: Effect) -> str:
    """Say what a claim sets, and what it is held against."""
    kind, against = effect.against
    words = {"shown": "by the evidence", "otherwise": "if it were otherwise"}
    stated, other = (plain(setting.says.of("en")) for setting in (effect.stated, against))
    return f"as stated, *{stated}* Against that, {words[kind]}: *{other}*"


def cited(source: Source) -> str:
    """Link a source, with its publisher and date."""
    return f"[{plain(source.title)}](<{source.url}>), {plain(source.publisher)}, {source.date}."
