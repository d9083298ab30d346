"""The commands that check the calibration by simulated histories, as a user types them."""

import json

import pytest

from slipstream.cli import main

BAD = {
    "sbc --sets 1": "--sets: found 1",
    "sbc --members 5": "128 to 8,192",
    "sbc --origin soon": "--origin: found 'soon'",
    "predictive --draws 3": "--draws: found 3",
}


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["slipstream", "verify", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("arguments", BAD)
def test_bad_input_is_named(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr, exit code 2."""
    assert _run(monkeypatch, *arguments.split()) == 2
    assert BAD[arguments] in capsys.readouterr().err


def test_replications_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The JSON has what was asked for."""
    assert _run(monkeypatch, "predictive", "--draws", "20", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["draws"], found["seed"]) == (20, 1)
    assert found["statistics"]
