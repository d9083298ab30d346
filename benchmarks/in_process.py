"""The parts of an answer inside one process, after a warm-up."""

import statistics
import time
from collections.abc import Callable

from slipstream.ensemble.engine import simulate
from slipstream.ensemble.run import block_inputs
from slipstream.policy.drivers import try_levers
from slipstream.policy.question import Question, take_sample
from slipstream.policy.scenario import build

WORLD = "12 countries x 10,000 draws x 180 months"


def time_parts(repetitions: int) -> dict[str, float]:
    """Median seconds of the world's run and of the lever trials, 10,000 draws, Korea."""
    question = Question("KR")
    scenario = build("KR")
    block = block_inputs(scenario, 1, 0)
    _, world = simulate(block)
    parts: dict[str, Callable[[], object]] = {
        WORLD: lambda: take_sample(scenario, question, 10_000, 1),
        "all levers at both ends, 512 draws each": lambda: try_levers(
            scenario, question, block, world
        ),
    }
    return {what: _median_seconds(part, repetitions) for what, part in parts.items()}


def _median_seconds(part: Callable[[], object], repetitions: int) -> float:
    part()
    seconds = []
    for _ in range(repetitions):
        start = time.perf_counter()
        part()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
