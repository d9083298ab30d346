"""The commands that check the calibration, as a user types them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from slipstream.cli import main
from slipstream.countries.model_data import model_data
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import Posterior, evidence_digest, read, write
from slipstream.inference import nuts
from slipstream.inference.calibrate import posterior_of
from slipstream.inference.latent import Latent
from slipstream.inference.nuts import Chains, Plan, StartError
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors

BAD = {
    "--origin 2025-13-01": "--origin: found '2025-13-01'",
    "--chains 2": "4 to 128",
    "--warm-up 5": "30 to 5,000",
    "--draws 5": "20 to 5,000",
    "--chains 100 --draws 400": "at most 20,000 draws",
    "--seed -1": "--seed: found -1",
    "--members 5": "128 to 8,192",
    "--posterior /nowhere": "/nowhere/posterior.yaml",
}


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["slipstream", "verify", "nuts", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def latent() -> Latent:
    """What the evidence leaves to infer."""
    return Latent(Priors.known(NOW, {}), observations(NOW))


@pytest.fixture(scope="module")
def folder(latent: Latent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A posterior of 256 members that is the prior."""
    place = tmp_path_factory.mktemp("posterior")
    vectors = np.random.default_rng(1).standard_normal((latent.dimension, 256), np.float32)
    write(posterior_of(latent, vectors, {"evidence": evidence_digest(model_data(), NOW)}), place)
    return place


@pytest.fixture
def _drawn(latent: Latent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chains that draw from the prior too, at once."""
    draws = np.random.default_rng(2).standard_normal((4, 100, latent.dimension), np.float32)
    chains = Chains(draws, np.full(4, 0.9, np.float32), np.zeros(4, int), 15.0, 0.2, 3.0)

    def sample(latent: Latent, plan: Plan, folder: Path | None, progress: object) -> Chains:
        assert (plan.chains, plan.draws) == (4, 100)
        return chains

    monkeypatch.setattr(nuts, "sample", sample)


@pytest.mark.usefixtures("_drawn")
def test_the_contract_of_the_comparison(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Samples of the same posterior agree in numbers and in the headline, as JSON and as text."""
    asked = ["--chains", "4", "--draws", "100", "--posterior", str(folder)]
    assert _run(monkeypatch, *asked, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["data_cutoff"] == "2026-06"
    assert found["smc"] == {"posteriors": 1, "members": 256}
    assert len(found["rows"]) == sum(kind["count"] for kind in found["kinds"])
    assert found["expected_beyond"]["2"] == pytest.approx(0.0455, abs=1e-4)
    for kind in found["kinds"]:
        assert kind["largest_shift"] < 0.5
    every = np.array([row["z"] for row in found["rows"]])
    assert np.mean(np.abs(every) > 2.0) < 0.1
    headline = found["headline"]
    assert (headline["country"], headline["by"]) == ("KR", 2030)
    for side in ("nuts", "smc"):
        assert 0.0 < headline[side]["error"] < 0.05
    assert abs(headline["z"]) < 4.0

    assert _run(monkeypatch, *asked) == 0
    text = capsys.readouterr().out
    assert "4 chains of 100 draws" in text
    assert f"KR joins by 2030: SMC {headline['smc']['probability']:.1%}" in text


@pytest.mark.usefixtures("_drawn")
def test_several_posteriors_tell_their_own_scatter(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With two runs, the output says what the members of one count for."""
    asked = ["--chains", "4", "--draws", "100", "--posterior", str(folder)]
    assert _run(monkeypatch, *asked, "--posterior", str(folder)) == 0
    text = capsys.readouterr().out
    assert "By the scatter between the runs" in text
    assert "Single posteriors" in text


def test_chains_that_cannot_start_are_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, exit code 1."""

    def sample(*arguments: object) -> Chains:
        raise StartError("3 of 4 chains found no start with a likelihood")

    monkeypatch.setattr(nuts, "sample", sample)
    assert _run(monkeypatch, "--posterior", str(folder)) == 1
    assert capsys.readouterr().err == "error: 3 of 4 chains found no start with a likelihood\n"


def test_a_posterior_of_something_else_is_refused(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Another origin, other evidence or another size: named before anything is drawn."""

    def refused(posterior: Posterior, *arguments: str) -> str:
        write(posterior, tmp_path)
        assert _run(monkeypatch, *arguments, "--posterior", str(tmp_path)) == 2
        return capsys.readouterr().err

    whole = read(folder)
    about = {name: told for name, told in whole.about.items() if name != "sha256"}
    whole = replace(whole, about=about)
    assert "expected 2024-03" in refused(whole, "--origin", "2024-03-31")
    assert "evidence" in refused(replace(whole, about={"evidence": "old"}))
    fewer = {
        name: getattr(whole, name)[..., :200]
        for name in ("rate", "lag", "skill", "departure", "watched", "spells")
    }
    small = replace(whole, values=whole.values[:, :200], **fewer)
    assert "256 as in the first" in refused(small, "--posterior", str(folder))


@pytest.mark.parametrize("arguments", BAD)
def test_bad_input_is_named(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr, exit code 2."""
    assert _run(monkeypatch, *arguments.split()) == 2
    assert BAD[arguments] in capsys.readouterr().err
