"""Researchers at home and abroad, and what makes them move."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import STEP_YEARS
from slipstream.model.powers import power


class Talent(NamedTuple):
    """AI researchers and engineers of a country, in persons."""

    home: Array
    abroad: Array


class TalentFlows(NamedTuple):
    """Flows of one step, in persons."""

    graduated: Array
    immigrated: Array
    left: Array
    returned: Array
    retired: Array


def covered_share(home: Array, talent_budget: Array, pay_topup: Array) -> Array:
    """Share of researchers whose pay the talent budget (USD/year) tops up.

    ``pay_topup`` is in USD/year for each of them; with no top-up nobody is covered.

    An identity: money over the cost of covering everyone.
    """
    cost = jnp.maximum(pay_topup, 1.0) * home
    return jnp.where(pay_topup > 0.0, jnp.minimum(talent_budget / cost, 1.0), 0.0)


def pay_gap(pay_home: Array, pay_best: Array, pay_topup: Array, covered: Array) -> Array:
    """Log ratio of pay at the best destination to pay at home, never negative.

    A researcher who is topped up sees the smaller gap; the country sees the mean over all.

    An identity in logarithms; that the best-paying country sets the gap is an assumption.
    """
    plain = jnp.maximum(jnp.log(pay_best / pay_home), 0.0)
    topped = jnp.maximum(jnp.log(pay_best / (pay_home + pay_topup)), 0.0)
    return plain + covered * (topped - plain)


def leaving_rate(
    leaving_base: Array,
    gap: Array,
    pay_elasticity: Array,
    compute_ratio: Array,
    compute_elasticity: Array,
    partnership_depth: Array,
    partner_draw: Array,
) -> Array:
    """Share of researchers at home who leave in a year.

    Parameters
    ----------
    leaving_base
        Rate where pay and compute are as good as anywhere, 1/year.
    gap
        Pay gap (log ratio).
    pay_elasticity
        Response of the rate to the pay gap.
    compute_ratio
        Compute per researcher in the world pool over that at home.
    compute_elasticity
        Response of the rate to that ratio.
    partnership_depth
        Depth of the partnership with a foreign developer, 0-1.
    partner_draw
        Share by which a full partnership raises the rate.

    Returns
    -------
    Array
        1/year.

    Notes
    -----
    A gravity form in which pay and research conditions multiply. Signs follow the Bank of
    Korea's study (facts KR.talent.wage_premium, KR.talent.abroad); sizes are assumptions.
    """
    pull = jnp.exp(pay_elasticity * gap) * power(
        jnp.maximum(compute_ratio, 1.0), compute_elasticity
    )
    return leaving_base * pull * (1.0 + partner_draw * partnership_depth)


def advance_talent(
    talent: Talent,
    graduates: Array,
    immigrants: Array,
    leaving: Array,
    return_rate: Array,
    talent_retirement: Array,
    returnee_places: Array,
    visa_places: Array,
) -> tuple[Talent, TalentFlows]:
    """Advance both stocks by one step; who leaves is abroad, who returns is home.

    Parameters
    ----------
    talent
        Stocks, persons.
    graduates, immigrants
        Yearly inflow as a share of the home stock.
    leaving
        Yearly share that leaves.
    return_rate
        Yearly share of those abroad who come back.
    talent_retirement
        Yearly share that stops working, at home and abroad.
    returnee_places, visa_places
        Further returnees and immigrants that a programme pays for, persons/year.

    Returns
    -------
    tuple
        Stocks after the step, and the flows that account for their change.

    Notes
    -----
    These are accounting identities; constant yearly shares are an assumption.
    """
    home_rate = leaving + talent_retirement
    gone = talent.home * (1.0 - jnp.exp(-home_rate * STEP_YEARS))
    left = gone * leaving / home_rate
    retired_home = gone - left
    retired_abroad = talent.abroad * (1.0 - jnp.exp(-talent_retirement * STEP_YEARS))
    returned = jnp.minimum(
        talent.abroad * (1.0 - jnp.exp(-return_rate * STEP_YEARS)) + returnee_places * STEP_YEARS,
        talent.abroad - retired_abroad,
    )
    graduated = talent.home * graduates * STEP_YEARS
    immigrated = talent.home * immigrants * STEP_YEARS + visa_places * STEP_YEARS
    after = Talent(
        home=talent.home + graduated + immigrated + returned - left - retired_home,
        abroad=talent.abroad + left - returned - retired_abroad,
    )
    retired = retired_home + retired_abroad
    return after, TalentFlows(graduated, immigrated, left, returned, retired)
