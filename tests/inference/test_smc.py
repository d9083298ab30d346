"""The parts of the sampler that decide: how far to temper, what to expect, when to give up."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from slipstream.inference import smc
from slipstream.inference.smc import CollapseError, Stage

DRAWS = 400
FINE = Stage(0.5, 0.6, 0.9, 0.8, 0.7, -100.0)


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


def test_the_metric_finds_what_history_narrows() -> None:
    """A direction that is known to a tenth has a hundredth of the variance, others keep theirs."""
    vectors = np.random.default_rng(0).standard_normal((4000, 5)).astype(np.float32)
    vectors[:, 2] *= 0.1
    gradients = np.zeros_like(vectors)
    gradients[:, 2] = -99.0 * vectors[:, 2]
    metric = smc._inverse_mass(_progress(vectors), gradients)
    expected = np.eye(5)
    expected[2, 2] = 0.01
    np.testing.assert_allclose(metric, expected, atol=0.02)


def test_collapse_is_an_error() -> None:
    """Few draws left, few ancestors or no end of stages: no result."""
    smc._check(FINE, 10)
    for stage in (replace(FINE, ess=0.01), replace(FINE, ancestors=0.01)):
        with pytest.raises(CollapseError, match="stage 3"):
            smc._check(stage, 3)
    with pytest.raises(CollapseError, match="stages"):
        smc._check(FINE, smc.MOST_STAGES)


def test_a_checkpoint_holds_everything(tmp_path: Path) -> None:
    """What is read back is what was written, digit by digit."""
    before = _progress(np.random.default_rng(0).standard_normal((8, 3)).astype(np.float32))
    smc._write(before, tmp_path / "state.npz")
    after = smc._read(tmp_path / "state.npz")
    np.testing.assert_array_equal(after.vectors, before.vectors)
    np.testing.assert_array_equal(after.weights, before.weights)
    assert (after.tempering, after.step_size, after.final) == (1.0, 0.2, 1)
    assert after.stages == before.stages
