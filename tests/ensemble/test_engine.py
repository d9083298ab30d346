import jax
import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.ensemble.engine import Track, simulate
from slipstream.ensemble.run import block_inputs
from slipstream.ensemble.scenario import Scenario

Floats = NDArray[np.floating]
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


@pytest.fixture(scope="module")
def single(scenario: Scenario) -> Track:
    track: Track = simulate(block_inputs(scenario, 1, 0))[0]
    return track


@pytest.fixture(scope="module")
def double(scenario: Scenario) -> Track:
    with jax.enable_x64(True):
        track: Track = simulate(block_inputs(scenario, 1, 0, dtype=np.float64))[0]
        assert track.lag.dtype == np.float64
    return track


def test_all_outcomes_are_finite(single: Track) -> None:
    assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(single))


def test_the_frontier_is_the_best_model_anywhere(single: Track, scenario: Scenario) -> None:
    assert np.array_equal(np.max(single.scores, axis=1), single.frontier)
    own = np.asarray(single.scores)[:, scenario.focal_row]
    assert np.array_equal(own, single.outcome.capability)


def test_scores_never_fall(single: Track) -> None:
    assert np.diff(np.asarray(single.scores), axis=0).min() >= 0.0


def spread(value: jax.Array) -> Floats:
    return np.quantile(np.asarray(value, np.float64), PROBABILITIES, axis=1)


@pytest.mark.parametrize("part", ["frontier", "open"])
def test_single_precision_is_enough_for_the_world(part: str, single: Track, double: Track) -> None:
    one, two = spread(getattr(single, part)), spread(getattr(double, part))
    assert np.abs(one - two).max() <= 0.05


def test_single_precision_is_enough_for_capability(single: Track, double: Track) -> None:
    one, two = spread(single.outcome.capability), spread(double.outcome.capability)
    assert np.abs(one - two).max() <= 0.05


@pytest.mark.parametrize("within", [0, 3, 7, 12, 24])
def test_single_precision_is_enough_for_odds(within: int, single: Track, double: Track) -> None:
    one, two = (np.mean(np.asarray(track.lag) <= within, axis=1) for track in (single, double))
    assert np.abs(one - two).max() <= 0.01


def test_single_precision_is_enough_for_shares(single: Track, double: Track) -> None:
    shares = [(*track.outcome.sources, *track.outcome.sovereignty) for track in (single, double)]
    for one, two in zip(*shares, strict=True):
        assert np.abs(spread(one) - spread(two)).max() <= 0.01


def test_single_precision_is_enough_for_stocks(single: Track, double: Track) -> None:
    stocks = [
        (*track.outcome.compute, *track.outcome.talent, track.outcome.revenue)
        for track in (single, double)
    ]
    for one, two in zip(*stocks, strict=True):
        assert spread(one) == pytest.approx(spread(two), rel=1e-3)
