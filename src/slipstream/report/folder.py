"""Answers and comparisons as folders of files."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from slipstream.files import write_atomically
from slipstream.policy.answer import Answer
from slipstream.policy.compare import Comparison
from slipstream.policy.paths import follow
from slipstream.policy.policy_files import Policy
from slipstream.report import charts
from slipstream.report.answer_page import answer_page
from slipstream.report.answer_sentences import AnswerSentences, policy_label
from slipstream.report.comparison_page import comparison_page
from slipstream.report.comparison_sentences import Names, comparison_sentences
from slipstream.report.comparison_text import comparison_text
from slipstream.report.language import Language
from slipstream.report.page import Picture

_CHARTS = {
    "capability": charts.capability_chart,
    "lag": charts.lag_chart,
    "joined": charts.joined_chart,
    "bands": charts.bands_chart,
}


def write_answer(
    folder: Path,
    answer: Answer,
    policies: Sequence[Policy],
    sentences: AnswerSentences,
    content: Mapping[str, Any],
    command: str,
    locale: Language,
) -> tuple[Path, ...]:
    """Write an answer's page, charts and JSON into a folder.

    Parameters
    ----------
    folder
        Made if it is not there.
    answer, policies
        The numbers, and the overlays that they were asked with.
    sentences, content
        The answer as sentences and as JSON-able dictionary.
    command
        The command that gives the same numbers.
    locale
        The language.

    Returns
    -------
    tuple of Path
        The files, the page first.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    # The JSON goes first: a place that cannot be written to is found before the work is done.
    files = {"answer.json": _json(content)}
    write_atomically(folder / "answer.json", files["answer.json"])
    paths = follow(answer.question, policies, draws=answer.draws, seed=answer.seed)
    scene = charts.Scene(answer, paths, policy_label(policies, locale), locale)
    pictures: dict[str, Picture] = {}
    for name, draw in _CHARTS.items():
        wide = draw(scene, "wide")
        pictures[name] = Picture(wide=charts.svg(wide), narrow=charts.svg(draw(scene, "narrow")))
        files[f"{name}.svg"] = pictures[name].wide
        files[f"{name}.png"] = charts.png(wide)
    files["index.html"] = answer_page(answer, sentences, pictures, command, locale).encode()
    return _write(folder, files)


def write_comparison(
    folder: Path,
    comparison: Comparison,
    names: Names,
    content: Mapping[str, Any],
    command: str,
    locale: Language,
) -> tuple[Path, ...]:
    """Write a comparison's page, chart, text and JSON into a folder.

    Parameters
    ----------
    folder
        Made if it is not there.
    comparison, names
        The numbers, and what people call each policy.
    content
        The comparison as JSON-able dictionary.
    command
        The command that gives the same numbers.
    locale
        The language.

    Returns
    -------
    tuple of Path
        The files, the page first.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    files = {"compare.json": _json(content)}
    write_atomically(folder / "compare.json", files["compare.json"])
    sentences = comparison_sentences(comparison, names, locale)
    wide = charts.comparison_chart(comparison, names, "wide", locale)
    narrow = charts.comparison_chart(comparison, names, "narrow", locale)
    picture = Picture(wide=charts.svg(wide), narrow=charts.svg(narrow))
    page = comparison_page(comparison, sentences, names, picture, command, locale)
    files |= {
        "compare.txt": f"{comparison_text(sentences)}\n".encode(),
        "compare.svg": picture.wide,
        "compare.png": charts.png(wide),
        "index.html": page.encode(),
    }
    return _write(folder, files)


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    for name, content in files.items():
        write_atomically(folder / name, content)
    names = sorted(files, key=lambda name: (name != "index.html", name))
    return tuple(folder / name for name in names)
