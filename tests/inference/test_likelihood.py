"""The target of calibration: its maps, its gradient and what it is told."""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates, quantile
from slipstream.files import InputError
from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import log_likelihood, terms
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors
from slipstream.model.constants import month_step
from slipstream.registry.load import registry

MARCH = month_step("2024-03")


def test_scores_map_to_values_as_draws_do() -> None:
    """The smooth map is that of the priors' draws."""
    priors = Priors.known(MARCH, {})
    scores = np.random.default_rng(0).standard_normal((len(priors.uncertain), 16))
    values = np.asarray(priors.values(jnp.asarray(scores, jnp.float32)))
    rows = registry().parameters
    for at, score in zip(priors.uncertain, scores, strict=True):
        number = coordinates(model_data(), MARCH)[at]
        expected = quantile(rows[number.parameter], number.prior, score)
        np.testing.assert_allclose(values[at], expected, rtol=2e-3, atol=2e-3, err_msg=number.name)


def test_numbers_can_be_held() -> None:
    """By parameter or for one country; an unknown name is refused with the nearest."""
    priors = Priors.known(MARCH, {"run_offset": 0.0, "KR.skill_sd": 2.0})
    names = set(priors.names)
    assert not any(name.endswith(".run_offset") for name in names)
    assert "KR.skill_sd" not in names
    assert "US.skill_sd" in names
    with pytest.raises(InputError, match="run_offset"):
        Priors.known(MARCH, {"run_ofset": 0.0})


def test_observations_end_at_the_origin() -> None:
    """Nothing dated later is seen, and what a later origin sees of it is the same."""
    early, late = observations(MARCH), observations(month_step("2026-03"))
    for seen in (early.scores, early.runs):
        assert seen.month.max() <= MARCH
    assert early.stocks.month.max() <= MARCH
    before = late.scores.month <= MARCH
    assert sorted(early.scores.value) == sorted(late.scores.value[before])
    assert len(early.scores.value) < len(late.scores.value)


def test_floors_of_runs_end_the_record() -> None:
    """American runs are not disclosed after Grok 4: no month after it counts as a standing one."""
    late = observations(month_step("2026-03"))
    us = 11
    assert late.runs.row.max() <= us
    assert not late.runs.open[month_step("2025-09"), us]
    assert late.runs.open[month_step("2025-05"), us]


def test_mapped_gradient_is_the_gradient(
    latent: Latent, slope: Callable[[Array], tuple[Array, Array]]
) -> None:
    """Mapping over many gives what they give together, and agrees with differences."""
    drawn = 0.3 * jax.random.normal(jax.random.PRNGKey(0), (4, latent.dimension))
    places = latent.priors.names.index("eci_at_1e25"), latent.dimension - 1
    steps = jnp.zeros((4, latent.dimension))
    for row, at in enumerate(places):
        steps = steps.at[2 * row, at].set(0.01).at[2 * row + 1, at].set(-0.01)
    vectors = jnp.concatenate([drawn, drawn[0] + steps])
    values, gradients = slope(vectors)
    together = jax.jit(partial(log_likelihood, latent))(vectors.T)
    np.testing.assert_allclose(values, together, rtol=1e-4)
    for row, at in enumerate(places):
        up, down = values[4 + 2 * row], values[5 + 2 * row]
        assert float(up - down) / 0.02 == pytest.approx(float(gradients[0, at]), rel=0.1, abs=0.3)


def test_every_kind_of_observation_counts(latent: Latent) -> None:
    """No term is constant over draws where there is data of its kind."""
    vectors = jax.random.normal(jax.random.PRNGKey(1), (latent.dimension, 8))
    found = jax.jit(partial(terms, latent))(vectors)
    for name in ("scores", "runs", "stocks", "talent", "never_led"):
        assert float(jnp.std(found[name])) > 0.0, name
        assert np.isfinite(np.asarray(found[name])).all(), name
