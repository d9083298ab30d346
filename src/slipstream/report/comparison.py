"""A comparison of policies as JSON-able dictionary and as plain text."""

from typing import Any

from slipstream.policy.compare import Comparison, Difference, Outcome
from slipstream.report.language import Language, whole
from slipstream.report.rounding import decimals, dollars, percentiles
from slipstream.report.story import limits, place, within
from slipstream.version import __version__

NO_MONEY = 1e6
"""Dollars below which two costs differ by no more than their rounding."""


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison; each difference is the second policy less the first."""
    question = comparison.question
    return {
        "question": {
            "country": question.country,
            "by": question.by,
            "within_months": float(question.within_months),
        },
        "draws": comparison.draws,
        "seed": comparison.seed,
        "version": __version__,
        "as_of": comparison.as_of,
        "outcomes": [_outcome(outcome) for outcome in comparison.outcomes],
        "differences": [_difference(difference) for difference in comparison.differences],
    }


def comparison_text(comparison: Comparison, tongue: Language) -> str:
    """Say what each policy comes to, and what each changes against the first."""
    question = comparison.question
    first = comparison.outcomes[0].policy
    against = [pair for pair in comparison.differences if pair.first == first]
    return "\n".join(
        (
            tongue.say(
                "Which policy brings {country} into the frontier AI race by the end of {year}?",
                country=place(question.country, tongue),
                year=question.by,
            ),
            "",
            *(f"- {outcome_sentence(each, comparison, tongue)}" for each in comparison.outcomes),
            "",
            tongue.say("Against {policy}, future by future with the same luck", policy=first),
            *(f"- {difference_sentence(pair, tongue)}" for pair in against),
            "",
            tongue.say(
                "In the race means at most {within} behind the world's best for twelve months"
                " running.",
                within=within(question, tongue),
            )
            + " "
            + limits(comparison.as_of, tongue),
            tongue.say(
                "{draws} draws, seed {seed}, Slipstream {version}, evidence up to {month}.",
                draws=tongue.number(comparison.draws),
                seed=comparison.seed,
                version=__version__,
                month=tongue.month(comparison.as_of),
            ),
        )
    )


def outcome_sentence(outcome: Outcome, comparison: Comparison, tongue: Language) -> str:
    """Say what one policy comes to."""
    return tongue.say(
        "{policy}: in the race with a probability of {percent}; the lag at the end of {year} is"
        " {lag} (nine of ten futures: {low} to {high}); public money {money}.",
        policy=outcome.policy,
        percent=tongue.percent(outcome.probability),
        year=comparison.question.by,
        lag=tongue.months(outcome.lag_months.p50),
        low=whole(outcome.lag_months.p5),
        high=whole(outcome.lag_months.p95),
        money=tongue.dollars(outcome.public_cost_usd),
    )


def difference_sentence(pair: Difference, tongue: Language) -> str:
    """Say what the second policy of a pair changes."""
    low, high = 100 * pair.probability_low, 100 * pair.probability_high
    if low <= 0 <= high:
        chance = tongue.say(
            "{policy} makes no difference to the probability that these draws can tell (90% band:"
            " {low} to {high} percentage points)",
            policy=pair.second,
            low=_signed(low, tongue),
            high=_signed(high, tongue),
        )
    else:
        chance = tongue.say(
            "{policy} changes the probability by {points} percentage points (90% band: {low} to"
            " {high})",
            policy=pair.second,
            points=_signed(100 * pair.probability, tongue),
            low=_signed(low, tongue),
            high=_signed(high, tongue),
        )
    lag = tongue.say(
        "the lag changes by {mean} months on average (nine of ten futures: {low} to {high})",
        mean=_signed(pair.lag_mean, tongue),
        low=_signed(pair.lag_months.p5, tongue),
        high=_signed(pair.lag_months.p95, tongue),
    )
    return f"{chance}; {lag}; {_money(pair.public_cost_usd, tongue)}."


def _money(difference: float, tongue: Language) -> str:
    if abs(difference) < NO_MONEY:
        return tongue.say("public money stays the same")
    return tongue.say(
        "public money changes by {money}",
        money=("+" if difference > 0 else "") + tongue.dollars(difference),
    )


def _signed(value: float, tongue: Language) -> str:
    shown = decimals(value, 1)
    return ("+" if shown > 0 else "") + tongue.number(shown)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "policy": outcome.policy,
        "probability": decimals(outcome.probability, 6),
        "lag_months": percentiles(outcome.lag_months, 1),
        "capability_eci": percentiles(outcome.capability_eci, 1),
        "public_cost_usd": dollars(outcome.public_cost_usd),
    }


def _difference(pair: Difference) -> dict[str, Any]:
    return {
        "first": pair.first,
        "second": pair.second,
        "probability": {
            "difference": decimals(pair.probability, 6),
            "low": decimals(pair.probability_low, 4),
            "high": decimals(pair.probability_high, 4),
        },
        "lag_months": {
            "mean": decimals(pair.lag_mean, 2),
            **percentiles(pair.lag_months, 1),
        },
        "capability_eci": percentiles(pair.capability_eci, 1),
        "public_cost_usd": dollars(pair.public_cost_usd),
    }
