"""What would have to be true for a country to be in the race, in numbers."""

from dataclasses import dataclass

import numpy as np

from slipstream.ensemble.indicators import Quantiles, quantiles
from slipstream.policy.drivers import Drawn, Driver, Reached, Trials
from slipstream.policy.question import Question, Sample


@dataclass(frozen=True)
class Contrast:
    """A number of the world: its median where the country is in the race, and anywhere."""

    driver: Driver
    where_in: float
    anywhere: float


@dataclass(frozen=True)
class Conditions:
    """Numbers behind the sentences.

    ``compute_factor`` is how many times more effective compute would bring the country's best
    model to the frontier of ``within_months`` earlier in the question's last month;
    ``best_lever`` and ``all_levers`` are what policy can do; ``contrasts`` what luck must bring.
    """

    compute_factor: Quantiles
    best_lever: Driver
    all_levers: Reached
    contrasts: tuple[Contrast, ...]


def find_conditions(
    question: Question,
    sample: Sample,
    trials: Trials,
    parameters: tuple[Driver, ...],
    drawn: Drawn,
) -> Conditions:
    """Work out the conditions from the sample, the lever trials and the parameters' draws.

    ``drawn`` are the parameters of the sample's first draws, as `draw_parameters` gives them.
    """
    draws = drawn["eci_per_oom"].size
    missing = (sample.frontier_before - sample.capability[-1])[:draws]
    factor = 10.0 ** (np.maximum(missing, 0.0) / drawn["eci_per_oom"])
    inside = sample.in_race(question)[:draws]
    world = [driver for driver in parameters if not driver.country]
    moving = sorted(world, key=lambda driver: -abs(driver.lag_difference))[:2]
    contrasts = [
        Contrast(
            driver,
            where_in=float(np.median(drawn[driver.name][inside])),
            anywhere=float(np.median(drawn[driver.name])),
        )
        for driver in moving
        if inside.any()
    ]
    return Conditions(
        compute_factor=quantiles(factor),
        best_lever=max(trials.levers, key=lambda driver: driver.better.in_race),
        all_levers=trials.together,
        contrasts=tuple(contrasts),
    )
