"""Which observations moved which numbers."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from slipstream.inference.influence import LEVELS_AS_SCORES, TOLD, moved, pulls
from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import log_likelihood
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors
from slipstream.model.constants import month_step

MARCH = month_step("2024-03")
DRAWS = 8


@pytest.fixture(scope="module")
def latent() -> Latent:
    """What was to be inferred in March 2024."""
    return Latent(Priors.known(MARCH, {}), observations(MARCH))


@pytest.fixture(scope="module")
def vectors(latent: Latent) -> np.ndarray:
    """Draws around the middle of the priors, with the first number moved and narrowed."""
    drawn = 0.3 * np.random.default_rng(0).standard_normal((latent.dimension, DRAWS))
    drawn[0] = 4.0 + 0.01 * np.arange(DRAWS)
    return drawn.astype(np.float32)


def test_pulls_are_parts_of_the_whole_slope(latent: Latent, vectors: np.ndarray) -> None:
    """Kinds of observations share out the slope of the whole log likelihood."""
    parts = pulls(latent, vectors)
    assert set(parts) == {"scores", "runs", "stocks", "open_lag", "talent", "never_led"}
    whole = jax.grad(lambda batch: jnp.sum(log_likelihood(latent, batch)))(jnp.asarray(vectors))
    expected = np.asarray(whole).mean(axis=1)
    # In single precision parts that cancel leave an error of the size of the largest, and at a
    # kink of the equations a draw may take the slope of either side.
    off = np.abs(np.sum([*parts.values()], axis=0) - expected) > 1e-2 * np.abs(expected).max()
    assert np.mean(off) < 0.01
    # Lags of open models say nothing of American chips.
    chips = latent.priors.names.index("US.stock_private_2022")
    assert parts["open_lag"][chips] == 0.0
    assert parts["stocks"][chips] != 0.0


def test_what_moved_most_comes_first(latent: Latent, vectors: np.ndarray) -> None:
    """The number that was moved leads the list, with its shift and what is left of its spread."""
    found = moved(latent, vectors)
    assert len(found) == TOLD
    first = found[0]
    assert first["number"] == latent.priors.names[0]
    assert first["shift"] == pytest.approx(4.04, abs=0.01)
    assert first["sd"] == pytest.approx(0.02, abs=0.01)
    assert list(first["prior"]) == list(LEVELS_AS_SCORES)  # type: ignore[call-overload]
