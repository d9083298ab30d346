"""The parts of the sampler that decide: how far to temper, what to expect, when to give up."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from slipstream.inference import smc
from slipstream.inference.smc import CollapseError, Stage

DRAWS = 400
FINE = Stage(0.5, 0.6, 0.9, 0.8, 0.7, -100.0, 1.0)


def _progress(vectors: np.ndarray) -> smc._Progress:
    weights = np.full(len(vectors), 1.0 / len(vectors), dtype=np.float32)
    return smc._Progress(vectors, weights, 1.0, 0.2, 1, (FINE,))


def test_a_stage_leaves_the_share_that_it_aims_at() -> None:
    """Tempering goes just so far that the weights leave the target."""
    values = np.random.default_rng(0).normal(-500.0, 50.0, DRAWS).astype(np.float32)
    weights = np.full(DRAWS, 1.0 / DRAWS, dtype=np.float32)
    power = smc._next_tempering(values, weights, 0.0)
    gain = np.exp(power * (values - values.max()))
    assert gain.sum() ** 2 / (gain**2).sum() / DRAWS == pytest.approx(smc.TARGET_ESS, abs=1e-3)


def test_tempering_ends_at_one() -> None:
    """Draws that fit alike need no more stages."""
    values = np.full(DRAWS, -3.0, dtype=np.float32)
    weights = np.full(DRAWS, 1.0 / DRAWS, dtype=np.float32)
    assert smc._next_tempering(values, weights, 0.3) == 1.0


def _weights(draws: int) -> np.ndarray:
    return np.full(draws, 1.0 / draws, dtype=np.float32)


def test_the_metric_finds_what_history_narrows() -> None:
    """A direction that is known to a tenth has a hundredth of the variance, others keep theirs."""
    slope = -np.random.default_rng(0).standard_normal((4000, 5)).astype(np.float32)
    slope[:, 2] *= 10.0
    expected = np.eye(5)
    expected[2, 2] = 0.01
    np.testing.assert_allclose(smc.inverse_mass(slope, _weights(4000)), expected, atol=0.02)


def test_the_metric_does_not_take_chance_for_knowledge() -> None:
    """Of fewer draws than numbers, most of which are as before, only what is told is narrowed."""
    slope = -np.random.default_rng(0).standard_normal((100, 300)).astype(np.float32)
    np.testing.assert_array_equal(smc.inverse_mass(slope, _weights(100)), np.eye(300))
    slope[:, 7] *= 15.0
    metric = smc.inverse_mass(slope, _weights(100))
    assert metric[7, 7] < 0.1
    assert np.sum(np.linalg.eigvalsh(metric) < 0.99) == 1


def test_a_few_steep_draws_do_not_make_the_metric() -> None:
    """One draw far astray changes little."""
    slope = -np.random.default_rng(0).standard_normal((1000, 4)).astype(np.float32)
    slope[0] = 1e5
    np.testing.assert_allclose(smc.inverse_mass(slope, _weights(1000)), np.eye(4), atol=0.3)


def test_collapse_is_an_error() -> None:
    """Few draws left, few ancestors or no end of stages: no result."""
    smc._check(FINE, 10, settled=True)
    for stage in (replace(FINE, ess=0.01), replace(FINE, ancestors=0.01)):
        with pytest.raises(CollapseError, match="stage 3"):
            smc._check(stage, 3, settled=False)
    with pytest.raises(CollapseError, match="stages"):
        smc._check(FINE, smc.MOST_STAGES, settled=False)
    restless = replace(FINE, balance=1.3)
    smc._check(restless, 3, settled=False)
    with pytest.raises(CollapseError, match="not settled"):
        smc._check(restless, 3, settled=True)


def test_a_checkpoint_holds_everything(tmp_path: Path) -> None:
    """What is read back is what was written, digit by digit."""
    before = _progress(np.random.default_rng(0).standard_normal((8, 3)).astype(np.float32))
    smc._write(before, tmp_path / "state.npz")
    after = smc._read(tmp_path / "state.npz")
    np.testing.assert_array_equal(after.vectors, before.vectors)
    np.testing.assert_array_equal(after.weights, before.weights)
    assert (after.tempering, after.step_size, after.final) == (1.0, 0.2, 1)
    assert after.stages == before.stages
