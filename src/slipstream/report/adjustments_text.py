"""Levers and shocks that are set one by one, as a reader would say them."""

from collections.abc import Iterator

from slipstream.policy.adjustments import Adjusted
from slipstream.policy.files import ShockChange
from slipstream.registry.load import registry
from slipstream.registry.schema import Shock
from slipstream.report.language import Language
from slipstream.report.units_text import in_words, with_unit


def adjusted_label(policy: Adjusted, tongue: Language) -> str:
    """Name a policy by what it sets."""
    rows = registry()
    levers = (
        tongue.say(
            "{label} at {value}",
            label=tongue.of(rows.levers[name].label),
            value=with_unit(name, change.value, tongue),
        )
        for name, change in policy.levers.items()
        if change.value is not None
    )
    shocks = (
        tongue.say(
            "{label} ({details})",
            label=tongue.of(rows.shocks[name].label),
            details=", ".join(_details(change, rows.shocks[name], tongue)),
        )
        for name, change in policy.shocks.items()
    )
    return " + ".join((*levers, *shocks))


def _details(change: ShockChange, row: Shock, tongue: Language) -> Iterator[str]:
    if change.probability is not None:
        yield tongue.say("probability {percent}", percent=tongue.percent(change.probability))
    if change.window is not None:
        first, last = (tongue.month(month) for month in change.window)
        if first == last:
            yield tongue.say("begins in {month}", month=first)
        else:
            yield tongue.say("begins between {first} and {last}", first=first, last=last)
    if change.duration is not None:
        yield tongue.say("lasts {months}", months=tongue.months(change.duration))
    if change.severity is not None:
        bare = row.unit == "dimensionless"
        severity = tongue.number(change.severity, 2)
        value = severity if bare else in_words(change.severity, row.unit, tongue)
        yield tongue.say("severity {value}", value=value)
