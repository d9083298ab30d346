"""What a ledger of claims looks like.

A ledger under way may lack words, verdicts and dates: the review names what is missing, so that
a skeleton can be read, filled in and reviewed again.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from slipstream.evidence.fact_schema import Moment, Number, Row, Source, Text

Locale = Literal["en", "ko"]
LOCALES: tuple[Locale, ...] = ("en", "ko")
Verdict = Literal["supported", "partly", "contradicted", "unverifiable", "opinion", "forecast"]


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _none_is_empty(value: object) -> object:
    return () if value is None else value


Blank = Annotated[Text | None, BeforeValidator(_blank_is_none)]
Names = Annotated[tuple[Text, ...], BeforeValidator(_none_is_empty)]


class Words(Row):
    """A text in both languages, either of which may still be missing."""

    en: Blank = None
    ko: Blank = None

    def of(self, locale: Locale) -> str:
        """Return the text in one language; empty if it is missing."""
        return (self.en if locale == "en" else self.ko) or ""


NO_WORDS = Words()
_Words = Annotated[Words, BeforeValidator(lambda value: NO_WORDS if value is None else value)]


class Article(Row):
    """What was read: its headline, where and when it came out, and in which language."""

    title: Text
    publisher: Blank = None
    date: Moment | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    language: Locale


class Stated(Row):
    """A number that a claim states, and the fact that tells the same quantity.

    ``rate`` names the fact with the exchange rate of the time, such as ``KR.fx.krw_per_usd_2024``;
    without it money is converted at the rate of the evidence.
    """

    value: Number
    unit: Text
    fact: Text
    rate: Text | None = None


class Setting(Row):
    """Levers and shocks under which a country is run, as in a policy file, and what they stand for.

    Nothing set is today's policy. Names and units are the registry's, which is not known here: they
    are checked where the setting is run.
    """

    says: _Words = NO_WORDS
    starts: Text | None = None
    levers: dict[str, object] = Field(default_factory=dict)
    shocks: dict[str, object] = Field(default_factory=dict)


class Effect(Row):
    """What a claim means for the model: the claim as ``stated``, and what to hold it against.

    That is what the evidence has ``shown`` or, where the evidence bears the claim out, how it would
    be ``otherwise``.
    """

    stated: Setting
    shown: Setting | None = None
    otherwise: Setting | None = None

    @model_validator(mode="after")
    def _one_to_hold_against(self) -> Self:
        if (self.shown is None) == (self.otherwise is None):
            raise ValueError("give one of: shown, otherwise")
        return self

    @property
    def against(self) -> tuple[Literal["shown", "otherwise"], Setting]:
        """What the claim is held against, and which of the two it is."""
        if self.shown is not None:
            return "shown", self.shown
        assert self.otherwise is not None
        return "otherwise", self.otherwise


class Claim(Row):
    """One claim of an article and what became of it.

    Attributes
    ----------
    quote
        A short phrase in the article's own words.
    reason
        Why the verdict is what it is, in our words.
    facts, sources
        Ids of facts of the evidence, and of sources of this file or of the evidence.
    states
        Numbers to hold against facts.
    reached
        The day on which the verdict was reached.
    would_change
        What would lead to another verdict.
    effect
        What it means for the model, where it bears on it.
    note
        What else a reader of the ledger should know, such as a departure from an earlier verdict.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    label: _Words = NO_WORDS
    quote: Text
    verdict: Verdict | None = None
    reason: _Words = NO_WORDS
    facts: Names = ()
    sources: Names = ()
    states: Annotated[tuple[Stated, ...], BeforeValidator(_none_is_empty)] = ()
    reached: Moment | None = None
    would_change: _Words = NO_WORDS
    effect: Effect | None = None
    note: _Words = NO_WORDS


class Ledger(Row):
    """The claims of one article, with the sources that the evidence does not have."""

    article: Article
    sources: Annotated[
        dict[str, Source], BeforeValidator(lambda value: {} if value is None else value)
    ] = Field(default_factory=dict)
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]


class Vocabulary(Row):
    """Words in both languages: verdicts and headings, and cues that a sentence can be checked."""

    verdicts: Mapping[Verdict, Words]
    headings: Mapping[str, Words]
    numbers: Mapping[Locale, tuple[str, ...]]
    times: Mapping[Locale, tuple[str, ...]]
    names: Mapping[Locale, tuple[str, ...]]
