"""Finds the sentences of an article that can be checked, for a person to judge.

Sentences are found by sentencex; months, days and countries by their names in CLDR. Nothing is
judged: what only a person can say is left empty, and the review says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import yaml

from slipstream.claims.ledger_files import vocabulary
from slipstream.claims.ledger_schema import Locale
from slipstream.files import InputError

MOST_SENTENCES = 500
"""Sentences that a skeleton may have; a person could not judge more."""

_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\S+")
_EDGES = "\"'“”‘’`()[]{}<>《》「」.,;:!?…*"
_DATED = re.compile(r"^(19|20)\d\d(년\D*|s)?$|^\d+월|^\d+일|^\d{4}-\d\d")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+|\s+")


@dataclass(frozen=True)
class Sentence:
    """A sentence and what in it can be checked."""

    text: str
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()

    @property
    def cues(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What was found, by kind."""
        for kind in ("numbers", "names", "dates"):
            if found := getattr(self, kind):
                yield kind, found


def skeleton(title: str, locale: Locale, found: Iterable[Sentence]) -> str:
    """Return a ledger in YAML with a claim for each sentence, and all judgement left empty."""
    article = {"title": title, "publisher": None, "date": None, "url": None, "language": locale}
    parts = [
        "# A skeleton: shorten each quote to a phrase, delete what is no claim, and fill in the",
        "# rest. `slipstream claims check` names what is missing.",
        _dump({"article": article}),
        _dump({"sources": {}}),
        "claims:",
    ]
    for number, sentence in enumerate(found, start=1):
        parts += [f"  # {kind}: {'; '.join(values)}" for kind, values in sentence.cues]
        claim: dict[str, object] = {
            "id": f"claim-{number}",
            "label": {"en": None, "ko": None},
            "quote": sentence.text,
            "verdict": None,
            "reason": {"en": None, "ko": None},
            "facts": [],
            "sources": [],
            "reached": None,
            "would_change": {"en": None, "ko": None},
        }
        parts.append("\n".join(f"  {line}" for line in _dump([claim]).splitlines()))
    return "\n".join(parts) + "\n"


def title_of(text: str) -> str:
    """Return the first line that is not empty, which is taken for the headline."""
    return next(line for line in map(_clean, text.splitlines()) if line)


def language_of(text: str) -> Locale:
    """Return the language in which most of a text's letters are written."""
    return "ko" if len(_HANGUL.findall(text)) > len(_LATIN.findall(text)) else "en"


def checkable(text: str, locale: Locale, where: str | Path) -> tuple[Sentence, ...]:
    """Return the sentences of a text that carry a number, a name or a date.

    Raises
    ------
    InputError
        If there is none or too many; the message names ``where`` the text comes from.
    """
    find = _korean if locale == "ko" else _english
    found = tuple(sentence for line in _split(text, locale) if any((sentence := find(line)).cues))
    if not found:
        raise InputError(where, "", "no sentence with a number, a name or a date", "an article")
    if len(found) > MOST_SENTENCES:
        expected = f"an article with {MOST_SENTENCES} at most"
        raise InputError(where, "", f"{len(found):,} sentences to judge", expected)
    return found


def _split(text: str, locale: Locale) -> Iterator[str]:
    from sentencex import segment

    whole = ""
    for part in segment(locale, text):
        # Korean puts a particle right after a closing quote, where no sentence can begin.
        if whole and not whole[-1].isspace() and part[:1].isalnum():
            whole += part
            continue
        yield from filter(None, [_clean(whole)])
        whole = part
    yield from filter(None, [_clean(whole)])


def _english(text: str) -> Sentence:
    written = _WORD.findall(text)
    words = [_trimmed(word) for word in written]
    listed = vocabulary()
    numbers, names, dates = [], [], []
    for word in words:
        lower = word.lower()
        numbers.append(_has_digit(word) or lower in listed.numbers["en"])
        is_date = word in _calendar("en") or lower in listed.times["en"]
        dates.append(is_date or bool(_DATED.match(word)))
        names.append(word != lower and not dates[-1])
    # Any sentence begins with a capital: one that stands alone says nothing.
    alone = not any(names[1:2]) or written[0].endswith((",", ":", ";"))
    if alone and words[0] == words[0].capitalize():
        names[0] = words[0] in _countries("en")
    return Sentence(text, _runs(words, numbers), _runs(words, names), _runs(words, dates))


def _korean(text: str) -> Sentence:
    words = [_trimmed(word) for word in _WORD.findall(text)]
    listed = vocabulary()
    dates = [
        bool(_DATED.match(word)) or word.startswith((*listed.times["ko"], *_calendar("ko")))
        for word in words
    ]
    numbers = [_has_digit(word) or word in listed.numbers["ko"] for word in words]
    known = (*listed.names["ko"], *_countries("ko"))
    names = [bool(_LATIN.search(word)) or any(name in word for name in known) for word in words]
    return Sentence(text, _runs(words, numbers), _runs(words, names), _runs(words, dates))


def _runs(words: Iterable[str], wanted: Iterable[bool]) -> tuple[str, ...]:
    """Join neighbours that are wanted, each run once."""
    pairs = zip(words, wanted, strict=True)
    runs = (
        " ".join(word for word, _ in run if word)
        for is_wanted, run in groupby(pairs, key=lambda pair: pair[1])
        if is_wanted
    )
    return tuple(dict.fromkeys(run for run in runs if run))


@cache
def _calendar(locale: Locale) -> tuple[str, ...]:
    """Names of months and days, as CLDR has them."""
    from babel import Locale as BabelLocale

    calendar = BabelLocale(locale)
    months, days = calendar.months["format"]["wide"], calendar.days["format"]["wide"]
    return tuple(sorted({*months.values(), *days.values()}))


@cache
def _countries(locale: Locale) -> tuple[str, ...]:
    """Names of countries and regions, as CLDR has them."""
    from babel import Locale as BabelLocale

    return tuple(sorted(name for name in BabelLocale(locale).territories.values() if len(name) > 1))


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _trimmed(word: str) -> str:
    word = word.strip(_EDGES)
    return word.removesuffix("'s").removesuffix("’s")


def _clean(text: str) -> str:
    """Keep what can stand in one line of YAML."""
    return _UNPRINTABLE.sub(" ", text).strip()


def _dump(content: object) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=96).rstrip("\n")
