import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slipstream.evidence.units import CURRENCIES, convert, dimensions
from slipstream.files import InputError

RATES = {"KRW": 1400.0, "EUR": 0.9}
UNITS = [
    "dimensionless",
    "percent",
    "year",
    "month",
    "person",
    "H100e",
    "accelerator",
    "FLOP",
    "MW",
    "GW",
    "kW_per_accelerator",
    "USD/year",
    "KRW/year",
    "person/year",
    "H100e/year",
    "USD/H100e",
    "USD/MW",
    "USD/hour",
    "KRW/kWh",
    "kW/H100e",
    "ECI",
    "ECI/year",
    "OOM/year",
    "OOM",
    "times_per_year",
    "per_10000_linkedin_members",
    "KRW/USD",
]


@pytest.mark.parametrize("unit", [*UNITS, *CURRENCIES])
def test_the_units_of_the_evidence_are_known(unit: str) -> None:
    assert convert(3.0, unit, unit) == 3.0
    assert isinstance(dimensions(unit), dict)


@pytest.mark.parametrize("unit", ["", "peopl", "trillion KRW", "USD/", "1000 USD", "kUSD", "명"])
def test_other_units_are_refused(unit: str) -> None:
    with pytest.raises(InputError, match="unit"):
        dimensions(unit)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1.2, "GW", "MW", 1200.0),
        (5.0, "percent", "dimensionless", 0.05),
        (2.0, "year", "month", 24.0),
        (12.0, "KRW/year", "KRW/month", 1.0),
        (2.0, "kW/accelerator", "kW_per_accelerator", 2.0),
        (8766.0, "kWh/year", "kW", 1.0),
        (10.0, "times_per_year", "OOM/year", 1.0),
        (1.0, "OOM/year", "times_per_year", 10.0),
    ],
)
def test_sizes(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1400.0, "KRW", "USD", 1.0),
        (1400.0, "KRW", "EUR", 0.9),
        (179.2, "KRW/kWh", "USD/kWh", 0.128),
        (1.0, "USD/H100e", "KRW/H100e", 1400.0),
        (1.4e12, "KRW/year", "USD/year", 1e9),
    ],
)
def test_currencies_convert_at_the_given_rates(
    value: float, unit: str, to: str, expected: float
) -> None:
    assert convert(value, unit, to, exchange_rates=RATES) == pytest.approx(expected)


def test_without_a_rate_currencies_do_not_convert() -> None:
    with pytest.raises(InputError, match="no exchange rate for KRW"):
        convert(1.0, "KRW", "USD")
    with pytest.raises(InputError, match="no exchange rate for JPY"):
        convert(1.0, "JPY/year", "USD/year", exchange_rates=RATES)


def test_one_currency_needs_no_rate() -> None:
    assert convert(365.25, "JPY/year", "JPY/day") == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("unit", "to"),
    [("accelerator", "H100e"), ("person", "MW"), ("USD", "USD/H100e"), ("ECI", "OOM")],
)
def test_different_quantities_do_not_convert(unit: str, to: str) -> None:
    with pytest.raises(InputError, match="different quantities"):
        convert(1.0, unit, to)


@given(
    st.floats(1e-6, 1e15),
    st.sampled_from(["KRW", "USD", "EUR", "KRW/year", "USD/month"]),
    st.sampled_from(["KRW", "USD", "EUR", "KRW/year", "USD/month"]),
)
def test_a_conversion_can_be_undone(value: float, unit: str, to: str) -> None:
    assume(("/" in unit) == ("/" in to))
    there = convert(value, unit, to, exchange_rates=RATES)
    back = convert(there, to, unit, exchange_rates=RATES)
    assert math.isclose(back, value, rel_tol=1e-9)
