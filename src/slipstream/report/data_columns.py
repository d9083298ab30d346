"""What the columns of the exported tables hold, with their units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_FACT = r"^([A-Z]{2}|WORLD)(\.[a-z0-9_]+){1,2}$"
_CODE = r"^([A-Z]{2}|WORLD)$"
_MOMENT = r"^\d{4}(-\d{2}){0,2}$"
_KINDS = (
    "money,compute,power,talent,capability,training_run,partnership,trade,law,delay,growth,economy"
)
_FAMILIES = "normal,lognormal,logitnormal"


@dataclass(frozen=True)
class Column:
    """One column; ``unit`` is empty where a column has none, or a column of the table gives it."""

    name: str
    type: str
    description: str
    unit: str = ""
    needed: bool = False
    constraints: Mapping[str, Any] = field(default_factory=dict)

    def descriptor(self) -> dict[str, Any]:
        """The column as a field of a Table Schema; ``unit`` is an addition of ours."""
        limits = {**({"required": True} if self.needed else {}), **self.constraints}
        described = {"name": self.name, "type": self.type, "description": self.description}
        described |= {"unit": self.unit} if self.unit else {}
        return described | ({"constraints": limits} if limits else {})


def _text(name: str, description: str, **rest: Any) -> Column:  # noqa: ANN401 - of `Column`
    return Column(name, "string", description, **rest)


def _number(name: str, description: str, unit: str = "", **rest: Any) -> Column:  # noqa: ANN401
    return Column(name, "number", description, unit, **rest)


def _range_of(unit: str) -> tuple[Column, ...]:
    share = {"minimum": 0, "maximum": 1}
    return (
        _number("low", "Lower end of its range", unit),
        _number("high", "Upper end of its range", unit),
        _number("level", "Share of belief that the range holds", "1", constraints=share),
    )


_LABELS = (
    _text("label_en", "Name in English", needed=True),
    _text("label_ko", "Name in Korean", needed=True),
)
_COUNTRY = _text("country", "ISO 3166 code, or WORLD", needed=True, constraints={"pattern": _CODE})
_SOURCE = _text("source", "Id of the source", needed=True)
_DAY = Column("date", "date", "Day of release, or day for which the number holds", needed=True)


def _one_of(names: str) -> dict[str, Any]:
    return {"enum": names.split(",")}


HISTORY = {
    "best_eci": "Models that raised their country's best score on the Epoch Capabilities Index",
    "largest_run": "Training runs that raised their country's record, and floors under records",
    "h100e": "Accelerators in place",
    "talent_flow": "Net flow of AI talent",
    "open_lag": "Months by which the best open-weights model trailed the world's best",
    "score_ceiling": "Scores that no model of an unscored country had reached",
}

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "facts": (
        _text("id", "Country, topic and name", needed=True, constraints={"pattern": _FACT}),
        _COUNTRY,
        _text("kind", "Kind of fact", needed=True, constraints=_one_of(_KINDS)),
        *_LABELS,
        _number("value", "The number", "as the column `unit` says", needed=True),
        _text("unit", "Unit of value, low and high", needed=True),
        _text(
            "date",
            "Year, month or day for which it holds",
            needed=True,
            constraints={"pattern": _MOMENT},
        ),
        _text("told", "When a plan or forecast was made public", constraints={"pattern": _MOMENT}),
        *_range_of("as the column `unit` says"),
        _text(
            "basis", "What the range rests on", constraints=_one_of("reported,derived,judgement")
        ),
        _text("confidence", "Trust", needed=True, constraints=_one_of("high,med,low")),
        _text("note", "What a reader has to know", needed=True),
        _text("conflicts_with", "Ids of facts that disagree, parted by spaces"),
        _text("same_as", "Ids of facts that tell the same quantity, parted by spaces"),
        Column("context", "boolean", "Whether it informs readers only", needed=True),
        _text("derived", "How it was computed, if it was"),
    ),
    "citations": (_text("fact", "Id of the fact", needed=True), _SOURCE),
    "sources": (
        _text("id", "Name under which it is cited", needed=True),
        _text("title", "Title", needed=True),
        _text("publisher", "Publisher", needed=True),
        _text("date", "When it was published", needed=True, constraints={"pattern": _MOMENT}),
        _text("url", "Address", needed=True),
        _text("note", "What was done with it"),
    ),
    "countries": (
        _text("code", "ISO 3166 code", needed=True, constraints={"pattern": "^[A-Z]{2}$"}),
        _text("en", "Name in English", needed=True),
        _text("ko", "Name in Korean", needed=True),
    ),
    "priors": (
        _text("id", "Country and parameter, or parameter of the world", needed=True),
        _text("parameter", "Parameter", needed=True),
        _text("country", "ISO 3166 code; empty for the world", constraints={"pattern": _CODE}),
        *_LABELS,
        _text("unit", "Unit of the numbers of the row", needed=True),
        _text(
            "family",
            "Distribution",
            needed=True,
            constraints=_one_of("normal,lognormal,logitnormal"),
        ),
        _number("centre", "Centre", "as the column `unit` says", needed=True),
        _number("low", "Lower end; equals high if fixed", "as the column `unit` says", needed=True),
        _number("high", "Upper end", "as the column `unit` says", needed=True),
        _number("level", "Share of belief between low and high", "1", needed=True),
        _number("least", "Least value that is legal", "as the column `unit` says", needed=True),
        _number("most", "Largest value that is legal", "as the column `unit` says", needed=True),
        _text("equation", "Function that it enters", needed=True),
        _text("facts", "Ids of the facts it rests on, parted by spaces"),
        _text("assumption", "What is judged beside or in place of facts"),
        _text("why", "How the numbers follow"),
    ),
    "best_eci": (
        _COUNTRY,
        _DAY,
        _text("model", "Model", needed=True),
        _text("organisation", "Developer", needed=True),
        _number("eci", "Score on the Epoch Capabilities Index", "ECI", needed=True),
        *_range_of("ECI"),
        _text("kind", "Score, or our estimate", needed=True, constraints=_one_of("score,estimate")),
        _SOURCE,
    ),
    "largest_run": (
        _COUNTRY,
        _DAY,
        _text("model", "Model", needed=True),
        _text("organisation", "Developer", needed=True),
        _number("log10_flop", "Decimal logarithm of training compute", "log10(FLOP)", needed=True),
        _number("sd", "Standard deviation of the logarithm", "OOM", needed=True),
        _text("kind", "Estimate, or floor", needed=True, constraints=_one_of("estimate,floor")),
        _SOURCE,
    ),
    "h100e": (
        _COUNTRY,
        _DAY,
        _text("owner", "Whose", needed=True, constraints=_one_of("all,public,private,foreign")),
        _number("h100e", "Accelerators in H100 equivalents", "H100e", needed=True),
        *_range_of("H100e"),
        _text("kind", "Estimate, or floor", needed=True, constraints=_one_of("estimate,floor")),
        _SOURCE,
    ),
    "talent_flow": (
        _COUNTRY,
        _DAY,
        _number(
            "net_per_10000",
            "Net flow in the year that ends at the date",
            "persons per 10,000 LinkedIn members",
            needed=True,
        ),
        _text("kind", "Trust", needed=True, constraints=_one_of("reported,disputed")),
        _SOURCE,
    ),
    "open_lag": (
        _DAY,
        _number("months", "Lag", "month", needed=True),
        *_range_of("month"),
        _SOURCE,
    ),
    "score_ceiling": (
        _COUNTRY,
        _DAY,
        _number("eci", "Score that was not reached", "ECI", needed=True),
        _SOURCE,
    ),
}
