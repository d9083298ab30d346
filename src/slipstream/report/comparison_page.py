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
    sentences: ComparisonSentences,
    names: Names,
    picture: Picture,
    command: str,
    locale: Language,
) -> str:
    """Lay a comparison out as HTML.

    Parameters
    ----------
    comparison, sentences, names
        The numbers, the sentences, and what people call each policy.
    picture
        The chart.
    command
        The command that gives the same numbers.
    locale
        The language.
    """
    phrases = {
        name: prose(value) for name, value in vars(sentences).items() if isinstance(value, str)
    }
    caption = locale.say(
        "For each policy, the probability of being in the race at the end of {year} and of having"
        " joined by then, and the months behind the world's best at that time.",
        year=comparison.question.by,
    )
    body = fill(
        "comparison_page.html",
        phrases,
        figure=figure(picture, caption, " ".join((caption, *sentences.outcomes))),
        outcomes_title=prose(locale.say("What each policy comes to")),
        outcomes=items(sentences.outcomes),
        differences=items(sentences.differences),
        numbers_title=prose(locale.say("The numbers")),
        outcome_table=table(_outcome_table(comparison, names, locale)),
        pair_table=table(_pair_table(comparison, names, locale)),
    )
    notes = (phrases["provenance"], sources(comparison.question.country, locale))
    return shell(Page(sentences.question, sentences.answer, body, command, notes), locale)


def _outcome_table(comparison: Comparison, names: Names, locale: Language) -> Table:
    rows = [
        (
            names[outcome.policy],
            locale.percent(outcome.in_race),
            locale.percent(outcome.probability),
            band(outcome.lag_months),
            band(outcome.capability_eci),
            locale.dollars(outcome.public_cost_usd),
        )
        for outcome in comparison.outcomes
    ]
    columns = (
        locale.say("In the race"),
        locale.say("Joined"),
        locale.say("Lag, months"),
        locale.say("Best model, ECI"),
        locale.say("Public money"),
    )
    caption = locale.say(
        "Each policy at the end of {year}: median, with the 90% band in brackets",
        year=comparison.question.by,
    )
    return Table(locale.say("What each policy comes to"), caption, columns, rows, spanning=True)


def _pair_table(comparison: Comparison, names: Names, locale: Language) -> Table:
    columns = (
        locale.say("In the race, percentage points"),
        locale.say("Joined, percentage points"),
        locale.say("Lag, months"),
        locale.say("Best model, ECI"),
        locale.say("Public money"),
    )
    caption = locale.say(
        "Every pair: the first policy less the second, future by future, with the 90% band in"
        " brackets. For the shares in the race and joined, the band is what other draws might"
        " give; for lag (mean) and score (median), it holds nine of ten futures."
    )
    rows = [_pair_row(pair, names, locale) for pair in comparison.differences]
    return Table(locale.say("Differences of all pairs"), caption, columns, rows, spanning=True)


def _pair_row(pair: Difference, names: Names, locale: Language) -> tuple[str, ...]:
    lag, score = pair.lag_months, pair.capability_eci
    return (
        locale.say("“{policy}” less “{other}”", policy=names[pair.second], other=names[pair.first]),
        _points(pair.in_race, pair.in_race_low, pair.in_race_high, locale),
        _points(pair.probability, pair.probability_low, pair.probability_high, locale),
        _with_band(
            locale.signed(pair.lag_mean, 1), locale.signed(lag.p5), locale.signed(lag.p95), locale
        ),
        _with_band(
            locale.signed(score.p50, 1),
            locale.signed(score.p5, 1),
            locale.signed(score.p95, 1),
            locale,
        ),
        money_difference(pair, locale) or locale.say("unchanged"),
    )


def _points(middle: float, low: float, high: float, locale: Language) -> str:
    """Write a difference of two shares in percentage points, with its band."""
    return _with_band(
        locale.signed(100 * middle, 1),
        locale.signed(100 * low, 1),
        locale.signed(100 * high, 1),
        locale,
    )


def _with_band(middle: str, low: str, high: str, locale: Language) -> str:
    return locale.say("{middle} ({low} to {high})", middle=middle, low=low, high=high)
