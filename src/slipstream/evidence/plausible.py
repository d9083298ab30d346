"""What a fact of each kind may be measured in, and how large it may be.

The ranges are wide: they are to catch a number that is a unit away from the truth (a million
for a ten-thousand, a trillion for a billion), not to doubt a surprising one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from slipstream.evidence.fact_schema import Fact, Kind
from slipstream.evidence.units import convert, dimensions, quantity

ROUGH_RATES: Mapping[str, float] = {
    "KRW": 1400.0,
    "EUR": 0.9,
    "GBP": 0.77,
    "JPY": 150.0,
    "INR": 86.0,
    "CNY": 7.2,
    "CAD": 1.38,
    "SGD": 1.32,
    "AED": 3.67,
    "SAR": 3.75,
}
"""Currency per USD to within some 15% over 2024-26: good for magnitudes, not for the model."""

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "share": ("dimensionless",),
    "duration": ("month",),
    "people": ("person", "person/year"),
    "chips": ("accelerator", "accelerator/year", "H100e", "H100e/year"),
    "operations": ("FLOP", "FLOP/second"),
    "power": ("MW", "kWh"),
    "intensity": ("kW/accelerator", "kW/H100e"),
    "money": ("USD", "USD/year"),
    "price": ("USD/accelerator", "USD/H100e", "USD/MW", "USD/kWh", "USD/person"),
    "capability": ("ECI", "ECI/year"),
    "growth": ("OOM", "OOM/year", "times_per_year"),
    "flow": ("per_10000_linkedin_members",),
}

_FITTING: Mapping[Kind, frozenset[str]] = {
    "money": frozenset({"money", "price"}),
    "compute": frozenset(
        {"chips", "operations", "share", "duration", "price", "growth", "intensity", "power"}
    ),
    "power": frozenset({"power", "intensity", "price", "share", "duration", "growth"}),
    "talent": frozenset({"people", "flow", "share", "money", "duration", "growth"}),
    "capability": frozenset({"capability", "share", "duration", "growth"}),
    "training_run": frozenset({"operations", "chips", "share", "duration", "growth"}),
    "partnership": frozenset({"chips", "power", "money", "share", "duration", "people"}),
    "trade": frozenset({"share", "chips", "money", "price", "duration"}),
    "law": frozenset({"share", "money", "operations", "duration", "power"}),
    "delay": frozenset({"duration", "share"}),
    "growth": frozenset({"growth", "share", "duration", "capability"}),
    "economy": frozenset({"money", "share", "exchange", "people", "price", "growth", "power"}),
}


@dataclass(frozen=True)
class _Range:
    unit: str
    low: float
    high: float
    kinds: frozenset[Kind] | None = None


_RANGES: tuple[_Range, ...] = (
    _Range("USD", 1e3, 1e11, frozenset({"talent"})),
    _Range("USD", 1e2, 1e12, frozenset({"law"})),
    _Range("USD", 1e8, 3e14, frozenset({"economy"})),
    _Range("USD", 1e4, 1e13),
    _Range("USD/year", 1e3, 1e11, frozenset({"talent"})),
    _Range("USD/year", 1e8, 3e14, frozenset({"economy"})),
    _Range("USD/year", 1e3, 1e13),
    _Range("USD/accelerator", 1e3, 5e5),
    _Range("USD/H100e", 2e3, 2e5),
    _Range("USD/MW", 1e5, 3e8),
    _Range("USD/kWh", 5e-3, 3.0),
    _Range("person", 1e5, 1e10, frozenset({"economy"})),
    _Range("person", 1.0, 5e6),
    _Range("accelerator", 1.0, 1e9),
    _Range("accelerator/year", 1.0, 1e9),
    _Range("H100e", 0.1, 1e9),
    _Range("H100e/year", 1.0, 1e9),
    # A chip's operations a second may be stated as FLOP too.
    _Range("FLOP", 1e12, 1e29, frozenset({"compute"})),
    _Range("FLOP", 1e18, 1e29),
    _Range("FLOP/second", 1e12, 1e24),
    _Range("MW", 1e-4, 1e6),
    _Range("kW/accelerator", 0.05, 20.0),
    _Range("kW/H100e", 0.05, 20.0),
    _Range("percent", -100.0, 1000.0),
    _Range("month", -60.0, 720.0),
    # From zero, as differences between scores are in points too.
    _Range("ECI", 0.0, 300.0),
    _Range("ECI/year", 0.0, 60.0),
    _Range("OOM", -10.0, 40.0),
    _Range("OOM/year", -1.0, 3.0),
    _Range("times_per_year", 0.1, 100.0),
    _Range("per_10000_linkedin_members", -50.0, 50.0),
)


def family(unit: str) -> str | None:
    """Sort of quantity that ``unit`` measures, such as ``money``; None if no fact uses it.

    Raises
    ------
    InputError
        If ``unit`` holds a name that the evidence does not use.
    """
    measured = quantity(unit)
    if not measured and dimensions(unit):
        return "exchange"
    for name, examples in _FAMILIES.items():
        if any(quantity(example) == measured for example in examples):
            return name
    return None


def unfit_unit(fact: Fact) -> str | None:
    """Say why the (known) unit of ``fact`` does not fit its kind, if it does not."""
    found = family(fact.unit)
    fitting = _FITTING[fact.kind]
    if found in fitting:
        return None
    what = found or "no quantity in use"
    return f"{fact.unit} measures {what}, but a {fact.kind} fact measures {_any_of(fitting)}"


def implausible(fact: Fact) -> str | None:
    """Say why the size of ``fact`` is hard to believe for its kind, if it is."""
    if family(fact.unit) == "exchange":
        return _far_from_rate(fact)
    return out_of_range(fact.value, fact.unit, fact.kind)


def out_of_range(value: float, unit: str, kind: Kind) -> str | None:
    """Say why ``value`` of ``unit`` is hard to believe for its kind, if it is."""
    for bound in _RANGES:
        if not _applies(bound, unit, kind):
            continue
        converted = convert(value, unit, bound.unit, exchange_rates=ROUGH_RATES)
        if not bound.low <= converted <= bound.high:
            limits = f"{bound.low:g} to {bound.high:g}"
            return f"{converted:.3g} {bound.unit} is outside {limits}, the range of {kind} facts"
        return None
    return None


def outgrows_country(fact: Fact, facts: Mapping[str, Fact]) -> str | None:
    """Say whether ``fact`` is out of proportion to its country's people or economy."""
    for scale, unit, kinds, share in (
        ("population", "person", ("talent",), 0.02),
        ("gdp", "USD", ("money", "partnership"), 1.0),
        ("gdp", "USD/year", ("money", "partnership"), 0.25),
    ):
        whole = facts.get(f"{fact.country}.economy.{scale}")
        if whole is None or fact.kind not in kinds or quantity(fact.unit) != quantity(unit):
            continue
        # Some packs state output as USD and some as USD/year; either way it is a year's.
        total = in_dollars(whole, "person" if scale == "population" else _per_dollar(whole.unit))
        if in_dollars(fact, unit) > share * total:
            return f"{fact.value:.3g} {fact.unit} is more than {share:.0%} of {whole.id}"
    return None


def in_dollars(fact: Fact, unit: str) -> float:
    """Value of ``fact`` in ``unit``, currencies at their rough rates."""
    return convert(fact.value, fact.unit, unit, exchange_rates=ROUGH_RATES)


def comparable(one: Fact, other: Fact) -> tuple[float, float] | None:
    """Values of two facts in one unit, or None if they do not measure the same quantity."""
    if quantity(one.unit) != quantity(other.unit):
        return None
    value = convert(other.value, other.unit, one.unit, exchange_rates=ROUGH_RATES)
    return one.value, value


def currencies(unit: str) -> frozenset[str]:
    """Codes of the currencies that appear in ``unit``."""
    return frozenset(_codes(unit))


def _codes(unit: str) -> Iterator[str]:
    for name in dimensions(unit):
        if name.startswith("currency_"):
            yield name.removeprefix("currency_")


def _per_dollar(unit: str) -> str:
    return re.sub(r"\b[A-Z]{3}\b", "USD", unit)


def _applies(bound: _Range, unit: str, kind: Kind) -> bool:
    if bound.kinds is not None and kind not in bound.kinds:
        return False
    if bound.unit == "percent" or unit in ("percent", "dimensionless"):
        return bound.unit == unit
    return quantity(bound.unit) == quantity(unit)


def _far_from_rate(fact: Fact) -> str | None:
    rough = convert(1.0, "USD", fact.unit.split("/")[0], exchange_rates=ROUGH_RATES)
    rough /= convert(1.0, "USD", fact.unit.split("/")[-1], exchange_rates=ROUGH_RATES)
    if rough / 2 <= fact.value <= rough * 2:
        return None
    return f"{fact.value:g} {fact.unit} is far from the usual {rough:.3g}"


def _any_of(names: frozenset[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} or {last}" if most else last
