from typing import get_args

import pytest

from slipstream.evidence.fact_schema import Kind
from slipstream.evidence.plausible import family, implausible, outgrows_country, unfit_unit
from tests.evidence.make import fact, money


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("KRW/year", "money"),
        ("USD/hour", "money"),
        ("KRW/kWh", "price"),
        ("JPY/USD", "exchange"),
        ("percent", "share"),
        ("kWh/year", "power"),
        ("H100e/year", "chips"),
        ("kW_per_accelerator", "intensity"),
        ("OOM/year", "growth"),
        ("USD**2", None),
        ("FLOP/second", "operations"),
        ("ECI**2", None),
    ],
)
def test_families_of_units(unit: str, name: str | None) -> None:
    assert family(unit) == name


@pytest.mark.parametrize(
    ("kind", "unit", "fits"),
    [
        ("money", "KRW", True),
        ("money", "USD/H100e", True),
        ("money", "person", False),
        ("money", "percent", False),
        ("talent", "MW", False),
        ("training_run", "FLOP", True),
        ("training_run", "USD", False),
        ("economy", "KRW/USD", True),
        ("power", "USD**2", False),
    ],
)
def test_a_unit_fits_the_kind(kind: str, unit: str, fits: bool) -> None:
    assert (unfit_unit(fact(kind=kind, unit=unit)) is None) == fits


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_says_what_it_is_measured_in(kind: str) -> None:
    assert "measures money" in (unfit_unit(fact(kind=kind, unit="USD")) or "measures money")


@pytest.mark.parametrize(
    ("kind", "value", "unit"),
    [
        ("talent", 57_000, "person"),
        ("economy", 1.4e9, "person"),
        ("money", 9.9e12, "KRW/year"),
        ("money", 2.35, "USD/hour"),
        ("money", 40_300, "USD/H100e"),
        ("power", 179.2, "KRW/kWh"),
        ("training_run", 5e26, "FLOP"),
        ("economy", 1_422, "KRW/USD"),
        ("economy", 0.9, "EUR/USD"),
        ("capability", 158.6, "ECI"),
        ("growth", 4.6, "times_per_year"),
        ("compute", 3.0, "dimensionless"),
    ],
)
def test_ordinary_sizes_pass(kind: str, value: float, unit: str) -> None:
    assert implausible(fact(kind=kind, value=value, unit=unit)) is None


@pytest.mark.parametrize(
    ("kind", "value", "unit"),
    [
        ("talent", 12.9e6, "person"),
        ("money", 9.9, "KRW/year"),
        ("money", 40.3, "USD/H100e"),
        ("power", 17_920, "KRW/kWh"),
        ("training_run", 5e26 * 1e4, "FLOP"),
        ("economy", 142.2, "KRW/USD"),
        ("capability", 1_586, "ECI"),
        ("delay", 2_024, "month"),
        ("growth", 460, "times_per_year"),
        ("trade", 5_300, "percent"),
    ],
)
def test_sizes_a_unit_away_do_not(kind: str, value: float, unit: str) -> None:
    assert implausible(fact(kind=kind, value=value, unit=unit)) is not None


def test_a_fact_is_in_proportion_to_its_country() -> None:
    people = fact("KR.economy.population", kind="economy", value=51.7e6)
    output = fact("KR.economy.gdp", kind="economy", value=1.87e12, unit="USD/year")
    whole = {each.id: each for each in (people, output)}
    assert outgrows_country(fact(value=129_000), whole) is None
    assert outgrows_country(fact(value=1.29e6), whole) is not None
    assert outgrows_country(money("KR.budget.ai", 9.9e12, "KRW/year"), whole) is None
    assert outgrows_country(money("KR.budget.ai", 9.9e14, "KRW/year"), whole) is not None
    assert outgrows_country(money("KR.budget.fund", 150e12), whole) is None
    assert outgrows_country(money("KR.budget.fund", 150e14), whole) is not None
    assert outgrows_country(fact("JP.talent.home", value=1.29e6), whole) is None
