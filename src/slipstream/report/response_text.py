"""How the answer responds to levers and shocks, as text, Markdown and a JSON-able dictionary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from slipstream.ensemble.indicators import Paired
from slipstream.ensemble.posterior import provenance
from slipstream.policy.response import Curve, Grid, Reading, Response
from slipstream.registry.load import registry
from slipstream.report.answer_sentences import limits
from slipstream.report.answer_text import aligned
from slipstream.report.language import Language
from slipstream.report.race_text import definition, place
from slipstream.report.rounding import decimals, percentiles
from slipstream.report.units_text import in_words, with_unit
from slipstream.version import __version__

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A table with what stands above it; its first row holds the heads."""

    title: str
    note: str
    rows: Rows


def response_json(found: Response) -> dict[str, Any]:
    """Return every reading; changes are paired and have 90% bands."""
    asked = found.question
    return {
        "country": asked.country,
        "as_of": found.as_of,
        "question": {"by": asked.by, "within_months": float(asked.within_months)},
        "years": list(found.years),
        "draws": found.draws,
        "seed": found.seed,
        "world": "whole" if found.whole_world else "kept",
        "posterior": provenance(asked.posterior),
        "version": __version__,
        "today": _reading(found.today),
        "levers": [_curve(curve) for curve in found.levers],
        "grids": [_grid(grid) for grid in found.grids],
        "combinations": [
            {"name": policy.name, "label": policy.label.model_dump(), **_reading(reading)}
            for policy, reading in found.combinations
        ],
        "shocks": [_curve(curve) for curve in found.shocks],
    }


def _curve(curve: Curve) -> dict[str, Any]:
    rows = registry()
    row = rows.levers.get(curve.name) or rows.shocks[curve.name]
    return {
        "name": curve.name,
        "label": row.label.model_dump(),
        "unit": row.unit,
        "schedule": {str(year): value for year, value in curve.schedule.items()},
        "moves": curve.moves,
        "unmoved": _reading(curve.unmoved),
        "points": [
            {"value": point.value, "today": point.today, **_reading(point.reading)}
            for point in curve.points
        ],
    }


def _grid(grid: Grid) -> dict[str, Any]:
    first, second = grid.levers
    return {
        "name": grid.name,
        "rows": {"lever": first, "values": list(grid.values[0])},
        "columns": {"lever": second, "values": list(grid.values[1])},
        "cells": [[_reading(reading) for reading in row] for row in grid.readings],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "lag_months": {
            str(year): {
                "mean": decimals(reading.mean_lag[year], 3),
                **percentiles(reading.lag[year], 1),
                "change": _change(reading.lag_change[year], 3),
            }
            for year in reading.lag
        },
        "in_race": {
            "probability": decimals(reading.in_race, 6),
            "change": _change(reading.in_race_change, 5),
        },
        "joined": {
            "probability": decimals(reading.joined, 6),
            "change": _change(reading.joined_change, 5),
        },
    }


def _change(change: Paired, places: int) -> dict[str, float]:
    return {name: decimals(value, places) for name, value in change._asdict().items()}


def response_text(found: Response, locale: Language) -> str:
    """Lay the tables out for a terminal."""
    lines = [_title(found, locale), "", *_preface(found, locale)]
    for section in sections(found, locale):
        lines += ["", section.title, *([section.note] if section.note else [])]
        lines += [f"  {line}" for line in aligned(section.rows)]
    return "\n".join(lines)


def response_markdown(found: Response, locale: Language) -> str:
    """Lay the tables out as Markdown."""
    lines = ["  \n".join(_preface(found, locale))]
    for section in sections(found, locale):
        heads, *rows = section.rows
        lines += ["", f"**{section.title}**", *(["", section.note] if section.note else []), ""]
        lines += [_line(heads), _line(["---", *["--:"] * (len(heads) - 1)]), *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _title(found: Response, locale: Language) -> str:
    return locale.say(
        "How the answer for {country} responds",
        country=place(found.question.country, locale),
    )


def _preface(found: Response, locale: Language) -> tuple[str, ...]:
    world = (
        locale.say("The rest of the world sees what the country does.")
        if found.whole_world
        else locale.say("The rest of the world is kept as under today's policy.")
    )
    return (
        locale.say(
            "Each value is held from the month after the evidence. Changes are against today's"
            " policy with the same luck in each draw, with 90% bands of what other draws might"
            " give. Shocks are sure, begin in the January after the evidence, last, and are against"
            " their absence. * marks today's value; of a shock, its usual severity."
        ),
        world,
        definition(found.question, locale),
        limits(found.question, locale),
        locale.say(
            "{draws} draws, seed {seed}, Slipstream {version}, evidence up to {month}.",
            draws=locale.number(found.draws),
            seed=found.seed,
            version=__version__,
            month=locale.month(found.as_of),
        ),
    )


def sections(found: Response, locale: Language) -> Iterator[Section]:
    """Yield the tables: levers, what is moved together, shocks."""
    rows, heads = registry(), _heads(found, locale)
    today = (locale.say("Today's policy"), *_cells(found.today, locale))
    yield Section(locale.say("Today's policy"), "", [("", *heads), today])
    for curve in found.levers:
        label = locale.of(rows.levers[curve.name].label)
        yield _section(f"{label} ({curve.name})", curve, heads, locale)
    for grid in found.grids:
        yield _grid_section(grid, found, locale)
    if found.combinations:
        told = [
            (locale.of(policy.label), *_cells(reading, locale))
            for policy, reading in found.combinations
        ]
        yield Section(locale.say("Moved together"), "", [("", *heads), *told])
    for curve in found.shocks:
        label = locale.of(rows.shocks[curve.name].label)
        title = locale.say("Shock: {label} ({name})", label=label, name=curve.name)
        yield _section(title, curve, heads, locale)


def _heads(found: Response, locale: Language) -> tuple[str, ...]:
    change, by = locale.say("change"), found.question.by
    heads: list[str] = []
    for year in found.years:
        heads += [locale.say("mean lag {year}", year=year), change]
    heads += [locale.say("in the race {year}", year=by), change]
    heads += [locale.say("joined by {year}", year=by), change]
    return tuple(heads)


def _section(title: str, curve: Curve, heads: Sequence[str], locale: Language) -> Section:
    notes = []
    if len(curve.schedule) > 1:
        values = {
            year: value_text(curve.name, value, locale) for year, value in curve.schedule.items()
        }
        steps = ", ".join(
            locale.say("{value} from {year}", value=value, year=year)
            for year, value in values.items()
        )
        notes.append(locale.say("Today's policy: {steps}.", steps=steps))
    if not curve.moves:
        notes.append(locale.say("No value moves the answer by more than its Monte Carlo error."))
    told = [
        (
            value_text(curve.name, point.value, locale) + " *" * point.today,
            *_cells(point.reading, locale),
        )
        for point in curve.points
    ]
    if not curve.schedule:
        told.insert(0, (locale.say("absent"), *_cells(curve.unmoved, locale)))
    return Section(title, " ".join(notes), [("", *heads), *told])


def _grid_section(grid: Grid, found: Response, locale: Language) -> Section:
    first, second = grid.levers
    names = [locale.of(registry().levers[name].label) for name in grid.levers]
    heads = ("", *(value_text(second, value, locale) for value in grid.values[1]))
    rows = [
        (
            value_text(first, value, locale),
            *(
                f"{locale.percent(reading.in_race)} / {locale.number(round(lag, 1))}"
                for reading in readings
                for lag in (reading.mean_lag[found.question.by],)
            ),
        )
        for value, readings in zip(grid.values[0], grid.readings, strict=True)
    ]
    note = locale.say(
        "In the race at the end of {year} / mean lag then, months; rows are the first.",
        year=found.question.by,
    )
    title = locale.say("“{first}” and “{second}”", first=names[0], second=names[1])
    return Section(title, note, [heads, *rows])


def _cells(reading: Reading, locale: Language) -> tuple[str, ...]:
    cells: list[str] = []
    for year, mean in reading.mean_lag.items():
        cells += [f"{mean:.1f}", _banded(reading.lag_change[year], 1, locale)]
    for share, change in (
        (reading.in_race, reading.in_race_change),
        (reading.joined, reading.joined_change),
    ):
        cells += [f"{100 * share:.1f}%", _banded(change, 100, locale)]
    return tuple(cells)


def _banded(change: Paired, factor: float, locale: Language) -> str:
    middle, low, high = (locale.signed(factor * value, 1) for value in change)
    return locale.say("{middle} ({low} to {high})", middle=middle, low=low, high=high)


def value_text(name: str, value: float, locale: Language) -> str:
    """Write a value of a lever, or the severity of a shock."""
    rows = registry()
    if name in rows.levers:
        return with_unit(name, value, locale)
    unit = rows.shocks[name].unit
    number = locale.number(value, 2)
    return number if unit == "dimensionless" else in_words(value, unit, locale)
