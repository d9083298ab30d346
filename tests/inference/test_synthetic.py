"""Histories simulated from the model, held against the likelihood that is to read them."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import log_likelihood
from slipstream.inference.synthetic import (
    Data,
    Design,
    Histories,
    complete_design,
    data_of,
    departures,
    observing,
    simulate,
    to_infer,
    worlds_of,
)
from slipstream.model.constants import month_step

MARCH = month_step("2024-03")
HISTORIES = 768


@pytest.fixture(scope="module")
def made() -> tuple[Latent, Design, np.ndarray, Histories]:
    """Vectors from the prior, drawn in a little, and a history of each."""
    design = complete_design(MARCH)
    latent = to_infer(MARCH, design)
    rng = np.random.default_rng(0)
    vectors = 0.5 * rng.standard_normal((latent.dimension, HISTORIES)).astype(np.float32)
    # Departures are the random stream of releases: their law has to be that of the prior.
    vectors[-latent.sizes["departure"] :] *= 2.0
    histories = simulate(worlds_of(latent, jnp.asarray(vectors)), design, rng)
    return latent, design, departures(latent, vectors, histories), histories


def _slopes(latent: Latent) -> Callable[[Array, Data, float], Array]:
    """Slopes of log densities at vectors, given data whose stated errors are so many times true."""

    def log_density(vector: Array, one: Data, error: float) -> Array:
        scores = one.scores._replace(sd=one.scores.sd * error)
        value = log_likelihood(observing(latent, one._replace(scores=scores)), vector[:, None])[0]
        return value - 0.5 * jnp.sum(vector[-latent.sizes["departure"] :] ** 2)

    return jax.jit(jax.vmap(jax.grad(log_density), in_axes=(0, 0, None)))


def _standardised(slopes: Array) -> np.ndarray:
    """Mean slopes in standard errors, of the numbers of which something is told."""
    found = np.asarray(slopes)
    told = found.std(axis=0) > 1e-6
    mean, sd = found.mean(axis=0)[told], found.std(axis=0)[told]
    return np.asarray(mean / sd * np.sqrt(HISTORIES))


def test_the_likelihood_is_the_density_of_what_is_simulated(
    made: tuple[Latent, Design, np.ndarray, Histories],
) -> None:
    """At the truth slopes are nothing on average: only so if both tell the same story."""
    latent, design, vectors, histories = made
    data = [data_of(histories, design, draw) for draw in range(HISTORIES)]
    every = jax.tree.map(lambda *parts: np.stack(parts), *data)
    slopes = _slopes(latent)
    right = _standardised(slopes(jnp.asarray(vectors.T), every, 1.0))
    assert len(right) > 300
    assert np.sqrt(np.mean(right**2)) == pytest.approx(1.0, abs=0.3)
    wrong = _standardised(slopes(jnp.asarray(vectors.T), every, 0.5))
    assert np.sqrt(np.mean(wrong**2)) > 1.5


def test_records_are_records(made: tuple[Latent, Design, np.ndarray, Histories]) -> None:
    """A record beats what stood, a month without one leaves it, unwatched countries have none."""
    _, design, _, histories = made
    for track, watch in ((histories.scores, design.scores), (histories.runs, design.runs)):
        assert (track.measured > track.standing)[track.record].all()
        after = np.where(track.record, track.measured, track.standing)
        np.testing.assert_array_equal(after[:-1], track.standing[1:])
        assert not track.record[~watch.seen].any()
        assert track.record.any()
