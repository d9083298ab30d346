"""Whether a country is in the race, has joined, and how far behind it is, as sentences."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from slipstream.countries.model_data import model_data
from slipstream.evidence.fact_files import load_facts
from slipstream.evidence.fact_schema import Fact
from slipstream.model.constants import month_name
from slipstream.policy.headline import Headline
from slipstream.policy.question import Question
from slipstream.report.language import Language, Noun, whole
from slipstream.report.likelihood_words import likelihood, margin, of_hundred

BAR = "WORLD.china_lag"
"""The fact that the lag which counts as being in the race is taken from."""


@cache
def bar() -> Fact:
    """How far behind the frontier China has been, on average and at its ends (months)."""
    return load_facts().fact(BAR)


def length(months: float, locale: Language) -> str:
    """Write a number of months, a broken one with its fraction."""
    if months == whole(months):
        return locale.months(months)
    return locale.say("{number} months", number=locale.number(months, 3))


def within(question: Question, locale: Language) -> str:
    """Write the largest lag that counts as being in the race."""
    return length(question.within_months, locale)


def place(code: str, locale: Language) -> Noun:
    """Name a country as inside a sentence."""
    return locale.country(model_data().pack(code).name)


def capital(text: str) -> str:
    """Begin a sentence with a text."""
    return text[:1].upper() + text[1:]


def already_in(answer: Headline) -> bool:
    """Whether the country's best model is close enough to the world's best today."""
    return answer.lag_months["now"].p50 <= answer.question.within_months


def question(answer: Headline, locale: Language) -> str:
    """Ask whether the country will be in the race, or still be in it if it is close already."""
    country, year = place(answer.question.country, locale), answer.question.by
    if already_in(answer):
        return locale.say(
            "Will {country} still be in the frontier AI race at the end of {year}?",
            country=country,
            year=year,
        )
    return locale.say(
        "Will {country} be in the frontier AI race at the end of {year}?",
        country=country,
        year=year,
    )


def headline(answer: Headline, locale: Language) -> str:
    """Answer in one sentence with the probability of being in the race at the year's end."""
    found = answer.in_race
    values = {
        "country": Noun(capital(place(answer.question.country, locale))),
        "year": answer.question.by,
        "futures": of_hundred(found.probability, locale),
        "percent": locale.percent(found.probability),
        "margin": margin(found.error, locale),
        "likelihood": likelihood(found.probability, locale),
    }
    if already_in(answer):
        return locale.say(
            "{country} is in the race today; at the end of {year} it still is in {futures}"
            " ({percent}, {margin} between seeds): {likelihood}.",
            **values,
        )
    return locale.say(
        "{country} is in the frontier AI race at the end of {year} in {futures} ({percent},"
        " {margin} between seeds): {likelihood}.",
        **values,
    )


def joined(answer: Headline, locale: Language) -> str:
    """Say how likely the country has joined by then, whether or not it stayed."""
    values = {
        "futures": of_hundred(answer.probability, locale),
        "percent": locale.percent(answer.probability),
    }
    if already_in(answer):
        return locale.say(
            "At some time by then it has been that close for twelve months running in {futures}"
            " ({percent}), whether or not it stayed.",
            **values,
        )
    return locale.say(
        "By then it has joined in {futures} ({percent}): at some time it was that close for twelve"
        " months running, whether or not it stayed.",
        **values,
    )


def definition(question: Question, locale: Language) -> str:
    """Say what being in the race means, and what having joined."""
    return locale.say(
        "In the race at the end of a year means that over its twelve months the country's best"
        " released model was at most {within} behind the world's best on average; to have joined"
        " by then, that it was at most {within} behind for twelve months running at some time"
        " after {month}.",
        within=within(question, locale),
        month=locale.month(month_name(question.now)),
    )


def nearby(answer: Headline, locale: Language) -> str:
    """Say how the probability moves if a month less or more counts as being in the race."""
    asked = float(answer.question.within_months)
    near = answer.in_race.nearby
    moved = ", ".join(
        locale.say(
            "{percent} at {within}", percent=locale.percent(share), within=length(months, locale)
        )
        for months, share in near.items()
        if months != asked
    )
    statement = locale.say(
        "The bar of {within} is a choice: the probability would be {moved}.",
        within=Noun(within(answer.question, locale)),
        moved=moved,
    )
    spread = bar().spread
    if asked != whole(bar().value) or spread is None or spread.low is None or spread.high is None:
        return statement
    return f"{statement} " + locale.say(
        "It is how far behind China has been on average since 2023, when single models were"
        " {low} to {high} months behind.",
        low=locale.number(spread.low),
        high=locale.number(spread.high),
    )


def band_labels(edges: Sequence[float], locale: Language) -> list[str]:
    """Name the bands of lag between rising edges (months), in figures."""
    first, last = (locale.number(edge, 3) for edge in (edges[0], edges[-1]))
    between = [f"{locale.number(low, 3)}–{locale.number(high, 3)}" for low, high in pairwise(edges)]
    return [f"≤{first}", *between, f">{last}"]


def bands(answer: Headline, locale: Language) -> str:
    """Say how likely each band of the year's mean lag is."""
    edges, year = answer.question.edges, str(answer.question.by)
    figures = [locale.number(edge, 3) for edge in edges]
    names = [
        locale.say("up to {high} months", high=figures[0]),
        *(
            locale.say("{low} to {high} months", low=low, high=high)
            for low, high in pairwise(figures)
        ),
        locale.say("more than {low} months", low=figures[-1]),
    ]
    close = whole(bar().value)
    parts = []
    for i, (name, share) in enumerate(zip(names, answer.in_race.bands[year], strict=True)):
        label = name
        if i == 0:
            label = locale.say("{band} (level with the leader)", band=name)
        elif i < len(edges) and edges[i] == close:
            label = locale.say("{band} (as close as China has been)", band=name)
        parts.append(locale.say("{label} {percent}", label=label, percent=locale.percent(share)))
    return locale.say("Its lag on average over {year}: {bands}.", year=year, bands=", ".join(parts))
