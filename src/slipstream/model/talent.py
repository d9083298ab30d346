"""Researchers at home and abroad, the best of them, and what makes them move."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import STEP_YEARS


class Talent(NamedTuple):
    """AI workers of a country at home and abroad, and the top researchers among both, persons."""

    home: Array
    abroad: Array
    top: Array
    top_abroad: Array


class TalentFlows(NamedTuple):
    """Flows of one step, in persons, top researchers included."""

    graduated: Array
    immigrated: Array
    left: Array
    returned: Array
    retired: Array


class TalentLine(NamedTuple):
    """What public money for talent goes to.

    ``granted`` is the share of wanted places that it pays for, ``covered`` that of the top
    researchers whose pay it tops up, ``trained`` the persons a year that it trains with the rest.
    """

    granted: Array
    covered: Array
    trained: Array


class Moves(NamedTuple):
    """What moves people in a step.

    ``leaving`` and ``top_leaving`` are the shares of all others and of top researchers that
    leave in a year; ``pull`` multiplies the return and the arrival of top researchers; ``visas``,
    ``returnees`` and ``trained`` are persons a year.
    """

    leaving: Array
    top_leaving: Array
    pull: Array
    visas: Array
    returnees: Array
    trained: Array


def research_labour(talent: Talent, top_weight: Array) -> Array:
    """Natural logarithm of a country's research labour: Cobb-Douglas in all and in top people.

    ``top_weight`` is the share of output that rests on top researchers. Research output is
    concentrated in few people (Lotka 1926); the form is an assumption.
    """
    everybody = jnp.log(jnp.maximum(talent.home, 1.0))
    return everybody + top_weight * (jnp.log(jnp.maximum(talent.top, 1.0)) - everybody)


def pay_gap(pay_home: Array, pay_best: Array) -> Array:
    """Log ratio of pay (USD/year) at the best destination to pay at home, never negative.

    An identity in logarithms; that the best-paying country sets the gap is an assumption.
    """
    return jnp.maximum(jnp.log(pay_best / pay_home), 0.0)


def top_pay_gap(
    gap: Array, top_gap_ratio: Array, top_pay: Array, pay_topup: Array, covered: Array
) -> Array:
    """Log ratio of pay at the best destination to pay at home for top researchers.

    Parameters
    ----------
    gap
        The same for all AI workers, as `pay_gap` has it.
    top_gap_ratio
        Gap of top researchers over that of all.
    top_pay
        What the best destination pays them, USD/year.
    pay_topup
        Public pay on top, USD/year, for the share ``covered`` of them.
    covered
        Share, 0-1.

    Returns
    -------
    Array
        The mean over top researchers; never negative.

    Notes
    -----
    Facts KR.talent.pay_large_firms and KR.talent.hire_back_pay give both gaps for Korea; that
    others' keep the same proportion is an assumption.
    """
    plain = gap * top_gap_ratio
    topped = jnp.maximum(-jnp.log(jnp.exp(-plain) + pay_topup / top_pay), 0.0)
    return plain + covered * (topped - plain)


def split_talent_line(
    line: Array,
    places: Array,
    place_cost: Array,
    top: Array,
    pay_topup: Array,
    training_cost: Array,
) -> TalentLine:
    """Divide public money for talent (USD/year) among places, pay and training.

    Parameters
    ----------
    line
        USD/year.
    places
        Places for returnees and foreigners that are taken, persons/year.
    place_cost
        Cost of one, USD.
    top
        Top researchers at home, persons.
    pay_topup
        Public pay for each of them, USD/year.
    training_cost
        Cost of an AI worker who would not have become one without it, USD.

    Returns
    -------
    TalentLine
        Places come first, pay second; training gets what is left.

    Notes
    -----
    An identity; the order is an assumption.
    """
    wanted = places * place_cost
    granted = jnp.minimum(line / jnp.maximum(wanted, 1.0), 1.0)
    left = jnp.maximum(line - granted * wanted, 0.0)
    cost = pay_topup * top
    covered = jnp.where(pay_topup > 0.0, jnp.minimum(left / jnp.maximum(cost, 1.0), 1.0), 0.0)
    return TalentLine(granted, covered, jnp.maximum(left - covered * cost, 0.0) / training_cost)


def attraction(gap: Array, pay_elasticity: Array) -> Array:
    """Factor by which a pay gap (log ratio) moves arrivals against a country without one.

    Constant elasticity, as in gravity models of migration (Grogger and Hanson 2011); its inverse
    moves departures. Also the share of offered places that are taken, an assumption.
    """
    return jnp.exp(-pay_elasticity * gap)


def leaving_rate(
    leaving_base: Array, attraction: Array, partnership_depth: Array, partner_draw: Array
) -> Array:
    """Share of researchers at home who leave in a year.

    Parameters
    ----------
    leaving_base
        Rate where pay is as good as anywhere, 1/year.
    attraction
        As `attraction` gives it for their pay gap.
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
    The sign follows the Bank of Korea's study (facts KR.talent.wage_premium,
    KR.talent.abroad); that a partner multiplies the rate is an assumption.
    """
    return leaving_base / attraction * (1.0 + partner_draw * partnership_depth)


def advance_talent(
    talent: Talent,
    moves: Moves,
    graduates: Array,
    immigrants: Array,
    return_rate: Array,
    talent_retirement: Array,
) -> tuple[Talent, TalentFlows]:
    """Advance all stocks by one step; who leaves is abroad, who returns is home.

    Parameters
    ----------
    talent
        Stocks, persons.
    moves
        What moves people in this step.
    graduates, immigrants
        Yearly inflow as a share of the home stock.
    return_rate
        Yearly share of those abroad who come back.
    talent_retirement
        Yearly share that stops working, at home and abroad.

    Returns
    -------
    tuple
        Stocks after the step, and the flows that account for their change.

    Notes
    -----
    These are accounting identities; constant yearly shares are an assumption, and so is that
    who graduates or arrives is as often a top researcher as those already there, while public
    training makes AI workers and no top researchers.
    """
    quality = talent.top / talent.home
    graduated = graduates * talent.home * STEP_YEARS
    trained = moves.trained * STEP_YEARS
    arrived = (immigrants * talent.home + moves.visas) * STEP_YEARS
    attracted = immigrants * talent.top * (moves.pull - 1.0) * STEP_YEARS
    others_left, others_retired = _depart(
        talent.home - talent.top, moves.leaving, talent_retirement
    )
    top_left, top_retired = _depart(talent.top, moves.top_leaving, talent_retirement)
    retiring = 1.0 - jnp.exp(-talent_retirement * STEP_YEARS)
    on_places = moves.returnees * STEP_YEARS / jnp.maximum(talent.abroad, 1.0)
    others_abroad = talent.abroad - talent.top_abroad
    others_returned = others_abroad * jnp.minimum(
        1.0 - jnp.exp(-return_rate * STEP_YEARS) + on_places, 1.0 - retiring
    )
    top_returned = talent.top_abroad * jnp.minimum(
        1.0 - jnp.exp(-return_rate * moves.pull * STEP_YEARS) + on_places, 1.0 - retiring
    )
    left, returned = others_left + top_left, others_returned + top_returned
    retired_home, retired_abroad = others_retired + top_retired, talent.abroad * retiring
    immigrated = arrived + attracted
    after = Talent(
        home=talent.home + graduated + trained + immigrated + returned - left - retired_home,
        abroad=talent.abroad + left - returned - retired_abroad,
        top=talent.top
        + quality * (graduated + arrived)
        + attracted
        + top_returned
        - top_left
        - top_retired,
        top_abroad=talent.top_abroad + top_left - top_returned - talent.top_abroad * retiring,
    )
    retired = retired_home + retired_abroad
    return after, TalentFlows(graduated + trained, immigrated, left, returned, retired)


def _depart(stock: Array, leaving: Array, retirement: Array) -> tuple[Array, Array]:
    """Persons of a stock who leave and who retire in a step, at yearly rates: an identity."""
    rate = leaving + retirement
    gone = stock * (1.0 - jnp.exp(-rate * STEP_YEARS))
    left = gone * leaving / rate
    return left, gone - left
