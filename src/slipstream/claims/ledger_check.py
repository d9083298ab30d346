"""Reviews a ledger of claims against the evidence."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from slipstream.claims.ledger_schema import LOCALES, NO_WORDS, Claim, Ledger, Stated, Verdict
from slipstream.evidence.fact_files import Evidence
from slipstream.evidence.fact_schema import Fact, first_day
from slipstream.evidence.units import convert
from slipstream.files import InputError

MOST_WORDS = 15
"""Words that a quoted phrase may have."""

_SAME_SIGNS = str.maketrans("‘’‚“”„–—\u2011\u00a0", "'''\"\"\"--- ")


@dataclass(frozen=True, order=True)
class Finding:
    """A mistake in a ledger (error), or a number that a fact does not bear out (disagreement)."""

    severity: Literal["error", "disagreement"]
    field: str
    found: str
    expected: str


Findings = Iterator[Finding]


def check(
    ledger: Ledger,
    evidence: Evidence,
    *,
    today: dt.date,
    exchange_rates: Mapping[str, float],
    article: str | None = None,
) -> tuple[Finding, ...]:
    """Return all findings, in the order of the file and errors first.

    Parameters
    ----------
    ledger
        What to review.
    evidence
        The facts and sources that the ledger may cite.
    today
        The day after which no date may lie.
    exchange_rates
        Price of one USD in each currency, where a claim names no rate of its own.
    article
        Text in which every quote must be found; without it, quotes are not looked up.
    """
    found = [*_article(ledger, today), *_sources(ledger, evidence, today), *_duplicates(ledger)]
    for claim in ledger.claims:
        found += _missing(claim)
        found += _cited(claim, ledger, evidence)
        found += _future(f"claims.{claim.id}.reached", claim.reached, today)
        found += _quote(claim, article)
        for number, stated in enumerate(claim.states):
            field = f"claims.{claim.id}.states.{number}"
            found += _stated(stated, field, evidence, exchange_rates)
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _article(ledger: Ledger, today: dt.date) -> Findings:
    article = ledger.article
    values = {"publisher": article.publisher, "date": article.date, "url": article.url}
    for name, value in values.items():
        if value is None:
            yield _nothing(f"article.{name}", "a value")
    yield from _future("article.date", article.date, today)


def _sources(ledger: Ledger, evidence: Evidence, today: dt.date) -> Findings:
    for name, source in ledger.sources.items():
        yield from _future(f"sources.{name}.date", source.date, today)
        if evidence.sources.get(name, source) != source:
            expected = "a name that no other source of the evidence has"
            yield Finding("error", f"sources.{name}", repr(source.title), expected)


def _duplicates(ledger: Ledger) -> Findings:
    for name, count in Counter(claim.id for claim in ledger.claims).items():
        if count > 1:
            yield Finding("error", f"claims.{name}.id", f"{count} claims", "an id used only once")


def _missing(claim: Claim) -> Findings:
    field = f"claims.{claim.id}"
    if claim.verdict is None:
        yield _nothing(f"{field}.verdict", f"one of: {', '.join(get_args(Verdict))}")
    texts = {"label": claim.label, "reason": claim.reason, "would_change": claim.would_change}
    if claim.note != NO_WORDS:
        texts["note"] = claim.note
    for name, words in texts.items():
        for locale in LOCALES:
            if not words.of(locale):
                yield _nothing(f"{field}.{name}.{locale}", "a text in our own words")
    if claim.effect is not None:
        against, held = claim.effect.against
        for kind, setting in (("stated", claim.effect.stated), (against, held)):
            for locale in LOCALES:
                if not setting.says.of(locale):
                    expected = "what the setting stands for, in our own words"
                    yield _nothing(f"{field}.effect.{kind}.says.{locale}", expected)
    if claim.reached is None:
        yield _nothing(f"{field}.reached", "the day on which the verdict was reached")
    if not (claim.sources or claim.facts or claim.states):
        yield _nothing(f"{field}.sources", "a source, or a fact under facts")


def _cited(claim: Claim, ledger: Ledger, evidence: Evidence) -> Findings:
    for name in claim.sources:
        if name not in ledger.sources and name not in evidence.sources:
            expected = "the name of a source of this file or of the evidence"
            yield Finding("error", f"claims.{claim.id}.sources", repr(name), expected)
    for name in claim.facts:
        yield from _fact(name, f"claims.{claim.id}.facts", evidence)[1]


def _fact(name: str, field: str, evidence: Evidence) -> tuple[Fact | None, tuple[Finding, ...]]:
    try:
        return evidence.fact(name), ()
    except InputError as error:
        return None, (Finding("error", field, str(error.found), error.expected),)


def _future(field: str, date: str | None, today: dt.date) -> Findings:
    if date is not None and first_day(date) > today:
        yield Finding("error", field, date, f"a date up to {today}")


def _quote(claim: Claim, article: str | None) -> Findings:
    field = f"claims.{claim.id}.quote"
    words = len(claim.quote.split())
    if words > MOST_WORDS:
        expected = f"a short phrase of {MOST_WORDS} words at most"
        yield Finding("error", field, f"{words} words", expected)
    if article is not None and _plain(claim.quote) not in _plain(article):
        yield Finding("error", field, repr(claim.quote), "words that stand in the article")


def _plain(text: str) -> str:
    """Level out white space and the shapes of quotation marks and dashes."""
    return " ".join(text.translate(_SAME_SIGNS).split())


def _stated(
    stated: Stated, field: str, evidence: Evidence, exchange_rates: Mapping[str, float]
) -> Findings:
    fact, unknown = _fact(stated.fact, f"{field}.fact", evidence)
    yield from unknown
    rates = dict(exchange_rates)
    if stated.rate is not None:
        rate, unknown = _fact(stated.rate, f"{field}.rate", evidence)
        yield from unknown
        if rate is not None:
            currency, _, per = rate.unit.partition("/")
            if per != "USD":
                found = f"{rate.id} in {rate.unit}"
                yield Finding("error", f"{field}.rate", found, "the price of a US dollar")
            rates[currency] = rate.value
    if fact is None:
        return
    half = _rounding(stated.value)
    try:
        least, value, most = (
            convert(number, stated.unit, fact.unit, exchange_rates=rates)
            for number in (stated.value - half, stated.value, stated.value + half)
        )
    except (InputError, ArithmeticError, ValueError):
        expected = f"{fact.unit} like {fact.id}, or a unit that converts to it"
        yield Finding("error", f"{field}.unit", repr(stated.unit), expected)
        return
    if fact.spread is not None:
        agrees = fact.spread.holds(value)
        ends = (fact.spread.low, fact.spread.high)
        low, high = ("open" if end is None else f"{end:.4g}" for end in ends)
        band = f"{low} to {high} {fact.unit}"
    else:
        agrees = least <= fact.value <= most
        band = f"{fact.value:.4g} {fact.unit}"
    if not agrees:
        found = f"{stated.value:.4g} {stated.unit}"
        if stated.unit != fact.unit:
            found += f" = {value:.4g} {fact.unit}"
        yield Finding("disagreement", f"{field}.value", found, f"{band} as in {fact.id}")


def _rounding(value: float) -> float:
    """Half a unit of the last digit that is not zero, or of the second digit if that is less.

    A stated 1.5 stands for all that rounds to it, 1.45 to 1.55; so does a stated 2000 for 1950 to
    2050, since few would round further.
    """
    if value == 0:
        return 0.0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), math.floor(math.log10(abs(value))) - 1)


def _nothing(field: str, expected: str) -> Finding:
    return Finding("error", field, "nothing", expected)
