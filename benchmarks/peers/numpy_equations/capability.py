"""From effective compute to a released model's score."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmarks.peers.numpy_equations import Value, powers
from slipstream.model.constants import ANCHOR_LOG10_FLOP, MONTHS_PER_YEAR, STEP_YEARS


def effective_compute(own: Value, adopted: Value, distilled: Value) -> tuple[Value, ...]:
    """Return effective compute, and the shares of it that are own, adopted and distilled."""
    whole = (1.0 + adopted) * (1.0 + distilled)
    return own + np.log10(whole), 1.0 / whole, adopted / whole, distilled / (1.0 + distilled)


def eci(effective: Value, eci_at_1e25: Value, eci_per_oom: Value) -> Value:
    return eci_at_1e25 + eci_per_oom * (effective - ANCHOR_LOG10_FLOP)


def effective_of(score: Value, eci_at_1e25: Value, eci_per_oom: Value) -> Value:
    return ANCHOR_LOG10_FLOP + (score - eci_at_1e25) / eci_per_oom


def score(
    effective: Value,
    eci_at_1e25: Value,
    eci_per_oom: Value,
    skill_offset: Value,
    people: Value,
    lead: Value,
    skill: Value,
) -> Value:
    return eci(effective, eci_at_1e25, eci_per_oom) + skill_offset + people + lead + skill


def people_gain(labour: Value, best_labour: Value, talent_gain: Value) -> Value:
    return talent_gain * np.minimum(labour - best_labour, 0.0) / math.log(2.0)


def independent_teams(teams: Value, team_independence: Value) -> Value:
    return powers.power(teams, team_independence)


def best_of_teams(teams: Value, team_spread: Value) -> Value:
    return team_spread * ndtri((teams - 0.375) / (teams + 0.25))


def released_score(expected: Value, release_spread: Value, departure: Value) -> Value:
    return expected + release_spread * departure


def release_probability(teams: Value, release_interval: Value, burden: Value) -> Value:
    rate = teams * MONTHS_PER_YEAR / (release_interval + burden)
    return 1.0 - np.exp(-rate * STEP_YEARS)


def released_best(
    best: Value, candidate: Value, released: NDArray[np.bool] | bool | np.bool
) -> Value:
    return np.where(released, np.maximum(best, candidate), best)
