"""How time and memory grow with draws, countries, months and policies.

Each size runs in a process of its own, since the peak of memory is that of a process:
``python -m benchmarks.scaling countries 6`` prints what the parent reads.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from benchmarks import process
from benchmarks.peers.inputs import COUNTRY
from slipstream.ensemble.engine import Inputs, Track, begin, simulate
from slipstream.ensemble.fan import monthly_quantiles
from slipstream.ensemble.random_streams import BLOCK
from slipstream.ensemble.run import alone, block_inputs, first_draws, run_blocks, run_policies
from slipstream.ensemble.scenario import Scenario
from slipstream.policy.build_scenario import build
from slipstream.policy.drivers import TRIAL_DRAWS
from slipstream.registry.load import registry
from slipstream.statistics import LEVELS

DRAWS = 10_000
"""Draws where something else grows."""

PRIOR_MONTHS = 60


@dataclass(frozen=True)
class Point:
    """One size: seconds after a warm-up, and the largest resident memory, MiB."""

    size: int
    seconds: float
    memory: float


def by_draws(draws: int) -> float:
    """Run the whole world, random numbers drawn anew, and keep quantiles of each block."""
    scenario = build(COUNTRY)
    run_blocks(scenario, 1, 0, _quantiles)  # compiles
    # A seed of its own: nothing that an earlier size drew is found in the cache.
    return _seconds(lambda: run_blocks(scenario, draws, draws, _quantiles))


def by_countries(countries: int) -> float:
    """Run a world with so many rows; beyond the packs, they are used again."""
    scenario = build(COUNTRY)
    packs = len(scenario.countries)
    rows = np.array([(scenario.focal_row + row) % packs for row in range(countries)])
    return _warm(scenario, lambda inputs: simulate(_with_rows(inputs, rows)))


def by_months(months: int) -> float:
    """Run the first months of the whole world."""
    return _warm(build(COUNTRY), lambda inputs: begin(inputs, months))


def by_policies(policies: int) -> float:
    """Try policies for one country against a fixed world, with as many draws as lever trials."""
    scenario = build(COUNTRY)
    block = block_inputs(scenario, 0, 0)
    inputs, kept = first_draws(block, simulate(block)[1], TRIAL_DRAWS)
    today = {name: values[:, scenario.focal_row] for name, values in scenario.levers.items()}
    after = np.arange(len(today["public_budget"])) > scenario.now

    def budget(times: float) -> Mapping[str, NDArray[np.float64]]:
        money = np.where(after, times * today["public_budget"], today["public_budget"])
        return {**today, "public_budget": money}

    run_policies(inputs, kept, [today])
    tried = [budget(times) for times in np.linspace(0.5, 2.0, policies)]
    return _seconds(lambda: run_policies(inputs, kept, tried))


def prior(draws: int) -> float:
    """Draw one country from its prior and run it over 2022-2026, with quantiles of each block.

    Luck is drawn for this country alone; the world is kept from one block.
    """
    world = build(COUNTRY)
    _, kept = simulate(block_inputs(world, 0, 0))
    row = [world.focal_row]
    levers = {name: values[:, row] for name, values in world.levers.items()}
    scenario = replace(world, countries=(COUNTRY,), levers=levers)
    rows = registry().parameters

    def one(block: int) -> object:
        inputs = block_inputs(scenario, 1, block)
        parameters = {
            name: jnp.asarray(np.asarray(value)[row]) if rows[name].scope == "country" else value
            for name, value in inputs.parameters.items()
        }
        _, best, _ = begin(alone(inputs._replace(parameters=parameters), kept), PRIOR_MONTHS)
        return monthly_quantiles(np.asarray(best), LEVELS)

    one(0)
    return _seconds(lambda: _on_all_cores(one, draws))


SERIES: Mapping[str, Callable[[int], float]] = {
    "draws": by_draws,
    "countries": by_countries,
    "months": by_months,
    "policies": by_policies,
    "prior": prior,
}


def measure(series: str, sizes: Sequence[int]) -> tuple[Point, ...]:
    """Run each size of a series in a process of its own; they share what is compiled."""
    points = []
    with tempfile.TemporaryDirectory() as cache:
        for size in sizes:
            ran = process.run(
                [sys.executable, "-m", "benchmarks.scaling", series, str(size)],
                {**os.environ, "XDG_CACHE_HOME": cache},
            )
            points.append(Point(size, float(ran.said), ran.memory))
    return tuple(points)


def _quantiles(track: Track, count: int) -> NDArray[np.floating]:
    return np.asarray(np.quantile(np.asarray(track.lag)[:, :count], LEVELS, axis=1))


def _warm(scenario: Scenario, run: Callable[[Inputs], object]) -> float:
    """Seconds for all draws once they are drawn and kept in memory, as for a second answer."""

    def one(block: int) -> None:
        jax.block_until_ready(run(block_inputs(scenario, 1, block)))

    one(0)
    _on_all_cores(one, DRAWS)
    return _seconds(lambda: _on_all_cores(one, DRAWS))


def _with_rows(inputs: Inputs, rows: NDArray[np.int64]) -> Inputs:
    parameters = registry().parameters

    def picked(value: Array) -> Array:
        return value[:, rows]

    return inputs._replace(
        parameters={
            name: value[rows] if parameters[name].scope == "country" else value
            for name, value in inputs.parameters.items()
        },
        levers={name: picked(value) for name, value in inputs.levers.items()},
        shocks={
            name: shock if name == "open_leap" else shock._replace(severity=shock.severity[rows])
            for name, shock in inputs.shocks.items()
        },
        noise={
            name: picked(value) if value.ndim == 3 else value
            for name, value in inputs.noise.items()
        },
        focal=jnp.asarray(0),
    )


def _on_all_cores(one: Callable[[int], object], draws: int) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, range(-(-draws // BLOCK))))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(SERIES[sys.argv[1]](int(sys.argv[2])))
