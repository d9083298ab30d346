"""Make what the web pages show of the documentation: the equations, and the track record.

Usage: python -m tools.make_pages

Reads ``docs/model.md`` with its Korean words ``docs/model.ko.md``, ``docs/track_record.json`` and
``CITATION.cff``; writes ``model.json`` and ``track_record.json`` in ``slipstream/service/data``.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from docs.mathml import latex
from slipstream.evidence import load_facts
from slipstream.inference.scores import SCORE_LEVELS

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "slipstream" / "service" / "data"
EQUATION = "{equation}"
"""Paragraph of the Korean words where the next equation of the English page belongs."""
BANDS = ("0.05", "0.25", "0.5", "0.75", "0.95")
SHOWN = ("count", "crps", "within_50", "within_90")


def main() -> None:
    """Write both files."""
    DATA.mkdir(exist_ok=True)
    for name, content in (("model", model()), ("track_record", track_record())):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (DATA / f"{name}.json").write_text(text + "\n", encoding="utf-8")


@dataclass
class Block:
    """An equation or a few that go together, or the words of a section that has none.

    ``names`` are the equations as the registry calls them.
    """

    names: tuple[str, ...]
    tokens: list[Token] = field(default_factory=list)

    @property
    def equations(self) -> list[Token]:
        """The displayed equations."""
        return [token for token in self.tokens if token.type == "math_block"]

    @property
    def links(self) -> Iterator[str]:
        """Where its links lead."""
        for token in self.tokens:
            for child in token.children or ():
                if child.type == "link_open":
                    yield str(child.attrs["href"])


@dataclass
class Section:
    """A heading and its blocks."""

    title: str
    blocks: list[Block] = field(default_factory=list)


def model() -> dict[str, Any]:
    """Sections of the model's page in both languages, and how to cite it.

    Raises
    ------
    ValueError
        If the Korean words do not go with the English page.
    """
    english, korean = (read(ROOT / "docs" / name) for name in ("model.md", "model.ko.md"))
    shapes = [[block.names for one in page for block in one.blocks] for page in (english, korean)]
    if shapes[0] != shapes[1] or len(english) != len(korean):
        odd = next((a, b) for a, b in zip(*shapes, strict=False) if a != b)
        raise ValueError(f"model.ko.md departs from model.md: {odd}")
    cite = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return {
        "cite": {
            "title": cite["title"],
            "authors": [author["name"] for author in cite["authors"]],
            "licence": cite["license"],
        },
        "sections": [
            {
                "id": re.sub(r"[^a-z]+", "-", ours.title.lower()).strip("-"),
                "title": {"en": ours.title, "ko": theirs.title},
                "blocks": [
                    _block(mine, translated)
                    for mine, translated in zip(ours.blocks, theirs.blocks, strict=True)
                ],
            }
            for ours, theirs in zip(english, korean, strict=True)
        ],
    }


def read(path: Path) -> list[Section]:
    """Split a page into sections and blocks; what stands before the first section is left out."""
    sections: list[Section] = []
    targets: list[str] = []
    tokens = PAGE.parse(path.read_text(encoding="utf-8"))
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            sections.append(Section(tokens[at + 1].content, [Block(())]))
        elif not sections or (token.type != "myst_target" and _within_heading(tokens, at)):
            continue
        elif token.type == "myst_target":
            targets.append(token.content.removeprefix("eq-").replace("-", ".", 1))
        else:
            if targets:
                sections[-1].blocks.append(Block(tuple(targets)))
                targets = []
            sections[-1].blocks[-1].tokens.append(token)
    for section in sections:
        section.blocks = [block for block in section.blocks if block.tokens]
    return sections


def _within_heading(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].type == "heading_close" or (
        at > 0 and tokens[at - 1].type == "heading_open" and tokens[at - 1].tag == "h2"
    )


def _block(ours: Block, theirs: Block) -> dict[str, Any]:
    links = dict.fromkeys(filter(None, map(_row, ours.links)))
    return {
        "equations": list(ours.names),
        "rows": list(links),
        "html": {"en": _html(ours.tokens), "ko": _html(list(_filled(theirs, ours)))},
    }


def _filled(theirs: Block, ours: Block) -> Iterator[Token]:
    """Korean words with the equations of the English block put in."""
    left = ours.equations
    skip = 0
    for at, token in enumerate(theirs.tokens):
        inner = theirs.tokens[at + 1] if at + 1 < len(theirs.tokens) else token
        if token.type == "paragraph_open" and inner.content == EQUATION:
            if not left:
                raise ValueError(f"model.ko.md: {ours.names} has more {EQUATION} than equations")
            yield left.pop(0)
            skip = 3
        if skip:
            skip -= 1
        else:
            yield token
    if left:
        raise ValueError(f"model.ko.md: {ours.names} leaves out {len(left)} equations")


def _html(tokens: list[Token]) -> str:
    return str(PAGE.renderer.render(tokens, PAGE.options, {})).strip()


def _row(href: str) -> str | None:
    """Parameter, lever or shock to which a link of the documentation leads."""
    found = re.fullmatch(r"#(?:parameter|lever|shock)-(\w+)", href)
    return found[1] if found else None


def _address(href: str) -> str | None:
    """Page of the web application to which a link of the documentation leads."""
    if row := _row(href):
        return f"/evidence?parameter={row}"
    if href.startswith("#fact-"):
        return f"/evidence/{FACTS[href.removeprefix('#fact-')]}"
    if href.startswith("track_record.md"):
        return "/track-record"
    return href if href.startswith("https://") else None


FACTS = {fact.id.lower().replace(".", "-"): fact.id for fact in load_facts().facts}


def _page() -> MarkdownIt:
    page = MarkdownIt("commonmark").enable("table")
    page.use(dollarmath_plugin).use(myst_block_plugin)

    def opened(tokens: Sequence[Token], at: int, *_: object) -> str:
        # What the web application does not have stays as words.
        address = _address(str(tokens[at].attrs["href"]))
        return f'<a href="{address}">' if address else "<span>"

    def closed(tokens: Sequence[Token], at: int, *_: object) -> str:
        opener = next(tokens[back] for back in range(at, -1, -1) if tokens[back].type == LINK)
        return "</a>" if _address(str(opener.attrs["href"])) else "</span>"

    def inline(tokens: Sequence[Token], at: int, *_: object) -> str:
        return _mathml(tokens[at].content, displaystyle=False)

    def display(tokens: Sequence[Token], at: int, *_: object) -> str:
        equation = _mathml(tokens[at].content, displaystyle=True)
        return f'<div class="equation" tabindex="0">{equation}</div>'

    def table(tokens: Sequence[Token], at: int, *_: object) -> str:
        opening = tokens[at].nesting == 1
        return '<div class="scrolls" tabindex="0"><table>' if opening else "</table></div>"

    rules = {
        LINK: opened,
        "table_open": table,
        "table_close": table,
        "link_close": closed,
        "math_inline": inline,
        "math_block": display,
    }
    for name, rule in rules.items():
        page.renderer.rules[name] = rule  # type: ignore[attr-defined]
    return page


LINK = "link_open"
_CLASSES = {
    "text-align: right;justify-items: end;padding-right: 0;": "right",
    "text-align: left;justify-items: start;padding-left: 0;": "left",
    "text-align: left;justify-items: start;padding-right: 0;": "case",
    "text-align: left;justify-items: start;padding-right: 0;padding-left:1em;": "case apart",
    "padding-right:0.1667em;": "thin",
}
"""Classes of the pages' style sheet that stand for the styles which the renderer writes."""


def _mathml(text: str, *, displaystyle: bool) -> str:
    """Render an equation without style attributes, which the pages' security policy forbids.

    Raises
    ------
    ValueError
        If a style is not known that a class would have to stand for.
    """
    found = latex.convert_with_local_state(text.strip(), displaystyle=displaystyle)
    for style, name in _CLASSES.items():
        found = found.replace(f' style="{style}"', f' class="{name}"')
    if " style=" in found:
        raise ValueError(f"an equation has a style that no class stands for: {found}")
    return str(found)


PAGE = _page()


def track_record() -> dict[str, Any]:
    """Forecasts and outcomes month by month, and scores against the baselines."""
    found = json.loads((ROOT / "docs" / "track_record.json").read_text(encoding="utf-8"))
    scored = json.loads((ROOT / "docs" / "forecast_scores.json").read_text(encoding="utf-8"))
    return {
        "origins": [
            {"origin": one["data_cutoff"], "until": one["until"]} for one in found["backtests"]
        ],
        "levels": list(BANDS),
        "forecasts": [path for one in found["backtests"] for path in _paths(one)],
        "scores": [score for one in found["backtests"] for score in _scores(one)],
        "on_file": [
            {
                **{name: one[name] for name in ("origin", "until", "made", "sha256")},
                "forecasts": [*_paths(one)],
                "scores": [*_scores(one)],
            }
            for one in scored["registered"]
        ],
        "skill": [{name: _figure(value) for name, value in one.items()} for one in found["skill"]],
        "calibration": [
            {
                "quantity": one["quantity"],
                "count": one["count"],
                "levels": list(SCORE_LEVELS),
                "below": [_figure(share) for share in one["below"]],
            }
            for one in found["calibration"]
        ],
    }


def _scores(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Mean scores of one origin, a row for each quantity and model."""
    for total in one["summary"]:
        yield {
            "origin": one["data_cutoff"],
            "quantity": total["quantity"],
            "model": total["model"],
            **{name: _figure(total[name]) for name in SHOWN},
        }


def _paths(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Forecasts of one origin, a row for each country and quantity."""
    seen = {
        (score["country"], score["quantity"], score["month"]): score
        for score in one["scores"]
        if score["model"] == "slipstream"
    }
    rows: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for forecast in one["forecasts"]:
        if forecast["model"] == "slipstream":
            rows.setdefault((forecast["country"], forecast["quantity"]), []).append(forecast)
    for (country, quantity), months in rows.items():
        scores = [seen.get((country, quantity, each["month"])) for each in months]
        yield {
            "origin": one["data_cutoff"],
            "country": country,
            "quantity": quantity,
            "first": months[0]["month"],
            "bands": {
                level: [_figure(each["quantiles"][level]) for each in months] for level in BANDS
            },
            "observed": [score and _figure(score["observed"]) for score in scores],
            "floor": [bool(score and score["floor"]) for score in scores],
            "crps": [score and _figure(score["crps"]) for score in scores],
        }


def _figure(value: Any) -> Any:  # noqa: ANN401 - names and counts go through as they are
    return float(f"{value:.6g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
