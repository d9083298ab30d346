import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from slipstream.evidence import load_facts, load_history
from slipstream.evidence.fact_files import FOLDER, known_by, read_evidence
from slipstream.files import InputError
from tests.evidence.make import SOURCE, fact

HEADERS = {
    "best_eci": "country,date,model,organisation,eci,low,high,level,kind,source",
    "largest_run": "country,date,model,organisation,log10_flop,sd,kind,source",
    "h100e": "country,date,owner,h100e,low,high,level,kind,source",
    "talent_flow": "country,date,net_per_10000,kind,source",
    "open_lag": "date,months,low,high,level,source",
    "score_ceiling": "country,date,eci,source",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small evidence folder that loads."""
    (tmp_path / "facts").mkdir()
    (tmp_path / "history").mkdir()
    content = {"sources": {"page": SOURCE}, "facts": [fact().model_dump(exclude_none=True)]}
    write(tmp_path / "facts" / "KR.yaml", content)
    write(tmp_path / "history" / "sources.yaml", {"sources": {"table": SOURCE}})
    for name, header in HEADERS.items():
        (tmp_path / "history" / f"{name}.csv").write_text(header + "\n", encoding="utf-8")
    (tmp_path / "history" / "best_eci.csv").write_text(
        HEADERS["best_eci"] + "\nUS,2025-08-07,GPT-5,OpenAI,150,,,,score,table\n", encoding="utf-8"
    )
    return tmp_path


def write(path: Path, content: object) -> None:
    # Tuples become lists, as YAML has no tuples.
    path.write_text(yaml.safe_dump(_plain(content), allow_unicode=True), encoding="utf-8")


def _plain(content: object) -> object:
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    return [_plain(value) for value in content] if isinstance(content, list | tuple) else content


def test_facts_sources_and_history_are_read(folder: Path) -> None:
    evidence = read_evidence(folder)
    assert evidence.fact("KR.talent.home").value == 57_000
    assert set(evidence.sources) == {"page", "table"}
    assert [row.source for row in evidence.history["best_eci"]] == ["table"]


def test_an_unknown_fact_names_the_nearest(folder: Path) -> None:
    with pytest.raises(InputError, match=r"did you mean 'KR\.talent\.home'"):
        read_evidence(folder).fact("KR.talent.hom")


def test_broken_yaml_names_its_line(folder: Path) -> None:
    (folder / "facts" / "KR.yaml").write_text("facts:\n  - id: [KR\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"KR\.yaml: line 3, column 1"):
        read_evidence(folder)


def test_an_invalid_fact_names_its_field(folder: Path) -> None:
    content = fact().model_dump(exclude_none=True) | {"value": "57천"}
    write(folder / "facts" / "KR.yaml", {"facts": [content]})
    with pytest.raises(InputError, match=r"KR\.yaml: facts\.0\.value: found '57천'"):
        read_evidence(folder)


def test_a_file_holds_one_country(folder: Path) -> None:
    (folder / "facts" / "KR.yaml").rename(folder / "facts" / "JP.yaml")
    with pytest.raises(InputError, match=r"expected an id that starts 'JP\.'"):
        read_evidence(folder)


def test_a_source_name_means_one_page(folder: Path) -> None:
    write(folder / "facts" / "JP.yaml", {"sources": {"page": SOURCE}})
    assert "page" in read_evidence(folder).sources
    write(folder / "facts" / "JP.yaml", {"sources": {"page": SOURCE | {"title": "Another"}}})
    with pytest.raises(InputError, match=r"sources\.page: found"):
        read_evidence(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("country,date\n", "header: found"),
        (HEADERS["best_eci"] + "\nUS,2025-08-07,GPT-5\n", "line 2: found another count"),
        (
            HEADERS["best_eci"] + "\nUS,soon,GPT-5,OpenAI,150,,,,score,table\n",
            "line 2: date: found",
        ),
        (HEADERS["best_eci"] + "\nUS,2025-08-07,GPT-5,OpenAI,,,,,score,table\n", "line 2: eci"),
    ],
)
def test_a_wrong_table_names_its_line(folder: Path, text: str, message: str) -> None:
    (folder / "history" / "best_eci.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_evidence(folder)


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "history" / "open_lag.csv").unlink()
    with pytest.raises(InputError, match=r"open_lag\.csv: found no such file"):
        read_evidence(folder)


def test_what_ships_is_read_once() -> None:
    assert load_facts() is load_facts()
    assert load_history("open_lag") is load_history("open_lag")
    assert load_history("best_eci") == load_facts().history["best_eci"]


def test_an_unknown_table_is_refused() -> None:
    name: Any = "best_ec"
    with pytest.raises(InputError, match="did you mean 'best_eci'"):
        load_history(name)


@pytest.mark.parametrize("module", ["slipstream.evidence", "slipstream.cli"])
def test_importing_does_not_import_pint(module: str) -> None:
    code = f"import sys, {module}; sys.exit('pint' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_loading_does_not_import_pint() -> None:
    code = "import sys; from slipstream.evidence import load_facts; load_facts();"
    subprocess.run([sys.executable, "-c", f"{code} sys.exit('pint' in sys.modules)"], check=True)


@pytest.mark.parametrize(
    ("date", "before", "end"),
    [
        ("2024", dt.date(2024, 11, 30), dt.date(2024, 12, 31)),
        ("2024-09", dt.date(2024, 8, 31), dt.date(2024, 9, 30)),
        ("2024-09-12", dt.date(2024, 8, 31), dt.date(2024, 9, 30)),
    ],
)
def test_a_fact_is_known_once_its_period_is_over(date: str, before: dt.date, end: dt.date) -> None:
    dated = fact(date=date)
    assert known_by(dated, end)
    assert not known_by(dated, before)


def test_a_plan_is_known_once_it_is_told() -> None:
    plan = fact(date="2030", told="2025-02")
    assert known_by(plan, dt.date(2025, 2, 28))
    assert not known_by(plan, dt.date(2025, 1, 31))


def test_another_folder_may_stand_for_the_packaged_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(folder))
    code = "from slipstream.evidence import load_facts; print(len(load_facts().facts))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "1\n"
