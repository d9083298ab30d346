"""Algorithmic efficiency: how many OOM of compute a country's know-how is worth."""

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import STEP_YEARS


def research_effort(labour: Array, accessible: Array, effort_talent_share: Array) -> Array:
    """Natural log of research effort: Cobb-Douglas in research labour and compute (H100e).

    ``labour`` is its natural logarithm, as `talent.research_labour` gives it. The form is
    standard in growth models of research (Davidson et al. 2023, GATE 2025);
    ``effort_talent_share`` is the exponent of labour.
    """
    return effort_talent_share * labour + (1.0 - effort_talent_share) * jnp.log(
        jnp.maximum(accessible, 1.0)
    )


def own_growth(
    rate: Array,
    effort: Array,
    leader_effort: Array,
    effort_elasticity: Array,
    data_gain: Array,
    data_budget: Array,
) -> Array:
    """Efficiency that a country finds by itself.

    Parameters
    ----------
    rate
        What the country with the largest effort finds, OOM/year.
    effort, leader_effort
        Log effort of the country and of the largest.
    effort_elasticity
        Diminishing returns to relative effort.
    data_gain
        OOM/year for the first 100 million USD a year spent on data, logarithmic beyond.
    data_budget
        Public money for data, USD/year.

    Returns
    -------
    Array
        OOM/year.

    Notes
    -----
    Diminishing returns to relative effort (Jones 1995); the gain from data money is an
    assumption.
    """
    relative = jnp.exp(effort_elasticity * jnp.minimum(effort - leader_effort, 0.0))
    return rate * relative + data_gain * jnp.log2(1.0 + data_budget / 1e8)


def diffusion_rate(
    diffusion: Array,
    openness: Array,
    partnership_depth: Array,
    partner_diffusion: Array,
    practice: Array,
) -> Array:
    """Share of the distance to the frontier's efficiency that is closed in a year.

    Parameters
    ----------
    diffusion
        Rate with the openness of 2022-25, no partner and full practice, 1/year.
    openness
        Openness of the world's publications and weights, 1 = that of 2022-25.
    partnership_depth
        Depth of the partnership, 0-1.
    partner_diffusion
        Share by which a full partnership raises the rate.
    practice
        Capacity to absorb, as `practice` gives it, 0-1.

    Returns
    -------
    Array
        1/year. That a partner and openness multiply the rate is an assumption.
    """
    return diffusion * openness * (1.0 + partner_diffusion * partnership_depth) * practice


def practice(from_scratch: Array, adapter_learning: Array) -> Array:
    """Capacity of developers to absorb published methods of making models, 0-1.

    Who trains from scratch uses what others publish; who starts from finished weights learns the
    share ``adapter_learning`` of it. ``from_scratch`` is the share of effort from scratch.

    Absorptive capacity grows with own research (Cohen and Levinthal 1990); that it is linear in
    the share is an assumption.
    """
    return from_scratch + (1.0 - from_scratch) * adapter_learning


def advance_efficiency(efficiency: Array, frontier: Array, own: Array, rate: Array) -> Array:
    """Advance efficiency (OOM) by a step of own growth (OOM/year) and of diffusion (1/year).

    Diffusion in proportion to the distance (Nelson and Phelps 1966); the exact step of a linear
    rate.
    """
    caught_up = 1.0 - jnp.exp(-rate * STEP_YEARS)
    return efficiency + own * STEP_YEARS + (frontier - efficiency) * caught_up


def leap(efficiency: Array, efficiency_leap: Array) -> Array:
    """Efficiency (OOM) after a discovery worth ``efficiency_leap`` OOM.

    An identity; sizes of leaps are an assumption.
    """
    return efficiency + efficiency_leap
