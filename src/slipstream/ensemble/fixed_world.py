"""One country's run against a fixed rest of the world.

The whole world runs once under today's policy and is kept in memory; then one country runs again by
itself, in a tenth of the time. The others see nothing of what it does differently, which is right
for all but a few: see `LEADERS`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.arrays import Floats
from slipstream.ensemble.cores import AbandonedError, Wanted, always, on_all_cores
from slipstream.ensemble.engine import WIDE, Inputs, Track, past, resume
from slipstream.ensemble.fan import monthly_quantiles
from slipstream.ensemble.outputs import outputs_of
from slipstream.ensemble.random_streams import BLOCK
from slipstream.ensemble.run import alone, first_draws, run_block, run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.ensemble.single_flight import SingleFlight
from slipstream.files import InputError, nearest
from slipstream.model.constants import MONTHS
from slipstream.model.state import State
from slipstream.statistics import LEVELS

Levers = Mapping[str, NDArray[np.float64]]
LEADERS = ("CN", "US")
"""Countries that others follow: for them the whole world runs again."""

CORE = ("capability_eci", "frontier_eci", "open_eci", "lag_months", "public_cost_usd")
"""Outputs of the small compiled run; as soon as another is wanted, all are computed."""

NARROW = 512
"""An ensemble of up to so many draws runs no more than these of its block."""

MOST_BEGUN = 80
"""Blocks of the past that a world keeps. All policies that begin later share theirs."""


@dataclass(frozen=True, eq=False, repr=False)
class Past:
    """Outputs by name until the end of the evidence, ``(month, draw)``."""

    outputs: Mapping[str, Floats]
    _quantiles: SingleFlight[tuple[str, tuple[float, ...]], Floats] = field(
        default_factory=SingleFlight
    )

    def quantiles(self, name: str, levels: Sequence[float]) -> Floats:
        """Quantiles over draws, worked out once, ``(level, month)``."""
        return self._quantiles.get(
            (name, tuple(levels)), lambda: monthly_quantiles(self.outputs[name], levels)
        )


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """Outputs of one run by name: a past that runs share, and what comes after the evidence.

    ``future`` is ``(month, draw)`` from the month after the evidence on.
    """

    past: Past
    future: Mapping[str, Floats]

    def values(self, name: str) -> Floats:
        """One output in all months, ``(month, draw)``, in the registry's unit."""
        return np.concatenate([self.past.outputs[name], self.future[name]])

    def at(self, name: str, month: int) -> Floats:
        """One output in one month, ``(draw,)``."""
        past, future = self.past.outputs[name], self.future[name]
        found: Floats = past[month] if month < len(past) else future[month - len(past)]
        return found

    def quantiles(self, name: str, levels: Sequence[float] = LEVELS) -> Floats:
        """Quantiles of one output over draws, ``(level, month)``."""
        future = monthly_quantiles(self.future[name], levels)
        return np.concatenate([self.past.quantiles(name, levels), future], axis=1)

    def less(self, other: "Run", name: str, levels: Sequence[float] = LEVELS) -> Floats:
        """Quantiles of one output less that of another run, draw by draw, ``(level, month)``.

        The other run has the same random numbers. A past that both share differs in nothing.
        """
        future = monthly_quantiles(self.future[name] - other.future[name], levels)
        if self.past is other.past:
            before: Floats = np.zeros((len(levels), len(self.past.outputs[name])))
        else:
            mine, theirs = self.past.outputs[name], other.past.outputs[name]
            before = monthly_quantiles(mine - theirs, levels)
        return np.concatenate([before, future], axis=1)


@dataclass(frozen=True, eq=False, repr=False)
class FixedWorld:
    """Blocks of draws in which only the focal country of ``scenario`` runs again.

    ``scenario`` has the shocks and the levers of all countries: those of the focal country are
    what the others have seen of it. ``seed`` is that of the random numbers.

    Blocks are made when they are first needed and take 12 MB each. Several threads can use a
    world at once.
    """

    scenario: Scenario
    seed: int
    _blocks: SingleFlight[tuple[int, int], Inputs] = field(default_factory=SingleFlight)
    _begun: SingleFlight[object, tuple[State, Array, dict[str, Array]]] = field(
        default_factory=lambda: SingleFlight(MOST_BEGUN)
    )
    _pasts: SingleFlight[object, Past] = field(default_factory=lambda: SingleFlight(MOST_BEGUN))

    def run(
        self,
        levers: Levers,
        names: Sequence[str] = CORE,
        *,
        draws: int = 10_000,
        wanted: Wanted = always,
    ) -> Run:
        """Run the focal country under other levers.

        Parameters
        ----------
        levers
            Levers of the focal country by name, ``(month,)``; what is left out is as in
            ``scenario``.
        names
            Outputs of the registry.
        draws
            Size of the ensemble; a smaller one has the first draws of a larger one.
        wanted
            Asked before each block whether anybody still waits for the run.

        Raises
        ------
        AbandonedError
            If nobody does.
        InputError
            If an output is unknown.
        """
        outputs = self.scenario.data.registry.outputs
        for name in names:
            if name not in outputs:
                raise InputError("outputs", "", repr(name), nearest(name, [*outputs]))
        row, first = self.scenario.focal_row, self.scenario.now + 1
        today = {name: values[:, row] for name, values in self.scenario.levers.items()}
        policy = {**today, **levers}
        if self.scenario.focal in LEADERS:
            whole = _run_world(self.scenario, policy, draws, self.seed, names)
            before = Past({name: values[:first] for name, values in whole.items()})
            return Run(before, {name: values[first:] for name, values in whole.items()})
        # Two programs, and not one for every choice of outputs.
        made = CORE if set(names) <= set(CORE) else tuple(outputs)
        stacked = np.stack([policy[name] for name in sorted(policy)]).astype(np.float32)
        key, moved = (made, stacked[:, :first].tobytes()), jnp.asarray(stacked)
        width = NARROW if draws <= NARROW else BLOCK
        blocks = range(-(-draws // width))

        def begun(block: int) -> tuple[State, Array, dict[str, Array]]:
            inputs = self._block(block, width)
            return self._begun.get((key, block, width), lambda: _begin(inputs, moved, first, made))

        future = {name: np.empty((MONTHS - first, draws), np.float32) for name in names}

        def one(block: int) -> None:
            state, best, _ = begun(block)
            found = _resume(self._block(block, width), moved, state, best, first, made)
            start = block * width
            for name, values in future.items():
                # This waits for the block: more of them at once than cores only slow each other.
                values[:, start : start + width] = np.asarray(found[name])[:, : draws - start]

        def one_if_wanted(block: int) -> None:
            if not wanted():
                raise AbandonedError
            one(block)

        # Once by itself, or every thread would trace the same programs.
        _traced.get((made, first, width), lambda: one(0))
        on_all_cores(one_if_wanted, blocks)
        before = self._pasts.get(
            (key, draws),
            lambda: Past(_concatenated([begun(block)[2] for block in blocks], made, draws)),
        )
        return Run(before, future)

    def _block(self, block: int, width: int) -> Inputs:
        def made() -> Inputs:
            if width < BLOCK:
                whole = self._block(block, BLOCK)
                assert whole.kept is not None
                narrowed, kept = first_draws(whole, whole.kept, width)
                return narrowed._replace(kept=kept)
            inputs, _, kept = run_block(self.scenario, self.seed, block)
            return alone(inputs, kept)

        return self._blocks.get((block, width), made)


class Worlds:
    """Fixed worlds, found again by all that they depend on; ``most`` of them stay in memory."""

    def __init__(self, most: int = 4) -> None:
        self._worlds: SingleFlight[object, FixedWorld] = SingleFlight(most)

    def run(
        self,
        scenario: Scenario,
        names: Sequence[str] = CORE,
        *,
        draws: int = 10_000,
        seed: int = 1,
        wanted: Wanted = always,
    ) -> Run:
        """Run the focal country of a scenario against the world under its policy of today.

        What differs from today's levers is only the focal country's doing; a scenario with other
        shocks has a world of its own. See `FixedWorld.run` for the arguments.
        """
        shocks = tuple(sorted(scenario.shocks.items(), key=lambda item: item[0]))
        key = (scenario.data, scenario.focal, shocks, scenario.now, scenario.posterior, seed)
        world = self._worlds.get(key, lambda: FixedWorld(_today(scenario), seed))
        row = scenario.focal_row
        levers = {name: values[:, row] for name, values in scenario.levers.items()}
        return world.run(levers, names, draws=draws, wanted=wanted)


@partial(jax.jit, compiler_options=WIDE, static_argnames=("months", "names"))
def _begin(
    inputs: Inputs, levers: Array, months: int, names: tuple[str, ...]
) -> tuple[State, Array, dict[str, Array]]:
    state, track = past(_under(inputs, levers), months)
    return state, track.outcome.capability, outputs_of(track, names)


@partial(jax.jit, compiler_options=WIDE, static_argnames=("first", "names"))
def _resume(
    inputs: Inputs, levers: Array, state: State, before: Array, first: int, names: tuple[str, ...]
) -> dict[str, Array]:
    # What is not named is not even computed.
    return outputs_of(resume(_under(inputs, levers), state, before, first), names)


def _under(inputs: Inputs, levers: Array) -> Inputs:
    """Put the focal country under other levers, ``(lever, month)`` in the order of their names."""
    # One array, since to hand over each by itself takes as long as a tenth of a small run.
    return inputs._replace(
        levers=dict(zip(sorted(inputs.levers), levers[..., None, None], strict=True))
    )


def _run_world(
    scenario: Scenario, levers: Levers, draws: int, seed: int, names: Sequence[str]
) -> dict[str, Floats]:
    def of_block(track: Track, count: int) -> Mapping[str, Array]:
        return {name: value[:, :count] for name, value in outputs_of(track, names).items()}

    parts = run_blocks(_with_focal(scenario, levers), draws, seed, of_block)
    return _concatenated(parts, names, draws)


def _today(scenario: Scenario) -> Scenario:
    row = scenario.focal_row
    today = scenario.data.levers_by_month(scenario.now)
    return _with_focal(scenario, {name: np.array(today[name])[:, row] for name in scenario.levers})


def _with_focal(scenario: Scenario, levers: Levers) -> Scenario:
    moved = {name: values.copy() for name, values in scenario.levers.items()}
    for name, values in levers.items():
        moved[name][:, scenario.focal_row] = values
    return replace(scenario, levers=moved)


def _concatenated(
    parts: Sequence[Mapping[str, Array]], names: Sequence[str], draws: int
) -> dict[str, Floats]:
    return {
        name: np.concatenate([np.asarray(part[name]) for part in parts], axis=1)[:, :draws]
        for name in names
    }


_traced: SingleFlight[object, None] = SingleFlight()
