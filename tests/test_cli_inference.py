"""The commands that forecast from earlier dates, as a user types them."""

import json

import pytest

from slipstream.cli import main

BAD = {
    "--origin 2025-13-01": "--origin: found '2025-13-01'",
    "--until 2026-13": "--until: found '2026-13'",
    "--until 2040-01": "up to 2036-12",
    "--origin 2025-04-30 --until 2025-04": "expected after 2025-04",
    "--fix run_offset": "NAME=VALUE",
    "--members 5": "128 to 8,192",
    "--outcomes /nowhere.csv": "/nowhere.csv",
}


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["slipstream", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_contract_of_a_backtest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the shipped posterior's own origin: forecasts without scores, as documented."""
    asked = [
        "backtest",
        "--origin",
        "2026-03-31",
        "--until",
        "2026-08",
        "--draws",
        "500",
        "--format",
        "json",
    ]
    assert _run(monkeypatch, *asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["origin"], found["until"]) == ("2026-03-31", "2026-08")
    assert found["data_cutoff"] == "2026-03-31"
    assert found["scores"] == []
    quantities = {"best_eci", "largest_run_log10_flop", "lag_months"}
    for country in ("US", "CN", "FR", "KR"):
        mine = [one for one in found["forecasts"] if one["country"] == country]
        assert {one["quantity"] for one in mine} == quantities
        assert {one["month"] for one in mine} == {f"2026-0{month}" for month in range(4, 9)}
        models = {"slipstream", "persistence", "trend", "random_walk"}
        assert {one["model"] for one in mine} == models
    for one in found["forecasts"]:
        assert list(one["quantiles"]) == ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"]
        values = list(one["quantiles"].values())
        assert values == sorted(values)


def test_nothing_observed_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text, months without observations have no table."""
    asked = ["backtest", "--origin", "2026-03-31", "--until", "2026-05", "--draws", "100"]
    assert _run(monkeypatch, *asked) == 0
    assert "no scores" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", BAD)
def test_bad_input_is_named(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr, exit code 2."""
    assert _run(monkeypatch, "backtest", *arguments.split()) == 2
    assert BAD[arguments] in capsys.readouterr().err


def test_an_unknown_number_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any fitting begins."""
    asked = ["backtest", "--origin", "2025-04-30", "--fix", "run_ofset=0"]
    assert _run(monkeypatch, *asked) == 2
    assert "did you mean 'run_offset'" in capsys.readouterr().err
