"""The equations in NumPy, named and grouped as in `slipstream.model`.

Arguments keep our order and units, which stand there. A value is a scalar of the month or
``(draw,)``. Shocks and sovereignty, the rest of the model, are at the end.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmarks.peers.inputs import Floats
from slipstream.model.constants import (
    ANCHOR_LOG10_FLOP,
    ANCHOR_YEARS,
    H100_FLOP_PER_SECOND,
    MONTHS_PER_YEAR,
    SECONDS_PER_MONTH,
    STEP_YEARS,
)

Value = Floats | np.floating | float


def power(base: Value, exponent: Value) -> Value:
    return np.exp(exponent * np.log(base))


def power10(exponent: Value) -> Value:
    return np.exp(math.log(10.0) * exponent)


def ornstein_uhlenbeck(state: Value, memory: Value, sd: Value, normal: Value) -> Value:
    kept = np.exp(-STEP_YEARS / memory)
    return kept * state + sd * np.sqrt(1.0 - kept * kept) * normal


# economy


def spending_growth(years_after: float, now: Value, long: Value, halving: Value) -> Value:
    decay = math.log(2.0) / halving
    surge = (now - long) * (1.0 - np.exp(-decay * years_after)) / decay
    return np.exp(long * years_after + surge)


def baseline_spending(order_share: Value, deliveries: Value, price: Value) -> Value:
    return order_share * deliveries * price


def early_index(years_after: float, spend_growth_offset: Value) -> Value:
    return np.exp(spend_growth_offset * min(years_after, 0.0))


def demand_target(
    gap: Value,
    demand_scale: Value,
    open_release: Value,
    open_revenue_cost: Value,
    adoption_gain: Value,
    adoption_budget: Value,
) -> Value:
    won = np.exp(-gap / demand_scale) * (1.0 - open_revenue_cost * open_release)
    return won * (1.0 + adoption_gain * np.log2(1.0 + adoption_budget / 1e8))


def adjust(state: Value, target: Value, time: Value) -> Value:
    return state + (target - state) * (1.0 - np.exp(-STEP_YEARS / time))


def private_spending(
    baseline: Value,
    demand: Value,
    demand_reference: Value,
    revenue_elasticity: Value,
    crowd_in: Value,
    public_compute: Value,
) -> Value:
    return baseline * power(demand / demand_reference, revenue_elasticity) + (
        crowd_in * public_compute
    )


def pledged_spending(pledged: Value, price: Value, delivery: Value, slippage: Value) -> Value:
    return pledged * price * power(delivery, slippage)


def revenue(market_2025: Value, index: Value, demand: Value) -> Value:
    return market_2025 * index * demand


# compute


def hardware_price(
    years: float, price_2025: Value, price_fall: Value, import_premium: Value, tariff: Value
) -> Value:
    fallen = price_2025 * np.exp(-np.log(price_fall) * (years - ANCHOR_YEARS))
    return fallen * (1.0 + import_premium) * (1.0 + tariff)


def power_need(years: float, kw_per_h100e_2025: Value, power_fall: Value) -> Value:
    return 1e-3 * kw_per_h100e_2025 * np.exp(-np.log(power_fall) * (years - ANCHOR_YEARS))


def power_available(
    years: float, power_2025: Value, power_growth: Value, power_reserved: Value, shortage: Value
) -> Value:
    grown = power_2025 * np.exp(np.log(power_growth) * (years - ANCHOR_YEARS))
    return (grown + power_reserved) * (1.0 - shortage)


def order_share(
    wanted: Value,
    years: float,
    import_cap: Value,
    import_cap_growth: Value,
    licence_exposure: Value,
    domestic_chip_share: Value,
    control: Value,
    power_room: Value,
) -> Value:
    imports = wanted * (1.0 - domestic_chip_share)
    grown = import_cap * np.exp(np.log(import_cap_growth) * (years - ANCHOR_YEARS))
    cap = grown * STEP_YEARS * (1.0 - control * licence_exposure)
    licensed = imports * (1.0 - np.maximum(control, 0.0) * licence_exposure)
    allowed = np.minimum(licensed, cap) + wanted * domestic_chip_share
    possible = np.minimum(allowed, np.maximum(power_room, 0.0))
    return np.minimum(possible / np.maximum(wanted, 1e-6), 1.0)


def advance_pipeline(
    first: Value, second: Value, stock: Value, ordered: Value, delay: Value, service_life: Value
) -> tuple[Value, Value, Value]:
    passing = 1.0 / (1.0 + delay / (2.0 * STEP_YEARS))
    into_second = (first + ordered) * passing
    delivered = (second + into_second) * passing
    retired = stock * (1.0 - np.exp(-STEP_YEARS / service_life))
    return (
        first + ordered - into_second,
        second + into_second - delivered,
        stock + delivered - retired,
    )


def public_delay(procurement_delay: Value, delay_overrun: Value, slippage: Value) -> Value:
    return np.maximum(procurement_delay * power(delay_overrun, slippage), 1.0) / MONTHS_PER_YEAR


def accessible_compute(
    public: Value,
    private: Value,
    foreign: Value,
    rented: Value,
    access_public: Value,
    access_private: Value,
    access_foreign: Value,
) -> Value:
    return access_public * public + access_private * private + access_foreign * foreign + rented


def rented_compute(public: Value, private: Value, depth: Value, partner_compute: Value) -> Value:
    return partner_compute * depth * (public + private)


def training_run(
    accessible: Value,
    run_share: Value,
    teams: Value,
    mfu: Value,
    run_length: Value,
    run_offset: Value,
) -> Value:
    per_h100e = mfu * run_length * (H100_FLOP_PER_SECOND * SECONDS_PER_MONTH / 1e20)
    busy = np.maximum(accessible, 1e-3) * run_share / teams
    return 20.0 + np.log10(busy * per_h100e) + run_offset


# talent


def covered_share(home: Value, talent_budget: Value, pay_topup: Value) -> Value:
    cost = np.maximum(pay_topup, 1.0) * home
    return np.where(pay_topup > 0.0, np.minimum(talent_budget / cost, 1.0), 0.0)


def pay_gap(pay_home: Value, pay_best: Value, pay_topup: Value, covered: Value) -> Value:
    plain = np.maximum(np.log(pay_best / pay_home), 0.0)
    topped = np.maximum(np.log(pay_best / (pay_home + pay_topup)), 0.0)
    return plain + covered * (topped - plain)


def leaving_rate(
    leaving_base: Value,
    gap: Value,
    pay_elasticity: Value,
    compute_ratio: Value,
    compute_elasticity: Value,
    partnership_depth: Value,
    partner_draw: Value,
) -> Value:
    pull = np.exp(pay_elasticity * gap) * power(np.maximum(compute_ratio, 1.0), compute_elasticity)
    return leaving_base * pull * (1.0 + partner_draw * partnership_depth)


def advance_talent(
    home: Value,
    abroad: Value,
    graduates: Value,
    immigrants: Value,
    leaving: Value,
    return_rate: Value,
    talent_retirement: Value,
    returnee_places: Value,
    visa_places: Value,
) -> tuple[Value, Value, Value]:
    """Return home, abroad and who returned."""
    home_rate = leaving + talent_retirement
    gone = home * (1.0 - np.exp(-home_rate * STEP_YEARS))
    left = gone * leaving / home_rate
    retired_abroad = abroad * (1.0 - np.exp(-talent_retirement * STEP_YEARS))
    returned = np.minimum(
        abroad * (1.0 - np.exp(-return_rate * STEP_YEARS)) + returnee_places * STEP_YEARS,
        abroad - retired_abroad,
    )
    graduated = home * graduates * STEP_YEARS
    immigrated = home * immigrants * STEP_YEARS + visa_places * STEP_YEARS
    return (
        home + graduated + immigrated + returned - gone,
        abroad + left - returned - retired_abroad,
        returned,
    )


# efficiency


def research_effort(researchers: Value, accessible: Value, effort_talent_share: Value) -> Value:
    return effort_talent_share * np.log(np.maximum(researchers, 1.0)) + (
        1.0 - effort_talent_share
    ) * np.log(np.maximum(accessible, 1.0))


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
    returnee_share: Value,
    returnee_diffusion: Value,
) -> Value:
    raised = 1.0 + partner_diffusion * partnership_depth + returnee_diffusion * returnee_share
    return diffusion * openness * raised


def advance_efficiency(efficiency: Value, frontier: Value, own: Value, rate: Value) -> Value:
    caught_up = 1.0 - np.exp(-rate * STEP_YEARS)
    return efficiency + own * STEP_YEARS + (frontier - efficiency) * caught_up


def leap(efficiency: Value, efficiency_leap: Value) -> Value:
    return efficiency + efficiency_leap


# open_models


def open_lag(open_lag_mean: Value, open_lag_wander: Value) -> Value:
    return open_lag_mean * np.exp(open_lag_wander)


def advance_open_pool(
    pool: Value, frontier: Value, lag: Value, closed: Value, released: Value
) -> Value:
    caught_up = 1.0 / np.maximum(lag, 1.0)
    trailing = pool + np.maximum(frontier - pool, 0.0) * caught_up
    offered = np.minimum(np.maximum(trailing, released), np.maximum(frontier, pool))
    return pool + (1.0 - closed) * np.maximum(offered - pool, 0.0)


def own_release(effective: Value, open_release: Value, own_open_share: Value) -> Value:
    return effective + np.log10(np.maximum(open_release * own_open_share, 1e-6))


def inherited_share(
    inheritance: Value,
    from_scratch: Value,
    from_scratch_loss: Value,
    open_source_gain: Value,
    open_source_budget: Value,
) -> Value:
    supported = 1.0 + open_source_gain * np.log2(1.0 + open_source_budget / 1e8)
    return np.minimum(inheritance * supported, 1.0) * (1.0 - from_scratch_loss * from_scratch)


def slipstream(own: Value, pool: Value, inherited: Value, adaptation_cost: Value) -> Value:
    ratio = power10(np.clip(pool - own, -30.0, 30.0))
    return pool + np.log10(np.maximum(inherited, 1e-6) / (1.0 + adaptation_cost * ratio))


# capability


def effective_compute(own: Value, taken_over: Value) -> tuple[Value, Value]:
    larger = np.maximum(own, taken_over)
    total = larger + np.log10(1.0 + power10(-np.abs(own - taken_over)))
    return total, power10(own - total)


def eci(effective: Value, eci_at_1e25: Value, eci_per_oom: Value) -> Value:
    return eci_at_1e25 + eci_per_oom * (effective - ANCHOR_LOG10_FLOP)


def effective_of(score: Value, eci_at_1e25: Value, eci_per_oom: Value) -> Value:
    return ANCHOR_LOG10_FLOP + (score - eci_at_1e25) / eci_per_oom


def score(
    effective: Value,
    eci_at_1e25: Value,
    eci_per_oom: Value,
    skill_offset: Value,
    lead: Value,
    skill: Value,
) -> Value:
    return eci(effective, eci_at_1e25, eci_per_oom) + skill_offset + lead + skill


def best_of_teams(teams: Value, team_spread: Value) -> Value:
    return team_spread * ndtri((teams - 0.375) / (teams + 0.25))


def released_score(expected: Value, release_spread: Value, departure: Value) -> Value:
    return expected + release_spread * departure


def release_probability(teams: Value, release_interval: Value, burden: Value) -> Value:
    rate = np.sqrt(teams) * MONTHS_PER_YEAR / (release_interval + burden)
    return 1.0 - np.exp(-rate * STEP_YEARS)


def released_best(
    best: Value, candidate: Value, released: NDArray[np.bool] | bool | np.bool
) -> Value:
    return np.where(released, np.maximum(best, candidate), best)


# shocks, sovereignty


def active(month: int, start: Value, duration: Value) -> Value:
    return np.where((month >= start) & (month < start + duration), 1.0, 0.0)


def begins(month: int, start: Value) -> Value:
    return np.where(month == start, 1.0, 0.0)


def remaining(partnership_depth: Value, partner_exit: Value) -> Value:
    return partnership_depth * (1.0 - partner_exit)


def stalled_effort(effort: Value, rival_stall: Value) -> Value:
    return effort + np.log(1.0 - rival_stall)


def sovereignty_shares(
    domestic: Value,
    foreign: Value,
    rented: Value,
    own_share: Value,
    from_scratch: Value,
    home: Value,
    abroad: Value,
    licence_exposure: Value,
    domestic_chip_share: Value,
) -> tuple[Value, Value, Value, Value]:
    """Return the shares of compute, weights, talent and chips."""
    return (
        domestic / np.maximum(domestic + foreign + rented, 1e-6),
        from_scratch + (1.0 - from_scratch) * own_share,
        home / np.maximum(home + abroad, 1e-6),
        1.0 - licence_exposure * (1.0 - domestic_chip_share),
    )
