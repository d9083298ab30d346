"""The evidence as tables, plain text and JSON-able dictionaries."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

from slipstream.evidence.fact_files import Evidence
from slipstream.evidence.fact_schema import Fact, Kind
from slipstream.files import InputError, nearest
from slipstream.report.language import Language

if TYPE_CHECKING:
    from rich.console import Console

    from slipstream.evidence.fact_check import Finding
    from slipstream.policy.grounds import Ground

_WRITTEN_OUT_BELOW = 1e15


def select(
    evidence: Evidence,
    *,
    country: str | None = None,
    kind: str | None = None,
    search: str | None = None,
) -> tuple[Fact, ...]:
    """Return the facts about ``country``, of ``kind`` and with the words of ``search``.

    All are optional. The words, in either language and any case, may stand in the id, the
    labels, the note or the titles and publishers of the sources.

    Raises
    ------
    InputError
        If no fact is about the country, or there is no such kind.
    """
    countries = sorted({fact.country for fact in evidence.facts})
    if country is not None and country not in countries:
        raise InputError("evidence list", "--country", repr(country), nearest(country, countries))
    if kind is not None and kind not in get_args(Kind):
        raise InputError("evidence list", "--kind", repr(kind), nearest(kind, get_args(Kind)))
    words = _plain(search or "").split()
    return tuple(
        fact
        for fact in evidence.facts
        if country in (None, fact.country)
        and kind in (None, fact.kind)
        and (not words or all(word in _searchable(fact, evidence) for word in words))
    )


def _searchable(fact: Fact, evidence: Evidence) -> str:
    sources = [evidence.sources[name] for name in fact.sources if name in evidence.sources]
    cited = [f"{source.title} {source.publisher}" for source in sources]
    return _plain(" ".join((fact.id, fact.label.en, fact.label.ko, fact.note, *cited)))


def _plain(text: str) -> str:
    # Korean may be typed as whole syllables or as their letters one by one.
    return unicodedata.normalize("NFC", text).casefold()


def number(value: float) -> str:
    """Write ``value`` with thousands separators, or with a power of ten if that is shorter."""
    if value == 0 or 1e-3 <= abs(value) < _WRITTEN_OUT_BELOW:
        return f"{value:,.15g}" if abs(value) < 1 or value % 1 else f"{value:,.0f}"
    return f"{value:.4g}"


def listing_dict(facts: Sequence[Fact]) -> dict[str, Any]:
    """Return ``facts`` as a list under one key."""
    return {"facts": [fact.model_dump(mode="json", exclude_defaults=True) for fact in facts]}


def print_listing(facts: Sequence[Fact], locale: Language, console: "Console") -> None:
    """Print ``facts`` as a table, or as tab-separated lines if the output is no terminal."""
    rows = [
        (fact.id, number(fact.value), fact.unit, fact.date, fact.confidence, locale.of(fact.label))
        for fact in facts
    ]
    _print_table(("id", "value", "unit", "date", "trust", "label"), rows, console, numbers={1})


def coverage(evidence: Evidence) -> dict[str, dict[str, int]]:
    """Count, for each country, its facts and how many have what a careful reader looks for."""
    by_country: dict[str, list[Fact]] = {}
    for fact in evidence.facts:
        by_country.setdefault(fact.country, []).append(fact)
    return {
        country: {
            "facts": len(facts),
            "kinds": len({fact.kind for fact in facts}),
            "with_spread": sum(fact.spread is not None for fact in facts),
            "several_sources": sum(len(fact.sources) > 1 for fact in facts),
            "high_confidence": sum(fact.confidence == "high" for fact in facts),
            "in_conflict": sum(bool(fact.conflicts_with) for fact in facts),
            "context": sum(fact.context for fact in facts),
        }
        for country, facts in sorted(by_country.items())
    }


def review_dict(
    evidence: Evidence,
    findings: Iterable["Finding"],
    used: Collection[str],
    grounds: Sequence["Ground"],
) -> dict[str, Any]:
    """Return the counts by country and by table of history, and the findings.

    ``used`` are the ids of the facts on which the model rests, ``grounds`` what each of its
    numbers does.
    """
    listed = [
        {"severity": f.severity, "where": f.where, "rule": f.rule, "message": f.message}
        for f in findings
    ]
    tally = Counter(finding["severity"] for finding in listed)
    return {
        "facts": len(evidence.facts),
        "used": len(used),
        "sources": len(evidence.sources),
        "errors": tally["error"],
        "warnings": tally["warning"],
        "coverage": coverage(evidence),
        "history": {name: len(rows) for name, rows in evidence.history.items()},
        "numbers": {
            "all": len(grounds),
            "on_facts_alone": sum(ground.kind == "facts" for ground in grounds),
            "on_facts": sum(bool(ground.facts) for ground in grounds),
            "on_assumptions_alone": [ground.number.name for ground in grounds if not ground.facts],
        },
        "findings": listed,
    }


def print_review(
    evidence: Evidence,
    findings: Sequence["Finding"],
    used: Collection[str],
    grounds: Sequence["Ground"],
    console: "Console",
) -> None:
    """Print the counts by country, the findings, the numbers without facts and the sums."""
    counts = coverage(evidence)
    columns = list(next(iter(counts.values()), {}))
    rows = [(country, *(str(n) for n in count.values())) for country, count in counts.items()]
    headers = ("country", *(column.replace("_", " ") for column in columns))
    _print_table(headers, rows, console, numbers=set(range(1, len(headers))))
    for finding in findings:
        line = f"{finding.severity}: {finding.where}: {finding.message} [{finding.rule}]"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    review = review_dict(evidence, findings, used, grounds)
    if grounds:
        console.print("\n".join(_grounds_lines(grounds)), highlight=False, soft_wrap=True)
    console.print(
        f"{review['facts']} facts ({review['used']} used by the model), "
        f"{review['sources']} sources, "
        f"{sum(review['history'].values())} rows of history: "
        f"{review['errors']} errors, {review['warnings']} warnings",
        highlight=False,
        soft_wrap=True,
    )


def _grounds_lines(grounds: Sequence["Ground"]) -> Iterator[str]:
    """How many numbers rest on facts, and which parameters have none, with their countries."""
    assumed: dict[str, list[str]] = {}
    for ground in grounds:
        if not ground.facts:
            number = ground.number
            assumed.setdefault(number.parameter, []).append(number.country or "")
    kinds = Counter(ground.kind for ground in grounds)
    names = [
        f"{name} ({', '.join(countries)})" if countries[0] else name
        for name, countries in sorted(assumed.items())
    ]
    yield f"on an assumption alone: {'; '.join(names) or 'none'}"
    yield (
        f"{kinds['facts']} of the {len(grounds)} numbers of the model rest on facts alone"
        f" ({kinds['facts'] / len(grounds):.0%}), {kinds['both']} on facts and a judgement"
        f" ({kinds['both'] / len(grounds):.0%}); `slipstream evidence coverage` says how much of"
        " the answer that is"
    )


def _print_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    console: "Console",
    *,
    numbers: set[int],
) -> None:
    if not console.is_terminal:
        for row in (headers, *rows):
            # The console itself would turn tabs into spaces.
            console.file.write("\t".join(row) + "\n")
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for position, header in enumerate(headers):
        is_number = position in numbers
        table.add_column(header, justify="right" if is_number else "left", no_wrap=position < 2)
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False, highlight=False)
