"""The parts of an answer inside one process, after a warm-up."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from slipstream.ensemble.engine import simulate
from slipstream.ensemble.fixed_world import CORE, Worlds
from slipstream.ensemble.run import block_inputs
from slipstream.policy.build_scenario import build
from slipstream.policy.drivers import try_levers
from slipstream.policy.headline import headline, standing
from slipstream.policy.question import Question, take_sample

WORLD = "12 countries x 10,000 draws x 180 months"
FOCAL = "a new policy against a fixed world, 10,000 draws: headline and fans of four outputs"


def time_parts(repetitions: int) -> dict[str, float]:
    """Median seconds of the world's run, of a focal answer and of the lever trials, for Korea."""
    question = Question("KR")
    scenario = build("KR")
    block = block_inputs(scenario, 1, 0)
    _, world = simulate(block)
    worlds, budgets = Worlds(), count(1)

    def focal() -> object:
        moved = scenario.levers["public_budget"].copy()
        moved[scenario.now + 1 :, scenario.focal_row] *= 1 + next(budgets) / 100
        policy = replace(scenario, levers={**scenario.levers, "public_budget": moved})
        run = worlds.run(policy, CORE)
        fans = [run.quantiles(name) for name in CORE if name != "public_cost_usd"]
        return fans, headline(standing(run, question), question, "moved", 1)

    parts: dict[str, Callable[[], object]] = {
        WORLD: lambda: take_sample(scenario, question, 10_000, 1),
        FOCAL: focal,
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
