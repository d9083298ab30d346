"""The pages of the groups Start and Use exist in Korean, and terms have names in both languages."""

import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from docs.translated_pages import blob, note

DOCS = Path(__file__).parents[2] / "docs"
CAPTION = r":caption: {}\n[^`]*?\n\n([^`]*)```"


def listed(page: str, caption: str) -> list[str]:
    """Names in the table of contents of a page under a caption."""
    text = (DOCS / page).read_text(encoding="utf-8")
    (found,) = re.findall(CAPTION.format(caption), text)
    return [line.rpartition("<")[2].rstrip(">") for line in found.split("\n") if line]


TRANSLATED = [*listed("index.md", "Start"), *listed("index.md", "Use"), "index"]
TRANSLATED.remove("glossary")  # holds both languages


def front_matter(name: str) -> dict[str, str]:
    path = DOCS / "ko" / f"{name}.md"
    assert path.exists(), f"docs/{name}.md has no Korean page {path}"
    found: dict[str, str] = next(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    return found


def texts(name: str) -> tuple[str, str]:
    """Both pages, without the front matter."""
    pages = (DOCS / f"{name}.md", DOCS / "ko" / f"{name}.md")
    ours, theirs = (page.read_text(encoding="utf-8") for page in pages)
    return ours, theirs.partition("\n---\n")[2]


def is_current(name: str) -> bool:
    return blob(DOCS / f"{name}.md").startswith(front_matter(name)["follows"])


def spans(text: str) -> set[str]:
    """Names in code type."""
    prose = re.sub(r"^```.*?^```$|\{[a-z:]+\}`[^`]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    return {" ".join(span.split()) for span in re.findall("`([^`]+)`", prose)}


def test_the_korean_contents_are_in_the_same_order() -> None:
    korean = [*listed("ko/index.md", "시작"), *listed("ko/index.md", "사용"), "index"]
    assert korean == TRANSLATED


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_korean_page_says_what_it_follows(name: str) -> None:
    follows = front_matter(name)["follows"]
    assert re.fullmatch("[0-9a-f]{12}", follows), f"git hash-object docs/{name}.md"


@pytest.mark.parametrize("name", TRANSLATED)
def test_both_languages_have_the_same_commands(name: str) -> None:
    code = re.compile(r"^```(?:sh|yaml|text)\n.*?^```$", re.MULTILINE | re.DOTALL)
    ours, theirs = map(code.findall, texts(name))
    assert ours == theirs


@pytest.mark.parametrize("name", TRANSLATED)
def test_both_languages_name_the_same_things_of_the_program(name: str) -> None:
    ours, theirs = map(spans, texts(name))
    assert ours <= theirs


@pytest.mark.parametrize("name", [name for name in TRANSLATED if is_current(name)])
def test_a_page_that_follows_todays_english_leaves_nothing_out(name: str) -> None:
    ours, theirs = texts(name)
    for what, mark in {"headings": "#+(?= )", "rows": r"\|", "images": r"```\{image\}"}.items():
        found = [re.findall(f"^{mark}", text, re.MULTILINE) for text in (ours, theirs)]
        assert found[0] == found[1], (
            f"{what}: {len(found[0])} in English, {len(found[1])} in Korean"
        )


def test_every_term_has_its_korean_name() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    glossaries = re.findall(r"\{glossary\}\n(.*?)```", text, re.DOTALL)
    entries = re.findall(r"^((?:\S.*\n)+)  \S", "".join(glossaries), re.MULTILINE)
    assert len(entries) > 30
    for entry in entries:
        assert re.search("[가-힣]", entry), f"{entry.strip()} has no Korean name"
        assert re.search("[A-Za-z]", entry), f"{entry.strip()} has no English name"


def test_a_blob_is_named_as_git_names_it(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# 답\n", encoding="utf-8")
    told = subprocess.run(
        ["git", "hash-object", str(tmp_path / "page.md")],
        check=True,
        capture_output=True,
        text=True,
    )
    assert blob(tmp_path / "page.md") == told.stdout.strip()


@pytest.mark.parametrize("changed", [False, True])
def test_a_reader_is_told_first_if_the_english_page_has_changed(
    tmp_path: Path, changed: bool
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Answer\n", encoding="utf-8")
    metadata = {"ko/page": {"follows": blob(page)[:12]}}
    if changed:
        page.write_text("# Another answer\n", encoding="utf-8")
    app: Any = SimpleNamespace(srcdir=tmp_path, env=SimpleNamespace(metadata=metadata))
    context: dict[str, Any] = {"body": "<h1>답</h1>", "pathto": lambda name: f"../{name}.html"}
    note(app, "ko/page", "page.html", context, None)
    assert context["language"] == "ko"
    assert context["body"].startswith("<p") is changed
    assert ("영문판이 바뀌었으므로" in context["body"]) is changed
    assert metadata["ko/page"]["follows"] in context["body"]
