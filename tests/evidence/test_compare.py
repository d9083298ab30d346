import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstream.evidence.fact_conflicts import jumps, slip, uncovered, unequal
from tests.evidence.make import fact, money

SPREAD = {"level": 0.9, "basis": "judgement"}


@given(st.floats(1.0, 1e15), st.integers(-9, 9).filter(bool))
def test_a_shifted_decimal_point_is_a_slip(value: float, power: int) -> None:
    right, wrong = money("KR.a.right", value), money("KR.a.wrong", value * 10.0**power)
    assert slip(wrong, right) == power
    assert slip(right, wrong) == -power


@given(st.floats(1.0, 1e15), st.floats(1.1, 9.0))
def test_a_smaller_disagreement_is_none(value: float, ratio: float) -> None:
    assert slip(money("KR.a.one", value), money("KR.a.two", value * ratio)) is None


def test_a_slip_shows_across_currencies() -> None:
    assert slip(money("KR.a.won", 2.5e11), money("KR.a.dollars", 1.75e9, "USD")) == -1


def test_a_change_of_sign_or_of_quantity_is_no_slip() -> None:
    assert slip(money("KR.a.one", 10.0), money("KR.a.two", -1.0)) is None
    assert slip(money("KR.a.one", 10.0), fact(value=1.0)) is None


def test_the_same_quantity_agrees_within_half_as_much() -> None:
    assert unequal(money("KR.a.one", 1.4e12), money("KR.a.two", 1e9, "USD")) is None
    assert unequal(money("KR.a.one", 1.4e12), money("KR.a.two", 1.6e9, "USD")) is not None
    assert unequal(money("KR.a.one", 1.4e12), fact()) is not None


def test_conflicting_totals_need_a_spread_that_reaches_the_other() -> None:
    kbs = money("KR.a.kbs", 200e9)
    parts = money("KR.a.parts", 245.4e9)
    assert "2e+11 and 2.454e+11 KRW" in (uncovered(kbs, parts) or "")
    wide = money("KR.a.parts", 245.4e9, spread={"low": 2e11, "high": 3e11, **SPREAD})
    assert uncovered(kbs, wide) is None
    assert uncovered(wide, kbs) is None


def test_facts_about_different_quantities_hide_no_conflict() -> None:
    assert uncovered(money("KR.a.one", 1.0), fact()) is None


@pytest.mark.parametrize(
    ("later", "year", "found"), [(1.78e8, "2025", 1), (1.78e9, "2025", 0), (1.78e8, "2029", 0)]
)
def test_a_series_does_not_jump_within_two_years(later: float, year: str, found: int) -> None:
    before = money("KR.investment.private_2024", 2.38e9, "USD/year", date="2024")
    after = money(f"KR.investment.private_{year}", later, "USD/year", date=year)
    assert len(list(jumps({each.id: each for each in (after, before)}))) == found


def test_a_jump_that_is_a_known_conflict_is_no_news() -> None:
    before = fact("KR.gpu.stock_2023", value=2e3, date="2023", conflicts_with=["KR.gpu.stock_2024"])
    after = fact("KR.gpu.stock_2024", value=65e3, date="2024", conflicts_with=["KR.gpu.stock_2023"])
    assert not list(jumps({each.id: each for each in (before, after)}))
