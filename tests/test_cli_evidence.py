import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner, Result

from slipstream import cli
from slipstream.evidence import Evidence, load
from slipstream.files import InputError
from tests.evidence.make import evidence, fact


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a small evidence in the place of the packaged one."""
    _ship(monkeypatch, evidence(fact()))


def _ship(monkeypatch: pytest.MonkeyPatch, small: Evidence) -> None:
    monkeypatch.setattr("slipstream.evidence.load_facts", lambda: small)
    used = frozenset(small.by_id)
    monkeypatch.setattr("slipstream.policy.citations.cited_facts", lambda: used)


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


def test_the_packaged_evidence_is_what_the_commands_read() -> None:
    assert run("list", "--country", "KR").exit_code == 0
    assert load.load_facts().facts
