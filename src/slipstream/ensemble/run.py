"""Runs of many blocks: build the inputs, run them on all cores, hand on what is kept."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import EllipsisType
from typing import Generic, TypeVar

import jax
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.ensemble.disk_cache import keep_compiled, kept_program
from slipstream.ensemble.draws import draw_block
from slipstream.ensemble.engine import (
    Inputs,
    Kept,
    ShockInputs,
    Track,
    begin,
    lags_under,
    simulate,
)
from slipstream.ensemble.exogenous import deliveries_until, market_deliveries, world_deliveries
from slipstream.ensemble.posterior import Posterior, member_block, remember
from slipstream.ensemble.random_streams import BLOCK, innovations, stream
from slipstream.ensemble.scenario import Scenario, ShockSetting
from slipstream.model.constants import MONTHS

NEVER = 10 * MONTHS
BATCH = 6
Part = TypeVar("Part")


def run_blocks(
    scenario: Scenario,
    draws: int,
    seed: int,
    reduce: Callable[[Track, int], Part],
) -> list[Part]:
    """Run a scenario block by block and keep what ``reduce`` makes of each.

    Parameters
    ----------
    scenario
        Levers, shocks and the focal country.
    draws
        Size of the ensemble.
    seed
        Seed of the random numbers.
    reduce
        Called with a block's track and its number of draws; only its result is kept, so that
        memory does not grow with ``draws`` beyond what it returns. The last block may hold
        more draws than wanted: the second argument says how many count.
    """
    with blocks_under_way(scenario, draws, seed, reduce) as run:
        return run.parts()


@dataclass(frozen=True)
class BlocksUnderWay(Generic[Part]):
    """A run whose first block is done: its ``inputs``, and what it left of the other countries."""

    inputs: Inputs
    kept: Kept
    _first: Part
    _rest: Iterator[Part]

    def parts(self) -> list[Part]:
        """Wait for all blocks and return what is kept of each, in their order."""
        return [self._first, *self._rest]


@contextmanager
def blocks_under_way(
    scenario: Scenario, draws: int, seed: int, reduce: Callable[[Track, int], Part]
) -> Iterator[BlocksUnderWay[Part]]:
    """Begin a run, so that its first block can be worked with while the others run.

    See `run_blocks` for the arguments.
    """

    def one(block: int) -> tuple[Part, Inputs, Kept]:
        inputs, track, kept = run_block(scenario, seed, block)
        return reduce(track, min(BLOCK, draws - block * BLOCK)), inputs, kept

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rest = pool.map(lambda block: one(block)[0], range(1, -(-draws // BLOCK)))
        first, inputs, kept = one(0)
        yield BlocksUnderWay(inputs, kept, first, rest)


def run_block(scenario: Scenario, seed: int, block: int) -> tuple[Inputs, Track, Kept]:
    """Run the whole world for one block of draws.

    Returns
    -------
    tuple
        What it was run on, what it leaves, and what it leaves of all but the focal country.
    """
    inputs = block_inputs(scenario, seed, block)
    track, kept = kept_program(simulate, inputs)(inputs)
    return inputs, track, kept


def block_inputs(
    scenario: Scenario, seed: int, block: int, *, dtype: type[np.floating] = np.float32
) -> Inputs:
    """Assemble what `simulate` takes for one block of a full world."""
    keep_compiled()
    deliveries = world_deliveries(scenario.data, scenario.now)
    market = market_deliveries(scenario.data, scenario.now)
    return Inputs(
        parameters=on_device(_parameters(scenario, seed, block), dtype),
        levers=on_device(
            {name: values[:, :, None] for name, values in scenario.levers.items()}, dtype
        ),
        shocks=_shock_inputs(scenario, seed, block, dtype),
        noise=on_device(_luck(scenario.posterior, scenario.countries, seed, block), dtype),
        deliveries=jax.device_put(np.asarray(deliveries, dtype)),
        market_deliveries=jax.device_put(np.asarray(market, dtype)),
        deliveries_until=jax.device_put(deliveries_until(scenario.data, scenario.now)),
        now=jax.device_put(scenario.now),
        focal=jax.device_put(scenario.focal_row),
    )


def draw_parameters(scenario: Scenario, draws: int, seed: int) -> Mapping[str, NDArray[np.float32]]:
    """Parameters of the first ``draws`` draws, ``(draw,)`` or ``(country, draw)``."""
    blocks = [_parameters(scenario, seed, block) for block in range(-(-draws // BLOCK))]
    return {
        name: np.concatenate([block[name] for block in blocks], axis=-1)[..., :draws]
        for name in scenario.data.registry.parameters
    }


def _parameters(scenario: Scenario, seed: int, block: int) -> Mapping[str, NDArray[np.float32]]:
    if scenario.posterior is None:
        return draw_block(scenario.data, seed, block, scenario.now)
    return member_block(scenario.data, scenario.posterior, block)


@lru_cache(maxsize=12)
def _luck(
    posterior: Posterior | None, countries: tuple[str, ...], seed: int, block: int
) -> Mapping[str, NDArray[np.float32]]:
    drawn = innovations(countries, seed, block)
    if posterior is not None:
        remember(posterior, countries, block, drawn)
    return drawn


def first_draws(inputs: Inputs, kept: Kept, count: int) -> tuple[Inputs, Kept]:
    """Narrow a block, and what a run left of it, to its first draws."""
    first = (..., slice(count))
    narrowed = inputs._replace(
        parameters={name: _part(value, first) for name, value in inputs.parameters.items()},
        shocks={
            name: shock._replace(start=_part(shock.start, first))
            for name, shock in inputs.shocks.items()
        },
        noise={name: _part(value, first) for name, value in inputs.noise.items()},
    )
    return narrowed, jax.tree.map(lambda value: _part(value, first), kept)


def _part(array: Array, index: slice | tuple[EllipsisType | slice, ...]) -> Array:
    # By NumPy, which has nothing to compile.
    part: Array = jax.device_put(np.asarray(array)[index])
    return part


def on_device(
    values: Mapping[str, NDArray[np.floating]], dtype: type[np.floating]
) -> dict[str, Array]:
    """Hand named arrays to the engine in its precision."""
    # Rounded here, since a conversion over there takes a program and a wait of its own, and all at
    # once: `jnp.asarray` would compile a program for each shape.
    moved: dict[str, Array] = jax.device_put(
        {name: np.asarray(value, dtype) for name, value in values.items()}
    )
    return moved


def alone(inputs: Inputs, kept: Kept) -> Inputs:
    """Narrow a block of a full world to its focal country.

    ``inputs`` is the block as `block_inputs` made it, ``kept`` what the full world left of
    all other countries.
    """
    row = slice(int(inputs.focal), int(inputs.focal) + 1)
    return inputs._replace(
        parameters={
            name: _part(value, row) if value.ndim == 2 else value
            for name, value in inputs.parameters.items()
        },
        levers={name: _part(value, (slice(None), row)) for name, value in inputs.levers.items()},
        shocks={
            # The open pool's leap belongs to the world, whoever made it.
            name: shock
            if name == "open_leap"
            else shock._replace(severity=_part(shock.severity, (row,)))
            for name, shock in inputs.shocks.items()
        },
        noise={
            name: _part(value, (slice(None), row)) if value.ndim == 3 else value
            for name, value in inputs.noise.items()
        },
        focal=jax.device_put(0),
        kept=kept,
    )


def run_policies(
    inputs: Inputs, kept: Kept, policies: Sequence[Mapping[str, NDArray[np.float64]]]
) -> NDArray[np.floating]:
    """Run the focal country of one block alone under many policies, with common random numbers.

    Parameters
    ----------
    inputs
        The block, as `block_inputs` made it.
    kept
        What the full world left of all other countries.
    policies
        The focal country's levers by name, ``(month,)`` each. Up to the end of the evidence they
        are those of ``inputs``, so that only what comes after is run again for each.

    Returns
    -------
    NDArray
        Months behind the world's best, ``(policy, month, draw)``.
    """
    narrowed = alone(inputs, kept)
    first = int(inputs.now) + 1
    state, before, behind = kept_program(begin, narrowed, months=first)(narrowed)
    past = np.asarray(behind)
    dtype = narrowed.deliveries.dtype.type
    # Every batch has one size, so that there is one program; the last repeats its last policy.
    padded = [*policies, *[policies[-1]] * (-len(policies) % BATCH)]

    def batch(start: int) -> NDArray[np.floating]:
        part = padded[start : start + BATCH]
        stacked = {
            name: np.stack([levers[name] for levers in part])[..., None, None] for name in part[0]
        }
        under = (narrowed, state, before, on_device(stacked, dtype))
        return np.asarray(kept_program(lags_under, *under, first=first)(*under))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(batch, range(0, len(padded), BATCH)))
    after = np.concatenate(parts)[: len(policies)]
    return np.concatenate([np.broadcast_to(past, (len(policies), *past.shape)), after], axis=1)


def _shock_inputs(
    scenario: Scenario, seed: int, block: int, dtype: type[np.floating]
) -> dict[str, ShockInputs]:
    inputs: dict[str, tuple[NDArray[np.floating], ...]] = {}
    for name, setting in scenario.shocks.items():
        chance = stream(seed, f"shock/{name}", block).random((2, BLOCK))
        when = setting.first + np.floor(chance[1] * (setting.last - setting.first + 1))
        start = np.where(chance[0] < setting.probability, when, NEVER)
        reached = _reached(setting, scenario)[:, None] * setting.severity
        inputs[name] = (
            np.asarray(start, dtype),
            np.asarray(setting.duration, dtype),
            np.asarray(reached, dtype),
        )
    start, duration, _ = inputs["efficiency_leap"]
    severity = np.full((1, 1), scenario.shocks["efficiency_leap"].severity, dtype)
    inputs["open_leap"] = (start, duration, severity)
    return {name: ShockInputs(*shock) for name, shock in jax.device_put(inputs).items()}


def _reached(setting: ShockSetting, scenario: Scenario) -> NDArray[np.float64]:
    if setting.reach == "world":
        return np.ones(len(scenario.countries))
    code = scenario.focal if setting.reach == "focal" else setting.reach
    return np.array([float(country == code) for country in scenario.countries])
