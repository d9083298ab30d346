"""Levers and shocks that are set one by one, as a reader would say them."""

from collections.abc import Iterator

from slipstream.policy.adjustments import Adjusted
from slipstream.policy.policy_files import ShockChange
from slipstream.registry.load import registry
from slipstream.registry.schema import Shock
from slipstream.report.language import Language
from slipstream.report.units_text import in_words, with_unit


def adjusted_label(policy: Adjusted, locale: Language) -> str:
    """Name a policy by what it sets."""
    rows = registry()
    levers = (
        locale.say(
            "{label} at {value}",
            label=locale.of(rows.levers[name].label),
            value=with_unit(name, change.value, locale),
        )
        for name, change in policy.levers.items()
        if change.value is not None
    )
    shocks = (
        locale.say(
            "{label} ({details})",
            label=locale.of(rows.shocks[name].label),
            details=", ".join(_details(change, rows.shocks[name], locale)),
        )
        for name, change in policy.shocks.items()
    )
    return " + ".join((*levers, *shocks))


def _details(change: ShockChange, row: Shock, locale: Language) -> Iterator[str]:
    if change.probability is not None:
        yield locale.say("probability {percent}", percent=locale.percent(change.probability))
    if change.window is not None:
        first, last = (locale.month(month) for month in change.window)
        if first == last:
            yield locale.say("begins in {month}", month=first)
        else:
            yield locale.say("begins between {first} and {last}", first=first, last=last)
    if change.duration is not None:
        yield locale.say("lasts {months}", months=locale.months(change.duration))
    if change.severity is not None:
        bare = row.unit == "dimensionless"
        severity = locale.number(change.severity, 2)
        value = severity if bare else in_words(change.severity, row.unit, locale)
        yield locale.say("severity {value}", value=value)
