"""What names in upstream files stand for: explicit tables, so that nothing is guessed."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator

from slipstream.evidence.fact_schema import Country, Row, Text
from slipstream.files import parse

Kind = Literal[
    "epoch-models",
    "epoch-eci",
    "epoch-clusters",
    "epoch-data-centers",
    "epoch-hardware",
    "world-bank",
    "aa-index",
]

_OptionalCountry = Annotated[
    Country | None, BeforeValidator(lambda value: None if value == "" else value)
]
_Line = TypeVar("_Line", bound=Row)


class Nation(Row):
    """A name or code of a country; without a ``code`` no pack is about it."""

    name: Text
    code: _OptionalCountry


class Place(Row):
    """The country in which an organisation works or a site stands, if a pack is about it."""

    name: Text
    country: _OptionalCountry


class Ruling(Row):
    """A model whose country or use is not what the file alone would say, and why."""

    kind: Kind
    name: Text
    country: _OptionalCountry
    use: Literal["yes", "no"]
    reason: Text


class Link(Row):
    """A fact and the place of its number upstream: an item of a file and a series about it."""

    fact: Text
    kind: Kind
    item: Text
    series: Text


@dataclass(frozen=True)
class Matches:
    """All tables. Of countries and sites, a name that maps to None is known but has no pack."""

    countries: Mapping[str, str | None]
    organisations: Mapping[str, str | None]
    sites: Mapping[str, str | None]
    models: tuple[Ruling, ...]
    links: tuple[Link, ...]

    def rulings(self, kind: Kind) -> Mapping[str, Ruling]:
        """Models of one kind of file that are treated apart, by name."""
        return {each.name: each for each in self.models if each.kind == kind}


@cache
def matches() -> Matches:
    """Read the tables that come with the package.

    Raises
    ------
    InputError
        If a row of one is not valid.
    """
    return Matches(
        countries={each.name: each.code for each in _lines("countries", Nation)},
        organisations={each.name: each.country for each in _lines("organisations", Place)},
        sites={each.name: each.country for each in _lines("sites", Place)},
        models=_lines("models", Ruling),
        links=_lines("facts", Link),
    )


def _lines(name: str, model: type[_Line]) -> tuple[_Line, ...]:
    path = resources.files("slipstream.evidence").joinpath("data", "upstream", f"{name}.csv")
    records = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(parse(model, record, f"{path}: line {at}") for at, record in enumerate(records, 2))
