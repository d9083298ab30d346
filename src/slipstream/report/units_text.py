"""Numbers of the registry with their units in words."""

from slipstream.registry.load import registry
from slipstream.report.language import Language


def with_unit(name: str, value: float, locale: Language) -> str:
    """Write the value of a lever or parameter as a reader would say it.

    Parameters
    ----------
    name
        A row of the registry; its unit and range say what the number means.
    value
        In the row's unit.
    locale
        The language.
    """
    rows = registry()
    row = rows.levers.get(name) or rows.parameters[name]
    if row.unit == "dimensionless":
        share = row.range[0] >= 0 and row.range[1] <= 1
        return _percent(value, locale) if share else locale.number(value, 2)
    if row.unit == "ECI" and row.range[0] < 0 < value:
        # A difference of scores, either way.
        return locale.say("{number} ECI points", number=f"+{locale.number(value, 2)}")
    return in_words(value, row.unit, locale)


def in_words(value: float, unit: str, locale: Language) -> str:
    """Write a value of one of the registry's units other than ``dimensionless``."""
    if unit == "1/year":
        return locale.say("{number} a year", number=_percent(value, locale))
    if unit == "OOM/year":
        return locale.say("{number}-fold a year", number=locale.number(10**value, 2))
    if unit == "times_per_year":
        return locale.say("{number}-fold a year", number=locale.number(value, 3))
    if unit == "OOM":
        return locale.say("{number}-fold", number=locale.number(10**value, 2))
    if unit == "log10 FLOP":
        return f"{locale.power(value)} FLOP"
    if unit == "USD/year":
        return locale.say("{number} a year", number=locale.dollars(value))
    if unit == "USD/H100e":
        return locale.say("{number} per H100-equivalent", number=locale.dollars(value))
    if unit == "USD/MW/year":
        return locale.say("{number} per MW a year", number=locale.dollars(value))
    if unit == "USD/person":
        return locale.say("{number} per person", number=locale.dollars(value))
    if unit == "kW/H100e":
        return locale.say("{number} kW per H100-equivalent", number=locale.number(value, 2))
    if unit == "month":
        return locale.months(value)
    if unit in {"person", "person/year"}:
        people = locale.plural(round(value), "{number} person", "{number} people")
        return people if unit == "person" else locale.say("{number} a year", number=people)
    number = locale.number(value, 2)
    if unit == "year":
        return locale.say("{number} years", number=number)
    if unit == "H100e":
        return locale.say("{number} H100-equivalents", number=number)
    if unit == "H100e/year":
        return locale.say("{number} H100-equivalents a year", number=number)
    if unit == "ECI":
        return locale.say("{number} ECI points", number=number)
    return f"{number} {unit}"


def _percent(value: float, locale: Language) -> str:
    digits = 2 if abs(value) < 0.995 else 3
    return f"{locale.number(100 * value, digits)}%"
