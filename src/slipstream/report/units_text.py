"""Numbers of the registry with their units in words."""

from slipstream.registry.load import registry
from slipstream.report.language import Language


def with_unit(name: str, value: float, tongue: Language) -> str:
    """Write the value of a lever or parameter as a reader would say it.

    Parameters
    ----------
    name
        A row of the registry; its unit and range say what the number means.
    value
        In the row's unit.
    tongue
        The language.
    """
    rows = registry()
    row = rows.levers.get(name) or rows.parameters[name]
    if row.unit == "dimensionless":
        share = row.range[0] >= 0 and row.range[1] <= 1
        return _percent(value, tongue) if share else tongue.number(value, 2)
    if row.unit == "ECI" and row.range[0] < 0 < value:
        # A difference of scores, either way.
        return tongue.say("{number} ECI points", number=f"+{tongue.number(value, 2)}")
    return in_words(value, row.unit, tongue)


def in_words(value: float, unit: str, tongue: Language) -> str:
    """Write a value of one of the registry's units other than ``dimensionless``."""
    if unit == "1/year":
        return tongue.say("{number} a year", number=_percent(value, tongue))
    if unit == "OOM/year":
        return tongue.say("{number}-fold a year", number=tongue.number(10**value, 2))
    if unit == "times_per_year":
        return tongue.say("{number}-fold a year", number=tongue.number(value, 3))
    if unit == "OOM":
        return tongue.say("{number}-fold", number=tongue.number(10**value, 2))
    if unit == "log10 FLOP":
        return f"{tongue.power(value)} FLOP"
    if unit == "USD/year":
        return tongue.say("{number} a year", number=tongue.dollars(value))
    if unit == "USD/H100e":
        return tongue.say("{number} per H100-equivalent", number=tongue.dollars(value))
    if unit == "USD/MW/year":
        return tongue.say("{number} per MW a year", number=tongue.dollars(value))
    if unit == "USD/person":
        return tongue.say("{number} per person", number=tongue.dollars(value))
    if unit == "kW/H100e":
        return tongue.say("{number} kW per H100-equivalent", number=tongue.number(value, 2))
    if unit == "month":
        return tongue.months(value)
    if unit in {"person", "person/year"}:
        people = tongue.plural(round(value), "{number} person", "{number} people")
        return people if unit == "person" else tongue.say("{number} a year", number=people)
    number = tongue.number(value, 2)
    if unit == "year":
        return tongue.say("{number} years", number=number)
    if unit == "H100e":
        return tongue.say("{number} H100-equivalents", number=number)
    if unit == "H100e/year":
        return tongue.say("{number} H100-equivalents a year", number=number)
    if unit == "ECI":
        return tongue.say("{number} ECI points", number=number)
    return f"{number} {unit}"


def _percent(value: float, tongue: Language) -> str:
    digits = 2 if abs(value) < 0.995 else 3
    return f"{tongue.number(100 * value, digits)}%"
