"""The units facts are stated in, and conversion between them.

Every currency is a dimension of its own, as are an accelerator and an H100-equivalent: no
constant ties them, so only a caller who states a rate can convert one to another.
"""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, cast

from slipstream.files import InputError

if TYPE_CHECKING:
    import pint

_GRAMMAR = re.compile(r"[A-Za-z]\w*(\*\*\d)?([*/][A-Za-z]\w*(\*\*\d)?)*", re.ASCII)

CURRENCIES = ("USD", "KRW", "EUR", "GBP", "JPY", "INR", "CNY", "CAD", "SGD", "AED", "SAR")

_DEFINITIONS = (
    "second = [time]",
    "hour = 3600 * second",
    "day = 24 * hour",
    "year = 365.25 * day",
    "month = year / 12",
    "percent = 0.01",
    "watt = [power]",
    "kW = 1e3 * watt",
    "MW = 1e6 * watt",
    "GW = 1e9 * watt",
    "kWh = kW * hour",
    "MWh = MW * hour",
    "GWh = GW * hour",
    "TWh = 1e3 * GWh",
    "person = [people]",
    "accelerator = [accelerator]",
    "kW_per_accelerator = kW / accelerator",
    "H100e = [training_capacity]",
    "FLOP = [operations]",
    "ECI = [capability]",
    "OOM = [orders_of_magnitude]",
    "times_per_year = [yearly_factor]",
    "per_10000_linkedin_members = [linkedin_flow]",
    *(f"{code} = [currency_{code}]" for code in CURRENCIES),
)


@cache
def registry() -> "pint.UnitRegistry[float]":
    """Return the registry that knows the units of the evidence and no others."""
    import pint

    units: pint.UnitRegistry[float] = pint.UnitRegistry(None, cache_folder=None)
    for definition in _DEFINITIONS:
        units.define(definition)
    return units


@cache
def dimensions(unit: str) -> Mapping[str, float]:
    """Return the exponents of the dimensions of ``unit``, without their brackets.

    Raises
    ------
    InputError
        If ``unit`` holds a name that the evidence does not use.
    """
    powers = registry().get_dimensionality(_parse(unit))
    return {name.strip("[]"): cast("float", power) for name, power in powers.items()}


def quantity(unit: str) -> Mapping[str, float]:
    """Return the dimensions of ``unit`` with all currencies taken as one, ``currency``.

    Raises
    ------
    InputError
        If ``unit`` holds a name that the evidence does not use.
    """
    powers = dimensions(unit)
    kept = {name: power for name, power in powers.items() if not name.startswith("currency_")}
    money = sum(power for name, power in powers.items() if name.startswith("currency_"))
    return kept | ({"currency": money} if money else {})


def convert(
    value: float, unit: str, to: str, *, exchange_rates: Mapping[str, float] | None = None
) -> float:
    """Express ``value`` of ``unit`` in the unit ``to``.

    Parameters
    ----------
    value
        The number to convert.
    unit, to
        Units of the evidence, such as ``KRW/year`` or ``USD/H100e``.
    exchange_rates
        Price of one USD in each currency, such as ``{"KRW": 1400.0}``.

    Raises
    ------
    InputError
        If a unit is unknown, the two do not measure the same, or a rate is missing.

    Examples
    --------
    >>> convert(2.8e12, "KRW/year", "USD/month", exchange_rates={"KRW": 1400.0})
    166666666.66666666
    """
    if unit == to:
        return value
    if {unit, to} == {"times_per_year", "OOM/year"}:
        return math.log10(value) if to == "OOM/year" else 10.0**value
    rates = {"USD": 1.0, **(exchange_rates or {})}
    (money, _, per), (other, _, per_other) = unit.partition("/"), to.partition("/")
    if per == per_other and money in rates and other in rates:
        # The usual case, and the only one on the way to an answer: it need not wait for pint.
        return value / rates[money] * rates[other]
    if dimensions(unit) != dimensions(to):
        value *= _in_dollars(unit, to, rates) / _in_dollars(to, unit, rates)
    if quantity(unit) != quantity(to):
        raise InputError(
            "units", f"{unit} to {to}", "different quantities", "units of one quantity"
        )
    return value * _size(unit) / _size(to)


def _parse(unit: str) -> "pint.util.UnitsContainer":
    import pint

    names = ("dimensionless", *(definition.split(" = ")[0] for definition in _DEFINITIONS))
    expected = f"names joined by * and /, among {', '.join(names)}"
    problem = InputError("units", "unit", repr(unit), expected)
    if not _GRAMMAR.fullmatch(unit):
        raise problem
    try:
        return registry().parse_units_as_container(unit)
    except pint.UndefinedUnitError as error:
        raise problem from error


def _size(unit: str) -> float:
    """Size of ``unit`` in the base units of its dimensions."""
    container = _parse(unit)
    _, root = registry().get_root_units(container)
    return registry().convert(1.0, container, root)


def _in_dollars(unit: str, other: str, rates: Mapping[str, float]) -> float:
    """USD that buy what ``unit`` counts, by the power each currency has in it."""
    factor = 1.0
    for name, power in dimensions(unit).items():
        code = name.removeprefix("currency_")
        if code == name:
            continue
        if code not in rates:
            field = f"{unit} to {other}"
            raise InputError("units", field, f"no exchange rate for {code}", f"{code} per USD")
        factor *= rates[code] ** -power
    return factor
