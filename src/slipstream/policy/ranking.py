"""How far every country is behind, in one run of the whole world."""

from collections.abc import Mapping
from dataclasses import dataclass

import jax
import numpy as np

from slipstream.ensemble.engine import Track, months_behind
from slipstream.ensemble.indicators import Quantiles, quantiles_by_row
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.policy.question import Floats, Question


@dataclass(frozen=True)
class Place:
    """Months behind the world's best, at the end of the evidence and of the question's year."""

    lag_now: Quantiles
    lag_by: Quantiles


def rank(scenario: Scenario, question: Question, draws: int, seed: int) -> Mapping[str, Place]:
    """Run the whole world and place every country, by code.

    Parameters
    ----------
    scenario
        Levers of all countries and shocks.
    question
        Its year is the one that is looked at.
    draws, seed
        Size and luck of the ensemble.
    """
    steps = [question.now, question.last]

    def of_block(track: Track, count: int) -> Floats:
        return np.asarray(_lags(track)[np.array(steps), :, :count])

    lags = np.concatenate(run_blocks(scenario, draws, seed, of_block), axis=2)
    return {
        code: Place(*quantiles_by_row(lags[:, row])) for row, code in enumerate(scenario.countries)
    }


@jax.jit
def _lags(track: Track) -> jax.Array:
    lags: jax.Array = jax.vmap(months_behind, in_axes=(1, None), out_axes=1)(
        track.scores, track.frontier
    )
    return lags
