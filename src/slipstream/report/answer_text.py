"""An answer as plain text that can be quoted."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from slipstream.report.answer_sentences import AnswerSentences
from slipstream.report.language import Language


def answer_text(sentences: AnswerSentences, locale: Language) -> str:
    """Lay the sentences out, a paragraph or an item to a line."""
    return "\n".join(
        (
            sentences.question,
            "",
            f"{sentences.answer} {sentences.futures}",
            sentences.joined,
            sentences.definition,
            sentences.nearby,
            "",
            sentences.bands,
            *aligned(sentences.years),
            "",
            f"{sentences.lag} {sentences.band}",
            sentences.largest_run,
            sentences.sovereignty,
            sentences.public_money,
            "",
            locale.say("What moves the answer most"),
            *(f"- {sentence}" for sentence in sentences.drivers),
            "",
            locale.say("What would have to be true"),
            *(f"- {sentence}" for sentence in sentences.conditions),
            "",
            f"{sentences.limits} {sentences.likelihood}",
            sentences.provenance,
        )
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay a table out in columns of a terminal, the first to the left, others to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        spaces = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        head = row[0] + spaces[0]
        rest = (space + cell for cell, space in zip(row[1:], spaces[1:], strict=True))
        lines.append("  ".join((head, *rest)))
    return lines


def _width(text: str) -> int:
    """Columns that a text takes: Korean letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
