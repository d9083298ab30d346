"""An answer as one page that needs nothing else."""

from collections.abc import Iterable, Mapping
from html import escape

from slipstream.policy.answer import Answer
from slipstream.report.answer_sentences import AnswerSentences
from slipstream.report.language import Language, whole
from slipstream.report.likelihood_words import margin, twentieths
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
from slipstream.report.race_text import place


def answer_page(
    answer: Answer,
    sentences: AnswerSentences,
    pictures: Mapping[str, Picture],
    command: str,
    locale: Language,
) -> str:
    """Lay an answer out as HTML.

    Parameters
    ----------
    answer, sentences
        The numbers and the sentences.
    pictures
        Charts named ``capability``, ``lag``, ``joined`` and ``bands``.
    command
        The command that gives the same numbers.
    locale
        The language.
    """
    phrases = {
        name: prose(value) for name, value in vars(sentences).items() if isinstance(value, str)
    }
    body = fill(
        "answer_page.html",
        phrases,
        dots=dots(answer.in_race.probability, sentences.futures),
        figures="\n".join(_figures(answer, sentences, pictures, locale)),
        more_title=prose(locale.say("Training runs, sovereignty and money")),
        drivers_title=prose(locale.say("What moves the answer most")),
        drivers=items(sentences.drivers),
        conditions_title=prose(locale.say("What would have to be true")),
        conditions=items(sentences.conditions),
        numbers_title=prose(locale.say("The numbers")),
        table=_table(answer, locale),
        years=_years(sentences, locale),
    )
    notes = (
        f"{phrases['provenance']} {phrases['likelihood']}",
        sources(answer.question.country, locale),
    )
    return shell(Page(sentences.question, sentences.answer, body, command, notes), locale)


def dots(probability: float, description: str) -> str:
    """Draw twenty dots, filled for the futures in which it happens, with a text alternative."""
    marked = twentieths(probability)
    circles = "".join(
        f'<circle class="{"yes" if i < marked else "no"}" cx="{16 + 30 * (i % 10)}"'
        f' cy="{16 + 30 * (i // 10)}" r="11"/>'
        for i in range(20)
    )
    return (
        f'<svg class="dots" viewBox="0 0 302 62" role="img" aria-label="{escape(description)}">'
        f"{circles}</svg>"
    )


def _figures(
    answer: Answer, sentences: AnswerSentences, pictures: Mapping[str, Picture], locale: Language
) -> Iterable[str]:
    country, last = place(answer.question.country, locale), str(answer.question.by)
    own, best = answer.capability_eci[last], answer.frontier_eci[last]
    captions = {
        "capability": locale.say(
            "At the end of {year} the best model of {country} stands at {own} ECI points (90% band:"
            " {own_low} to {own_high}) and the world's best at {best} ({best_low} to {best_high})."
            " The bands overlap because both rise or fall together; the lag below is counted"
            " within each future.",
            year=last,
            country=country,
            own=whole(own.p50),
            own_low=whole(own.p5),
            own_high=whole(own.p95),
            best=whole(best.p50),
            best_low=whole(best.p5),
            best_high=whole(best.p95),
        ),
        "lag": f"{sentences.lag} {sentences.band}",
        "joined": locale.say(
            "At the end of {year}, {country} is in the race in {percent} of all simulated futures,"
            " and has joined by then in {joined}; with another seed either may differ by {margin}.",
            year=last,
            country=country,
            percent=locale.percent(answer.in_race.probability),
            joined=locale.percent(answer.probability),
            margin=margin(max(answer.in_race.error, answer.probability_error), locale),
        ),
        "bands": sentences.bands,
    }
    for name, caption in captions.items():
        yield figure(pictures[name], caption)


def _years(sentences: AnswerSentences, locale: Language) -> str:
    heads, *rows = sentences.years
    title = locale.say("Average lag over the year, months")
    caption = locale.say(
        "Share of all simulated futures in each band of the average lag over the year, in the race"
        " at its end, and joined by then"
    )
    return table(Table(title, caption, heads, rows))


def _table(answer: Answer, locale: Language) -> str:
    columns = (
        locale.say("End of"),
        locale.say("In the race"),
        locale.say("Joined"),
        locale.say("Lag, months"),
        locale.say("Best model, ECI"),
        locale.say("World's best, ECI"),
        locale.say("Largest run, FLOP"),
    )
    rows = []
    for label, lag in answer.lag_months.items():
        run = answer.largest_run_log10_flop[label]
        shares = (answer.in_race.by_year.get(label), answer.joined_by_year.get(label))
        rows.append(
            (
                locale.month(answer.as_of) if label == "now" else label,
                *("–" if share is None else locale.percent(share) for share in shares),
                band(lag),
                band(answer.capability_eci[label]),
                band(answer.frontier_eci[label]),
                f"{locale.power(run.p50)} ({locale.power(run.p5)}–{locale.power(run.p95)})",
            )
        )
    caption = locale.say("Median, with the 90% band in brackets")
    return table(Table(locale.say("The numbers"), caption, columns, rows))
