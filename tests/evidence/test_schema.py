import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from slipstream.evidence.fact_schema import Source, Spread, first_day, last_day
from tests.evidence.make import SOURCE, fact


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2026-01-22", dt.date(2026, 1, 22), dt.date(2026, 1, 22)),
    ],
)
def test_a_date_may_be_a_year_a_month_or_a_day(date: str, first: dt.date, last: dt.date) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_begins_and_ends_on_itself(day: dt.date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day


@given(st.integers(1000, 9999), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    end = last_day(f"{year}-{month:02}")
    assert end.month == month
    assert year == 9999 or (end + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize("date", [dt.date(2025, 7, 1), "2025-07-01"])
def test_an_unquoted_yaml_date_is_the_same_as_a_quoted_one(date: object) -> None:
    assert fact(date=date).date == "2025-07-01"


def test_an_unquoted_year_is_a_year() -> None:
    assert fact(date=2024).date == "2024"


@pytest.mark.parametrize("date", ["", "24", "2024-13", "2025-02-30", "July 2025", True, 2024.5])
def test_other_dates_are_refused(date: object) -> None:
    with pytest.raises(ValidationError, match="date"):
        fact(date=date)


@pytest.mark.parametrize(
    "name", ["KR", "kr.talent.home", "KR.talent.Home", "KOR.a.b", "KR.a.b.c", "KR.a b.c"]
)
def test_an_id_is_a_country_with_a_topic_or_a_name_or_both(name: str) -> None:
    with pytest.raises(ValidationError, match="id"):
        fact(name)


@pytest.mark.parametrize(
    "change",
    [
        {"value": float("nan")},
        {"value": "many"},
        {"kind": "gossip"},
        {"confidence": "certain"},
        {"label": {"en": "AI workers"}},
        {"note": ""},
        {"colour": "red"},
    ],
)
def test_a_fact_is_closed_and_typed(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        fact(**change)


def test_a_fact_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        fact().__setattr__("value", 1.0)


def test_a_source_is_a_page_on_the_web() -> None:
    with pytest.raises(ValidationError, match="url"):
        Source.model_validate(SOURCE | {"url": "my notes"})


@pytest.mark.parametrize("ends", [{}, {"low": 2.0, "high": 1.0}, {"low": float("inf")}])
def test_a_spread_has_ends_in_order(ends: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Spread.model_validate({"level": 0.9, "basis": "judgement", **ends})


@given(st.floats(-1e30, 1e30), st.floats(-1e30, 1e30), st.floats(-1e30, 1e30))
def test_a_spread_holds_what_lies_between_its_ends(one: float, two: float, value: float) -> None:
    low, high = sorted((one, two))
    spread = Spread(low=low, high=high, level=0.9, basis="derived")
    assert spread.holds(low)
    assert spread.holds(high)
    assert spread.holds(value) == (low <= value <= high)


def test_an_open_end_holds_everything_beyond() -> None:
    assert Spread(low=1.0, level=0.9, basis="reported").holds(1e300)
    assert not Spread(high=1.0, level=0.9, basis="reported").holds(1.1)
