import json
import re
import warnings
from collections.abc import Mapping
from pathlib import Path

import pytest
from matplotlib.ft2font import FT2Font

from slipstream.files import InputError
from slipstream.policy.answer import EQUAL, Answer
from slipstream.registry.load import registry
from slipstream.report.answer_json import answer_json
from slipstream.report.answer_page import dots
from slipstream.report.answer_sentences import answer_sentences
from slipstream.report.charts import FONT
from slipstream.report.folder import write_answer
from slipstream.report.language import Language, language
from tests.report.html import Reader

EN, KO = language("en"), language("ko")
COMMAND = "slipstream answer 'a<b' --seed 1"


def write(folder: Path, answer: Answer, locale: Language) -> Mapping[str, bytes]:
    sentences, content = (
        answer_sentences(answer, EQUAL, (), locale),
        answer_json(answer, EQUAL, locale),
    )
    paths = write_answer(folder, answer, (), sentences, content, COMMAND, locale)
    assert paths[0].name == "index.html"
    return {path.name: path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def korean(korea: Answer, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    with warnings.catch_warnings():
        # A glyph that the font lacks is a warning.
        warnings.simplefilter("error")
        return write(tmp_path_factory.mktemp("out"), korea, KO)


def test_the_folder_holds_page_charts_and_json(korean: Mapping[str, bytes]) -> None:
    charts = {
        f"{name}.{kind}"
        for name in ("capability", "lag", "joined", "bands")
        for kind in ("svg", "png")
    }
    assert set(korean) == {"index.html", "answer.json", *charts}
    assert json.loads(korean["answer.json"])["country"] == "KR"
    for name in charts:
        start = b"\x89PNG" if name.endswith("png") else b"<?xml"
        assert korean[name].startswith(start)


def test_the_same_answer_gives_the_same_bytes(
    korean: Mapping[str, bytes], korea: Answer, tmp_path: Path
) -> None:
    again = write(tmp_path / "new" / "folder", korea, KO)
    assert {name for name in korean if again[name] != korean[name]} == set()


def test_the_page_stands_alone(korean: Mapping[str, bytes]) -> None:
    html = korean["index.html"].decode()
    page = Reader(html)
    assert page.language == "ko"
    assert page.scripts == 0
    assert page.hosts == []
    assert len(page.alternatives) == 4
    assert all(page.alternatives)
    assert "slipstream answer 'a<b' --seed 1" in page.text
    assert "$" not in re.sub(r"base64,[^\"]*", "", html)


def test_no_line_of_the_page_begins_with_a_particle(korean: Mapping[str, bytes]) -> None:
    html = re.sub(r"<style>.*?</style>|=\"[^\"]*\"", "", korean["index.html"].decode(), flags=re.S)
    assert "\N{WORD JOINER}" in html
    assert not re.search("[%)’][가-힣]", html)


def test_the_leader_is_drawn_too(america: Answer, tmp_path: Path) -> None:
    page = write(tmp_path, america, EN)["index.html"].decode()
    assert "The United States" in page


def test_twenty_dots_have_a_text() -> None:
    drawn = dots(0.15, 'three of "twenty"')
    assert drawn.count('class="yes"') == 3
    assert drawn.count("<circle") == 20
    assert 'aria-label="three of &quot;twenty&quot;"' in drawn


def test_a_place_that_cannot_be_written_to_is_named(korea: Answer, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    with pytest.raises(InputError, match="a place that can be written to"):
        write(taken, korea, EN)


def test_the_font_has_every_letter_of_the_labels_and_another_name() -> None:
    font = FT2Font(FONT)
    letters = set(font.get_charmap())
    for row in registry().outputs.values():
        assert {ord(letter) for letter in row.label.ko + row.label.en} <= letters
    # The licence of the original reserves its name.
    assert "nanum" not in f"{font.family_name} {font.postscript_name}".lower()
    assert FONT.stat().st_size < 1_000_000
    assert "SIL OPEN FONT LICENSE" in (FONT.parent / "OFL.txt").read_text()
