"""The compiled run: a scan over months with draws as the vector axis, one block at a time."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.model.constants import MONTHS
from slipstream.model.shocks import active, begins
from slipstream.model.state import Outcome, State, Surroundings, View, initial_state, nobody
from slipstream.model.step import step

Floats = NDArray[np.floating]

PULSES = ("efficiency_leap", "open_leap")
"""Shocks that strike once instead of lasting; the second is the first as the open pool sees it."""


class ShockInputs(NamedTuple):
    """One shock in a block: the first month ``(draw,)``, its months, severity ``(country, 1)``."""

    start: Floats
    duration: Floats
    severity: Floats


class Inputs(NamedTuple):
    """Everything that a compiled run takes for one block of draws.

    ``parameters`` are ``(draw,)`` or ``(country, draw)``, ``levers`` ``(month, country, 1)``,
    ``noise`` ``(month, draw)`` or ``(month, country, draw)``, ``index`` ``(month,)``;
    ``focal`` and ``now`` are integers. ``kept`` is what an earlier run left of the countries
    that this one does not simulate: the view at the start of each month ``(month, draw)``.
    """

    parameters: Mapping[str, Floats]
    levers: Mapping[str, Floats]
    shocks: Mapping[str, ShockInputs]
    noise: Mapping[str, Floats]
    index: Floats
    now: NDArray[np.integer]
    focal: NDArray[np.integer]
    kept: View | None = None
    kept_frontier: Floats | None = None


class Track(NamedTuple):
    """What a run leaves behind for one block.

    ``outcome`` and ``lag`` of the focal country, ``frontier`` and ``pool`` (ECI) of the world
    are ``(month, draw)``; ``scores`` is ``(month, country, draw)``. ``kept`` is the view of
    all countries but the focal one, ``kept_frontier`` the best of them after each month.
    """

    outcome: Outcome
    lag: Array
    frontier: Array
    open: Array
    scores: Array
    kept: View
    kept_frontier: Array


@partial(jax.jit)
def simulate(inputs: Inputs) -> Track:
    """Run one block of draws over all months."""
    p = inputs.parameters
    rows, draws = p["talent_home"].shape
    hidden = (jnp.arange(rows) == inputs.focal)[:, None].astype(p["talent_home"].dtype)
    whole = inputs.kept is None
    months = jnp.arange(MONTHS)
    kept = inputs.kept if inputs.kept is not None else nobody(1)

    def advance(
        state: State, now: tuple[Array, Mapping[str, Array], Mapping[str, Array], Array, View]
    ) -> tuple[State, tuple[Outcome, Array, Array, View]]:
        month, levers, noise, index, seen = now
        around = Surroundings(
            parameters=p,
            levers=levers,
            shocks=_severities(inputs.shocks, month),
            noise=noise,
            known_index=index,
            now=inputs.now,
            kept=seen,
            hidden=hidden,
        )
        state, outcome, _, apart = step(state, month, around)
        focal = jax.tree.map(partial(_row, index=inputs.focal), outcome)
        pool_behind = jnp.max(state.best_effective, axis=0) - state.pool
        return state, (focal, state.best, pool_behind, apart)

    seen = kept if not whole else jax.tree.map(lambda x: jnp.broadcast_to(x, (MONTHS, 1)), kept)
    _, (outcome, scores, pool_behind, apart) = jax.lax.scan(
        advance,
        initial_state(p, (rows, draws), seen.effective[0]),
        (months, inputs.levers, inputs.noise, inputs.index, seen),
    )
    others = jnp.max(jnp.where(hidden > 0, -jnp.inf, scores), axis=1)
    if inputs.kept_frontier is not None:
        others = jnp.maximum(others, inputs.kept_frontier)
    frontier = jnp.maximum(others, outcome.capability)
    return Track(
        outcome=outcome,
        lag=months_behind(outcome.capability, frontier),
        frontier=frontier,
        open=frontier - p["eci_per_oom"] * pool_behind,
        scores=scores,
        kept=apart,
        kept_frontier=others,
    )


def months_behind(best: Array, frontier: Array) -> Array:
    """Months since the frontier first reached a country's best released model.

    Parameters
    ----------
    best, frontier
        Running maxima ``(month, draw)``, ECI points.

    Returns
    -------
    Array
        Whole months, 0 for a country that holds the frontier. Where the first month of the
        run is already ahead, the lag is a floor: it is counted from that month.
    """
    first = jax.vmap(partial(jnp.searchsorted, side="left"), in_axes=1, out_axes=1)(frontier, best)
    passed = jnp.arange(best.shape[0])[:, None] - first
    return jnp.where(best >= frontier, 0, passed).astype(best.dtype)


def _row(value: Array, index: Array) -> Array:
    return jax.lax.dynamic_index_in_dim(value, index, axis=0, keepdims=False)


def _severities(shocks: Mapping[str, ShockInputs], month: Array) -> dict[str, Array]:
    return {
        name: shock.severity
        * (
            begins(month, shock.start)
            if name in PULSES
            else active(month, shock.start, shock.duration)
        )
        for name, shock in shocks.items()
    }
