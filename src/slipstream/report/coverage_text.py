"""Coverage of history by the prior bands, as text, Markdown and a JSON-able dictionary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slipstream.ensemble.coverage import Coverage, MonthSeen, Quantity, coverage
from slipstream.evidence.fact_files import load_history
from slipstream.model.constants import month_name
from slipstream.policy.build_scenario import build

LABELS: dict[Quantity, str] = {
    "best_eci": "score",
    "largest_run_log10_flop": "run",
}
DIGITS: dict[Quantity, int] = {"best_eci": 1, "largest_run_log10_flop": 2}

HEADERS = ("country", "series", "months", "inside", "first outside", "last outside", "last month")


@dataclass(frozen=True)
class Review:
    """Coverage of some countries' records by an ensemble of ``draws`` draws of one ``seed``."""

    draws: int
    seed: int
    as_of: str
    series: tuple[Coverage, ...]


def countries_with_history() -> tuple[str, ...]:
    """Codes of the countries that have a record to compare, in alphabetical order."""
    scores = {row.country for row in load_history("best_eci")}
    runs = {row.country for row in load_history("largest_run")}
    return tuple(sorted(scores | runs))


def review(countries: Sequence[str], draws: int, seed: int) -> Review:
    """Compare the bands of some countries, or of all with history if none is named.

    Raises
    ------
    InputError
        If a country is unknown.
    """
    # Every code is looked at before the first long run.
    scenarios = [build(code) for code in countries or countries_with_history()]
    series = (item for scenario in scenarios for item in coverage(scenario, draws, seed))
    return Review(draws, seed, month_name(scenarios[0].now), tuple(series))


def coverage_json(found: Review) -> dict[str, Any]:
    """Return every series with its share and its months."""
    return {
        "draws": found.draws,
        "seed": found.seed,
        "series": [
            {
                "country": item.country,
                "quantity": item.quantity,
                "share": round(item.share, 4),
                "months": [_month(month, item.quantity) for month in item.months],
            }
            for item in found.series
        ],
    }


def coverage_markdown(found: Review) -> str:
    """Return a Markdown table, one row a series, and a line on how it was made."""
    rules = ("---", "---", "--:", "--:", "---", "---", "---")
    rows = (HEADERS, rules, *map(_cells, found.series))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    what = _what(found)
    return "\n".join([*lines, "", what[:1].upper() + what[1:]])


def coverage_text(found: Review) -> str:
    """Return aligned columns, one line a series, and what they mean."""
    if not found.series:
        return "No record of these countries is known from 2023 on: nothing to compare."
    rows = [HEADERS, *map(_cells, found.series)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    lines = [
        "  ".join(
            cell.rjust(width) if column in {2, 3} else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", _what(found)])


def _what(found: Review) -> str:
    return (
        "score: best released model, ECI; run: largest training run, log10 FLOP; inside: share of"
        f" the months to {found.as_of} whose record lies in the 90% band of {found.draws:,}"
        f" prior draws (seed {found.seed}). Of a month: the record and, in brackets, the band."
    )


def _cells(item: Coverage) -> tuple[str, ...]:
    outside = [month for month in item.months if not month.inside]
    ends = [_against_band(month, item.quantity) for month in (*outside[:1], *outside[-1:])]
    return (
        item.country,
        LABELS[item.quantity],
        str(len(item.months)),
        f"{item.share:.0%}",
        *(ends or ["-", "-"]),
        _against_band(item.months[-1], item.quantity),
    )


def _against_band(month: MonthSeen, quantity: Quantity) -> str:
    digits = DIGITS[quantity]
    band = f"{month.p5:.{digits}f}–{month.p95:.{digits}f}"
    return f"{month.month}: {month.observed:.{digits}f} ({band})"


def _month(month: MonthSeen, quantity: Quantity) -> dict[str, Any]:
    digits = DIGITS[quantity] + 1
    return {
        "month": month.month,
        "observed": round(month.observed, digits),
        "p5": round(month.p5, digits),
        "p50": round(month.p50, digits),
        "p95": round(month.p95, digits),
        "inside": month.inside,
    }
