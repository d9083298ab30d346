"""The architecture page names what there is, and the drawing follows the layers."""

import re
from pathlib import Path

import pytest

from docs.drawings.answer_path import STEPS, rows_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|`]+\?) \| `([^`]+)` \| (?:`([^`]+)` )?\|$", PAGE, re.MULTILINE)
NAMED = re.findall(r"`((?:\w+/)+\w*(?:\.\w+)?)`", PAGE.partition("## Where is it")[0])


def test_the_table_answers_enough() -> None:
    assert len(ROWS) >= 16
    table = PAGE.partition("## Where is it")[2]
    assert len(ROWS) == len(re.findall(r"^\|", table, re.MULTILINE)) - 2, "a row does not fit"


@pytest.mark.parametrize(("question", "path", "name"), ROWS)
def test_what_the_table_names_is_there(question: str, path: str, name: str) -> None:
    assert (ROOT / path).exists(), f"where is {question} {path} does not exist"
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text), f"{path} has no {name}"


@pytest.mark.parametrize("path", sorted(set(NAMED)))
def test_what_the_text_names_is_there(path: str) -> None:
    base = ROOT if path.startswith(("src/", "tests/", "web/")) else ROOT / "src" / "slipstream"
    assert (base / path).exists(), f"{path} does not exist"


def test_the_drawing_goes_down_to_read_and_run_and_up_to_report() -> None:
    for title, modules in STEPS.items():
        for module in modules:
            assert (ROOT / "src" / "slipstream" / module).exists(), f"{module} does not exist"
        rows = rows_of(modules)
        assert rows == sorted(rows, reverse=title.endswith("report")), title
