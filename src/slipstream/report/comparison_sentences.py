"""A comparison of policies as sentences, from which its text and its page are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slipstream.policy.compare import Comparison, Difference, Outcome
from slipstream.policy.files import Policy
from slipstream.report.answer_sentences import limits, policy_label
from slipstream.report.language import Language, whole
from slipstream.report.likelihood import of_hundred
from slipstream.report.race_text import definition, place
from slipstream.version import __version__

NO_MONEY = 1e6
"""Dollars below which two costs differ by no more than their rounding."""

Names = Mapping[str, str]
"""What people call each policy of a comparison, by its name there."""


@dataclass(frozen=True)
class ComparisonSentences:
    """Sentences of a comparison; ``differences`` are those from the first policy."""

    question: str
    answer: str
    outcomes: tuple[str, ...]
    against: str
    differences: tuple[str, ...]
    definition: str
    limits: str
    provenance: str


def policy_names(overlays: Sequence[Sequence[Policy]], tongue: Language) -> Names:
    """Name each policy of a comparison for people.

    Parameters
    ----------
    overlays
        The policies as they were asked for.
    tongue
        The language.
    """
    return {
        " + ".join(policy.name for policy in policies): policy_label(policies, tongue)
        for policies in overlays
    }


def comparison_sentences(
    comparison: Comparison, names: Names, tongue: Language
) -> ComparisonSentences:
    """Say what each policy comes to, and what each changes against the first."""
    question = comparison.question
    first = comparison.outcomes[0].policy
    against = [pair for pair in comparison.differences if pair.first == first]
    return ComparisonSentences(
        question=tongue.say(
            "Under which policy is {country} in the frontier AI race at the end of {year}?",
            country=place(question.country, tongue),
            year=question.by,
        ),
        answer=_answer(comparison, names, tongue),
        outcomes=tuple(
            _outcome_sentence(outcome, comparison, names, tongue) for outcome in comparison.outcomes
        ),
        against=tongue.say(
            "Against “{policy}”, future by future with the same luck", policy=names[first]
        ),
        differences=tuple(difference_sentence(pair, names, tongue) for pair in against),
        definition=definition(question, tongue),
        limits=limits(comparison.question, tongue),
        provenance=tongue.say(
            "{draws} draws, seed {seed}, Slipstream {version}, evidence up to {month}.",
            draws=tongue.number(comparison.draws),
            seed=comparison.seed,
            version=__version__,
            month=tongue.month(comparison.as_of),
        ),
    )


def undecided(pair: Difference) -> bool:
    """Whether the draws leave open under which of two policies being in the race is likelier."""
    return pair.in_race_low <= 0 <= pair.in_race_high


def money_difference(pair: Difference, tongue: Language) -> str:
    """Write the difference in public money with its sign, or nothing where it stays the same."""
    difference = pair.public_cost_usd
    if abs(difference) < NO_MONEY:
        return ""
    return ("+" if difference > 0 else "") + tongue.dollars(difference)


def _answer(comparison: Comparison, names: Names, tongue: Language) -> str:
    best = max(comparison.outcomes, key=lambda outcome: outcome.in_race)
    level = [
        names[pair.second if pair.first == best.policy else pair.first]
        for pair in comparison.differences
        if best.policy in {pair.first, pair.second} and undecided(pair)
    ]
    answer = tongue.say(
        "Of these, under “{policy}” most often: in {futures} ({percent}).",
        policy=names[best.policy],
        futures=of_hundred(best.in_race, tongue),
        percent=tongue.percent(best.in_race),
    )
    if not level:
        return answer
    others = ", ".join(tongue.say("“{policy}”", policy=name) for name in level)
    return f"{answer} " + tongue.say("These draws cannot tell it from {others}.", others=others)


def _outcome_sentence(
    outcome: Outcome, comparison: Comparison, names: Names, tongue: Language
) -> str:
    return tongue.say(
        "{policy}: in the race at the end of {year} with a probability of {percent}, and joined by"
        " then with one of {joined}; the lag then is {lag} (nine of ten futures: {low} to {high});"
        " public money {money}.",
        policy=tongue.say("{label} ({name})", label=names[outcome.policy], name=outcome.policy),
        percent=tongue.percent(outcome.in_race),
        joined=tongue.percent(outcome.probability),
        year=comparison.question.by,
        lag=tongue.months(outcome.lag_months.p50),
        low=whole(outcome.lag_months.p5),
        high=whole(outcome.lag_months.p95),
        money=tongue.dollars(outcome.public_cost_usd),
    )


def difference_sentence(pair: Difference, names: Names, tongue: Language) -> str:
    """Say what a policy changes against another: both probabilities, lag and public money."""
    low = tongue.signed(100 * pair.in_race_low, 1)
    high = tongue.signed(100 * pair.in_race_high, 1)
    if undecided(pair):
        chance = tongue.say(
            "{policy}: no difference in the probability to be in the race that these draws can tell"
            " (90% band: {low} to {high} percentage points)",
            policy=names[pair.second],
            low=low,
            high=high,
        )
    else:
        chance = tongue.say(
            "{policy}: probability to be in the race {points} percentage points (90% band: {low} to"
            " {high})",
            policy=names[pair.second],
            points=tongue.signed(100 * pair.in_race, 1),
            low=low,
            high=high,
        )
    joined = tongue.say(
        "to have joined {points} ({low} to {high})",
        points=tongue.signed(100 * pair.probability, 1),
        low=tongue.signed(100 * pair.probability_low, 1),
        high=tongue.signed(100 * pair.probability_high, 1),
    )
    lag = tongue.say(
        "lag {mean} months on average (nine of ten futures: {low} to {high})",
        mean=tongue.signed(pair.lag_mean, 1),
        low=tongue.signed(pair.lag_months.p5),
        high=tongue.signed(pair.lag_months.p95),
    )
    money = money_difference(pair, tongue)
    cost = (
        tongue.say("public money {money}", money=money)
        if money
        else tongue.say("public money unchanged")
    )
    return f"{chance}; {joined}; {lag}; {cost}."
