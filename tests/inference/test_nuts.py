"""The second sampler, on targets whose posterior is known."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from slipstream.ensemble.exogenous import NOW
from slipstream.inference import nuts
from slipstream.inference.latent import Latent
from slipstream.inference.nuts import Chains, Plan, StartError

SD = np.array([0.05, 0.3, 1.0, 1.0])
MEAN = np.array([0.5, -1.0, 0.0, 0.0])


def _target(monkeypatch: pytest.MonkeyPatch, likelihood: object) -> Latent:
    monkeypatch.setattr(nuts, "log_likelihood_of_one", lambda latent: likelihood)
    return cast("Latent", SimpleNamespace(now=NOW, dimension=len(SD)))


def _gaussian(vector: Array) -> Array:
    """With the standard normal prior, the posterior has these means and deviations."""
    return -0.5 * jnp.sum(((vector - MEAN) / SD) ** 2) + 0.5 * jnp.sum(vector**2)


def _chains(chains: int = 2, draws: int = 6) -> Chains:
    numbers = np.arange(chains * draws * 3, dtype=np.float32).reshape(chains, draws, 3)
    return Chains(numbers, np.ones(chains, np.float32), np.zeros(chains, int), 7.0, 0.2, 1.0)


@pytest.fixture(scope="module")
def found() -> Chains:
    """A run on the Gaussian."""
    with pytest.MonkeyPatch.context() as patch:
        return nuts.sample(_target(patch, _gaussian), Plan(16, 120, 150, 1))


def test_it_draws_from_the_target(found: Chains) -> None:
    """Means and deviations of a stiff Gaussian, within what the effective sizes leave."""
    vectors = found.vectors()
    error = SD / np.sqrt(found.ess)
    assert (np.abs(vectors.mean(axis=1) - MEAN) < 4.0 * error).all()
    np.testing.assert_allclose(vectors.std(axis=1), SD, rtol=0.1)


def test_its_diagnostics_tell_of_a_good_run(found: Chains) -> None:
    """Chains that started apart agree, and nothing went astray."""
    assert found.r_hat.max() < 1.02
    assert found.ess.min() > 400
    assert found.divergent.sum() == 0
    assert found.acceptance.mean() == pytest.approx(nuts.ACCEPTANCE, abs=0.1)


def test_the_same_seed_draws_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Luck is the seed's alone, and another seed has other luck."""
    latent = _target(monkeypatch, _gaussian)
    first, again, other = (nuts.sample(latent, Plan(4, 6, 3, seed)).draws for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_starts_are_drawn_in_until_they_have_a_likelihood(monkeypatch: pytest.MonkeyPatch) -> None:
    """A likelihood that is known only near the middle still lets chains start."""
    latent = _target(
        monkeypatch,
        lambda vector: jnp.where(jnp.sum(vector**2) < 1.0, _gaussian(vector), -jnp.inf),
    )
    starts = nuts._Run(latent, Plan(8, 3, 3, 1), lambda text, share: None).vectors
    assert (np.sum(starts**2, axis=1) < 1.0).all()


def test_no_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a likelihood nowhere, the run ends at once."""
    latent = _target(monkeypatch, lambda vector: jnp.log(jnp.sum(vector) * 0.0 - 1.0))
    with pytest.raises(StartError, match="8 of 8 chains"):
        nuts.sample(latent, Plan(8, 30, 20, 1))


def test_chains_that_never_move_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slope that steps cannot follow holds every chain where it is."""
    latent = _target(monkeypatch, lambda vector: -1e12 * jnp.sum(jnp.abs(vector)))
    with pytest.raises(StartError, match="never left"):
        nuts.sample(latent, Plan(4, 6, 3, 1))


def test_kept_draws_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same call does not draw twice, another one does."""
    latent, plan = _target(monkeypatch, _gaussian), Plan(4, 6, 3, 1)
    before = nuts.sample(latent, plan, tmp_path)
    monkeypatch.setattr(nuts, "_Run", None)
    after = nuts.sample(latent, plan, tmp_path)
    np.testing.assert_array_equal(after.draws, before.draws)
    assert (after.leaps, after.step_size) == (before.leaps, before.step_size)
    with pytest.raises(TypeError):
        nuts.sample(latent, Plan(4, 6, 3, 2), tmp_path)


def test_progress_ends_at_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both halves of the run are told of, and the share only grows."""
    told: list[tuple[str, float]] = []
    latent = _target(monkeypatch, _gaussian)
    nuts.sample(latent, Plan(4, 30, 20, 1), progress=lambda *at: told.append(at))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {text.split()[0] for text, _ in told} == {"warm-up", "draw"}


def test_vectors_take_a_draw_of_each_chain_in_turn() -> None:
    """Thinned evenly, with the last draw kept."""
    chains = _chains()
    every = chains.vectors()
    assert every.shape == (3, 12)
    np.testing.assert_array_equal(every[:, 0], chains.draws[0, 0])
    np.testing.assert_array_equal(every[:, 1], chains.draws[1, 0])
    fewer = chains.vectors(7)
    assert fewer.shape == (3, 6)
    np.testing.assert_array_equal(fewer[:, 0::2].T, chains.draws[0, [1, 3, 5]])
