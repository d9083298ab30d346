"""The headline answer: how likely, how far behind, at what price, and what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slipstream.ensemble.indicators import Quantiles, monte_carlo_error, quantiles
from slipstream.ensemble.run import draw_parameters
from slipstream.model.constants import month_name
from slipstream.model.sovereignty import SovereigntyShares, sovereignty_index
from slipstream.policy.conditions import Conditions, find_conditions
from slipstream.policy.drivers import Driver, Trials, parameter_drivers, strongest, try_levers
from slipstream.policy.files import Policy
from slipstream.policy.question import Floats, Question, Sample, take_sample
from slipstream.policy.scenario import build

Weights = tuple[float, float, float, float]
EQUAL: Weights = (1.0, 1.0, 1.0, 1.0)

MOST_DRAWS = 50_000
"""Draws whose parameters are looked at; beyond, nothing changes in what is printed."""


@dataclass(frozen=True)
class Headline:
    """The numbers of an answer that come from its draws alone, ``draws`` of one ``seed``.

    Quantiles by label are at the end of the evidence (``now``) and at each year's end.
    ``probability`` is of having joined by the question's year, ``probability_error`` bounds
    what another seed may change; ``public_cost_usd`` counts from the end of the evidence.
    """

    question: Question
    policy: str
    draws: int
    seed: int
    as_of: str
    probability: float
    probability_error: float
    joined_by_year: dict[str, float]
    lag_months: dict[str, Quantiles]
    capability_eci: dict[str, Quantiles]
    frontier_eci: dict[str, Quantiles]
    largest_run_log10_flop: dict[str, Quantiles]
    sovereignty: Quantiles
    sovereignty_shares: dict[str, float]
    public_cost_usd: float


@dataclass(frozen=True)
class Answer(Headline):
    """An answer with what moves it most and what would have to be true."""

    drivers: tuple[Driver, ...]
    conditions: Conditions


def answer(
    question: Question,
    policies: Sequence[Policy] = (),
    *,
    draws: int = 10_000,
    seed: int = 1,
    weights: Weights = EQUAL,
) -> Answer:
    """Answer a question under policies laid over today's.

    Parameters
    ----------
    question
        Country, year and what counts as being in the race.
    policies
        Overlays on today's policy; none of them is today's itself.
    draws, seed
        Size and luck of the ensemble.
    weights
        Weights of the sovereignty shares: compute, weights, talent, chips.

    Raises
    ------
    InputError
        If the country is unknown or a policy does not fit it.
    """
    scenario = build(question.country, policies, now=question.now, posterior=question.posterior)
    tried: list[Trials] = []
    sample = take_sample(
        scenario,
        question,
        draws,
        seed,
        meanwhile=lambda block, world: tried.append(try_levers(scenario, question, block, world)),
    )
    trials = tried[0].carried_over(sample, question)
    drawn = draw_parameters(scenario, min(draws, MOST_DRAWS), seed)
    parameters = parameter_drivers(sample, question, drawn)
    return Answer(
        **vars(headline(question, scenario.name, sample, seed, weights=weights)),
        drivers=strongest([*trials.levers, *parameters]),
        conditions=find_conditions(question, sample, trials, parameters, drawn),
    )


def headline(
    question: Question, policy: str, sample: Sample, seed: int, *, weights: Weights = EQUAL
) -> Headline:
    """Put the draws of a sample into the numbers that are told.

    Parameters
    ----------
    question
        What the sample was taken for.
    policy
        What the policy is called.
    sample
        All draws.
    seed
        Seed of their luck.
    weights
        Weights of the sovereignty shares: compute, weights, talent, chips.
    """
    draws = sample.joined.size
    probability = sample.probability(question.last)

    def by_label(values: Floats) -> dict[str, Quantiles]:
        return {label: quantiles(row) for label, row in zip(question.labels, values, strict=True)}

    index = sovereignty_index(SovereigntyShares(*sample.shares), weights)
    return Headline(
        question=question,
        policy=policy,
        draws=draws,
        seed=seed,
        as_of=month_name(question.now),
        probability=probability,
        probability_error=monte_carlo_error(probability, draws),
        joined_by_year={
            label: sample.probability(step)
            for label, step in zip(question.labels[1:], question.steps[1:], strict=True)
        },
        lag_months=by_label(sample.lag),
        capability_eci=by_label(sample.capability),
        frontier_eci=by_label(sample.frontier),
        largest_run_log10_flop=by_label(sample.largest_run),
        sovereignty=quantiles(np.asarray(index)),
        sovereignty_shares={
            name: float(np.median(share))
            for name, share in zip(SovereigntyShares._fields, sample.shares, strict=True)
        },
        public_cost_usd=float(np.mean(sample.cost)),
    )
