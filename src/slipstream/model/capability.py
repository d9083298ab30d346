"""From effective compute to a released model's score."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array
from jax.scipy.special import ndtri

from slipstream.model.constants import ANCHOR_LOG10_FLOP, MONTHS_PER_YEAR, STEP_YEARS
from slipstream.model.powers import power


class Sources(NamedTuple):
    """Where a model's effective compute comes from: shares that add to one."""

    own: Array
    adopted: Array
    distilled: Array


def effective_compute(own: Array, adopted: Array, distilled: Array) -> tuple[Array, Sources]:
    """Build up effective compute: own work, then open weights, then answers of better models.

    Parameters
    ----------
    own
        Own training run times own efficiency, log10 effective FLOP.
    adopted, distilled
        Gains, each over what was there before it: from open weights over own effective compute,
        and from answers over both together, as `open_models.gained` has them.

    Returns
    -------
    tuple
        log10 effective FLOP, and the share of each source.

    Notes
    -----
    What is learnt from answers comes on top of what was taken over, so that copying never
    passes the better of the two sources. The order is an assumption.
    """
    with_weights = 1.0 + adopted
    whole = with_weights * (1.0 + distilled)
    shares = Sources(1.0 / whole, adopted / whole, distilled / (1.0 + distilled))
    return own + jnp.log10(whole), shares


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
    people: Array,
    lead: Array,
    skill: Array,
) -> Array:
    """Score that a flagship of the country would be expected to have now, ECI points.

    What compute and know-how explain (`eci`), plus the lasting skill of its developers, what
    its ``people`` add, the ``lead`` of its best team and the passing part of ``skill``, all in
    ECI points. A single release departs from it by chance, by ``release_spread``.

    That skill adds to the score is an assumption, after the residual of the fit (fact
    WORLD.eci.residual_sd).
    """
    return eci(effective, eci_at_1e25, eci_per_oom) + skill_offset + people + lead + skill


def people_gain(labour: Array, best_labour: Array, talent_gain: Array) -> Array:
    """ECI points by which research labour moves a model of given compute and know-how.

    ``labour`` and ``best_labour`` are natural logarithms, of the country and of the largest;
    ``talent_gain`` is in ECI points for each doubling. Never positive.

    An assumption: part of the residual between developers (fact WORLD.eci.residual_sd) is who
    they employ.
    """
    return talent_gain * jnp.minimum(labour - best_labour, 0.0) / jnp.log(2.0)


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


def independent_teams(teams: Array, team_independence: Array) -> Array:
    """Number of unrelated teams that ``teams`` of one country amount to.

    Teams share people, methods, data and a market: n of them count as n to the power of
    ``team_independence``, from one (0) to n (1).

    Knowledge spills over between firms of one place (Jaffe, Trajtenberg and Henderson 1993);
    the power is an assumption.
    """
    return power(teams, team_independence)


def best_of_teams(teams: Array, team_spread: Array) -> Array:
    """Expected lead of the best of ``teams`` unrelated teams over their mean, ECI points.

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
        Number of unrelated teams, as `independent_teams` counts them.
    release_interval
        Mean months between the flagships of a country with a single team.
    regulatory_burden
        Months that approval adds to each.

    Returns
    -------
    Array
        Probability of at least one release in a month, from a Poisson process.

    Notes
    -----
    That flagships come in proportion to unrelated teams is an assumption: teams that share
    nothing would release as often each, teams that share all would only take turns.
    """
    rate = teams * MONTHS_PER_YEAR / (release_interval + regulatory_burden)
    return 1.0 - jnp.exp(-rate * STEP_YEARS)


def released_best(best: Array, candidate: Array, released: Array) -> Array:
    """Running maximum that moves only when something is released.

    The definition of a record.
    """
    return jnp.where(released, jnp.maximum(best, candidate), best)
