import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax import Array

from slipstream.model.economy import (
    adjust,
    baseline_spending,
    demand_target,
    early_index,
    lapsed_money,
    pledged_spending,
    private_spending,
    response,
    revenue,
    spending_growth,
    split_budget,
    split_compute_line,
)
from tests.model.legal import DOLLARS, ONE, SHARE, YEARS, ZERO, between, legal, number

DEMAND = between(0.01, 1.0)
GAP = between(0.0, 150.0)


@given(
    budget=legal("public_budget"),
    parts=st.lists(st.floats(0.01, 1.0), min_size=6, max_size=6),
    swing=legal("exchange_rate_swing"),
)
def test_lines_add_up_to_no_more_than_the_budget(
    budget: Array, parts: list[float], swing: Array
) -> None:
    first, second, third, fourth, fifth = (number(part / sum(parts)) for part in parts[:5])
    shares = (first, second, third, fourth, fifth)
    lines = split_budget(budget, *shares, exchange_rate=1.0 - swing)
    worth = float(budget) * (1.0 - float(swing))
    assert sum(map(float, lines)) <= worth * (1.0 + 1e-5)
    for line, share in zip(lines, shares, strict=True):
        assert float(line) == pytest.approx(worth * float(share), rel=1e-5)


LINE = {
    "line": DOLLARS,
    "rented_abroad": legal("rented_abroad"),
    "rent": between(1e3, 2.4e5),
    "power_reserved": legal("power_reserved"),
    "power_cost": legal("power_cost"),
}


@given(**LINE)
def test_money_for_compute_is_spent_once(**given: Array) -> None:
    chips, rented, power = map(float, split_compute_line(**given))
    line, rent, cost = (float(given[name]) for name in ("line", "rent", "power_cost"))
    assert min(chips, rented, power) >= 0.0
    assert rented <= float(given["rented_abroad"]) * (1.0 + 1e-6)
    assert power <= float(given["power_reserved"]) * (1.0 + 1e-6)
    assert chips + rented * rent + power * cost == pytest.approx(line, rel=1e-5, abs=1e-3)


@pytest.mark.parametrize(
    ("line", "chips", "rented", "power"),
    [(1e9, 6.5e8, 1e4, 500.0), (2e8, 0.0, 7500.0, 500.0), (3e7, 0.0, 0.0, 300.0)],
)
def test_power_is_paid_before_rent_and_rent_before_chips(
    line: float, chips: float, rented: float, power: float
) -> None:
    split = split_compute_line(
        line=number(line),
        rented_abroad=number(1e4),
        rent=number(2e4) if line < 1e9 else number(3e4),
        power_reserved=number(500.0),
        power_cost=number(1e5),
    )
    assert list(map(float, split)) == pytest.approx([chips, rented, power], rel=1e-5)


@given(carried=DOLLARS, wait=legal("carry_over"))
def test_money_that_waits_lapses_at_its_mean_time(carried: Array, wait: Array) -> None:
    lost = float(lapsed_money(carried, wait))
    assert 0.0 <= lost <= float(carried)
    rate = 1.0 - math.exp(-1.0 / (12.0 * float(wait)))
    assert lost == pytest.approx(float(carried) * rate, rel=1e-4, abs=1e-6)


GROWTH = {
    "now": legal("spend_growth_now"),
    "long": legal("spend_growth_long"),
    "halving": legal("spend_growth_halving"),
}


@given(**GROWTH, years=YEARS)
def test_world_spending_starts_at_one_and_stays_positive(
    now: Array, long: Array, halving: Array, years: Array
) -> None:
    assert float(spending_growth(ZERO, now, long, halving)) == 1.0
    index = float(spending_growth(years, now, long, halving))
    assert 0.0 < index < math.inf
    fast, slow = max(float(now), float(long)), min(float(now), float(long))
    assert slow * float(years) - 1e-4 <= math.log(index) <= fast * float(years) + 1e-4


@given(**GROWTH)
def test_half_of_the_boom_is_over_after_its_halving_time(
    now: Array, long: Array, halving: Array
) -> None:
    step = 0.05
    after = spending_growth(halving + step, now, long, halving)
    before = spending_growth(halving - step, now, long, halving)
    slope = (math.log(float(after)) - math.log(float(before))) / (2.0 * step)
    assert slope == pytest.approx((float(now) + float(long)) / 2.0, abs=3e-3)


@given(offset=legal("spend_growth_offset"), years=YEARS)
def test_a_country_follows_the_world_after_the_evidence(offset: Array, years: Array) -> None:
    assert float(early_index(years, offset)) == 1.0
    before = float(early_index(-years, offset))
    assert before == pytest.approx(math.exp(-float(offset) * float(years)), rel=1e-4)


DEMANDED = {
    "gap": GAP,
    "scale": legal("demand_scale"),
    "openly": legal("open_release"),
    "cost": legal("open_revenue_cost"),
    "gain": legal("adoption_gain"),
    "budget": DOLLARS,
}


@given(**DEMANDED)
def test_demand_falls_with_the_gap_and_rises_with_support(
    gap: Array, scale: Array, openly: Array, cost: Array, gain: Array, budget: Array
) -> None:
    target = float(demand_target(gap, scale, openly, cost, gain, budget))
    assert 0.0 <= target <= 1.0
    assert float(demand_target(gap + 1.0, scale, openly, cost, gain, budget)) <= target
    assert float(demand_target(gap, scale, openly, cost, gain, ZERO)) <= target
    assert float(demand_target(gap, scale, ONE, cost, gain, budget)) <= target * (1.0 + 1e-6)
    assert float(demand_target(ZERO, scale, ZERO, cost, gain, ZERO)) == 1.0


@given(state=SHARE, target=SHARE, time=legal("demand_delay"))
def test_demand_moves_towards_its_target(state: Array, target: Array, time: Array) -> None:
    after = float(adjust(state, target, time))
    low, high = min(float(state), float(target)), max(float(state), float(target))
    assert low - 1e-6 <= after <= high + 1e-6


@given(target=SHARE)
def test_after_the_delay_two_thirds_are_done(target: Array) -> None:
    share = ZERO
    for _ in range(24):
        share = adjust(share, target, number(2.0))
    assert float(share) == pytest.approx(float(target) * (1.0 - math.exp(-1.0)), abs=1e-4)


RESPONSE = {
    "demand": DEMAND,
    "revenue_elasticity": legal("revenue_elasticity"),
    "rival_distance": GAP,
    "rivalry": legal("rivalry"),
    "rivalry_scale": legal("demand_scale"),
}


@given(**RESPONSE)
def test_spending_responds_to_demand_and_to_a_rival_near_by(**given: Array) -> None:
    found = float(response(**given))
    assert found > 0.0
    demand, elasticity = float(given["demand"]), float(given["revenue_elasticity"])
    near = math.exp(-float(given["rival_distance"]) / float(given["rivalry_scale"]))
    expected = demand**elasticity * math.exp(float(given["rivalry"]) * near)
    assert found == pytest.approx(expected, rel=1e-4)
    won = float(response(**{**given, "demand": given["demand"] * 2.0}))
    assert won == pytest.approx(found * 2.0**elasticity, rel=1e-4)


@given(demand=DEMAND, rivalry=between(0.0, 2.0), scale=legal("demand_scale"))
def test_effort_is_greatest_neck_and_neck(demand: Array, rivalry: Array, scale: Array) -> None:
    def at(distance: float) -> float:
        return float(response(demand, ONE, number(distance), rivalry, scale))

    rise = math.exp(float(rivalry))
    assert at(0.0) == pytest.approx(at(math.inf) * rise, rel=1e-4)
    order = [at(distance) for distance in (0.0, 5.0, 50.0, math.inf)]
    assert all(one >= two * (1.0 - 1e-6) for one, two in itertools.pairwise(order))


@given(
    baseline=DOLLARS,
    pledged=DOLLARS,
    now=between(0.01, 10.0),
    reference=between(0.01, 10.0),
    crowd_in=legal("crowd_in"),
    public=DOLLARS,
)
def test_a_response_multiplies_the_larger_of_baseline_and_pledge(
    baseline: Array, pledged: Array, now: Array, reference: Array, crowd_in: Array, public: Array
) -> None:
    spent = private_spending(
        baseline=baseline,
        pledged=pledged,
        response=now,
        response_reference=reference,
        crowd_in=crowd_in,
        public_compute=public,
    )
    own = max(float(baseline), float(pledged)) * float(now) / float(reference)
    crowded = float(crowd_in) * float(public)
    assert float(spent) == pytest.approx(own + crowded, rel=1e-5)


@given(
    pledged=legal("pledged_compute"),
    price=legal("price_2025"),
    delivery=legal("pledge_delivery"),
    slippage=legal("slippage"),
)
def test_pledges_arrive_in_full_only_without_slippage(
    pledged: Array, price: Array, delivery: Array, slippage: Array
) -> None:
    full = float(pledged) * float(price)
    assert float(pledged_spending(pledged, price, delivery, ZERO)) == pytest.approx(full, rel=1e-5)
    at_record = float(pledged_spending(pledged, price, delivery, ONE))
    assert at_record == pytest.approx(full * float(delivery), rel=1e-5)
    assert float(pledged_spending(pledged, price, delivery, slippage)) <= full * (1.0 + 1e-5)


@given(
    share=legal("private_order_share"),
    deliveries=between(0.0, 1e9),
    index=between(0.0, 50.0),
    price=legal("price_2025"),
)
def test_money_is_a_product(share: Array, deliveries: Array, index: Array, price: Array) -> None:
    spent = float(baseline_spending(share, deliveries, price))
    assert spent == pytest.approx(float(share) * float(deliveries) * float(price), rel=1e-5)
    won = float(revenue(price, index, number(0.5)))
    assert won == pytest.approx(float(price) * float(index) * 0.5, rel=1e-5)
