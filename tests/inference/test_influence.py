"""Which observations moved which numbers."""

from collections.abc import Callable, Mapping

import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from slipstream.inference import influence
from slipstream.inference.influence import LEVELS_AS_SCORES, TOLD, moved, pulls
from slipstream.inference.latent import Latent

DRAWS = 8


@pytest.fixture(scope="module")
def vectors(latent: Latent) -> np.ndarray:
    """Draws around the middle of the priors, with the first number moved and narrowed."""
    drawn = 0.3 * np.random.default_rng(0).standard_normal((latent.dimension, DRAWS))
    drawn[0] = 4.0 + 0.01 * np.arange(DRAWS)
    return drawn.astype(np.float32)


@pytest.fixture(scope="module")
def parts(latent: Latent, vectors: np.ndarray) -> Mapping[str, np.ndarray]:
    """The slope of each kind of observation."""
    return pulls(latent, vectors)


def test_pulls_are_parts_of_the_whole_slope(
    latent: Latent,
    vectors: np.ndarray,
    parts: Mapping[str, np.ndarray],
    slope: Callable[[Array], tuple[Array, Array]],
) -> None:
    """Kinds of observations share out the slope of the whole log likelihood."""
    assert set(parts) == {"scores", "runs", "stocks", "open_lag", "talent", "never_led"}
    expected = np.asarray(slope(jnp.asarray(vectors.T))[1]).mean(axis=0)
    # In single precision parts that cancel leave an error of the size of the largest, and at a
    # kink of the equations a draw may take the slope of either side.
    off = np.abs(np.sum([*parts.values()], axis=0) - expected) > 1e-2 * np.abs(expected).max()
    assert np.mean(off) < 0.01
    # Lags of open models say nothing of American chips.
    chips = latent.priors.names.index("US.stock_private_2022")
    assert parts["open_lag"][chips] == 0.0
    assert parts["stocks"][chips] != 0.0


def test_what_moved_most_comes_first(
    latent: Latent,
    vectors: np.ndarray,
    parts: Mapping[str, np.ndarray],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The number that was moved leads the list, with its shift and what is left of its spread."""
    monkeypatch.setattr(influence, "pulls", lambda *given: parts)  # found once above
    found = moved(latent, vectors)
    assert len(found) == TOLD
    first = found[0]
    assert first["number"] == latent.priors.names[0]
    assert first["shift"] == pytest.approx(4.04, abs=0.01)
    assert first["sd"] == pytest.approx(0.02, abs=0.01)
    assert list(first["prior"]) == list(LEVELS_AS_SCORES)  # type: ignore[call-overload]
    assert first["pulls"] == {kind: round(float(slope[0]), 2) for kind, slope in parts.items()}
