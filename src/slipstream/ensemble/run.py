"""Runs of many blocks: build the inputs, run them on all cores, hand on what is kept."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import jax
import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.draws import draw_priors
from slipstream.ensemble.engine import Inputs, ShockInputs, Track, simulate
from slipstream.ensemble.known import NOW, deliveries_index
from slipstream.ensemble.luck import BLOCK, normals, stream, uniforms
from slipstream.ensemble.scenario import Scenario, ShockSetting
from slipstream.model.constants import MONTHS

NEVER = 10 * MONTHS
Kept = TypeVar("Kept")


def run_blocks(
    scenario: Scenario, draws: int, seed: int, reduce: Callable[[Track, int], Kept]
) -> list[Kept]:
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
    """
    blocks = range(-(-draws // BLOCK))

    def one(block: int) -> Kept:
        track = simulate(block_inputs(scenario, draws, seed, block))
        return reduce(track, min(BLOCK, draws - block * BLOCK))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, blocks))


def block_inputs(
    scenario: Scenario,
    draws: int,
    seed: int,
    block: int,
    *,
    dtype: type[np.floating] = np.float32,
) -> Inputs:
    """Assemble what `simulate` takes for one block of a full world."""
    countries = scenario.countries
    wanted = -(-draws // BLOCK) * BLOCK
    window = slice(block * BLOCK, (block + 1) * BLOCK)
    return Inputs(
        parameters={
            name: values[..., window].astype(dtype)
            for name, values in draw_priors(wanted, seed).items()
        },
        levers={
            name: values[:, :, None].astype(dtype) for name, values in scenario.levers.items()
        },
        shocks=_shock_inputs(scenario, seed, block, dtype),
        noise={name: noise.astype(dtype) for name, noise in luck(countries, seed, block).items()},
        index=deliveries_index().astype(dtype),
        now=np.asarray(NOW),
        focal=np.asarray(scenario.focal_row),
    )


@lru_cache(maxsize=16)
def luck(
    countries: tuple[str, ...], seed: int, block: int
) -> Mapping[str, NDArray[np.float32]]:
    """Draw the innovations of one block; a stream for each component of each country."""
    shape = (MONTHS, BLOCK)
    return {
        "rate": normals(seed, "efficiency.rate", block, shape),
        "lag": normals(seed, "open_models.lag", block, shape),
        "skill": np.stack(
            [normals(seed, f"capability.skill/{code}", block, shape) for code in countries], axis=1
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
            start.astype(dtype),
            np.asarray(setting.duration, dtype=dtype),
            reached.astype(dtype),
        )
    leap = inputs["efficiency_leap"]
    severity = np.full((1, 1), scenario.shocks["efficiency_leap"].severity, dtype=dtype)
    return {**inputs, "open_leap": leap._replace(severity=severity)}


def _reached(setting: ShockSetting, scenario: Scenario) -> NDArray[np.float64]:
    if setting.reach == "world":
        return np.ones(len(scenario.countries))
    code = scenario.focal if setting.reach == "focal" else setting.reach
    return np.array([float(country == code) for country in scenario.countries])


