"""How much of the variance of an answer each number carries, from the draws of the answer itself.

For each number the answer is regressed on the first two Hermite polynomials of the number's normal
score; the share of variance that this explains is its first-order sensitivity index (Sobol 1993;
from given data Plischke et al. 2013), less what as many columns of noise would explain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slipstream.arrays import Floats64
from slipstream.countries.model_data import ModelData
from slipstream.ensemble.draws import Coordinate, coordinates
from slipstream.ensemble.run import draw_parameters
from slipstream.policy.question import Question, Sample, take_sample

COLUMNS = 2
"""Polynomials by which a number may explain the answer: a slope and a bend."""

TINY = 1e-12
"""Variance below which an answer is the same in all draws."""


@dataclass(frozen=True)
class Members:
    """An answer by member: what a set of numbers comes to on average over future innovations.

    ``lag`` is the mean lag at the end of the question's year (months) and ``joined`` the share of
    futures that have joined, ``(member,)``; ``values`` are the numbers, ``(number, member)``.
    ``futures`` is how many there are of each member; ``lag_within`` and ``joined_within`` are the
    mean variances among them, zero where there is but one.
    """

    numbers: tuple[Coordinate, ...]
    values: Floats64
    lag: Floats64
    joined: Floats64
    futures: int
    lag_within: float
    joined_within: float


@dataclass(frozen=True)
class Shares:
    """Shares of the variance of an answer.

    ``lag`` and ``joined`` give for each of ``numbers`` its share of the variance between members;
    numbers that the fit to history has tied together are each counted with what they share, and
    noise can leave a share a little below zero. ``lag_luck`` and ``joined_luck`` are the shares of
    the whole variance that future luck makes, or nothing where each member has but one future.
    """

    numbers: tuple[Coordinate, ...]
    lag: Floats64
    joined: Floats64
    lag_luck: float | None
    joined_luck: float | None


def by_member(question: Question, *, draws: int, seed: int = 1) -> Members:
    """Take a sample of today's policy and average it over the futures of each member.

    Parameters
    ----------
    question
        Country, year, what counts as being in the race, and the posterior if there is one. Without
        it every draw is a member with one future.
    draws, seed
        Number of draws and seed of the ensemble; of a posterior only whole rounds of all members
        count.

    Raises
    ------
    InputError
        If the country is unknown.
    """
    scenario = question.scenario()
    sample = take_sample(scenario, question, draws, seed)
    drawn = draw_parameters(scenario, draws, seed)
    posterior = question.posterior
    members = draws if posterior is None else min(posterior.members, draws)
    numbers = tuple(
        number for number in coordinates(question.data, question.now) if not number.prior.fixed
    )
    values = np.stack([_of(number, drawn, question.data)[:members] for number in numbers]).astype(
        float
    )
    futures = draws // members
    lag, joined = (
        outcome[: futures * members].reshape(futures, members).astype(float)
        for outcome in (sample.lag[-1], _has_joined(sample, question))
    )
    return Members(
        numbers,
        values,
        lag=lag.mean(axis=0),
        joined=joined.mean(axis=0),
        futures=futures,
        lag_within=_within(lag),
        joined_within=_within(joined),
    )


def variance_shares(members: Members) -> Shares:
    """Work out each number's share of the variance between members."""
    count = members.lag.size
    columns = [np.stack(list(_columns(values))) for values in members.values]
    shares, lucks = [], []
    for outcome, within in (
        (members.lag, members.lag_within),
        (members.joined, members.joined_within),
    ):
        # The mean over a few futures still carries a part of their random numbers.
        left = within / members.futures
        between = max(float(np.var(outcome)) - left, TINY)
        centred = outcome - outcome.mean()
        explained = np.array([float(np.sum((column @ centred / count) ** 2)) for column in columns])
        noise = COLUMNS * (np.var(outcome) - explained) / count
        shares.append((explained - noise) / between)
        lucks.append(within / (within + between) if members.futures > 1 else None)
    return Shares(members.numbers, *shares, *lucks)


def _columns(values: Floats64) -> Iterator[Floats64]:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    score = ndtri((rankdata(values) - 0.5) / values.size)
    for column in (score, score**2):
        centred = column - column.mean()
        yield centred / max(float(centred.std()), TINY)


def _of(
    number: Coordinate, drawn: Mapping[str, NDArray[np.float32]], data: ModelData
) -> NDArray[np.float32]:
    values = drawn[number.parameter]
    return values[data.countries.index(number.country)] if number.country else values


def _has_joined(sample: Sample, question: Question) -> NDArray[np.bool_]:
    return sample.joined <= question.last


def _within(futures: Floats64) -> float:
    return float(np.mean(np.var(futures, axis=0, ddof=1))) if len(futures) > 1 else 0.0
