"""The headline answer: how likely, how far behind, at what price, and what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slipstream.arrays import Floats
from slipstream.ensemble.fixed_world import Worlds
from slipstream.ensemble.indicators import Quantiles, quantiles, quantiles_by_row
from slipstream.ensemble.run import draw_parameters, run_block
from slipstream.model.sovereignty import SovereigntyShares, sovereignty_index
from slipstream.policy.conditions import Conditions, find_conditions
from slipstream.policy.drivers import Driver, parameter_drivers, strongest, try_levers
from slipstream.policy.headline import Headline, fixed_world_sample, headline
from slipstream.policy.policy_files import Policy
from slipstream.policy.question import Question, gathered, sampling

Weights = tuple[float, float, float, float]
EQUAL: Weights = (1.0, 1.0, 1.0, 1.0)

PARAMETER_DRAWS = 50_000
"""Draws whose parameters are looked at; beyond, nothing changes in what is printed."""


@dataclass(frozen=True)
class Answer(Headline):
    """The headline, and what a person waits for: what moves it, and what would have to be true."""

    capability_eci: dict[str, Quantiles]
    frontier_eci: dict[str, Quantiles]
    largest_run_log10_flop: dict[str, Quantiles]
    sovereignty: Quantiles
    sovereignty_shares: dict[str, float]
    drivers: tuple[Driver, ...]
    conditions: Conditions


def answer(
    question: Question,
    policies: Sequence[Policy] = (),
    *,
    draws: int = 10_000,
    seed: int = 1,
    weights: Weights = EQUAL,
    fixed_world: bool = False,
) -> Answer:
    """Answer a question under policies laid over today's.

    Parameters
    ----------
    question
        Country, year and what counts as being in the race.
    policies
        Overlays on today's policy; none of them is today's itself.
    draws, seed
        Number of draws and seed of the ensemble.
    weights
        Weights of the sovereignty shares: compute, weights, talent, chips.
    fixed_world
        As for `slipstream.policy.run_options.RunOptions`.

    Raises
    ------
    InputError
        If the country is unknown or a policy does not fit it.
    """
    scenario = question.scenario(policies)
    if fixed_world:
        inputs, _, kept = run_block(scenario, seed, 0)
        trials = try_levers(scenario, question, inputs, kept)
        sample = fixed_world_sample(Worlds(), scenario, question, draws, seed)
    else:
        with sampling(scenario, question, draws, seed) as run:
            trials = try_levers(scenario, question, run.inputs, run.kept)
            sample = gathered(run)
    trials = trials.carried_over(sample, question)
    drawn = draw_parameters(scenario, min(draws, PARAMETER_DRAWS), seed)
    parameters = parameter_drivers(sample, question, drawn)

    def by_label(values: Floats) -> dict[str, Quantiles]:
        return dict(zip(question.labels, quantiles_by_row(values), strict=True))

    index = sovereignty_index(SovereigntyShares(*sample.shares), weights)
    return Answer(
        **vars(headline(sample, question, scenario.name, seed)),
        capability_eci=by_label(sample.capability),
        frontier_eci=by_label(sample.frontier),
        largest_run_log10_flop=by_label(sample.largest_run),
        sovereignty=quantiles(np.asarray(index)),
        sovereignty_shares={
            name: float(np.median(share))
            for name, share in zip(SovereigntyShares._fields, sample.shares, strict=True)
        },
        drivers=strongest([*trials.levers, *parameters]),
        conditions=find_conditions(question, sample, trials, parameters, drawn),
    )
