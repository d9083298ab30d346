import json

import pytest

from slipstream.ensemble.coverage import Coverage, MonthSeen
from slipstream.files import InputError
from slipstream.report.coverage_text import (
    Review,
    countries_with_history,
    coverage_json,
    coverage_markdown,
    coverage_text,
    review,
)


def month(name: str, observed: float) -> MonthSeen:
    return MonthSeen(name, observed, p5=100.04, p50=110.0, p95=120.0)


FOUND = Review(
    draws=1000,
    seed=7,
    as_of="2026-03",
    series=(
        Coverage(
            "KR",
            "best_eci",
            (
                month("2025-12", 99.0),
                month("2026-01", 105.123456),
                month("2026-02", 121.0),
                month("2026-03", 119.0),
            ),
        ),
        Coverage("FR", "largest_run_log10_flop", (MonthSeen("2026-03", 25.322, 24.0, 24.6, 25.4),)),
    ),
)


def test_a_row_shows_the_share_and_where_the_band_first_and_last_fails() -> None:
    scores, runs = coverage_text(FOUND).splitlines()[1:3]
    assert "50%" in scores
    assert "2025-12: 99.0 (100.0–120.0)" in scores
    assert "2026-02: 121.0 (100.0–120.0)" in scores
    assert scores.endswith("2026-03: 119.0 (100.0–120.0)")
    assert "100%  -" in runs
    assert runs.endswith("2026-03: 25.32 (24.00–25.40)")


def test_text_says_how_it_was_made() -> None:
    last = coverage_text(FOUND).splitlines()[-1]
    assert "1,000 prior draws (seed 7)" in last
    assert "2026-03" in last


def test_columns_are_aligned() -> None:
    lines = coverage_text(FOUND).splitlines()[:3]
    heads = zip(lines, ("series", "score", "run"), strict=True)
    assert len({line.index(head) for line, head in heads}) == 1


def test_markdown_has_a_cell_for_each_header() -> None:
    lines = [line for line in coverage_markdown(FOUND).splitlines() if line.startswith("|")]
    assert len(lines) == 4
    assert {line.count("|") for line in lines} == {8}


def test_json_holds_every_month_and_survives_a_round_trip() -> None:
    content = json.loads(json.dumps(coverage_json(FOUND), allow_nan=False))
    scores = content["series"][0]
    assert (content["draws"], content["seed"]) == (1000, 7)
    assert (scores["country"], scores["quantity"], scores["share"]) == ("KR", "best_eci", 0.5)
    assert [seen["inside"] for seen in scores["months"]] == [False, True, False, True]
    assert scores["months"][1] == {
        "month": "2026-01",
        "observed": 105.12,
        "p5": 100.04,
        "p50": 110.0,
        "p95": 120.0,
        "inside": True,
    }


def test_nothing_to_compare_is_said_in_words() -> None:
    assert "nothing to compare" in coverage_text(Review(1000, 1, "2026-03", ()))


def test_countries_with_history_have_packs_and_records() -> None:
    assert {"US", "CN", "KR", "FR"} <= set(countries_with_history())
    assert "SG" not in countries_with_history()


def test_an_unknown_country_is_refused_before_anything_runs() -> None:
    with pytest.raises(InputError, match="KR"):
        review(["KR", "XX"], 1_000_000_000, 1)


def test_korean_records_are_compared() -> None:
    found = review(["KR"], 200, 1)
    assert [item.quantity for item in found.series] == ["best_eci", "largest_run_log10_flop"]
    assert {item.country for item in found.series} == {"KR"}
    assert all(seen.p5 <= seen.p50 <= seen.p95 for item in found.series for seen in item.months)
