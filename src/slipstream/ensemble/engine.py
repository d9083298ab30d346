"""The compiled run: a scan over months with draws as the vector axis, one block at a time."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import MONTHS
from slipstream.model.lag import months_behind
from slipstream.model.shocks import active, begins
from slipstream.model.state import (
    Outcome,
    State,
    Surroundings,
    Values,
    View,
    initial_state,
    nobody,
)
from slipstream.model.step import step

WIDE = {"xla_cpu_prefer_vector_width": 512}
"""Options of the compiler: vectors as wide as the processor has, where it would take half."""

PULSES = ("efficiency_leap", "open_leap")
"""Shocks that strike once instead of lasting; the second is the first as the open pool sees it."""


class ShockInputs(NamedTuple):
    """One shock in a block: the first month ``(draw,)``, its months, severity ``(country, 1)``."""

    start: Array
    duration: Array
    severity: Array


class Kept(NamedTuple):
    """What a run of the whole world leaves of all countries but the focal one, ``(month, draw)``.

    ``view`` is what they look like at the start of each month, ``frontier`` (ECI) and
    ``effective`` (log10 FLOP) the best of their released models at its end.
    """

    view: View
    frontier: Array
    effective: Array


class Inputs(NamedTuple):
    """Everything that a compiled run takes for one block of draws.

    ``parameters`` are ``(draw,)`` or ``(country, draw)``, ``levers`` ``(month, country, 1)``,
    ``noise`` ``(month, draw)`` or ``(month, country, draw)``, ``deliveries`` ``(month,)`` and
    ``market_deliveries`` H100e/year; ``deliveries_until``, ``now`` and ``focal`` are integers.
    ``kept`` is what an earlier run left of the countries that this one does not simulate.
    """

    parameters: Values
    levers: Values
    shocks: Mapping[str, ShockInputs]
    noise: Values
    deliveries: Array
    market_deliveries: Array
    deliveries_until: Array
    now: Array
    focal: Array
    kept: Kept | None = None


class Track(NamedTuple):
    """What a run leaves behind for one block.

    ``outcome`` and ``lag`` (months) of the focal country, and ``frontier`` and ``open`` (ECI)
    of the world are ``(month, draw)``; ``scores`` (ECI) is ``(month, country, draw)``.
    """

    outcome: Outcome
    lag: Array
    frontier: Array
    open: Array
    scores: Array


@partial(jax.jit, compiler_options=WIDE)
def simulate(inputs: Inputs) -> tuple[Track, Kept]:
    """Run one block of draws over all months.

    Hands on, beside the track, what the focal country needs to be simulated alone.
    """
    return _simulate(inputs)


@partial(jax.jit, compiler_options=WIDE, static_argnames="first")
def lags_under(inputs: Inputs, state: State, before: Array, policies: Values, first: int) -> Array:
    """Run one block of a country alone under many policies at once, from a month on.

    Parameters
    ----------
    inputs
        As `slipstream.ensemble.run.alone` makes them; their levers are replaced.
    state, before, first
        As for `resume`.
    policies
        Levers by name, ``(policy, month, 1, 1)``.

    Returns
    -------
    Array
        Months behind the world's best from ``first`` on, ``(policy, month, draw)``.
    """

    def lag(levers: Values) -> Array:
        track: Track = resume(inputs._replace(levers=levers), state, before, first)
        return track.lag

    lags: Array = jax.vmap(lag)(policies)
    return lags


@partial(jax.jit, compiler_options=WIDE, static_argnames="months")
def begin(inputs: Inputs, months: int) -> tuple[State, Array, Array]:
    """Run the first months of a country alone.

    Returns
    -------
    tuple
        Its state after them; in each of them the score of its best model (ECI) and the months it
        is behind, ``(month, draw)``.
    """
    state, track = past(inputs, months)
    return state, track.outcome.capability, track.lag


def past(inputs: Inputs, months: int) -> tuple[State, Track]:
    """Run the first months of a country alone; to be compiled by the caller.

    Returns
    -------
    tuple
        Its state after them, and what they show.
    """
    kept = _kept(inputs)
    state, (outcome, scores, _, behind, _) = _scan(inputs, kept, _start(inputs, kept), 0, months)
    return state, _track(inputs, outcome, scores, behind, outcome.capability)


def resume(inputs: Inputs, state: State, before: Array, first: int) -> Track:
    """Run a country alone from the month ``first`` on; to be compiled by the caller.

    Parameters
    ----------
    inputs
        As for `begin`; levers of earlier months are not looked at.
    state, before
        What `begin` returned for as many months.
    first
        Step of the first month to run.

    Returns
    -------
    Track
        As `simulate` gives it, from that month on.
    """
    _, (outcome, scores, _, behind, _) = _scan(inputs, _kept(inputs), state, first, MONTHS)
    best = jnp.concatenate([before, outcome.capability])
    return _track(inputs, outcome, scores, behind, best)


def _track(inputs: Inputs, outcome: Outcome, scores: Array, behind: Array, best: Array) -> Track:
    """Put together the last months of a country alone; ``best`` is its score in all so far."""
    end, first = best.shape[0], best.shape[0] - scores.shape[0]
    frontier = jnp.maximum(_kept(inputs).frontier[:end], best)
    return Track(
        outcome=outcome,
        lag=months_behind(best, frontier, first),
        frontier=frontier[first:],
        open=frontier[first:] - inputs.parameters["eci_per_oom"] * behind,
        scores=scores,
    )


def _simulate(inputs: Inputs) -> tuple[Track, Kept]:
    p, kept = inputs.parameters, _kept(inputs)
    hidden = _hidden(inputs)
    _, (outcome, scores, effective, behind, view) = _scan(
        inputs, kept, _start(inputs, kept), 0, MONTHS
    )
    others = jnp.maximum(jnp.max(jnp.where(hidden, -jnp.inf, scores), axis=1), kept.frontier)
    frontier = jnp.maximum(others, outcome.capability)
    track = Track(
        outcome=outcome,
        lag=months_behind(outcome.capability, frontier),
        frontier=frontier,
        open=frontier - p["eci_per_oom"] * behind,
        scores=scores,
    )
    return track, Kept(view, others, effective)


def _kept(inputs: Inputs) -> Kept:
    """What is kept of other countries; nothing, if all are simulated."""
    if inputs.kept is not None:
        return inputs.kept
    low = jnp.full((MONTHS, 1), -jnp.inf, dtype=inputs.parameters["talent_home"].dtype)
    alone = jax.tree.map(lambda value: jnp.broadcast_to(value, (MONTHS, 1)), nobody(1))
    return Kept(alone, low, low)


def _hidden(inputs: Inputs) -> Array:
    rows = inputs.parameters["talent_home"].shape[0]
    return (jnp.arange(rows) == inputs.focal)[:, None]


def _start(inputs: Inputs, kept: Kept) -> State:
    shape = inputs.parameters["talent_home"].shape
    return initial_state(inputs.parameters, (shape[0], shape[1]), kept.view.effective[0])


def _scan(
    inputs: Inputs, kept: Kept, start: State, first: int, end: int
) -> tuple[State, tuple[Outcome, Array, Array, Array, View]]:
    """Run the months from ``first`` up to but not including ``end``.

    Beside the state after them: the focal country's outcome, all scores, the best effective
    compute of all others, how far the open pool trails, and what others see; months first.
    """
    hidden = _hidden(inputs)

    def advance(
        state: State, month: Array
    ) -> tuple[State, tuple[Outcome, Array, Array, Array, View]]:
        # Picked here: to slice what `scan` runs over would copy all later months first.
        now = jax.tree.map(
            lambda value: jax.lax.dynamic_index_in_dim(value, month, keepdims=False), months
        )
        around = Surroundings(
            parameters=inputs.parameters,
            levers=now.levers,
            shocks=_severities(inputs.shocks, month),
            noise=now.noise,
            known_deliveries=now.deliveries,
            market_deliveries=inputs.market_deliveries,
            deliveries_until=inputs.deliveries_until,
            now=inputs.now,
            kept=now.seen,
            hidden=hidden,
        )
        state, outcome, _, apart = step(state, month, around)
        focal = jax.tree.map(lambda value: value[inputs.focal], outcome)
        others = jnp.max(jnp.where(hidden, -jnp.inf, state.best_effective), axis=0)
        # The pool trails the best released model anywhere, kept countries included.
        behind = jnp.maximum(jnp.max(state.best_effective, axis=0), now.effective) - state.pool
        return state, (focal, state.best, others, behind, apart)

    months = _Month(
        levers=inputs.levers,
        noise=inputs.noise,
        deliveries=inputs.deliveries,
        seen=kept.view,
        effective=kept.effective,
    )
    found: tuple[State, tuple[Outcome, Array, Array, Array, View]] = jax.lax.scan(
        advance, start, jnp.arange(first, end)
    )
    return found


class _Month(NamedTuple):
    """What each month brings."""

    levers: Values
    noise: Values
    deliveries: Array
    seen: View
    effective: Array


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
