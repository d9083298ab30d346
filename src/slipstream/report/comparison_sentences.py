"""A comparison of policies as sentences, from which its text and its page are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slipstream.policy.compare import Comparison, Difference, Outcome
from slipstream.policy.policy_files import Policy
from slipstream.report.answer_sentences import limits, policy_label
from slipstream.report.language import Language, whole
from slipstream.report.likelihood_words import of_hundred
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


def policy_names(overlays: Sequence[Sequence[Policy]], locale: Language) -> Names:
    """Name each policy of a comparison for people.

    Parameters
    ----------
    overlays
        The policies as they were asked for.
    locale
        The language.
    """
    return {
        " + ".join(policy.name for policy in policies): policy_label(policies, locale)
        for policies in overlays
    }


def comparison_sentences(
    comparison: Comparison, names: Names, locale: Language
) -> ComparisonSentences:
    """Say what each policy comes to, and what each changes against the first."""
    question = comparison.question
    first = comparison.outcomes[0].policy
    against = [pair for pair in comparison.differences if pair.first == first]
    return ComparisonSentences(
        question=locale.say(
            "Under which policy is {country} in the frontier AI race at the end of {year}?",
            country=place(question.country, locale),
            year=question.by,
        ),
        answer=_answer(comparison, names, locale),
        outcomes=tuple(
            _outcome_sentence(outcome, comparison, names, locale) for outcome in comparison.outcomes
        ),
        against=locale.say(
            "Against “{policy}”, future by future with the same luck", policy=names[first]
        ),
        differences=tuple(difference_sentence(pair, names, locale) for pair in against),
        definition=definition(question, locale),
        limits=limits(comparison.question, locale),
        provenance=locale.say(
            "{draws} draws, seed {seed}, Slipstream {version}, evidence up to {month}.",
            draws=locale.number(comparison.draws),
            seed=comparison.seed,
            version=__version__,
            month=locale.month(comparison.as_of),
        ),
    )


def undecided(pair: Difference) -> bool:
    """Whether the draws leave open under which of two policies being in the race is likelier."""
    return pair.in_race_low <= 0 <= pair.in_race_high


def money_difference(pair: Difference, locale: Language) -> str:
    """Write the difference in public money with its sign, or nothing where it stays the same."""
    difference = pair.public_cost_usd
    if abs(difference) < NO_MONEY:
        return ""
    return ("+" if difference > 0 else "") + locale.dollars(difference)


def _answer(comparison: Comparison, names: Names, locale: Language) -> str:
    best = max(comparison.outcomes, key=lambda outcome: outcome.in_race)
    level = [
        names[pair.second if pair.first == best.policy else pair.first]
        for pair in comparison.differences
        if best.policy in {pair.first, pair.second} and undecided(pair)
    ]
    answer = locale.say(
        "Of these, under “{policy}” most often: in {futures} ({percent}).",
        policy=names[best.policy],
        futures=of_hundred(best.in_race, locale),
        percent=locale.percent(best.in_race),
    )
    if not level:
        return answer
    others = ", ".join(locale.say("“{policy}”", policy=name) for name in level)
    return f"{answer} " + locale.say("These draws cannot tell it from {others}.", others=others)


def _outcome_sentence(
    outcome: Outcome, comparison: Comparison, names: Names, locale: Language
) -> str:
    return locale.say(
        "{policy}: in the race at the end of {year} with a probability of {percent}, and joined by"
        " then with one of {joined}; the lag then is {lag} (nine of ten futures: {low} to {high});"
        " public money {money}.",
        policy=locale.say("{label} ({name})", label=names[outcome.policy], name=outcome.policy),
        percent=locale.percent(outcome.in_race),
        joined=locale.percent(outcome.probability),
        year=comparison.question.by,
        lag=locale.months(outcome.lag_months.p50),
        low=whole(outcome.lag_months.p5),
        high=whole(outcome.lag_months.p95),
        money=locale.dollars(outcome.public_cost_usd),
    )


def difference_sentence(pair: Difference, names: Names, locale: Language) -> str:
    """Say what a policy changes against another: both probabilities, lag and public money."""
    low = locale.signed(100 * pair.in_race_low, 1)
    high = locale.signed(100 * pair.in_race_high, 1)
    if undecided(pair):
        chance = locale.say(
            "{policy}: no difference in the probability to be in the race that these draws can tell"
            " (90% band: {low} to {high} percentage points)",
            policy=names[pair.second],
            low=low,
            high=high,
        )
    else:
        chance = locale.say(
            "{policy}: probability to be in the race {points} percentage points (90% band: {low} to"
            " {high})",
            policy=names[pair.second],
            points=locale.signed(100 * pair.in_race, 1),
            low=low,
            high=high,
        )
    joined = locale.say(
        "to have joined {points} ({low} to {high})",
        points=locale.signed(100 * pair.probability, 1),
        low=locale.signed(100 * pair.probability_low, 1),
        high=locale.signed(100 * pair.probability_high, 1),
    )
    lag = locale.say(
        "lag {mean} months on average (nine of ten futures: {low} to {high})",
        mean=locale.signed(pair.lag_mean, 1),
        low=locale.signed(pair.lag_months.p5),
        high=locale.signed(pair.lag_months.p95),
    )
    money = money_difference(pair, locale)
    cost = (
        locale.say("public money {money}", money=money)
        if money
        else locale.say("public money unchanged")
    )
    return f"{chance}; {joined}; {lag}; {cost}."
