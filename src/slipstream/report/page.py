"""An answer as one page that needs nothing else: no script, no other host, no other file."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from slipstream.ensemble.indicators import Quantiles
from slipstream.evidence.load import load_facts
from slipstream.policy.answer import Answer
from slipstream.report.language import Language, whole
from slipstream.report.likelihood import twentieths
from slipstream.report.story import Story, capital, place

TEMPLATE = Path(__file__).parent / "page.html"


@dataclass(frozen=True)
class Picture:
    """One chart as SVG for wide and for narrow screens."""

    wide: bytes
    narrow: bytes


def page(
    answer: Answer,
    story: Story,
    pictures: Mapping[str, Picture],
    command: str,
    tongue: Language,
) -> str:
    """Lay an answer out as HTML.

    Parameters
    ----------
    answer, story
        The numbers and the sentences.
    pictures
        Charts named ``capability``, ``lag`` and ``joined``.
    command
        The command that gives the same numbers.
    tongue
        The language.
    """
    sentences = {
        name: escape(value) for name, value in vars(story).items() if isinstance(value, str)
    }
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        sentences,
        lang=tongue.code,
        dots=dots(answer.probability, story.futures),
        figures="\n".join(_figures(answer, story, pictures, tongue)),
        more_title=escape(tongue.say("Means and money")),
        drivers_title=escape(tongue.say("What moves the answer most")),
        drivers=_items(story.drivers),
        conditions_title=escape(tongue.say("What would have to be true")),
        conditions=_items(story.conditions),
        numbers_title=escape(tongue.say("The numbers")),
        table=_table(answer, tongue),
        reproduce_title=escape(tongue.say("The same numbers again")),
        command=escape(command),
        sources=_sources(answer, tongue),
    )


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
    answer: Answer, story: Story, pictures: Mapping[str, Picture], tongue: Language
) -> Iterable[str]:
    country, last = place(answer.question.country, tongue), str(answer.question.by)
    own, best = answer.capability_eci[last], answer.frontier_eci[last]
    captions = {
        "capability": tongue.say(
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
        "lag": f"{story.lag} {story.band}",
        "joined": tongue.say(
            "By the end of {year}, {country} has joined in {percent} of all simulated futures; what"
            " another seed may change is ±{error}.",
            year=last,
            country=country,
            percent=tongue.percent(answer.probability),
            error=max(whole(100 * answer.probability_error), 1),
        ),
    }
    for name, caption in captions.items():
        picture, text = pictures[name], escape(caption)
        yield (
            f'<figure><picture><source media="(max-width: 34rem)" srcset="{_data(picture.narrow)}">'
            f'<img src="{_data(picture.wide)}" alt="{text}"></picture>'
            f"<figcaption>{text}</figcaption></figure>"
        )


def _data(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def _items(sentences: Iterable[str]) -> str:
    return "\n".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)


def _table(answer: Answer, tongue: Language) -> str:
    headers = (
        tongue.say("End of"),
        tongue.say("Joined"),
        tongue.say("Lag, months"),
        tongue.say("Best model, ECI"),
        tongue.say("World's best, ECI"),
        tongue.say("Largest run, FLOP"),
    )
    rows = []
    for label, lag in answer.lag_months.items():
        run = answer.largest_run_log10_flop[label]
        share = answer.joined_by_year.get(label)
        cells = (
            "–" if share is None else tongue.percent(share),
            _range(lag),
            _range(answer.capability_eci[label]),
            _range(answer.frontier_eci[label]),
            f"{tongue.power(run.p50)} ({tongue.power(run.p5)}–{tongue.power(run.p95)})",
        )
        head = tongue.month(answer.as_of) if label == "now" else label
        data = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{escape(head)}</th>{data}</tr>')
    columns = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    caption = escape(tongue.say("Median, with the 90% band in brackets"))
    return (
        f"<table><caption>{caption}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _range(values: Quantiles) -> str:
    return f"{whole(values.p50)} ({whole(values.p5)}–{whole(values.p95)})"


def _sources(answer: Answer, tongue: Language) -> str:
    evidence = load_facts()
    code = answer.question.country
    facts = [fact for fact in evidence.facts if fact.country in {code, "WORLD"}]
    cited = {name for fact in facts for name in fact.sources}
    text = tongue.say(
        "Sources: {facts} facts from {sources} sources on {country} and the world; observed scores"
        " and training runs from Epoch AI's data (CC BY 4.0) and, for Korean models, estimated"
        " from the Artificial Analysis index.",
        facts=tongue.number(len(facts)),
        sources=tongue.number(len(cited)),
        country=place(code, tongue),
    )
    listing = tongue.say("All of them, with addresses:")
    return f"{escape(capital(text))} {escape(listing)} <code>slipstream evidence list</code>"
