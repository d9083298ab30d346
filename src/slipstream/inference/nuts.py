"""The No-U-Turn sampler on the same target, as a check that shares nothing else with the first.

Hoffman and Gelman (2014), as NumPyro has it. Many chains start at draws of the prior, far apart
from one another, so that what they agree on is the posterior's and not their start's. They learn
their metric and their step size together, from nothing but their own states.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import monotonic

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer.hmc import HMCState, hmc

from slipstream.arrays import Floats32
from slipstream.ensemble.disk_cache import keep_compiled
from slipstream.files import writing_atomically
from slipstream.inference.density import log_likelihood_of_one, log_prior
from slipstream.inference.fingerprint import fit_fingerprint
from slipstream.inference.latent import Latent
from slipstream.inference.smc import inverse_mass

ROUNDS = 3
"""Parts of the warm-up; after each the metric is made anew."""

ACCEPTANCE = 0.85
FIRST_STEP = 0.02
DEEPEST_TREE = 7
MOST_SHRINKING = 12
"""Halvings of a start after which its chain is given up."""

REPORTS = 20


class StartError(RuntimeError):
    """Chains found no place to start from, or never moved from it."""


@dataclass(frozen=True)
class Plan:
    """What to run: how many chains, how many moves to warm up, draws of each, and the seed."""

    chains: int
    warm_up: int
    draws: int
    seed: int


@dataclass(frozen=True)
class Chains:
    """What the sampler drew.

    Attributes
    ----------
    draws
        ``(chain, draw, dimension)``, scores as in `Latent`.
    acceptance
        Mean probability of accepting, ``(chain,)``.
    divergent
        Moves that went astray, ``(chain,)``.
    leaps
        Mean number of gradients of a move.
    step_size
        In the metric's units.
    seconds
        Time of warm-up and draws.
    """

    draws: Floats32
    acceptance: Floats32
    divergent: NDArray[np.int64]
    leaps: float
    step_size: float
    seconds: float

    @cached_property
    def r_hat(self) -> NDArray[np.float64]:
        """Split potential scale reduction of each number of the vector, ``(dimension,)``."""
        return np.asarray(split_gelman_rubin(self.draws), float)

    @cached_property
    def ess(self) -> NDArray[np.float64]:
        """Effective sample size of each number of the vector, ``(dimension,)``."""
        return np.asarray(effective_sample_size(self.draws), float)

    def vectors(self, most: int | None = None) -> Floats32:
        """Draws side by side, ``(dimension, draw)``, with a draw of every chain in turn.

        ``most`` is how many there may be: each chain is thinned evenly, to one draw at least.
        """
        chains, draws, dimension = self.draws.shape
        kept = draws if most is None else min(draws, max(most // chains, 1))
        at = np.arange(1, kept + 1) * draws // kept - 1
        return self.draws[:, at].swapaxes(0, 1).reshape(-1, dimension).T


def sample(
    latent: Latent,
    plan: Plan,
    folder: Path | None = None,
    progress: Callable[[str, float], None] = lambda text, share: None,
) -> Chains:
    """Draw from the posterior.

    Parameters
    ----------
    latent
        What to infer, from which observations.
    plan
        Number of draws and seed.
    folder
        Where the draws are kept; the same call finds its own and does not draw again.
    progress
        Called now and then with a line of text and the share done.

    Raises
    ------
    StartError
        If a chain cannot start.
    InputError
        If the folder cannot be written to.
    """
    key = repr((latent.now, latent.dimension, plan, fit_fingerprint(latent.now)))
    name = f"nuts-{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}.npz"
    if folder is not None and (folder / name).exists():
        return _read(folder / name)
    found = _Run(latent, plan, progress).chains()
    if folder is not None:
        _write(found, folder / name)
    return found


class _Run:
    """One run of all chains, in coordinates in which the metric is the unit matrix."""

    def __init__(self, latent: Latent, plan: Plan, progress: Callable[[str, float], None]) -> None:
        keep_compiled()
        one = log_likelihood_of_one(latent)

        def potential(root: Array) -> Callable[[Array], Array]:
            def at(place: Array) -> Array:
                vector = root @ place
                return -log_prior(vector) - one(vector)

            return at

        begin, move = hmc(potential_fn_gen=potential, algo="NUTS")

        def started(root: Array, places: Array, keys: Array) -> HMCState:
            # The step size and the metric are learnt from all chains at once, here and not there.
            return jax.vmap(
                lambda place, key: begin(
                    place,
                    num_warmup=0,
                    adapt_step_size=False,
                    adapt_mass_matrix=False,
                    max_tree_depth=DEEPEST_TREE,
                    model_args=(root,),
                    rng_key=key,
                )
            )(places, keys)

        def moved(state: HMCState, root: Array, step_size: float) -> HMCState:
            sizes = jnp.full(plan.chains, step_size)
            state = state._replace(adapt_state=state.adapt_state._replace(step_size=sizes))
            return jax.vmap(lambda one_state: move(one_state, (root,)))(state)

        self.plan, self.progress, self.done = plan, progress, 0
        self.key = jax.random.PRNGKey(plan.seed)
        self.started, self.moved = jax.jit(started), jax.jit(moved)
        self.look = jax.jit(jax.vmap(jax.value_and_grad(one)))
        self.vectors = self.starts(latent.dimension)
        self.root: NDArray[np.float64] = np.eye(latent.dimension)
        self.state = self.restarted(0)
        self.step_size = FIRST_STEP

    def starts(self, dimension: int) -> Floats32:
        """Draws of the prior, drawn nearer to its middle where the likelihood is not finite."""
        key = jax.random.fold_in(self.key, ROUNDS)
        vectors = np.array(jax.random.normal(key, (self.plan.chains, dimension)))
        for _ in range(MOST_SHRINKING + 1):
            values, slopes = (np.asarray(found) for found in self.look(jnp.asarray(vectors)))
            lost = ~(np.isfinite(values) & np.isfinite(slopes).all(axis=1))
            if not lost.any():
                return vectors
            vectors[lost] /= 2.0
        raise StartError(f"{lost.sum()} of {len(lost)} chains found no start with a likelihood")

    def restarted(self, number: int) -> HMCState:
        """All chains where they are, with the metric of now."""
        places = np.linalg.solve(self.root, self.vectors.T).T
        keys = jax.random.split(jax.random.fold_in(self.key, number), self.plan.chains)
        root = self.scale = jnp.asarray(self.root, jnp.float32)
        return self.started(root, jnp.asarray(places, jnp.float32), keys)

    def step(self, what: str) -> None:
        """Move all chains once and keep where they are."""
        self.state = self.moved(self.state, self.scale, self.step_size)
        self.vectors = np.asarray(self.state.z @ self.scale.T)
        self.done += 1
        total = self.plan.warm_up // ROUNDS * ROUNDS + self.plan.draws
        if self.done * REPORTS // total > (self.done - 1) * REPORTS // total:
            text = (
                f"{what}: steps of {self.step_size:.3f},"
                f" {int(np.max(self.state.num_steps))} leaps,"
                f" {float(np.mean(self.state.accept_prob)):.0%} of moves accepted"
            )
            self.progress(text, self.done / total)

    def warm_up(self) -> None:
        """Find the metric and the step size."""
        length = self.plan.warm_up // ROUNDS
        for number in range(ROUNDS):
            before = self.vectors
            slopes, sizes = [], []
            for at in range(length):
                self.step(f"warm-up {self.done + 1} of {length * ROUNDS}")
                # The harmonic mean, so that a chain that is stuck makes steps smaller for all.
                accepted = np.maximum(np.asarray(self.state.accept_prob, float), 1e-3)
                self.step_size *= float(np.exp(0.5 * (1.0 / np.mean(1.0 / accepted) - ACCEPTANCE)))
                if at >= length // 2:
                    slopes.append(np.asarray(self.state.z_grad))
                    sizes.append(self.step_size)
            stuck = np.all(self.vectors == before, axis=1)
            if stuck.any():
                raise StartError(f"{stuck.sum()} of {len(stuck)} chains never left their start")
            if number + 1 == ROUNDS:
                self.step_size = float(np.exp(np.mean(np.log(sizes))))
                return
            slope = np.linalg.solve(self.root.T, np.concatenate(slopes).T).T.astype(np.float32)
            weights = np.full(len(slope), 1.0 / len(slope), np.float32)
            self.root = np.asarray(np.linalg.cholesky(inverse_mass(slope, weights)), float)
            self.state = self.restarted(number + 1)

    def chains(self) -> Chains:
        """Warm up and draw."""
        started = monotonic()
        self.warm_up()
        draws, accepted, divergent, leaps = [], [], [], []
        for at in range(self.plan.draws):
            self.step(f"draw {at + 1} of {self.plan.draws}")
            draws.append(self.vectors)
            accepted.append(np.asarray(self.state.accept_prob))
            divergent.append(np.asarray(self.state.diverging))
            leaps.append(np.asarray(self.state.num_steps))
        return Chains(
            draws=np.stack(draws, axis=1),
            acceptance=np.mean(accepted, axis=0),
            divergent=np.sum(divergent, axis=0),
            leaps=float(np.mean(leaps)),
            step_size=self.step_size,
            seconds=monotonic() - started,
        )


def _write(chains: Chains, path: Path) -> None:
    with writing_atomically(path) as part, part.open("wb") as stream:
        np.savez(
            stream,
            draws=chains.draws,
            acceptance=chains.acceptance,
            divergent=chains.divergent,
            numbers=np.array([chains.leaps, chains.step_size, chains.seconds]),
        )


def _read(path: Path) -> Chains:
    with np.load(path, allow_pickle=False) as found:
        leaps, step_size, seconds = map(float, found["numbers"])
        return Chains(
            draws=found["draws"],
            acceptance=found["acceptance"],
            divergent=found["divergent"],
            leaps=leaps,
            step_size=step_size,
            seconds=seconds,
        )
