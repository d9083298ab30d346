"""The focal country in vectorised NumPy, over all draws at once."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from benchmarks.peers.inputs import Floats, FocalInputs, timed_inputs
from benchmarks.peers.numpy_equations import Value, shocks
from benchmarks.peers.numpy_step import Month, initial_state, step
from slipstream.model.constants import MONTHS

PULSES = ("efficiency_leap", "open_leap")
TILE = 2048
"""Draws in one piece: the arrays of a month stay in the cache."""


def run(inputs: FocalInputs) -> dict[str, Floats]:
    """Run all draws at once, in the precision of the inputs."""
    p = inputs.parameters
    state = initial_state(p, inputs.view["effective"][0])
    shown: dict[str, Floats] = {}
    pools = np.empty_like(inputs.kept["effective"])
    own = np.empty_like(inputs.kept["effective"])
    for month in range(MONTHS):
        state, outcome = step(state, p, _month(inputs, month), inputs)
        for name, value in outcome.items():
            if name not in shown:
                shown[name] = np.empty_like(pools)
            shown[name][month] = value
        pools[month] = state.pool
        own[month] = state.best_effective
    frontier = np.maximum(inputs.kept["frontier"], shown["capability"])
    behind = np.maximum(own, inputs.kept["effective"]) - pools
    return {
        **shown,
        "frontier": frontier,
        "open": frontier - p["eci_per_oom"] * behind,
        "lag": months_behind(shown["capability"], frontier),
    }


@contextmanager
def ready(draws: int) -> Iterator[Callable[[], object]]:
    """Give what runs in single precision, tile by tile on all cores."""
    inputs = timed_inputs(draws, np.float32)
    tiles = [inputs.part(first, min(first + TILE, draws)) for first in range(0, draws, TILE)]
    run(inputs.part(0, 1))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield lambda: list(pool.map(run, tiles))


def months_behind(best: Floats, frontier: Floats) -> Floats:
    """Months since the frontier first reached a country's best released model."""
    lag = np.zeros_like(best)
    months = np.arange(MONTHS)
    for draw in np.ndindex(best.shape[1:]):
        at = (slice(None), *draw)
        lag[at] = months - np.searchsorted(frontier[at], best[at])
    return np.where(best >= frontier, lag.dtype.type(0), lag)


def _month(inputs: FocalInputs, month: int) -> Month:
    def severity(name: str) -> Value:
        start = inputs.shock_start[name]
        on = (
            shocks.begins(month, start)
            if name in PULSES
            else shocks.active(month, start, inputs.shock_duration[name])
        )
        return inputs.shock_severity[name] * on

    return Month(
        month=month,
        levers={name: value[month] for name, value in inputs.levers.items()},
        shocks={name: severity(name) for name in inputs.shock_start},
        noise={name: value[month] for name, value in inputs.noise.items()},
        view={name: value[month] for name, value in inputs.view.items()},
        deliveries=inputs.deliveries[month],
    )
