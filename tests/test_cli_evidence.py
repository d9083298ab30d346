import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from slipstream import cli
from slipstream.evidence import Evidence, fact_files
from slipstream.files import InputError
from tests.evidence.make import evidence, fact
from tests.evidence.upstream import make as upstream


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a small evidence in the place of the packaged one."""
    _ship(monkeypatch, evidence(fact()))


def _ship(monkeypatch: pytest.MonkeyPatch, small: Evidence) -> None:
    monkeypatch.setattr("slipstream.evidence.load_facts", lambda: small)
    used = frozenset(small.by_id)
    monkeypatch.setattr("slipstream.policy.citations.cited_facts", lambda: used)
    monkeypatch.setattr("slipstream.policy.citations.mentions", dict)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ["evidence", *arguments])


@pytest.mark.usefixtures("shipped")
def test_list_show_and_check_print_text() -> None:
    assert "KR.talent.home\t57,000\tperson" in run("list", "--country", "KR").stdout
    assert "57,000 person" in run("show", "KR.talent.home").stdout
    checked = run("check")
    assert checked.exit_code == 0
    assert "0 errors" in checked.stdout


@pytest.mark.usefixtures("shipped")
def test_list_show_and_check_print_json() -> None:
    listing = json.loads(run("list", "--kind", "talent", "--format", "json").stdout)
    assert [each["id"] for each in listing["facts"]] == ["KR.talent.home"]
    assert json.loads(run("show", "KR.talent.home", "--format", "json").stdout)["value"] == 57_000
    assert json.loads(run("check", "--format", "json").stdout)["errors"] == 0


@pytest.mark.parametrize("output", ["text", "json"])
def test_check_fails_on_errors(monkeypatch: pytest.MonkeyPatch, output: str) -> None:
    _ship(monkeypatch, evidence(fact(unit="peopl")))
    assert run("check", "--format", output).exit_code == 1


def test_a_mistake_is_one_line_on_stderr() -> None:
    command = [sys.executable, "-m", "slipstream.cli", "evidence", "show", "KR.talent.homme"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: evidence: fact: found 'KR.talent.homme'; expected ")
    assert done.stderr.count("\n") == 1


def test_broken_evidence_is_one_line_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Evidence:
        raise InputError("KR.yaml", "line 3", "a tab", "valid YAML")

    monkeypatch.setattr("slipstream.evidence.load_facts", fail)
    monkeypatch.setattr(sys, "argv", ["slipstream", "evidence", "list"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert capsys.readouterr().err == "error: KR.yaml: line 3: found a tab; expected valid YAML\n"


def test_a_defect_is_not_taken_for_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Evidence:
        raise ZeroDivisionError

    monkeypatch.setattr("slipstream.evidence.load_facts", fail)
    monkeypatch.setattr(sys, "argv", ["slipstream", "evidence", "list"])
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_help_imports_neither_data_nor_models() -> None:
    code = (
        "import sys; from slipstream import cli; sys.argv = ['slipstream', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('pydantic', 'yaml', 'jax', 'numpy')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.fixture
def new_score(tmp_path: Path) -> Path:
    """A file of scores with one record that is new."""
    korean = {
        "id_model_version": "new",
        "Display name": "K-EXAONE 2",
        "Organization": "LG AI Research",
        "Country (of organization)": "Korea (Republic of)",
        "Version release date": "2026-04-10",
        "eci": "144.2",
        "eci_ci_low": "142.25",
        "eci_ci_high": "146.0",
    }
    return upstream.write(tmp_path / "eci.csv", upstream.SCORE, upstream.SCORE | korean)


def test_export_writes_a_data_package(tmp_path: Path) -> None:
    done = run("export", "--out", str(tmp_path / "package"))
    assert done.stdout.startswith(f"wrote {tmp_path / 'package' / 'datapackage.json'}\n")
    files = json.loads(run("export", "--out", str(tmp_path), "--format", "json").stdout)["files"]
    assert {Path(each).name for each in files} == {path.name for path in tmp_path.iterdir()} - {
        "package"
    }


def test_import_shows_what_a_file_would_change(new_score: Path, tmp_path: Path) -> None:
    place = upstream.copy_evidence(tmp_path / "data")
    before = upstream.contents(place)
    asked = ("import", "epoch-eci", str(new_score), "--evidence", str(place), "--draws", "200")
    shown = run(*asked, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "2 rows: 2 matched, 0 unmatched, 0 left out" in shown.stdout
    assert "added: history.best_eci KR 2026-04-10 K-EXAONE 2" in shown.stdout
    assert "90% band of" in shown.stdout
    assert "only after `slipstream calibrate`" in shown.stdout
    assert "nothing was written" in shown.stdout
    assert upstream.contents(place) == before
    taken = json.loads(run(*asked, "--apply", "--format", "json").stdout)
    assert taken["written"] == [str(place / "history" / "best_eci.csv")]
    assert [change["name"] for change in taken["changes"]] == ["KR 2026-04-10 K-EXAONE 2"]
    assert taken["departures"][0]["value"] == 144.2
    assert "nothing to change" in run(*asked).stdout


def test_import_answers_before_and_after_a_fact_that_the_model_uses(tmp_path: Path) -> None:
    path = upstream.write(tmp_path / "chips.csv", upstream.CHIP | {"TDP (W)": "900"})
    shown = json.loads(
        run("import", "epoch-hardware", str(path), "--draws", "200", "--format", "json").stdout
    )
    assert [change["name"] for change in shown["changes"]] == ["WORLD.chip.h100_tdp"]
    assert shown["written"] == []
    assert set(shown["answer"]) == {"country", "draws", "prior", "calibrated"}
    assert all(0 <= each <= 1 for each in shown["answer"]["prior"])


def test_a_damaged_file_is_one_line_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "half.csv"
    path.write_text("Model,id_model_version\n", encoding="utf-8")
    command = [sys.executable, "-m", "slipstream.cli", "evidence", "import", "epoch-eci", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {path}: line 1: found no column 'Display name'")
    assert done.stderr.count("\n") == 1


def test_the_packaged_evidence_is_what_the_commands_read() -> None:
    assert run("list", "--country", "KR").exit_code == 0
    assert fact_files.load_facts().facts
