"""Tempered sequential Monte Carlo: from draws of the prior to draws of the posterior.

Weighing prior runs by the whole of history at once leaves a handful of them. Here history counts
little at first and ever more, in stages: at each, draws that fit better are kept more often, and
then all are moved by Hamiltonian Monte Carlo, so that they spread again (Del Moral, Doucet and
Jasra 2006; the kernels are BlackJAX's).
"""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import NamedTuple

import blackjax
import blackjax.smc.resampling
import jax
import jax.numpy as jnp
import numpy as np
from blackjax.smc import extend_params, tempered
from blackjax.smc.tempered import TemperedSMCState
from jax import Array
from numpy.typing import NDArray
from scipy.optimize import brentq

from slipstream.files import writing_atomically
from slipstream.inference.density import log_likelihood_of_one, log_prior
from slipstream.inference.latent import Latent

TARGET_ESS = 0.6
"""Share of the draws that each stage's weights leave."""

LEAST_ESS = 0.05
"""Share of the draws below which weights have collapsed."""

MOST_STAGES = 80
MOVES = 8
LAST_STAGES = 6
LEAPS = 8
ACCEPTANCE = 0.9

STEEPEST = 2.0
"""Slopes count as this many times their median at most when the metric is made."""

MOST_IMBALANCE = 0.1
"""How far from one the final `Stage.balance` may be."""


class CollapseError(RuntimeError):
    """Weights left too few draws, so that the result would not be a sample of the posterior."""


@dataclass(frozen=True)
class Stage:
    """Diagnostics of one stage.

    ``tempering`` is the power of the likelihood at its end, ``ess`` the share of draws that its
    weights left, ``entropy`` the weights' entropy over its largest possible value, ``acceptance``
    the mean probability of accepting a move, ``ancestors`` the share of the draws before it that
    have descendants. Of the draws before it are ``log_likelihood``, their mean, and ``balance``,
    the mean over them and all numbers of -x times the slope of the log density, which is one for
    a sample of it (Stein's identity): more means that moves were too few to settle.
    """

    tempering: float
    ess: float
    entropy: float
    acceptance: float
    ancestors: float
    log_likelihood: float
    balance: float


@dataclass(frozen=True)
class _Progress:
    """Where a calibration stands: all that the next stage depends on."""

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    tempering: float
    step_size: float
    final: int
    stages: tuple[Stage, ...]


def sample(
    latent: Latent,
    draws: int,
    seed: int,
    checkpoint: Path,
    report: Callable[[Stage], None] = lambda stage: None,
) -> tuple[NDArray[np.float32], tuple[Stage, ...]]:
    """Draw from the posterior.

    Parameters
    ----------
    latent
        What to infer, from which observations.
    draws, seed
        Number of draws and seed.
    checkpoint
        File that is written after every stage; if it is there, the run goes on from it. It has to
        belong to the same run.
    report
        Called after every stage.

    Returns
    -------
    tuple
        Vectors ``(dimension, draw)`` of equal weight, and the diagnostics of all stages.

    Raises
    ------
    CollapseError
        If weights leave too few draws.
    """
    at = _read(checkpoint) if checkpoint.exists() else _start(latent, draws, seed)
    for stage in at.stages:
        report(stage)
    plain = kernels(log_likelihood_of_one(latent))
    compiled = Kernels(jax.jit(plain.look), jax.jit(plain.move))
    while at.final < LAST_STAGES:
        at = _next(compiled, at, seed)
        _write(at, checkpoint)
        report(at.stages[-1])
    return at.vectors.T, at.stages


def sample_with(
    compiled: "Kernels", latent: Latent, draws: int, seed: int
) -> tuple[NDArray[np.float32], tuple[Stage, ...]]:
    """Draw from a posterior whose kernels are compiled already, as `sample` does."""
    at = _start(latent, draws, seed)
    while at.final < LAST_STAGES:
        at = _next(compiled, at, seed)
    return at.vectors.T, at.stages


def _start(latent: Latent, draws: int, seed: int) -> _Progress:
    rng = np.random.default_rng(seed)
    return _Progress(
        vectors=rng.standard_normal((draws, latent.dimension), dtype=np.float32),
        weights=np.full(draws, 1.0 / draws, dtype=np.float32),
        tempering=0.0,
        step_size=0.2,
        final=0,
        stages=(),
    )


class Kernels(NamedTuple):
    """Functions of one target, made by `kernels`.

    ``look`` gives log likelihoods ``(draw,)`` and their slopes for vectors ``(draw, dimension)``;
    ``move`` takes a key, a state, the power to temper to and the tuning of the moves, and gives the
    state after them, the ancestor of each draw and the mean probability of accepting.
    """

    look: Callable[[Array], tuple[Array, Array]]
    move: Callable[
        [Array, TemperedSMCState, Array, Mapping[str, Array]],
        tuple[TemperedSMCState, Array, Array],
    ]


def kernels(log_likelihood: Callable[[Array], Array]) -> Kernels:
    """Functions of the target, to be compiled by whoever calls them."""
    kernel = tempered.build_kernel(
        log_prior,
        log_likelihood,
        blackjax.hmc.build_kernel(),
        blackjax.hmc.init,
        blackjax.smc.resampling.systematic,
    )

    def move(
        key: Array,
        state: TemperedSMCState,
        target: Array,
        tuning: Mapping[str, Array],
    ) -> tuple[TemperedSMCState, Array, Array]:
        after, info = kernel(key, state, MOVES, target, dict(tuning))
        return after, info.ancestors, jnp.mean(info.update_info.acceptance_rate)

    return Kernels(jax.vmap(jax.value_and_grad(log_likelihood)), move)


def _next(compiled: Kernels, at: _Progress, seed: int) -> _Progress:
    values, gradients = (np.asarray(found) for found in compiled.look(jnp.asarray(at.vectors)))
    if not np.isfinite(values).all():
        raise CollapseError(f"{np.sum(~np.isfinite(values))} draws have no likelihood")
    slope = np.asarray(at.tempering * gradients - at.vectors, np.float32)
    target = _next_tempering(values, at.weights, at.tempering)
    tuning = extend_params(
        {
            "step_size": jnp.asarray(at.step_size, jnp.float32),
            "inverse_mass_matrix": jnp.asarray(inverse_mass(slope, at.weights), jnp.float32),
            "num_integration_steps": jnp.asarray(LEAPS),
        }
    )
    last = at.tempering >= 1.0
    state, ancestors, acceptance = compiled.move(
        jax.random.fold_in(jax.random.PRNGKey(seed), len(at.stages)),
        TemperedSMCState(jnp.asarray(at.vectors), jnp.asarray(at.weights), at.tempering),
        jnp.asarray(target, jnp.float32),
        tuning,
    )
    weights = np.asarray(state.weights)
    draws = len(weights)
    stage = Stage(
        tempering=float(target),
        ess=float(1.0 / np.sum(weights.astype(float) ** 2) / draws),
        entropy=float(-np.sum(weights * np.log(np.maximum(weights, 1e-30))) / np.log(draws)),
        acceptance=float(acceptance),
        ancestors=len(np.unique(np.asarray(ancestors))) / draws,
        log_likelihood=float(np.sum(at.weights * values)),
        balance=float(np.sum(at.weights * np.mean(at.vectors * -slope, axis=1))),
    )
    _check(stage, len(at.stages) + 1, settled=at.final + 1 == LAST_STAGES)
    return _Progress(
        vectors=np.asarray(state.particles),
        weights=weights,
        tempering=float(target),
        step_size=float(
            np.clip(at.step_size * np.exp(2.0 * (stage.acceptance - ACCEPTANCE)), 0.02, 0.5)
        ),
        final=at.final + last,
        stages=(*at.stages, stage),
    )


def _next_tempering(
    values: NDArray[np.float32], weights: NDArray[np.float32], tempering: float
) -> float:
    """Largest power of the likelihood that leaves `TARGET_ESS` of the draws."""

    def excess(step: float) -> float:
        gain = np.exp(step * (values.astype(float) - values.max()))
        left = np.sum(weights * gain) ** 2 / np.sum(weights * gain**2)
        return float(left - TARGET_ESS)

    most = 1.0 - tempering
    if most <= 0.0 or excess(most) >= 0.0:
        return 1.0
    return tempering + float(brentq(excess, 0.0, most, xtol=1e-9))


def inverse_mass(slope: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Covariance to expect of the draws, from the slope of the log density at them.

    The slope's covariance is the mean curvature (Fisher's identity), which is the prior's unit
    matrix plus what history adds in a few dozen directions. Others stay as they are before: with
    so few draws for so many numbers their estimate would be chance, and a harmful one, since a
    draw's own place would shape its moves. The edge is that below which eigenvalues of pure noise
    lie (Marchenko and Pastur 1967). The steepest draws are toned down: the mean is theirs alone
    otherwise.
    """
    size = np.linalg.norm(slope, axis=1, keepdims=True)
    toned = slope * np.minimum(1.0, STEEPEST * np.median(size) / size)
    centred = (toned - weights @ toned) * np.sqrt(weights)[:, None]
    values, directions = np.linalg.eigh(centred.T.astype(float) @ centred)
    told = values > (1.0 + np.sqrt(len(values) * np.sum(weights**2))) ** 2
    shrunk = 1.0 - 1.0 / values[told]
    return np.asarray(np.eye(len(values)) - (directions[:, told] * shrunk) @ directions[:, told].T)


def _check(stage: Stage, stages: int, *, settled: bool) -> None:
    if min(stage.ess, stage.ancestors) < LEAST_ESS:
        raise CollapseError(
            f"stage {stages}: the weights left {stage.ess:.1%} of the draws, which descend from "
            f"{stage.ancestors:.1%} of those before; more draws would help"
        )
    if stages >= MOST_STAGES:
        raise CollapseError(f"{stages} stages brought history to the power {stage.tempering:.3f}")
    if settled and abs(stage.balance - 1.0) > MOST_IMBALANCE:
        raise CollapseError(
            f"the draws have not settled: their balance is {stage.balance:.2f}, not 1 within "
            f"{MOST_IMBALANCE}; more draws would help"
        )


def _write(at: _Progress, path: Path) -> None:
    with writing_atomically(path) as part, part.open("wb") as stream:
        np.savez(
            stream,
            vectors=at.vectors,
            weights=at.weights,
            numbers=np.array([at.tempering, at.step_size, at.final]),
            stages=np.array([astuple(stage) for stage in at.stages]),
        )


def _read(path: Path) -> _Progress:
    with np.load(path, allow_pickle=False) as found:
        tempering, step_size, final = found["numbers"]
        return _Progress(
            vectors=found["vectors"],
            weights=found["weights"],
            tempering=float(tempering),
            step_size=float(step_size),
            final=int(final),
            stages=tuple(Stage(*map(float, row)) for row in found["stages"]),
        )
