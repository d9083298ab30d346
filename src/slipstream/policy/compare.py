"""Policies side by side, draw by draw, with common random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from slipstream.ensemble.fixed_world import Worlds
from slipstream.ensemble.indicators import Quantiles, paired_share, quantiles
from slipstream.ensemble.scenario import Scenario
from slipstream.files import InputError
from slipstream.model.constants import month_name
from slipstream.policy.headline import standing
from slipstream.policy.policy_files import Policy
from slipstream.policy.question import Question, Standing, take_sample


@dataclass(frozen=True)
class Outcome:
    """What one policy comes to at the end of the question's year.

    ``in_race`` is the probability of being in the race then, ``probability`` that of having joined
    by then.
    """

    policy: str
    in_race: float
    probability: float
    lag_months: Quantiles
    capability_eci: Quantiles
    public_cost_usd: float


@dataclass(frozen=True)
class Difference:
    """The second policy less the first, from paired draws.

    ``lag_months`` and ``capability_eci`` are quantiles of the difference within each draw,
    ``lag_mean`` is the mean of the former (months): lags move in whole months, so small
    effects show in the mean first.
    ``in_race`` is the difference in the probability of being in the race at the end of the
    question's year, ``probability`` that of having joined by then; ``_low`` and ``_high`` are
    their 90% bands, from the draws in which just one of the two is in it, or has joined.
    """

    first: str
    second: str
    in_race: float
    in_race_low: float
    in_race_high: float
    probability: float
    probability_low: float
    probability_high: float
    lag_mean: float
    lag_months: Quantiles
    capability_eci: Quantiles
    public_cost_usd: float


@dataclass(frozen=True)
class Comparison:
    """Outcomes of all policies and the differences of all pairs."""

    question: Question
    draws: int
    seed: int
    as_of: str
    outcomes: tuple[Outcome, ...]
    differences: tuple[Difference, ...]


def compare(
    question: Question,
    policies: Sequence[Sequence[Policy]],
    *,
    draws: int = 10_000,
    seed: int = 1,
    fixed_world: bool = False,
) -> Comparison:
    """Run each policy with common random numbers and compare every pair.

    Parameters
    ----------
    question
        Country, year and what counts as being in the race.
    policies
        Two or more, each a sequence of overlays on today's policy.
    draws, seed
        Number of draws and seed of the ensemble.
    fixed_world
        As for `slipstream.policy.answer.answer`.

    Raises
    ------
    InputError
        If fewer than two different policies are given, or one does not fit the country.
    """
    scenarios = {
        scenario.name: scenario
        for scenario in (question.scenario(overlays) for overlays in policies)
    }
    if len(scenarios) < 2:
        raise InputError("POLICY", "", ", ".join(scenarios), "two or more different policies")
    worlds = Worlds()

    def stand(scenario: Scenario) -> Standing:
        if fixed_world:
            return standing(worlds.run(scenario, draws=draws, seed=seed), question)
        return take_sample(scenario, question, draws, seed)

    samples = {name: stand(scenario) for name, scenario in scenarios.items()}
    return Comparison(
        question=question,
        draws=draws,
        seed=seed,
        as_of=month_name(question.now),
        outcomes=tuple(outcome(name, sample, question) for name, sample in samples.items()),
        differences=tuple(
            difference(first, second, samples[first], samples[second], question)
            for first, second in combinations(samples, 2)
        ),
    )


def outcome(name: str, sample: Standing, question: Question) -> Outcome:
    """Say what the sample of a policy comes to."""
    return Outcome(
        policy=name,
        in_race=float(np.mean(sample.in_race(question))),
        probability=sample.probability(question.last),
        lag_months=quantiles(sample.lag[-1]),
        capability_eci=quantiles(sample.capability[-1]),
        public_cost_usd=float(np.mean(sample.cost)),
    )


def difference(
    first: str, second: str, one: Standing, other: Standing, question: Question
) -> Difference:
    """Compare two samples with common random numbers, draw by draw: the second less the first."""
    inside = paired_share(one.in_race(question), other.in_race(question))
    joined = paired_share(one.joined <= question.last, other.joined <= question.last)
    return Difference(
        first=first,
        second=second,
        in_race=inside.mean,
        in_race_low=inside.low,
        in_race_high=inside.high,
        probability=joined.mean,
        probability_low=joined.low,
        probability_high=joined.high,
        lag_mean=float(np.mean(other.lag[-1] - one.lag[-1])),
        lag_months=quantiles(other.lag[-1] - one.lag[-1]),
        capability_eci=quantiles(other.capability[-1] - one.capability[-1]),
        public_cost_usd=float(np.mean(other.cost) - np.mean(one.cost)),
    )
