"""Levers and shocks set one by one, as a policy to lay over all others; and their short text.

``public_budget=3e10`` holds a lever at a value from the month after the evidence.
``power_shortage=1:2027-01..2027-06:18:0.4`` sets a shock's probability, window, months and
severity; what is left out stays as it is, as in ``power_shortage=1::24``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from slipstream.evidence.fact_schema import Label
from slipstream.files import InputError, nearest, parse
from slipstream.policy.policy_files import (
    Change,
    Policy,
    ShockChange,
    check_range,
    check_shock,
    find_policy,
)
from slipstream.policy.run_options import figure
from slipstream.registry.load import registry

SHOCK_FORM = "PROBABILITY[:FIRST..LAST[:MONTHS[:SEVERITY]]], such as 1:2027-01..2027-06:18:0.4"


@dataclass(frozen=True)
class Adjustments:
    """Levers by name in the registry's units, and what is said of shocks by name."""

    levers: Mapping[str, float] = field(default_factory=dict)
    shocks: Mapping[str, ShockChange] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every lever and shock as `read` takes it, in the registry's order."""
        rows = registry()
        levers = (
            f"{name}={figure(self.levers[name])}" for name in rows.levers if name in self.levers
        )
        shocks = (
            f"{name}={_shock_text(self.shocks[name])}"
            for name in rows.shocks
            if name in self.shocks
        )
        return (*levers, *shocks)


class Adjusted(Policy):
    """A policy that somebody set one lever and one shock at a time."""


def overlays(adjustments: Adjustments, where: str) -> list[Policy]:
    """Make a policy of adjustments, to be laid over others; none if nothing is set.

    Parameters
    ----------
    adjustments
        What is set.
    where
        What holds them, for messages.

    Raises
    ------
    InputError
        If a lever or a shock is unknown or a value out of its range.
    """
    rows = registry()
    for name, value in adjustments.levers.items():
        check_range(value, rows.lever(name, where, "levers"), where, f"levers.{name}")
    for name, change in adjustments.shocks.items():
        check_shock(change, name, where)
    if not adjustments.texts:
        return []
    text = " + ".join(adjustments.texts)
    made = Adjusted(
        name="adjustments",
        label=Label(en=text, ko=text),
        description=Label(en=text, ko=text),
        levers={name: Change(value=value) for name, value in adjustments.levers.items()},
        shocks=dict(adjustments.shocks),
    )
    # Files are held to short names; what is set one by one is called what it sets.
    return [made.model_copy(update={"name": text})]


def named(names: Sequence[str], where: str) -> list[Policy]:
    """Find policies, some of which may be set on the spot as ``NAME=VALUE``.

    Parameters
    ----------
    names
        Shipped policies, policy files, and levers or shocks that are set; what is set is laid
        over all policies.
    where
        What holds them, for messages.

    Raises
    ------
    InputError
        If there is no such policy, lever or shock, or a value is out of range.
    """
    texts = [name for name in names if "=" in name and not Path(name).exists()]
    policies = [find_policy(name) for name in names if name not in texts]
    return [*policies, *overlays(read(texts, where), where)]


def read(texts: Sequence[str], where: str) -> Adjustments:
    """Read ``NAME=VALUE`` of levers and shocks; see the module for the form of a value.

    Raises
    ------
    InputError
        If a text has no such form, or its name is neither a lever nor a shock.
    """
    rows = registry()
    levers: dict[str, float] = {}
    shocks: dict[str, ShockChange] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name:
            raise InputError(where, "", repr(text), "NAME=VALUE, such as public_budget=3e10")
        if name in rows.levers:
            levers[name] = _number(value, where, name)
        elif name in rows.shocks:
            shocks[name] = _shock(value, where, name)
        else:
            names = [*rows.levers, *rows.shocks]
            raise InputError(where, name, "an unknown lever or shock", nearest(name, names))
    return Adjustments(levers, shocks)


def _number(text: str, where: str, name: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError(where, name, repr(text), "a number, such as 3e10") from error


def _shock(text: str, where: str, name: str) -> ShockChange:
    parts = text.split(":")
    if len(parts) > 4:
        raise InputError(where, name, repr(text), SHOCK_FORM)
    probability, window, months, severity = (*parts, "", "", "", "")[:4]
    given: dict[str, object] = {}
    if probability:
        given["probability"] = _number(probability, where, name)
    if window:
        first, _, last = window.partition("..")
        given["window"] = (first, last or first)
    if months:
        try:
            given["duration"] = int(months)
        except ValueError as error:
            raise InputError(where, name, repr(months), "whole months, such as 24") from error
    if severity:
        given["severity"] = _number(severity, where, name)
    if not given:
        raise InputError(where, name, repr(text), SHOCK_FORM)
    return shock_change(given, where, name)


def shock_change(given: Mapping[str, object], where: str, name: str) -> ShockChange:
    """Read what is said of a shock.

    Raises
    ------
    InputError
        If a field is unknown, of the wrong type or out of range.
    """
    try:
        return parse(ShockChange, given, where)
    except InputError as error:
        path = f"shocks.{name}.{error.field}" if error.field else f"shocks.{name}"
        raise InputError(where, path, error.found, error.expected) from error


def _shock_text(change: ShockChange) -> str:
    parts = (
        "" if change.probability is None else figure(change.probability),
        "" if change.window is None else "..".join(dict.fromkeys(change.window)),
        "" if change.duration is None else str(change.duration),
        "" if change.severity is None else figure(change.severity),
    )
    return ":".join(parts).rstrip(":")
