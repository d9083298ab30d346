"""What a fact, its source and a row of history look like."""

import calendar
import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Kind = Literal[
    "money",
    "compute",
    "power",
    "talent",
    "capability",
    "training_run",
    "partnership",
    "trade",
    "law",
    "delay",
    "growth",
    "economy",
]
Confidence = Literal["high", "med", "low"]
Basis = Literal["reported", "derived", "judgement"]


def first_day(date: str) -> dt.date:
    """First day of ``date``, which may be a year, a month or a day."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def last_day(date: str) -> dt.date:
    """Last day of ``date``, which may be a year, a month or a day."""
    parts = [int(part) for part in date.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)


def _as_text(value: object) -> object:
    # YAML reads an unquoted 2025-07-01 as a date and an unquoted 2025 as an integer.
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    return f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value


def _is_on_the_calendar(date: str) -> str:
    first_day(date)
    return date


Moment = Annotated[
    str,
    BeforeValidator(_as_text),
    Field(pattern=r"^\d{4}(-\d{2}){0,2}$"),
    AfterValidator(_is_on_the_calendar),
]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Level = Annotated[float, Field(gt=0, le=1)]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2}|WORLD)$")]


class Row(BaseModel):
    """Base of everything read from a file: closed and immutable."""

    # What validates a row is built when the first is read: most commands find all of them kept.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Row):
    """A page that says something, and when it said it."""

    title: Text
    publisher: Text
    date: Moment
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    note: str = ""


class Spread(Row):
    """The range that holds the share ``level`` of our belief; one end may be open."""

    low: Number | None = None
    high: Number | None = None
    level: Level
    basis: Basis

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError("a spread needs low, high or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low may not exceed high")
        return self

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies inside."""
        low = -float("inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        return low <= value <= high


class Label(Row):
    """A name in both languages."""

    en: Text
    ko: Text


class Fact(Row):
    """One number about the world, with where it comes from and how far to trust it.

    ``conflicts_with`` names facts that disagree; ``same_as`` names facts that tell the same
    quantity and ought to agree. A ``context`` fact informs readers but no parameter. ``told``
    says when a plan or a forecast was made public, where that was before its ``date``.
    """

    id: Annotated[str, Field(pattern=r"^([A-Z]{2}|WORLD)(\.[a-z0-9_]+){1,2}$")]
    label: Label
    kind: Kind
    value: Number
    unit: Text
    date: Moment
    told: Moment | None = None
    spread: Spread | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence
    note: Text
    conflicts_with: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    context: bool = False
    derived: str | None = None

    @property
    def country(self) -> str:
        """Country code that opens the id, or ``WORLD``."""
        return self.id.partition(".")[0]


class FactFile(Row):
    """One file of ``data/facts``."""

    sources: dict[str, Source] = {}
    facts: tuple[Fact, ...] = ()


class SourceFile(Row):
    """The file of ``data/history`` that names the sources of its tables."""

    sources: dict[str, Source]


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


_Optional = Annotated[Number | None, BeforeValidator(_blank_is_none)]
_OptionalLevel = Annotated[Level | None, BeforeValidator(_blank_is_none)]


class BestScore(Row):
    """A model that raised its country's best score (ECI points)."""

    country: Country
    date: dt.date
    model: Text
    organisation: Text
    eci: Number
    low: _Optional
    high: _Optional
    level: _OptionalLevel
    kind: Literal["score", "estimate"]
    source: Text


class LargestRun(Row):
    """A training run that raised its country's record, or a floor under the record.

    ``log10_flop`` is the decimal logarithm of FLOP and ``sd`` its standard deviation in OOM.
    """

    country: Country
    date: dt.date
    model: Text
    organisation: Text
    log10_flop: Number
    sd: Annotated[Number, Field(gt=0)]
    kind: Literal["estimate", "floor"]
    source: Text


class InstalledCompute(Row):
    """Accelerators in place at a date (H100e); a floor counts only a known part of them."""

    country: Country
    date: dt.date
    owner: Literal["all", "public", "private", "foreign"]
    h100e: Annotated[Number, Field(gt=0)]
    low: _Optional
    high: _Optional
    level: _OptionalLevel
    kind: Literal["estimate", "floor"]
    source: Text


class TalentFlow(Row):
    """Net flow of AI talent over the year that ends at the date, per 10,000 LinkedIn members."""

    country: Country
    date: dt.date
    net_per_10000: Number
    kind: Literal["reported", "disputed"]
    source: Text


class OpenLag(Row):
    """Months by which the best open-weights model trailed the world's best at a date."""

    date: dt.date
    months: Annotated[Number, Field(ge=0)]
    low: _Optional
    high: _Optional
    level: _OptionalLevel
    source: Text


class ScoreCeiling(Row):
    """A score (ECI points) that no model of an unscored country had reached by a date."""

    country: Country
    date: dt.date
    eci: Number
    source: Text


HistoryRow = BestScore | LargestRun | InstalledCompute | TalentFlow | OpenLag | ScoreCeiling
