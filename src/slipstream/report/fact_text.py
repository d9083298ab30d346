"""All that is known of one fact, as text in either language and as a JSON-able dictionary."""

from collections.abc import Mapping, Sequence
from typing import Any

from slipstream.evidence.fact_check import YEARS_FRESH
from slipstream.evidence.fact_files import AS_OF, Evidence
from slipstream.evidence.fact_schema import Fact, last_day
from slipstream.policy.citations import Use
from slipstream.policy.policy_files import find_policy
from slipstream.registry.load import registry
from slipstream.registry.schema import NamedRow, Traced
from slipstream.report.evidence_text import number
from slipstream.report.language import Language


def fact_dict(fact: Fact, evidence: Evidence, uses: Sequence[Use]) -> dict[str, Any]:
    """Return ``fact`` with its sources, the facts that contradict it, its age and its uses."""
    content = fact.model_dump(mode="json", exclude_none=True)
    content["sources"] = _sources(fact, evidence)
    content["conflicts"] = [
        {
            **evidence.by_id[name].model_dump(mode="json", exclude_none=True),
            "sources": _sources(evidence.by_id[name], evidence),
        }
        for name in fact.conflicts_with
        if name in evidence.by_id
    ]
    content["age_years"] = round(age(fact), 1)
    content["uses"] = [
        {
            "kind": use.kind,
            "name": use.name,
            "country": use.country,
            "second": use.second,
            "equation": equation(use),
        }
        for use in uses
    ]
    return content


def fact_text(fact: Fact, evidence: Evidence, uses: Sequence[Use], locale: Language) -> str:
    """Return everything known about ``fact``, its sources last."""
    other = fact.label.ko if locale.code == "en" else fact.label.en
    lines = [fact.id, locale.of(fact.label), other, ""]
    lines += [*_aligned(_properties(fact, locale)), "", fact.note]
    known = [evidence.by_id[name] for name in fact.conflicts_with if name in evidence.by_id]
    if known:
        lines += ["", locale.say("Conflict:")]
        lines += _side_by_side([fact, *known], locale)
    if uses:
        lines += ["", locale.say("Used by:"), *(_use_line(use, locale) for use in uses)]
    elif fact.context:
        lines += ["", locale.say("For readers only: nothing in the model rests on it.")]
    else:
        lines += ["", locale.say("Nothing uses it.")]
    for name in fact.sources:
        source = evidence.sources.get(name)
        if source is None:
            lines += ["", locale.say("[{name}] is not among the sources", name=name)]
            continue
        lines += ["", f"[{name}] {source.title}. {source.publisher}, {source.date}", source.url]
        lines += [source.note] if source.note else []
    return "\n".join(lines)


def age(fact: Fact) -> float:
    """Years from the end of what a fact is dated by to the day the evidence was read."""
    return (AS_OF - last_day(fact.date)).days / 365.25


def equation(use: Use) -> str | None:
    """Equation that what rests on a fact enters, such as ``talent.new_people``."""
    row = _row(use)
    return row.equation if isinstance(row, Traced) else None


def _row(use: Use) -> NamedRow | None:
    rows = registry()
    tables: dict[str, Mapping[str, NamedRow]] = {
        "parameter": rows.parameters,
        "lever": rows.levers,
        "shock": rows.shocks,
        "correlation": rows.parameters,
    }
    return tables[use.kind][use.name] if use.kind in tables else None


def _sources(fact: Fact, evidence: Evidence) -> list[dict[str, Any]]:
    return [
        {"id": name, **evidence.sources[name].model_dump(mode="json", exclude_defaults=True)}
        for name in fact.sources
        if name in evidence.sources
    ]


def _properties(fact: Fact, locale: Language) -> Mapping[str, str]:
    years, fresh = age(fact), YEARS_FRESH[fact.kind]
    if years < 0:
        in_words = locale.say("lies ahead of {day}", day=AS_OF)
    else:
        in_words = locale.say(
            "{years} years on {day}; {kind} facts last {fresh}",
            years=f"{years:.1f}",
            day=AS_OF,
            kind=fact.kind,
            fresh=f"{fresh:g}",
        )
    properties = {
        locale.say("value"): f"{number(fact.value)} {fact.unit}",
        locale.say("date"): fact.date,
        locale.say("age"): in_words,
        locale.say("spread"): _spread(fact, locale),
        locale.say("kind"): fact.kind,
        locale.say("confidence"): fact.confidence,
        locale.say("derived"): fact.derived or "",
        locale.say("same as"): ", ".join(fact.same_as),
    }
    return {name: value for name, value in properties.items() if value}


def _spread(fact: Fact, locale: Language) -> str:
    if fact.spread is None:
        return ""
    ends = (fact.spread.low, fact.spread.high)
    low, high = (locale.say("open") if end is None else number(end) for end in ends)
    between = locale.say("{low} to {high}", low=low, high=high)
    return f"{between} ({fact.spread.level:.0%}, {fact.spread.basis})"


def _side_by_side(facts: Sequence[Fact], locale: Language) -> list[str]:
    rows = [
        (
            fact.id,
            f"{number(fact.value)} {fact.unit}",
            fact.date,
            _spread(fact, locale) or "-",
            fact.confidence,
            ", ".join(fact.sources),
        )
        for fact in facts
    ]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _use_line(use: Use, locale: Language) -> str:
    row, entered = _row(use), equation(use)
    label = find_policy(use.name).label if row is None else row.label
    kinds = {
        "parameter": locale.say("parameter"),
        "lever": locale.say("lever"),
        "shock": locale.say("shock"),
        "correlation": locale.say("correlation"),
        "policy": locale.say("policy"),
    }
    names = f"{use.country}.{use.name}" if use.country else use.name
    names += f" ~ {use.second}" if use.second else ""
    line = f"  {kinds[use.kind]} {names}: {locale.of(label)}"
    return line + (locale.say(", enters {equation}", equation=entered) if entered else "")


def _aligned(properties: Mapping[str, str]) -> list[str]:
    # A Korean letter takes the room of two.
    wide = {name: sum(2 if ord(letter) > 0x1100 else 1 for letter in name) for name in properties}
    most = max(wide.values())
    return [f"{name}{' ' * (most - wide[name])}  {value}" for name, value in properties.items()]
