"""From effective compute to a released model's score."""

import jax.numpy as jnp
from jax import Array
from jax.scipy.special import ndtri

from slipstream.model.constants import ANCHOR_LOG10_FLOP, MONTHS_PER_YEAR, STEP_YEARS
from slipstream.model.powers import power10


def effective_compute(own: Array, taken_over: Array) -> tuple[Array, Array]:
    """Add a country's own effective compute and what it takes over from open models.

    Parameters
    ----------
    own
        Own training run times own efficiency, log10 effective FLOP.
    taken_over
        As `open_models.slipstream` gives it, log10 effective FLOP.

    Returns
    -------
    tuple
        log10 of the sum, and the share of it that is the country's own.

    Notes
    -----
    That both add is an assumption.
    """
    larger = jnp.maximum(own, taken_over)
    total = larger + jnp.log10(1.0 + power10(-jnp.abs(own - taken_over)))
    return total, power10(own - total)


def eci(effective: Array, eci_at_1e25: Array, eci_per_oom: Array) -> Array:
    """Score in ECI points for log10 effective FLOP, without skill.

    Linear in the logarithm, as the least-squares fit over models with both numbers has it
    (facts WORLD.eci.slope_compute, WORLD.eci.residual_sd).
    """
    return eci_at_1e25 + eci_per_oom * (effective - ANCHOR_LOG10_FLOP)


def score(
    effective: Array,
    eci_at_1e25: Array,
    eci_per_oom: Array,
    skill_offset: Array,
    lead: Array,
    skill: Array,
) -> Array:
    """Score that a flagship of the country would be expected to have now, ECI points.

    What compute and know-how explain (`eci`), plus the lasting skill of its developers, the
    ``lead`` of its best team and the passing part of ``skill``, all in ECI points. A single
    release departs from it by chance, by ``release_spread``.

    That skill adds to the score is an assumption, after the residual of the fit (fact
    WORLD.eci.residual_sd).
    """
    return eci(effective, eci_at_1e25, eci_per_oom) + skill_offset + lead + skill


def released_score(expected: Array, release_spread: Array, departure: Array) -> Array:
    """Score of one release, ECI points.

    It departs from what is ``expected`` by ``departure``, standard normal and new with each
    release, times ``release_spread``.

    That releases depart by chance is an assumption, after the residual of the fit (fact
    WORLD.eci.residual_sd).
    """
    return expected + release_spread * departure


def effective_of(score: Array, eci_at_1e25: Array, eci_per_oom: Array) -> Array:
    """log10 effective FLOP that stands for a score in ECI points; the inverse of `eci`.

    An identity, given `eci`.
    """
    return ANCHOR_LOG10_FLOP + (score - eci_at_1e25) / eci_per_oom


def best_of_teams(teams: Array, team_spread: Array) -> Array:
    """Expected lead of the best of ``teams`` over their mean, ECI points.

    Blom's (1958) approximation to the largest of n standard normal values, times the
    spread between teams; one team has no lead.
    """
    return team_spread * ndtri((teams - 0.375) / (teams + 0.25)) - team_spread * ndtri(
        jnp.asarray(0.5)
    )


def release_probability(teams: Array, release_interval: Array, regulatory_burden: Array) -> Array:
    """Probability that some team releases a flagship within one step.

    Parameters
    ----------
    teams
        Number of teams that share a country's compute.
    release_interval
        Mean months between the flagships of a team that has it all.
    regulatory_burden
        Months that approval adds to each.

    Returns
    -------
    Array
        Probability of at least one release in a month, from a Poisson process.

    Notes
    -----
    Flagships grow with the square root of the teams, an assumption between two extremes:
    teams that share nothing release as often each, teams that share all only take turns.
    """
    rate = jnp.sqrt(teams) * MONTHS_PER_YEAR / (release_interval + regulatory_burden)
    return 1.0 - jnp.exp(-rate * STEP_YEARS)


def released_best(best: Array, candidate: Array, released: Array) -> Array:
    """Running maximum that moves only when something is released.

    The definition of a record.
    """
    return jnp.where(released, jnp.maximum(best, candidate), best)
