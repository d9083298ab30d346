"""Runs of many blocks: build the inputs, run them on all cores, hand on what is kept."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from types import EllipsisType
from typing import TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.ensemble.between_runs import keep_compiled
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
from slipstream.ensemble.known import market_deliveries, world_deliveries
from slipstream.ensemble.luck import BLOCK, normals, stream, uniforms
from slipstream.ensemble.posterior import member_block, remembered
from slipstream.ensemble.scenario import Scenario, ShockSetting
from slipstream.model.constants import MONTHS
from slipstream.registry.load import registry

NEVER = 10 * MONTHS
BATCH = 6
Part = TypeVar("Part")


def run_blocks(
    scenario: Scenario,
    draws: int,
    seed: int,
    reduce: Callable[[Track, int], Part],
    *,
    meanwhile: Callable[[Inputs, Kept], object] | None = None,
) -> list[Part]:
    """Run a scenario block by block and keep what ``reduce`` makes of each.

    Parameters
    ----------
    scenario
        Levers, shocks and the focal country.
    draws
        Size of the ensemble.
    seed
        Seed of all luck.
    reduce
        Called with a block's track and its number of draws; only its result is kept, so that
        memory does not grow with ``draws`` beyond what it returns. The last block may hold
        more draws than wanted: the second argument says how many count.
    meanwhile
        Called with the inputs of the first block and what it leaves of the other countries,
        and run beside the other blocks.
    """

    def one(block: int) -> tuple[Part, Inputs, Kept]:
        inputs = block_inputs(scenario, seed, block)
        track, kept = simulate(inputs)
        return reduce(track, min(BLOCK, draws - block * BLOCK)), inputs, kept

    # The first block runs by itself, or every thread would trace the same program.
    first, inputs, kept = one(0)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        beside = pool.submit(meanwhile, inputs, kept) if meanwhile is not None else None
        rest = list(pool.map(lambda block: one(block)[0], range(1, -(-draws // BLOCK))))
        if beside is not None:
            beside.result()
    return [first, *rest]


def block_inputs(
    scenario: Scenario, seed: int, block: int, *, dtype: type[np.floating] = np.float32
) -> Inputs:
    """Assemble what `simulate` takes for one block of a full world."""
    keep_compiled()
    return Inputs(
        parameters=on_device(_parameters(scenario, seed, block), dtype),
        levers=on_device(
            {name: values[:, :, None] for name, values in scenario.levers.items()}, dtype
        ),
        shocks=_shock_inputs(scenario, seed, block, dtype),
        noise=on_device(_luck(scenario, seed, block), dtype),
        deliveries=jnp.asarray(world_deliveries(scenario.now), dtype),
        market_deliveries=jnp.asarray(market_deliveries(scenario.now), dtype),
        now=jnp.asarray(scenario.now),
        focal=jnp.asarray(scenario.focal_row),
    )


def draw_parameters(scenario: Scenario, draws: int, seed: int) -> Mapping[str, NDArray[np.float32]]:
    """Parameters of the first ``draws`` draws, ``(draw,)`` or ``(country, draw)``."""
    blocks = [_parameters(scenario, seed, block) for block in range(-(-draws // BLOCK))]
    return {
        name: np.concatenate([block[name] for block in blocks], axis=-1)[..., :draws]
        for name in registry().parameters
    }


def _parameters(scenario: Scenario, seed: int, block: int) -> Mapping[str, NDArray[np.float32]]:
    if scenario.posterior is None:
        return draw_block(seed, block, scenario.now)
    return member_block(scenario.posterior, block)


def _luck(scenario: Scenario, seed: int, block: int) -> Mapping[str, NDArray[np.float32]]:
    drawn = luck(scenario.countries, seed, block)
    if scenario.posterior is None:
        return drawn
    return remembered(scenario.posterior, scenario.countries, block, drawn)


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
    return jnp.asarray(np.asarray(array)[index])


def on_device(
    values: Mapping[str, NDArray[np.floating]], dtype: type[np.floating]
) -> dict[str, Array]:
    """Hand named arrays to the engine in its precision."""
    # Rounded here, since a conversion over there takes a program and a wait of its own.
    return {name: jnp.asarray(np.asarray(value, dtype)) for name, value in values.items()}


def alone(inputs: Inputs, kept: Kept) -> Inputs:
    """Narrow a block of a full world to its focal country.

    ``inputs`` is the block as `block_inputs` made it, ``kept`` what the full world left of
    all other countries.
    """
    row = slice(int(inputs.focal), int(inputs.focal) + 1)
    rows = registry().parameters
    return inputs._replace(
        parameters={
            name: _part(value, row) if rows[name].scope == "country" else value
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
        focal=jnp.asarray(0),
        kept=kept,
    )


def run_policies(
    inputs: Inputs, kept: Kept, policies: Sequence[Mapping[str, NDArray[np.float64]]]
) -> NDArray[np.floating]:
    """Run the focal country of one block alone under many policies, with the same luck.

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
    state, before, behind = begin(narrowed, first)
    past = np.asarray(behind)
    dtype = narrowed.deliveries.dtype.type
    # Every batch has one size, so that there is one program; the last repeats its last policy.
    padded = [*policies, *[policies[-1]] * (-len(policies) % BATCH)]

    def batch(start: int) -> NDArray[np.floating]:
        part = padded[start : start + BATCH]
        stacked = {
            name: np.stack([levers[name] for levers in part])[..., None, None] for name in part[0]
        }
        return np.asarray(lags_under(narrowed, state, before, on_device(stacked, dtype), first))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(batch, range(0, len(padded), BATCH)))
    after = np.concatenate(parts)[: len(policies)]
    return np.concatenate([np.broadcast_to(past, (len(policies), *past.shape)), after], axis=1)


@lru_cache(maxsize=12)
def luck(countries: tuple[str, ...], seed: int, block: int) -> Mapping[str, NDArray[np.float32]]:
    """Draw the innovations of one block; a stream for each component of each country."""
    shape = (MONTHS, BLOCK)
    return {
        "rate": normals(seed, "efficiency.rate", block, shape),
        "lag": normals(seed, "open_models.lag", block, shape),
        "skill": np.stack(
            [normals(seed, f"capability.skill/{code}", block, shape) for code in countries], axis=1
        ),
        "departure": np.stack(
            [normals(seed, f"capability.departure/{code}", block, shape) for code in countries],
            axis=1,
        ),
        "release": np.stack(
            [uniforms(seed, f"capability.release/{code}", block, shape) for code in countries],
            axis=1,
        ),
    }


def _shock_inputs(
    scenario: Scenario, seed: int, block: int, dtype: type[np.floating]
) -> dict[str, ShockInputs]:
    inputs: dict[str, ShockInputs] = {}
    for name, setting in scenario.shocks.items():
        chance = stream(seed, f"shock/{name}", block).random((2, BLOCK))
        when = setting.first + np.floor(chance[1] * (setting.last - setting.first + 1))
        start = np.where(chance[0] < setting.probability, when, NEVER)
        reached = _reached(setting, scenario)[:, None] * setting.severity
        inputs[name] = ShockInputs(
            start=jnp.asarray(start, dtype),
            duration=jnp.asarray(setting.duration, dtype),
            severity=jnp.asarray(reached, dtype),
        )
    leap = inputs["efficiency_leap"]
    severity = jnp.full((1, 1), scenario.shocks["efficiency_leap"].severity, dtype)
    return {**inputs, "open_leap": leap._replace(severity=severity)}


def _reached(setting: ShockSetting, scenario: Scenario) -> NDArray[np.float64]:
    if setting.reach == "world":
        return np.ones(len(scenario.countries))
    code = scenario.focal if setting.reach == "focal" else setting.reach
    return np.array([float(country == code) for country in scenario.countries])
