"""How far every country is behind, and whether it is in the race, in one run of the world."""

from collections.abc import Mapping
from dataclasses import dataclass

import jax
import numpy as np

from slipstream.arrays import Floats
from slipstream.ensemble.engine import Track
from slipstream.ensemble.indicators import Quantiles, quantiles_by_row
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.model.lag import in_race, joining_step, lag_by_year, months_behind
from slipstream.policy.question import Question


@dataclass(frozen=True)
class Place:
    """One country at the end of the question's year.

    ``in_race`` is the probability of being in the race then, ``probability`` that of having joined
    by then; ``lag_now`` and ``lag_by`` are months behind the world's best, at the end of the
    evidence and of the year.
    """

    in_race: float
    probability: float
    lag_now: Quantiles
    lag_by: Quantiles


def rank(scenario: Scenario, question: Question, draws: int, seed: int) -> Mapping[str, Place]:
    """Run the whole world and place every country, by code.

    Parameters
    ----------
    scenario
        Levers of all countries and shocks.
    question
        Its year and what counts as being in the race; its country is not looked at.
    draws, seed
        Number of draws and seed of the ensemble.
    """

    def of_block(track: Track, count: int) -> Floats:
        return np.asarray(_lags(track)[:, :, :count])

    lags = np.concatenate(run_blocks(scenario, draws, seed, of_block), axis=2)
    return {code: _place(lags[:, row], question) for row, code in enumerate(scenario.countries)}


def _place(lag: Floats, question: Question) -> Place:
    year = question.years.index(str(question.by))
    mean = lag_by_year(lag, question.now)[year]
    joined = joining_step(lag, question.within_months, question.now) <= question.last
    now, by = quantiles_by_row(lag[[question.now, question.last]])
    return Place(
        in_race=float(np.mean(in_race(mean, question.within_months))),
        probability=float(np.mean(joined)),
        lag_now=now,
        lag_by=by,
    )


@jax.jit
def _lags(track: Track) -> jax.Array:
    lags: jax.Array = jax.vmap(months_behind, in_axes=(1, None), out_axes=1)(
        track.scores, track.frontier
    )
    return lags
