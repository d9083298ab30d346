"""The commands that forecast from earlier dates, as a user types them."""

import json
from pathlib import Path

import pytest

from slipstream.cli import main
from slipstream.countries.pack import country_codes
from slipstream.ensemble.exogenous import NOW
from slipstream.model.constants import month_end, month_name

BAD = {
    "--origin 2025-13-01": "--origin: found '2025-13-01'",
    "--until 2026-13": "--until: found '2026-13'",
    "--until 2040-01": "up to 2036-12",
    "--origin 2025-04-30 --until 2025-04": "expected a month after 2025-04",
    "--origin 2025-04-30 --until 2023-01": "expected a month after 2025-04",
    "--origin 2023-06-30": "expected a day from 2024-03-31",
    "--origin 2021-06-30": "a day after January 2022",
    "--origin 2027-06-30 --until 2027-12": "the end of the evidence",
    "--origin 2040-01-31": "the end of the evidence",
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
    origin, until = month_end(NOW).isoformat(), month_name(NOW + 2)
    asked = ["backtest", "--origin", origin, "--until", until, "--draws", "500"]
    assert _run(monkeypatch, *asked, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["origin", "until", "data_cutoff", "forecasts", "scores", "summary"]
    assert (found["origin"], found["until"]) == (origin, until)
    assert found["data_cutoff"] == origin
    assert found["scores"] == found["summary"] == []
    quantities = {"best_eci", "largest_run_log10_flop", "lag_months"}
    for country in ("US", "CN", "FR", "KR"):
        mine = [one for one in found["forecasts"] if one["country"] == country]
        assert {one["quantity"] for one in mine} == quantities
        assert {one["month"] for one in mine} == {month_name(NOW + 1), until}
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
    origin, until = month_end(NOW).isoformat(), month_name(NOW + 2)
    asked = ["backtest", "--origin", origin, "--until", until, "--draws", "100"]
    assert _run(monkeypatch, *asked) == 0
    assert "no scores" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", BAD)
def test_bad_input_is_named(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr, exit code 2."""
    assert _run(monkeypatch, "backtest", *arguments.split()) == 2
    assert BAD[arguments] in capsys.readouterr().err


BAD_FORECASTS = {
    "register --out {new} --origin 2024-03-31": "to which the evidence reaches",
    "register --out {new} --until 2024-03": "--until: found 2024-03; expected a month after",
    "register --out {new} --until 2037-01": "up to 2036-12",
    "register --out {old}": "none is overwritten",
    "score {new}": "no JSON that can be read",
    "score {old}": "sha256",
}


@pytest.mark.parametrize("arguments", BAD_FORECASTS)
def test_a_bad_forecast_is_named(
    arguments: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line on stderr, exit code 2, and a file that is there stays as it is."""
    old = tmp_path / "old.json"
    old.write_text('{"sha256": 1}')
    asked = arguments.format(new=tmp_path / "new.json", old=old)
    assert _run(monkeypatch, "forecast", *asked.split()) == 2
    assert BAD_FORECASTS[arguments] in capsys.readouterr().err
    assert old.read_text() == '{"sha256": 1}'


def test_forecasts_on_file_are_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those from March 2026, with months that a file of outcomes tells of, beside baselines."""
    march = Path(__file__).parents[1] / "docs" / "forecasts" / "2026-03-31.json"
    later = tmp_path / "later.csv"
    later.write_text(
        "country,date,model,organisation,eci,low,high,level,kind,source\n"
        "US,2026-11-30,Another,Somebody,170.0,168.0,172.0,0.9,score,epoch-eci\n"
    )
    asked = ["forecast", "score", str(march), "--outcomes", str(later)]
    assert _run(monkeypatch, *asked, "--format", "json") == 0
    (found,) = json.loads(capsys.readouterr().out)["registered"]
    assert found["origin"] == "2026-03-31"
    assert {"2026-04", "2026-11"} <= {one["month"] for one in found["scores"]}
    us = [one for one in found["scores"] if (one["country"], one["month"]) == ("US", "2026-11")]
    assert {one["model"] for one in us} >= {"slipstream", "persistence", "trend", "random_walk"}
    assert {one["observed"] for one in us if one["quantity"] == "best_eci"} == {170.0}
    assert _run(monkeypatch, *asked) == 0
    told = capsys.readouterr().out
    assert "put on file on 2026-11-28 (sha256 c4038a77357ee913)" in told
    assert "against the best single baseline" in told


def test_what_is_put_on_file_can_be_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next forecasts: made from the shipped posterior, unscored until their months come."""
    path = tmp_path / "next.json"
    asked = ["register", "--until", "2027-12", "--draws", "200", "--out", str(path)]
    assert _run(monkeypatch, "forecast", *asked) == 0
    assert "sha256" in capsys.readouterr().out
    assert _run(monkeypatch, "forecast", "score", str(path), "--format", "json") == 0
    (found,) = json.loads(capsys.readouterr().out)["registered"]
    assert found["scores"] == found["skill"] == found["summary"] == []
    mine = {
        (one["country"], one["quantity"])
        for one in found["forecasts"]
        if one["model"] == "slipstream"
    }
    for country in country_codes():
        assert {(country, "best_eci"), (country, "largest_run_log10_flop")} <= mine


def test_an_unknown_number_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any fitting begins."""
    asked = ["backtest", "--origin", "2025-04-30", "--fix", "run_ofset=0"]
    assert _run(monkeypatch, *asked) == 2
    assert "did you mean 'run_offset'" in capsys.readouterr().err
