"""The headline's numbers out of a run of the focal country against a kept world."""

from dataclasses import dataclass

import numpy as np

from slipstream.ensemble.indicators import Quantiles, joining_step, monte_carlo_error, quantiles
from slipstream.ensemble.kept_world import Run
from slipstream.policy.question import Question, Standing


@dataclass(frozen=True)
class Headline:
    """Numbers as in `slipstream.policy.answer.Answer`, without what a person does not wait for."""

    probability: float
    probability_error: float
    joined_by_year: dict[str, float]
    lag_months: dict[str, Quantiles]
    public_cost_usd: float


def standing(run: Run, question: Question) -> Standing:
    """Keep of each draw what the headline and a comparison need.

    Parameters
    ----------
    run
        A run with the outputs ``CORE`` at least.
    question
        Country, year and what counts as being in the race.
    """

    def at_steps(name: str) -> np.ndarray[tuple[int, int], np.dtype[np.floating]]:
        return np.stack([run.at(name, step) for step in question.steps])

    return Standing(
        lag=at_steps("lag_months"),
        capability=at_steps("capability_eci"),
        cost=run.at("public_cost_usd", question.last),
        joined=joining_step(run.values("lag_months"), question.within_months, question.now),
    )


def headline(found: Standing, question: Question) -> Headline:
    """Reduce to the headline's numbers."""
    probability = found.probability(question.last)
    return Headline(
        probability=probability,
        probability_error=monte_carlo_error(probability, found.joined.size),
        joined_by_year={
            label: found.probability(step)
            for label, step in zip(question.labels[1:], question.steps[1:], strict=True)
        },
        lag_months={
            label: quantiles(row) for label, row in zip(question.labels, found.lag, strict=True)
        },
        public_cost_usd=float(np.mean(found.cost)),
    )
