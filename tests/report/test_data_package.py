import csv
import json
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

from slipstream.evidence import load_facts
from slipstream.files import InputError
from slipstream.report.data_columns import COLUMNS, HISTORY
from slipstream.report.data_package import write_package
from slipstream.version import __version__


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(load_facts(), folder)
    return folder


def described(package: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((package / "datapackage.json").read_text("utf-8"))
    return content


def rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def mistakes(package: Path) -> list[str]:
    """What the checker of the Data Package standard finds in description and tables."""
    with warnings.catch_warnings():
        # Of other people's code.
        warnings.simplefilter("ignore")
        from frictionless import Package

        report = Package(str(package / "datapackage.json")).validate()
    return [str(each) for each in report.flatten(["type", "note"])]


def test_the_package_is_valid(package: Path) -> None:
    assert mistakes(package) == []
    assert {each["name"] for each in described(package)["resources"]} == set(COLUMNS)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("facts.csv", "KR.talent.home,", "KR talent home,"),
        ("citations.csv", ",kr-aju-bok", ",a-rumour"),
        ("best_eci.csv", "2023-03-15", "15 March 2023"),
        ("priors.csv", "lognormal", "gamma"),
    ],
)
def test_a_spoiled_table_is_not(
    package: Path, tmp_path: Path, name: str, old: str, new: str
) -> None:
    for path in package.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    about = described(tmp_path)
    for each in about["resources"]:
        # The hash alone would tell; the columns are to tell too.
        del each["hash"], each["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    assert mistakes(tmp_path)


def test_no_fact_or_row_is_lost(package: Path) -> None:
    evidence = load_facts()
    for row, fact in zip(rows(package, "facts"), evidence.facts, strict=True):
        assert (row["id"], float(row["value"]), row["unit"]) == (fact.id, fact.value, fact.unit)
        assert row["low"] == "" or fact.spread is not None
    assert {row["id"] for row in rows(package, "sources")} == set(evidence.sources)
    for name in HISTORY:
        assert len(rows(package, name)) == len(evidence.history[name])


def test_every_number_says_its_unit() -> None:
    for name, columns in COLUMNS.items():
        missing = [each.name for each in columns if each.type == "number" and not each.unit]
        assert missing == [], name
        assert all(each.description for each in columns)


def test_no_cell_is_a_formula(package: Path) -> None:
    for name in COLUMNS:
        for row in rows(package, name):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_the_citation_has_version_and_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    write_package(load_facts(), tmp_path / "one")
    citation = yaml.safe_load((tmp_path / "one" / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["date-released"]) == (__version__, "2026-09-21")
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    write_package(load_facts(), tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match="a place that can be written to"):
        write_package(load_facts(), tmp_path / "file" / "package")
