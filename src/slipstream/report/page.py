"""A page that needs nothing else: no script, no other host, no other file."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from slipstream.ensemble.indicators import Quantiles
from slipstream.evidence.fact_files import load_facts
from slipstream.report.language import Language, whole
from slipstream.report.race_text import capital, place

TEMPLATES = Path(__file__).parent
SHELL = "page.html"

# Browsers break lines between a closing sign and a Korean particle, and between minus and dollar.
_NO_BREAK = re.compile(r"(?<=[%)’])(?=[가-힣])|(?<=−)(?=\$)")
_WORD_JOINER = "\N{WORD JOINER}"


@dataclass(frozen=True)
class Picture:
    """One chart as SVG for wide and for narrow screens."""

    wide: bytes
    narrow: bytes


@dataclass(frozen=True)
class Table:
    """A table of text; each row begins with its head, and a cell may end in a band in brackets.

    With ``spanning``, heads are long and stand above their rows, and no column is theirs.
    """

    title: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    spanning: bool = False


@dataclass(frozen=True)
class Page:
    """What one page says: its title and summary, its body as HTML, and how to make it again.

    ``notes`` are paragraphs below the command that gives the same numbers.
    """

    title: str
    summary: str
    body: str
    command: str
    notes: Sequence[str]


def shell(page: Page, locale: Language) -> str:
    """Lay the frame that all pages share around a body."""
    return fill(
        SHELL,
        lang=locale.code,
        title=escape(page.title),
        summary=escape(page.summary),
        body=page.body,
        reproduce_title=prose(locale.say("Get the same numbers")),
        command=_command(page.command),
        notes="\n".join(f'<p class="quiet">{note}</p>' for note in page.notes),
    )


def fill(template: str, values: Mapping[str, str] | None = None, **more: str) -> str:
    """Fill a template of this folder with HTML."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return Template(text).substitute(values or {}, **more).rstrip("\n")


def prose(text: str) -> str:
    """Write a text as HTML whose lines break between words."""
    return _NO_BREAK.sub(_WORD_JOINER, escape(text))


def items(sentences: Iterable[str]) -> str:
    """Write sentences as items of a list."""
    return "\n".join(f"<li>{prose(sentence)}</li>" for sentence in sentences)


def figure(picture: Picture, caption: str, alternative: str = "") -> str:
    """Write a chart into the page with its caption, and with a text in its place."""
    return (
        f'<figure><picture><source media="(max-width: 34rem)" srcset="{_data(picture.narrow)}">'
        f'<img src="{_data(picture.wide)}" alt="{escape(alternative or caption)}"></picture>'
        f"<figcaption>{prose(caption)}</figcaption></figure>"
    )


def table(content: Table) -> str:
    """Write a table that scrolls sideways where it is wider than the screen."""
    columns = "".join(f'<th scope="col">{prose(column)}</th>' for column in content.columns)
    width, kind = len(content.columns), ' class="spanning"' if content.spanning else ""
    rows = []
    for head, *cells in content.rows:
        data = "".join(f"<td>{_cell(cell)}</td>" for cell in cells)
        if content.spanning:
            above = f'<th scope="rowgroup" colspan="{width}">{prose(head)}</th>'
            rows.append(f"<tbody><tr>{above}</tr><tr>{data}</tr></tbody>")
        else:
            rows.append(f'<tbody><tr><th scope="row">{prose(head)}</th>{data}</tr></tbody>')
    return (
        f'<figure class="table"><figcaption>{prose(content.caption)}</figcaption>\n'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(content.title)}">'
        f"<table{kind}><thead><tr>{columns}</tr></thead>{''.join(rows)}</table></div></figure>"
    )


def band(values: Quantiles) -> str:
    """Write a median with its 90% band, in whole numbers, as a cell of a table."""
    return f"{whole(values.p50)} ({whole(values.p5)}–{whole(values.p95)})"


def sources(country: str, locale: Language) -> str:
    """Say what evidence the numbers rest on, and where all of it is listed."""
    evidence = load_facts()
    facts = [fact for fact in evidence.facts if fact.country in {country, "WORLD"}]
    cited = {name for fact in facts for name in fact.sources}
    text = locale.say(
        "Sources: {facts} facts from {sources} sources on {country} and the world; observed scores"
        " and training runs from Epoch AI's data (CC BY 4.0) and, for Korean models, estimated"
        " from the Artificial Analysis index.",
        facts=locale.number(len(facts)),
        sources=locale.number(len(cited)),
        country=place(country, locale),
    )
    listing = locale.say("All of them, with addresses:")
    return f"{prose(capital(text))} {prose(listing)} <code>slipstream evidence list</code>"


def _cell(text: str) -> str:
    """Let a narrow screen put the band of a cell on a line of its own."""
    middle, bracket, rest = text.partition(" (")
    return f'{prose(middle)} <span class="band">({prose(rest)}</span>' if bracket else prose(text)


def _command(command: str) -> str:
    """Keep each word of a command whole where its lines break."""
    return " ".join(
        f"<span>{escape(word)}</span>" if "-" in word else escape(word)
        for word in command.split(" ")
    )


def _data(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
