"""Money: private spending, revenue, and the public budget's lines."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import STEP_YEARS
from slipstream.model.powers import power


class PublicLines(NamedTuple):
    """A public budget split into its lines, USD/year."""

    compute: Array
    talent: Array
    data: Array
    open_source: Array
    adoption: Array


def split_budget(
    public_budget: Array,
    share_compute: Array,
    share_talent: Array,
    share_data: Array,
    share_open_source: Array,
    share_adoption: Array,
    exchange_rate: Array,
) -> PublicLines:
    """Split a public budget (USD/year at today's rate) into its lines.

    ``exchange_rate`` is the value of the home currency against today's, 1 = unchanged.
    Shares add to at most 1; what is left goes to purposes the model does not follow.

    An identity.
    """
    budget = public_budget * exchange_rate
    return PublicLines(
        budget * share_compute,
        budget * share_talent,
        budget * share_data,
        budget * share_open_source,
        budget * share_adoption,
    )


class ComputeLine(NamedTuple):
    """What public money for compute goes to: USD/year for chips, H100e rented, MW built."""

    chips: Array
    rented: Array
    power: Array


def split_compute_line(
    line: Array,
    rented_abroad: Array,
    rent: Array,
    power_reserved: Array,
    power_cost: Array,
) -> ComputeLine:
    """Divide public money for compute (USD/year) among power, rented machines and chips.

    Power comes first, rent second, and chips get what is left; what the money cannot pay is not
    had. ``rented_abroad`` is in H100e at a ``rent`` in USD a year each, ``power_reserved`` in MW
    at a ``power_cost`` in USD a year each.

    An identity; the order is an assumption.
    """
    power = jnp.minimum(power_reserved * power_cost, line)
    rented = jnp.minimum(rented_abroad * rent, line - power)
    return ComputeLine(line - power - rented, rented / rent, power / power_cost)


def lapsed_money(carried: Array, carry_over: Array) -> Array:
    """Money (USD) of what was carried over that lapses in this step.

    Unspent budgets are cut and projects given up after ``carry_over`` years on average; a
    first-order loss is an assumption.
    """
    return carried * (1.0 - jnp.exp(-STEP_YEARS / carry_over))


def spending_growth(
    years_after: Array,
    spend_growth_now: Array,
    spend_growth_long: Array,
    spend_growth_halving: Array,
) -> Array:
    """World spending on AI compute relative to the last month whose deliveries are known.

    Parameters
    ----------
    years_after
        Years after that month, not negative.
    spend_growth_now, spend_growth_long
        Logarithmic growth then and in the long run, 1/year.
    spend_growth_halving
        Years in which the difference between both halves.

    Returns
    -------
    Array
        Factor, 1 in that month.

    Notes
    -----
    Growth today follows fact WORLD.capex.hyperscalers_2026_guidance; that the surge fades
    exponentially is an assumption.
    """
    decay = jnp.log(2.0) / spend_growth_halving
    surge = (spend_growth_now - spend_growth_long) * (1.0 - jnp.exp(-decay * years_after)) / decay
    return jnp.exp(spend_growth_long * years_after + surge)


def baseline_spending(order_share: Array, deliveries: Array, price: Array) -> Array:
    """Spending (USD/year) behind a country's share of the world's deliveries.

    ``order_share`` is the part of the world's ``deliveries`` (H100e/year) that its private or
    foreign owners take, at the world's ``price`` (USD/H100e); facts WORLD.h100e.installed_2022
    to WORLD.h100e.installed_2025 hold the deliveries.
    """
    return order_share * deliveries * price


def early_index(years_after: Array, spend_growth_offset: Array) -> Array:
    """Factor by which a country's share of deliveries once departed from its share of late.

    ``years_after`` the last month of the evidence are negative before it, where
    ``spend_growth_offset`` is the logarithmic growth of its orders above the world's, 1/year;
    from that month on the factor is 1. The form is an assumption.
    """
    return jnp.exp(spend_growth_offset * jnp.minimum(years_after, 0.0))


def demand_target(
    gap: Array,
    demand_scale: Array,
    open_release: Array,
    open_revenue_cost: Array,
    adoption_gain: Array,
    adoption_budget: Array,
) -> Array:
    """Share of its home market that a country's own models would win in time.

    Parameters
    ----------
    gap
        ECI points behind the frontier, not negative.
    demand_scale
        ECI points that cost a factor e of demand.
    open_release
        Share of own models released openly, which others can then serve.
    open_revenue_cost
        Share of demand that full openness gives up.
    adoption_gain
        Relative rise for the first 100 million USD a year of adoption support.
    adoption_budget
        Public money for adoption, USD/year.

    Returns
    -------
    Array
        Share, at most 1, which is that of a country at the frontier without either. The form is
        an assumption.
    """
    won = jnp.exp(-gap / demand_scale) * (1.0 - open_revenue_cost * open_release)
    supported = 1.0 + adoption_gain * jnp.log2(1.0 + adoption_budget / 1e8)
    return jnp.minimum(won * supported, 1.0)


def adjust(state: Array, target: Array, time: Array) -> Array:
    """Move a share towards its target with a first-order delay of ``time`` years.

    The exact step of a first-order delay (Sterman 2000); that demand follows one is an
    assumption.
    """
    return state + (target - state) * (1.0 - jnp.exp(-STEP_YEARS / time))


def response(
    demand: Array,
    revenue_elasticity: Array,
    rival_distance: Array,
    rivalry: Array,
    rivalry_scale: Array,
) -> Array:
    """Factor by which success at home and a rival's closeness move private spending.

    Parameters
    ----------
    demand
        Share of the home market that own models win.
    revenue_elasticity
        Response of spending to that share.
    rival_distance
        ECI points to the nearest rival, either way: for the leader the next, for all others
        the leader.
    rivalry
        Logarithmic rise of spending next to a rival, against one far away.
    rivalry_scale
        ECI points at which the rise is 1/e of that.

    Returns
    -------
    Array
        Factor; only its change since the end of the evidence counts.

    Notes
    -----
    Effort is greatest neck and neck and falls off with distance, as in models of races (Harris
    and Vickers 1987). That it does so exponentially, with a rise that may be none, is an
    assumption.
    """
    return jnp.exp(
        revenue_elasticity * jnp.log(demand) + rivalry * jnp.exp(-rival_distance / rivalry_scale)
    )


def private_spending(
    baseline: Array,
    pledged: Array,
    response: Array,
    response_reference: Array,
    crowd_in: Array,
    public_compute: Array,
) -> Array:
    """Spending of private owners on compute.

    Parameters
    ----------
    baseline
        Spending if the country keeps its share of the world's, USD/year.
    pledged
        Pledged spending that arrives, a floor under it, USD/year.
    response, response_reference
        As `response` gives it, now and when the evidence ends.
    crowd_in
        Private money that a public unit for compute brings along.
    public_compute
        Public money for compute after the evidence ends, USD/year.

    Returns
    -------
    Array
        USD/year.

    Notes
    -----
    Both responses are assumptions.
    """
    return jnp.maximum(baseline, pledged) * response / response_reference + (
        crowd_in * public_compute
    )


def pledged_spending(
    pledged_compute: Array, price: Array, pledge_delivery: Array, slippage: Array
) -> Array:
    """Spending that private pledges (H100e/year) amount to, USD/year.

    At full ``slippage`` (1) the share ``pledge_delivery`` arrives, at none (0) all of it.

    The form is an assumption.
    """
    return pledged_compute * price * power(pledge_delivery, slippage)


def revenue(market_2025: Array, index: Array, demand: Array) -> Array:
    """Revenue of a country's own models, USD/year: its market times the share they win.

    The market is taken to grow as the world's deliveries and then spending do, an assumption;
    ``index`` holds them over those of the year for which the market is quoted.
    """
    return market_2025 * index * demand
