"""How much of an answer rests on facts, and which facts move it, as text and dictionaries."""

from collections.abc import Mapping, Sequence
from typing import Any

from slipstream.countries.pack import country_codes
from slipstream.ensemble.draws import Coordinate
from slipstream.ensemble.posterior import provenance
from slipstream.model.constants import month_name
from slipstream.policy.grounds import Coverage, Kind, Rest, grounds
from slipstream.policy.information import Change, FactValue, Information
from slipstream.policy.question import Question
from slipstream.policy.variance import Shares
from slipstream.registry.load import registry
from slipstream.report.answer_sentences import limits
from slipstream.report.evidence_text import number as figure
from slipstream.report.language import Language
from slipstream.report.race_text import capital, place
from slipstream.report.rounding import decimals
from slipstream.version import __version__

SHOWN = 0.005
"""Share of variance from which on a parameter is told by itself; below, noise is as large."""


def coverage_json(
    coverage: Coverage, shares: Shares, question: Question, draws: int, seed: int
) -> dict[str, Any]:
    """Return counts and shares by ground, all that rests on none, and each number's share."""
    now = {number.name: at for at, number in enumerate(shares.numbers)}
    return {
        **_asked(question, draws, seed),
        "numbers": {
            "all": sum(coverage.numbers.values()),
            **coverage.numbers,
            "share_on_facts_alone": decimals(coverage.share_of_numbers("facts"), 4),
            "share_on_facts": decimals(coverage.share_of_numbers("facts", "both"), 4),
        },
        "variance": {"lag": _carried(coverage.lag), "joined": _carried(coverage.joined)},
        "explained": {
            "lag": decimals(float(shares.lag.sum()), 4),
            "joined": decimals(float(shares.joined.sum()), 4),
        },
        "luck": {
            "lag": None if shares.lag_luck is None else decimals(shares.lag_luck, 4),
            "joined": None if shares.joined_luck is None else decimals(shares.joined_luck, 4),
        },
        "rest": [
            {
                "parameter": rest.parameter,
                "countries": list(rest.countries),
                "assumptions": list(rest.assumptions),
                "lag": decimals(rest.lag, 5),
                "joined": decimals(rest.joined, 5),
            }
            for rest in coverage.rest
        ],
        "shares": [
            {
                "number": ground.number.name,
                "ground": ground.kind,
                "facts": list(ground.facts),
                "lag": decimals(float(shares.lag[now[ground.number.name]]), 5),
                "joined": decimals(float(shares.joined[now[ground.number.name]]), 5),
            }
            for ground in grounds(question.now)
            if ground.number.name in now
        ],
    }


def coverage_text(
    coverage: Coverage, shares: Shares, question: Question, draws: int, seed: int, locale: Language
) -> str:
    """Say how much rests on facts, and list the rest by its share of the variance."""
    counts, country = coverage.numbers, place(question.country, locale)
    lag, joined = _carried(coverage.lag), _carried(coverage.joined)
    lines = [
        locale.say(
            "Of the {all} numbers behind the answer for {country} {facts} rest on facts alone"
            " ({facts_share}), {both} on facts and a judgement beside them ({both_share}), and"
            " {rest} on an assumption alone ({rest_share}). Every fact has a source.",
            all=sum(counts.values()),
            country=country,
            facts=counts["facts"],
            facts_share=locale.percent(coverage.share_of_numbers("facts")),
            both=counts["both"],
            both_share=locale.percent(coverage.share_of_numbers("both")),
            rest=counts["assumption"],
            rest_share=locale.percent(coverage.share_of_numbers("assumption")),
        ),
        locale.say(
            "Of what the numbers explain of the variance of the lag at the end of {year}, those on"
            " facts alone carry {facts}, those on facts and a judgement {both}, and those on an"
            " assumption alone {rest}.",
            year=question.by,
            **_told(lag, locale),
        )
        if lag
        else locale.say("The lag at the end of {year} does not vary.", year=question.by),
        locale.say(
            "Of the variance of joining by then they carry {facts}, {both} and {rest}.",
            **_told(joined, locale),
        )
        if joined
        else locale.say("Joining by then does not vary."),
    ]
    if shares.lag_luck is not None and shares.joined_luck is not None:
        lines.append(
            locale.say(
                "Of the whole variance {lag} of that of the lag and {joined} of that of joining are"
                " luck that is still to come, whatever the numbers are.",
                lag=locale.percent(shares.lag_luck),
                joined=locale.percent(shares.joined_luck),
            )
        )
    lines.append(
        locale.say(
            "One by one the numbers explain {lag} of the variance of the lag and {joined} of that"
            " of joining beside such luck; the rest is their interplay and luck that is past.",
            lag=locale.percent(float(shares.lag.sum())),
            joined=locale.percent(float(shares.joined.sum())),
        )
        if shares.lag_luck is not None
        else locale.say(
            "One by one the numbers explain {lag} of the variance of the lag and {joined} of that"
            " of joining; the rest is their interplay and luck.",
            lag=locale.percent(float(shares.lag.sum())),
            joined=locale.percent(float(shares.joined.sum())),
        )
    )
    lines += ["", locale.say("The rest, by its share of the variance (lag, joining)") + ":"]
    shown = [rest for rest in coverage.rest if max(rest.lag, rest.joined) >= SHOWN]
    lines += [f"- {_rest(rest, locale)}" for rest in shown]
    small = [rest for rest in coverage.rest if rest not in shown]
    if small:
        names = ", ".join(_named(rest.parameter, rest.countries) for rest in small)
        lines.append("- " + locale.say("less than {share}", share=f"{SHOWN:.1%}") + f": {names}")
    return "\n".join(
        [*lines, "", limits(question, locale), _provenance(question, draws, seed, locale)]
    )


def value_json(
    found: Information, facts: Sequence[FactValue], question: Question, draws: int, seed: int
) -> dict[str, Any]:
    """Return facts with the change at either end of their spread."""
    return {
        **_asked(question, draws, seed),
        "facts_with_spread": len(found.facts),
        "facts_without_spread": found.without_spread,
        "facts": [
            {
                "id": each.fact.id,
                "value": each.fact.value,
                "unit": each.fact.unit,
                "spread": None
                if each.fact.spread is None
                else each.fact.spread.model_dump(mode="json"),
                "numbers": [number.name for number in each.numbers],
                "low": _change(each.low),
                "high": _change(each.high),
                "swing": _change(each.swing),
                "told": each.least > 0,
            }
            for each in facts
        ],
    }


def value_text(
    found: Information,
    facts: Sequence[FactValue],
    question: Question,
    draws: int,
    seed: int,
    locale: Language,
) -> str:
    """List facts with what moving each to the ends of its spread changes."""
    lines = [
        locale.say(
            "What moves the answer for {country} most: facts at the ends of their spreads",
            country=place(question.country, locale),
        ),
        "",
    ]
    for rank, each in enumerate(facts, 1):
        lines += _value(rank, each, locale)
    lines += [
        "",
        locale.say(
            "{all} facts behind uncertain numbers have a spread to move in; {without} have none.",
            all=len(found.facts),
            without=found.without_spread,
        ),
        locale.say(
            "A number that rests on several facts moves in proportion to each, as far as its prior"
            " reaches, and what history says of it still holds."
        ),
        limits(question, locale),
        _provenance(question, draws, seed, locale),
    ]
    return "\n".join(lines)


def _carried(shares: Mapping[Kind, float]) -> dict[Kind, float] | None:
    """Shares by ground; nothing where all draws are alike."""
    if not any(shares.values()):
        return None
    # Noise can take one below nothing or beyond the whole, and each always has some part.
    return {kind: decimals(min(max(each, 0.0001), 0.9999), 4) for kind, each in shares.items()}


def _told(shares: Mapping[Kind, float], locale: Language) -> dict[str, str]:
    return {
        "facts": locale.percent(shares["facts"]),
        "both": locale.percent(shares["both"]),
        "rest": locale.percent(shares["assumption"]),
    }


def _value(rank: int, each: FactValue, locale: Language) -> list[str]:
    fact = each.fact
    assert fact.spread is not None
    assert fact.spread.low is not None
    assert fact.spread.high is not None
    ends = [
        locale.say(
            "{value}: lag {lag} months, probability {points} percentage points",
            value=figure(value),
            lag=locale.signed(change.lag_months, 2),
            points=locale.signed(100 * change.probability, 1),
        )
        for value, change in ((fact.spread.low, each.low), (fact.spread.high, each.high))
    ]
    names = ", ".join(
        _named(name, countries) for name, countries in _by_parameter(each.numbers).items()
    )
    unit = "" if fact.unit == "dimensionless" else f" {fact.unit}"
    head = f"{rank}. {locale.of(fact.label)} [{fact.id}], {figure(fact.value)}{unit}"
    doubt = "" if each.least > 0 else " " + locale.say("(these draws cannot tell it from none)")
    return [
        head + doubt,
        *(f"   {end}" for end in ends),
        "   " + locale.say("behind it") + f": {names}",
    ]


def _by_parameter(numbers: Sequence[Coordinate]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for number in numbers:
        own = (number.country,) if number.country else ()
        found[number.parameter] = (*found.get(number.parameter, ()), *own)
    return found


def _named(parameter: str, countries: Sequence[str]) -> str:
    if not countries:
        return parameter
    if len(countries) == len(country_codes()):
        return f"{parameter} (*)"
    return f"{parameter} ({' '.join(countries)})"


def _rest(rest: Rest, locale: Language) -> str:
    label = capital(locale.of(registry().parameters[rest.parameter].label))
    named = _named(rest.parameter, rest.countries)
    lag, joined = (100 * max(share, 0.0) for share in (rest.lag, rest.joined))
    return f"{lag:.1f}%, {joined:.1f}%: {label} [{named}]"


def _change(change: Change) -> dict[str, float]:
    return {
        "lag_months": decimals(change.lag_months, 3),
        "lag_error": decimals(change.lag_error, 3),
        "probability": decimals(change.probability, 4),
        "probability_error": decimals(change.probability_error, 4),
    }


def _asked(question: Question, draws: int, seed: int) -> dict[str, Any]:
    return {
        "question": {
            "country": question.country,
            "by": question.by,
            "within_months": float(question.within_months),
        },
        "draws": draws,
        "seed": seed,
        "posterior": provenance(question.posterior),
        "version": __version__,
        "as_of": month_name(question.now),
    }


def _provenance(question: Question, draws: int, seed: int, locale: Language) -> str:
    return locale.say(
        "{draws} draws, seed {seed}, Slipstream {version}, evidence up to {month}.",
        draws=locale.number(draws),
        seed=seed,
        version=__version__,
        month=locale.month(month_name(question.now)),
    )
