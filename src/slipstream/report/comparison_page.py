"""A comparison of policies as one page that needs nothing else."""

from slipstream.policy.compare import Comparison, Difference
from slipstream.report.comparison_sentences import ComparisonSentences, Names, money_difference
from slipstream.report.language import Language
from slipstream.report.page import (
    Page,
    Picture,
    Table,
    band,
    figure,
    fill,
    items,
    prose,
    shell,
    sources,
    table,
)


def comparison_page(
    comparison: Comparison,
    story: ComparisonSentences,
    names: Names,
    picture: Picture,
    command: str,
    tongue: Language,
) -> str:
    """Lay a comparison out as HTML.

    Parameters
    ----------
    comparison, story, names
        The numbers, the sentences, and what people call each policy.
    picture
        The chart.
    command
        The command that gives the same numbers.
    tongue
        The language.
    """
    sentences = {
        name: prose(value) for name, value in vars(story).items() if isinstance(value, str)
    }
    caption = tongue.say(
        "For each policy, the probability of being in the race at the end of {year} and of having"
        " joined by then, and the months behind the world's best at that time.",
        year=comparison.question.by,
    )
    body = fill(
        "comparison_page.html",
        sentences,
        figure=figure(picture, caption, " ".join((caption, *story.outcomes))),
        outcomes_title=prose(tongue.say("What each policy comes to")),
        outcomes=items(story.outcomes),
        differences=items(story.differences),
        numbers_title=prose(tongue.say("The numbers")),
        outcome_table=table(_outcome_table(comparison, names, tongue)),
        pair_table=table(_pair_table(comparison, names, tongue)),
    )
    notes = (sentences["provenance"], sources(comparison.question.country, tongue))
    return shell(Page(story.question, story.answer, body, command, notes), tongue)


def _outcome_table(comparison: Comparison, names: Names, tongue: Language) -> Table:
    rows = [
        (
            names[outcome.policy],
            tongue.percent(outcome.in_race),
            tongue.percent(outcome.probability),
            band(outcome.lag_months),
            band(outcome.capability_eci),
            tongue.dollars(outcome.public_cost_usd),
        )
        for outcome in comparison.outcomes
    ]
    columns = (
        tongue.say("In the race"),
        tongue.say("Joined"),
        tongue.say("Lag, months"),
        tongue.say("Best model, ECI"),
        tongue.say("Public money"),
    )
    caption = tongue.say(
        "Each policy at the end of {year}: median, with the 90% band in brackets",
        year=comparison.question.by,
    )
    return Table(tongue.say("What each policy comes to"), caption, columns, rows, spanning=True)


def _pair_table(comparison: Comparison, names: Names, tongue: Language) -> Table:
    columns = (
        tongue.say("In the race, percentage points"),
        tongue.say("Joined, percentage points"),
        tongue.say("Lag, months"),
        tongue.say("Best model, ECI"),
        tongue.say("Public money"),
    )
    caption = tongue.say(
        "Every pair: the first policy less the second, future by future, with the 90% band in"
        " brackets. For the shares in the race and joined, the band is what other draws might"
        " give; for lag (mean) and score (median), it holds nine of ten futures."
    )
    rows = [_pair_row(pair, names, tongue) for pair in comparison.differences]
    return Table(tongue.say("Differences of all pairs"), caption, columns, rows, spanning=True)


def _pair_row(pair: Difference, names: Names, tongue: Language) -> tuple[str, ...]:
    lag, score = pair.lag_months, pair.capability_eci
    return (
        tongue.say("“{policy}” less “{other}”", policy=names[pair.second], other=names[pair.first]),
        _points(pair.in_race, pair.in_race_low, pair.in_race_high, tongue),
        _points(pair.probability, pair.probability_low, pair.probability_high, tongue),
        _with_band(
            tongue.signed(pair.lag_mean, 1), tongue.signed(lag.p5), tongue.signed(lag.p95), tongue
        ),
        _with_band(
            tongue.signed(score.p50, 1),
            tongue.signed(score.p5, 1),
            tongue.signed(score.p95, 1),
            tongue,
        ),
        money_difference(pair, tongue) or tongue.say("unchanged"),
    )


def _points(middle: float, low: float, high: float, tongue: Language) -> str:
    """Write a difference of two shares in percentage points, with its band."""
    return _with_band(
        tongue.signed(100 * middle, 1),
        tongue.signed(100 * low, 1),
        tongue.signed(100 * high, 1),
        tongue,
    )


def _with_band(middle: str, low: str, high: str, tongue: Language) -> str:
    return tongue.say("{middle} ({low} to {high})", middle=middle, low=low, high=high)
