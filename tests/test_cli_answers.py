import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from prov.model import ProvDocument, ProvEntity
from typer.testing import CliRunner, Result

from slipstream import cli
from slipstream.cli import progress as progress_module
from slipstream.files import InputError
from tests.report.html import Reader

FEW = ("--draws", "200")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments, catch_exceptions=False)


def test_answer_prints_text_and_json() -> None:
    text = run("answer", "kr", *FEW)
    assert text.exit_code == 0
    assert text.stdout.startswith(
        "Will South Korea be in the frontier AI race at the end of 2030?\n"
    )
    content = json.loads(run("answer", "KR", *FEW, "--format", "json", "--lang", "ko").stdout)
    assert content["country"] == "KR"
    assert content["draws"] == 200
    assert all(re.search("[가-힣]", each["sentence"]) for each in content["drivers"])


def test_the_same_seed_gives_the_same_bytes() -> None:
    asked = ("answer", "SG", *FEW, "--seed", "7", "--by", "2027", "--format", "json")
    assert run(*asked).stdout == run(*asked).stdout
    assert run(*asked).stdout != run(*asked[:5], "8", *asked[6:]).stdout


def test_answer_writes_a_folder_and_keeps_stdout_for_the_answer(tmp_path: Path) -> None:
    done = run("answer", "KR", *FEW, "--by", "2026", "--format", "json", "--out", str(tmp_path))
    assert json.loads(done.stdout) == json.loads((tmp_path / "answer.json").read_text())
    assert done.stderr.startswith(f"wrote {tmp_path / 'index.html'}\n")
    page = Reader((tmp_path / "index.html").read_text()).text
    assert "slipstream answer KR --by 2026 --within 7 --draws 200 --seed 1" in page


def test_policies_are_laid_one_over_another() -> None:
    asked = ("--policy", "open-base", "--policy", "open-weights-closure")
    done = run("answer", "KR", *FEW, *asked, "--format", "json")
    assert json.loads(done.stdout)["policy"] == "open-base + open-weights-closure"


def test_compare_joins_policies_with_a_plus(tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("compare", "today", "open-base+open-weights-closure", *FEW, "--country", "kr")
    content = json.loads(run(*asked, "--format", "json").stdout)
    names = [each["policy"] for each in content["outcomes"]]
    assert names == ["today", "open-base + open-weights-closure"]
    done = run(*asked, "--out", str(out))
    assert done.stdout == (out / "compare.txt").read_text()
    assert done.stderr.startswith(f"wrote {out / 'index.html'}\n")
    page = Reader((out / "index.html").read_text()).text
    command = "slipstream compare today open-base+open-weights-closure --country KR --by 2030"
    assert f"{command} --within 7 --draws 200 --seed 1" in page
    assert {path.name for path in out.iterdir()} == {
        "index.html",
        "compare.txt",
        "compare.json",
        "compare.svg",
        "compare.png",
        "provenance.json",
    }
    record = ProvDocument.deserialize(out / "provenance.json", format="json")
    used = {str(each.identifier) for each in record.get_records(ProvEntity)}
    assert {"input:policy/today.yaml", "input:policy/open-weights-closure.yaml"} <= used
    assert {"output:index.html", "output:compare.json"} <= used


def test_levers_and_shocks_are_set_over_the_policies(tmp_path: Path) -> None:
    asked = ["--policy", "article", "--set", "teams=2", "--shock", "power_shortage=1::24"]
    done = run("answer", "KR", *FEW, *asked, "--out", str(tmp_path), "--format", "json")
    content = json.loads(done.stdout)
    assert content["policy"] == "article + teams=2 + power_shortage=1::24"
    page = Reader((tmp_path / "index.html").read_text()).text
    assert f"slipstream answer KR {' '.join(asked)} --by 2030 --within 7 --draws" in page
    told = run("answer", "KR", *FEW, *asked).stdout.splitlines()[-1]
    assert "Teams that share the compute at 2 + Power shortage (probability 100%" in told


def test_a_comparison_sets_levers_for_one_policy_and_for_all() -> None:
    asked = ("compare", "today", "today+teams=1", *FEW, "--set", "public_budget=2e10")
    content = json.loads(run(*asked, "--format", "json").stdout)
    names = [each["policy"] for each in content["outcomes"]]
    assert names == ["today + public_budget=2e10", "today + teams=1 + public_budget=2e10"]


def test_a_fixed_world_is_that_of_the_whole_one_under_todays_policy() -> None:
    asked = ("answer", "KR", *FEW, "--format", "json")
    whole = json.loads(run(*asked).stdout)
    kept = json.loads(run(*asked, "--fixed-world").stdout)
    for name in ("probability", "lag_months", "sovereignty", "public_cost_usd"):
        assert kept[name] == whole[name]


def test_run_writes_what_xarray_opens(tmp_path: Path) -> None:
    import xarray as xr

    out = tmp_path / "run.nc"
    done = run("run", "kr", "--policy", "none", "--draws", "100", "--out", str(out))
    assert done.stdout.startswith(f"wrote {out}: ")
    described = json.loads(
        run("run", "KR", "--draws", "100", "--out", str(out), "--format", "json").stdout
    )
    with xr.open_dataset(out) as dataset:
        assert list(dataset.data_vars) == described["variables"]
        assert dataset.sizes == {"draw": 100, "month": described["months"]}
    record = json.loads((tmp_path / "run.nc.prov.json").read_text("utf-8"))
    told = hashlib.sha256(out.read_bytes()).hexdigest()
    assert record["entity"]["output:run.nc"]["slipstream:sha256"] == told
    command = record["activity"]["slipstream:run"]["slipstream:command"]
    assert command == f"slipstream run KR --out {out} --draws 100 --seed 1"


def test_policies_lists_what_is_shipped() -> None:
    assert "open-base: Build on open models\n  No from-scratch rule" in run("policies").stdout
    listed = json.loads(run("policies", "--lang", "ko", "--format", "json").stdout)["policies"]
    assert {"today", "article"} <= {each["name"] for each in listed}
    assert all(set(each) == {"name", "label", "description", "country"} for each in listed)


@pytest.mark.parametrize("command", ["answer", "compare", "run", "policies"])
def test_the_help_of_each_command_has_an_example(command: str) -> None:
    assert f"Example: slipstream {command}" in " ".join(run(command, "--help").stdout.split())


POLICY = "name: mine\nlabel: {en: Mine, ko: 내 정책}\ndescription: {en: Mine., ko: 내 것.}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["KP"], "country: found 'KP'; expected one of: AE United Arab Emirates, CA Canada, "),
        (["KR", "--by", "2024"], "--by: found 2024; expected a year from 2026 to 2036"),
        (["KR", "--within", "-1"], "--within: found -1; expected 0 to 120 months"),
        (["KR", "--within", "nan"], "--within: found nan; expected 0 to 120 months"),
        (["KR", "--draws", "99"], "--draws: found 99; expected 100 to 1,000,000"),
        (["KR", "--draws", "2000000"], "--draws: found 2,000,000; expected 100 to 1,000,000"),
        (["KR", "--seed", "-1"], "--seed: found -1; expected 0 or more"),
        (["KR", "--weights", "1,2,3"], "--weights: found '1,2,3'; expected four numbers"),
        (["KR", "--weights", "0,0,0,0"], "--weights: found '0,0,0,0'; expected four numbers"),
        (["KR", "--weights", "1,1,1,inf"], "--weights: found '1,1,1,inf'; expected four"),
        (["KR", "--policy", "todai"], "--policy: found 'todai'; expected "),
        (["KR", "--policy", "no.yaml"], "no.yaml: found no such file or directory; expected "),
        (["JP", "--policy", "article"], "policy article: country: found a policy for KR; expected"),
    ],
)
def test_a_wrong_argument_is_one_line_and_exit_2(
    arguments: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert_error(["answer", *arguments], message, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("levers: {teems: 3}", "levers.teems: found an unknown name; expected did you mean"),
        ("levers: {teams: 300}", "levers.teams: found 300; expected 1 to 20"),
        (
            "levers: {public_budget: {value: 3, unit: MW}}",
            "levers.public_budget.unit: found 'MW'; expected USD/year",
        ),
        ("levers: {teams: many}", "levers.teams"),
        ("levers: [", "line "),
        ("shocks: {meteor: {probability: 1}}", "shocks.meteor: found an unknown name; expected"),
        ("colour: red", "colour: found an unknown field; expected did you mean 'country'?"),
    ],
)
def test_a_mistake_in_a_policy_file_is_one_line_and_exit_2(
    content: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(POLICY + content + "\n", encoding="utf-8")
    message = f"{file}: {message}"
    assert_error(["answer", "KR", "--policy", str(file)], message, monkeypatch, capsys)
    assert_error(["compare", "today", str(file)], message, monkeypatch, capsys)


def test_a_place_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    message = "expected a place that can be written to"
    for command in (["answer", "KR"], ["compare", "today", "none"]):
        asked = [*command, "--draws", "100", "--out", str(taken)]
        assert_error(asked, message, monkeypatch, capsys)
    inside = str(taken / "run.nc")
    assert_error(["run", "KR", "--draws", "100", "--out", inside], message, monkeypatch, capsys)


def test_one_policy_is_no_comparison(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = "POLICY: found today; expected two or more different policies"
    assert_error(["compare", "today"], message, monkeypatch, capsys)


def assert_error(
    arguments: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["slipstream", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    printed = capsys.readouterr()
    assert stop.value.code == 2
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert message in printed.err
    assert printed.err.count("\n") == 1


def test_a_wrong_kind_of_value_is_a_usage_error() -> None:
    assert run("answer", "KR", "--draws", "many").exit_code == 2
    assert run("answer", "KR", "--lang", "jp").exit_code == 2


@pytest.mark.parametrize(
    ("error", "status"), [(KeyboardInterrupt, 130), (BrokenPipeError, 1)], ids=["ctrl-c", "pipe"]
)
def test_an_interrupt_and_a_closed_pipe_leave_no_traceback(
    error: type[BaseException], status: int
) -> None:
    code = (
        "from slipstream import cli\n"
        "def fail(): raise " + error.__name__ + "\n"
        "cli.app = fail\n"
        "cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (status, b"")


def test_progress_is_silent_away_from_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_module.progress("work"):
        pass
    assert capsys.readouterr().err == ""


def test_progress_appears_at_a_terminal_once_work_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from time import sleep

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_module.progress("short work"):
        pass
    monkeypatch.setattr(progress_module, "PATIENCE", 0.01)
    with progress_module.progress("long work"):
        sleep(0.3)
    err = capsys.readouterr().err
    assert "long work" in err
    assert "short work" not in err


def test_response_shows_one_lever_in_each_form(tmp_path: Path) -> None:
    only = ("--only", "teams", "--draws", "100", "--prior")
    text = run("response", "kr", *only, "--charts", str(tmp_path)).stdout
    assert text.startswith("How the answer for South Korea responds")
    assert {path.name for path in tmp_path.iterdir()} == {"response-kr-levers.svg"}
    content = json.loads(run("response", "KR", *only, "--format", "json").stdout)
    assert [curve["name"] for curve in content["levers"]] == ["teams"]
    table = run("response", "KR", *only, "--format", "markdown", "--lang", "ko").stdout
    assert "| --- | --: |" in table
    with pytest.raises(InputError, match="did you mean 'teams'"):
        run("response", "--only", "team")
