"""How many OOM of compute know-how is worth."""

import numpy as np

from benchmarks.peers.numpy_equations import Value
from slipstream.model.constants import STEP_YEARS


def research_effort(labour: Value, accessible: Value, effort_talent_share: Value) -> Value:
    return effort_talent_share * labour + (1.0 - effort_talent_share) * np.log(
        np.maximum(accessible, 1.0)
    )


def own_growth(
    rate: Value,
    effort: Value,
    leader_effort: Value,
    effort_elasticity: Value,
    data_gain: Value,
    data_budget: Value,
) -> Value:
    relative = np.exp(effort_elasticity * np.minimum(effort - leader_effort, 0.0))
    return rate * relative + data_gain * np.log2(1.0 + data_budget / 1e8)


def diffusion_rate(
    diffusion: Value,
    openness: Value,
    partnership_depth: Value,
    partner_diffusion: Value,
    practice: Value,
) -> Value:
    return diffusion * openness * (1.0 + partner_diffusion * partnership_depth) * practice


def practice(from_scratch: Value, adapter_learning: Value) -> Value:
    return from_scratch + (1.0 - from_scratch) * adapter_learning


def advance_efficiency(efficiency: Value, frontier: Value, own: Value, rate: Value) -> Value:
    caught_up = 1.0 - np.exp(-rate * STEP_YEARS)
    return efficiency + own * STEP_YEARS + (frontier - efficiency) * caught_up


def leap(efficiency: Value, efficiency_leap: Value) -> Value:
    return efficiency + efficiency_leap
