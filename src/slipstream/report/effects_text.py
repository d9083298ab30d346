"""What claims change in an answer, as sentences and a JSON-able dictionary."""

from typing import Any

from slipstream.claims.ledger_schema import Ledger
from slipstream.ensemble.posterior import provenance
from slipstream.policy.effects import ClaimEffect, Effects
from slipstream.report.answer_sentences import limits
from slipstream.report.claims_text import verdict_word
from slipstream.report.comparison_sentences import money_difference, undecided
from slipstream.report.language import Language
from slipstream.report.race_text import place
from slipstream.report.rounding import decimals, dollars, percentiles
from slipstream.version import __version__


def effects_json(effects: Effects) -> dict[str, Any]:
    """Return all effects; a difference is the claim as stated less what it is held against."""
    question = effects.question
    return {
        "question": {
            "country": question.country,
            "by": question.by,
            "within_months": float(question.within_months),
        },
        "draws": effects.draws,
        "seed": effects.seed,
        "posterior": provenance(question.posterior),
        "version": __version__,
        "as_of": effects.as_of,
        "claims": [_effect(found) for found in effects.claims],
    }


def _effect(found: ClaimEffect) -> dict[str, Any]:
    claim, difference = found.claim, found.difference
    assert claim.effect is not None
    return {
        "id": claim.id,
        "verdict": claim.verdict,
        "stated": {
            "says": claim.effect.stated.says.model_dump(),
            "in_race": decimals(found.stated.in_race, 6),
            "probability": decimals(found.stated.probability, 6),
        },
        found.against: {
            "says": claim.effect.against[1].says.model_dump(),
            "in_race": decimals(found.other.in_race, 6),
            "probability": decimals(found.other.probability, 6),
        },
        "difference": {
            "in_race": {
                "mean": decimals(difference.in_race, 6),
                "low": decimals(difference.in_race_low, 4),
                "high": decimals(difference.in_race_high, 4),
            },
            "probability": {
                "mean": decimals(difference.probability, 6),
                "low": decimals(difference.probability_low, 4),
                "high": decimals(difference.probability_high, 4),
            },
            "lag_months": {
                "mean": decimals(difference.lag_mean, 3),
                "low": decimals(found.lag_low, 3),
                "high": decimals(found.lag_high, 3),
                "futures": percentiles(difference.lag_months, 1),
            },
            "public_cost_usd": dollars(difference.public_cost_usd),
        },
    }


def effects_text(effects: Effects, ledger: Ledger, locale: Language) -> str:
    """Tell each effect in a paragraph, the largest first, and how they were found."""
    question = effects.question
    ordered = sorted(effects.claims, key=lambda found: -abs(found.difference.in_race))
    head = locale.say(
        "What the claims of “{title}” change for {country} by the end of {year}, future by future"
        " with the same luck",
        title=ledger.article.title,
        country=place(question.country, locale),
        year=question.by,
    )
    lines = [head]
    for found in ordered:
        lines += ["", *_paragraph(found, locale)]
    idle = sum(claim.effect is None for claim in ledger.claims)
    lines += [""]
    if idle and idle + len(effects.claims) == len(ledger.claims):
        lines.append(
            locale.plural(
                idle,
                "{number} other claim sets nothing in the model.",
                "{number} other claims set nothing in the model.",
            )
        )
    lines += [
        limits(question, locale),
        locale.say(
            "{draws} draws, seed {seed}, Slipstream {version}, evidence up to {month}.",
            draws=locale.number(effects.draws),
            seed=effects.seed,
            version=__version__,
            month=locale.month(effects.as_of),
        ),
    ]
    return "\n".join(lines)


def _paragraph(found: ClaimEffect, locale: Language) -> list[str]:
    claim, difference = found.claim, found.difference
    assert claim.effect is not None
    code = locale.code
    if found.against == "shown":
        other = locale.say("by the evidence")
    else:
        other = locale.say("if it were otherwise")
    head = f"{claim.id} ({verdict_word(claim, code)}): {claim.label.of(code) or claim.quote}"
    rows = (
        (locale.say("as stated"), found.stated.in_race, claim.effect.stated.says.of(code)),
        (other, found.other.in_race, claim.effect.against[1].says.of(code)),
    )
    lines = [head]
    lines += [f"- {name}, {100 * share:.1f}%: {says}" for name, share, says in rows]
    if undecided(difference):
        chance = locale.say(
            "no difference in the probability to be in the race that these draws can tell (90%"
            " band: {low} to {high} percentage points)",
            low=locale.signed(100 * difference.in_race_low, 1),
            high=locale.signed(100 * difference.in_race_high, 1),
        )
    else:
        chance = locale.say(
            "probability to be in the race {points} percentage points (90% band: {low} to {high})",
            points=locale.signed(100 * difference.in_race, 1),
            low=locale.signed(100 * difference.in_race_low, 1),
            high=locale.signed(100 * difference.in_race_high, 1),
        )
    lag = locale.say(
        "mean lag {mean} months (90% band: {low} to {high})",
        mean=locale.signed(difference.lag_mean, 2),
        low=locale.signed(found.lag_low, 2),
        high=locale.signed(found.lag_high, 2),
    )
    money = money_difference(difference, locale)
    cost = (
        locale.say("public money {money}", money=money)
        if money
        else locale.say("public money unchanged")
    )
    return [*lines, "- " + locale.say("difference") + f": {chance}; {lag}; {cost}."]
