"""The reference pages hold every row once, where links look for it."""

import re
from pathlib import Path

import pytest

from docs.reference_pages import PAGES, anchor, equation_anchor, figure, plain, write
from slipstream.countries.pack import packs
from slipstream.evidence import load_facts
from slipstream.policy.policy_files import shipped
from slipstream.registry.load import registry

DOCS = Path(__file__).parents[2] / "docs"
ROWS = registry()


def targets(text: str) -> list[str]:
    return re.findall(r"^\(([^()\n]+)\)=$", text, flags=re.MULTILINE)


def page(name: str) -> str:
    return "\n".join(PAGES[name]())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("parameters", [f"parameter-{name}" for name in ROWS.parameters]),
        ("levers", [f"lever-{name}" for name in ROWS.levers]),
        ("shocks", [f"shock-{name}" for name in ROWS.shocks]),
        ("countries", [f"country-{code.lower()}" for code in packs()]),
        ("policies", [f"policy-{name}" for name in shipped()]),
    ],
)
def test_a_page_has_each_row_once(name: str, expected: list[str]) -> None:
    assert sorted(targets(page(name))) == sorted(expected)


def test_every_fact_has_its_place_and_its_sources() -> None:
    text = page("facts")
    found = targets(text)
    for fact in load_facts().facts:
        assert found.count(anchor(fact.id)) == 1
    for source in {name for fact in load_facts().facts for name in fact.sources}:
        assert f"(<{load_facts().sources[source].url}>)" in text


def test_outputs_are_listed() -> None:
    assert all(f"`{name}`" in page("outputs") for name in ROWS.outputs)


def test_the_model_page_explains_every_equation_that_a_row_enters() -> None:
    explained = targets((DOCS / "model.md").read_text(encoding="utf-8"))
    rows = (*ROWS.parameters.values(), *ROWS.levers.values(), *ROWS.shocks.values())
    made = {row.equation for row in ROWS.outputs.values() if row.equation is not None}
    named = made | {row.equation for row in rows}
    assert {equation_anchor(name) for name in named} <= set(explained)
    assert len(set(explained)) == len(explained)


def test_every_link_within_the_documentation_leads_somewhere() -> None:
    pages = "\n".join(page(name) for name in PAGES)
    known = {*targets(pages), *targets((DOCS / "model.md").read_text(encoding="utf-8"))}
    assert set(re.findall(r"\]\(#([^)]+)\)", pages)) <= known


def test_the_grounds_of_all_priors_are_counted() -> None:
    count = sum(row.prior is not None for row in ROWS.parameters.values())
    count += sum(len(pack.priors) for pack in packs().values())
    assert f"| **all** | {count} |" in page("parameters")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.25, "-0.25"),
        (1e-5, "0.00001"),
        (8000.0, "8,000"),
        (1_500_000.0, "1.5 million"),
        (3e10, "30 billion"),
        (1e12, "1 trillion"),
        (2.1e25, "2.1e+25"),
    ],
)
def test_figures_read_at_a_glance(value: float, text: str) -> None:
    assert figure(value) == text


def test_texts_are_not_read_as_markdown() -> None:
    assert plain("a_b\n  $5 | <x> [1]") == r"a\_b \$5 \| \<x\> \[1\]"


def test_pages_that_did_not_change_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    (tmp_path / "outputs.md").write_text("old", encoding="utf-8")
    write(tmp_path)
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert set(after) == {f"{name}.md" for name in PAGES}
    assert {name for name in after if after[name] != before[name]} == {"outputs.md"}
