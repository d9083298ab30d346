"""Money: private spending, revenue, and what public money buys."""

import math

import numpy as np

from benchmarks.peers.numpy_equations import Value, powers
from slipstream.model.constants import STEP_YEARS


def split_compute_line(
    line: Value,
    rented_abroad: Value,
    rent: Value,
    power_reserved: Value,
    power_cost: Value,
) -> tuple[Value, Value, Value]:
    """Return money for chips, H100e rented and MW built."""
    power = np.minimum(power_reserved * power_cost, line)
    rented = np.minimum(rented_abroad * rent, line - power)
    return line - power - rented, rented / rent, power / power_cost


def lapsed_money(carried: Value, carry_over: Value) -> Value:
    return carried * (1.0 - np.exp(-STEP_YEARS / carry_over))


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
    supported = 1.0 + adoption_gain * np.log2(1.0 + adoption_budget / 1e8)
    return np.minimum(won * supported, 1.0)


def adjust(state: Value, target: Value, time: Value) -> Value:
    return state + (target - state) * (1.0 - np.exp(-STEP_YEARS / time))


def response(
    demand: Value,
    revenue_elasticity: Value,
    rival_distance: Value,
    rivalry: Value,
    rivalry_scale: Value,
) -> Value:
    return np.exp(
        revenue_elasticity * np.log(demand) + rivalry * np.exp(-rival_distance / rivalry_scale)
    )


def private_spending(
    baseline: Value,
    pledged: Value,
    response: Value,
    response_reference: Value,
    crowd_in: Value,
    public_compute: Value,
) -> Value:
    return np.maximum(baseline, pledged) * response / response_reference + (
        crowd_in * public_compute
    )


def pledged_spending(pledged: Value, price: Value, delivery: Value, slippage: Value) -> Value:
    return pledged * price * powers.power(delivery, slippage)


def revenue(market_2025: Value, index: Value, demand: Value) -> Value:
    return market_2025 * index * demand
