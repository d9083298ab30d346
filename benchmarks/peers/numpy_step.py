"""A month of the focal country in NumPy: `slipstream.model.step` and its parts again, in order."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from benchmarks.peers.inputs import FocalInputs, Named
from benchmarks.peers.numpy_equations import (
    Value,
    capability,
    compute,
    economy,
    efficiency,
    noise,
    open_models,
    shocks,
    sovereignty,
    talent,
)
from slipstream.model.constants import MONTHS_PER_YEAR, STEP_YEARS

OWNERS = ("public", "private", "foreign")

Values = Mapping[str, Value]
Pipeline = tuple[Value, Value, Value]
"""First and second stage of construction, and stock."""


class State(NamedTuple):
    """As `slipstream.model.state.State`, with pipelines and carried money by owner."""

    pipelines: tuple[Pipeline, ...]
    power: Pipeline
    carried: tuple[Value, ...]
    home: Value
    abroad: Value
    top: Value
    top_abroad: Value
    efficiency: Value
    skill: Value
    demand: Value
    response_reference: Value
    best: Value
    best_effective: Value
    largest_run: Value
    public_cost: Value
    rate_wander: Value
    lag_wander: Value
    excess_lag: Value
    pool: Value


class Month(NamedTuple):
    """What one month brings from outside."""

    month: int
    levers: Values
    shocks: Values
    noise: Values
    view: Values
    deliveries: Value


def initial_state(p: Named, elsewhere: Value) -> State:
    """Return the state of January 2022."""
    zero = np.zeros_like(p["talent_home"])
    effective = capability.effective_of(p["best_2022"], p["eci_at_1e25"], p["eci_per_oom"])
    return State(
        pipelines=tuple((zero, zero, p[f"stock_{owner}_2022"]) for owner in OWNERS),
        power=(zero, zero, zero),
        carried=(zero, zero, zero),
        home=p["talent_home"],
        abroad=p["talent_abroad"],
        top=p["talent_home"] * p["top_share"],
        top_abroad=p["talent_abroad"] * p["top_share"],
        efficiency=p["efficiency_2022"] - p["efficiency_gap"],
        skill=zero,
        demand=zero + 0.5,
        response_reference=zero + 1.0,
        best=p["best_2022"],
        best_effective=effective,
        largest_run=p["largest_run_2022"],
        public_cost=zero,
        rate_wander=zero,
        lag_wander=zero,
        excess_lag=zero,
        pool=np.maximum(effective, elsewhere) - p["open_gap_2022"] / p["eci_per_oom"],
    )


def step(state: State, p: Named, now: Month, inputs: FocalInputs) -> tuple[State, dict[str, Value]]:
    """Advance the country by one month; return what the month shows beside the state after it."""
    levers, shock, luck, kept = now.levers, now.shocks, now.noise, now.view
    forecast = now.month > inputs.now
    years = now.month / MONTHS_PER_YEAR
    after = (now.month - inputs.now) / MONTHS_PER_YEAR
    known_until = inputs.deliveries_until / MONTHS_PER_YEAR

    # Resources
    budget = levers["public_budget"] * (1.0 - shock["exchange_rate_swing"])
    price = compute.hardware_price(
        years, p["price_2025"], p["price_fall"], p["import_premium"], shock["chip_tariff"]
    )
    price_abroad = compute.hardware_price(years, p["price_2025"], p["price_fall"], 0.0, 0.0)
    to_chips, rented, power_reserved = economy.split_compute_line(
        budget * levers["share_compute"],
        levers["rented_abroad"],
        p["rent_share"] * price_abroad,
        levers["power_reserved"],
        p["power_cost"],
    )
    depth = shocks.remaining(levers["partnership_depth"], shock["partner_exit"])
    (_, _, public_stock), (_, _, private_stock), (_, _, foreign_stock) = state.pipelines
    rented = compute.rented_compute(rented, p["licence_exposure"], shock["export_controls"])
    accessible = compute.accessible_compute(
        public_stock,
        private_stock,
        foreign_stock,
        rented,
        p["access_public"],
        compute.training_access(p["access_private"], p["training_share_drift"], after),
        p["access_foreign"],
    )
    labour = talent.research_labour(state.home, state.top, p["top_weight"])
    effort = efficiency.research_effort(labour, accessible, p["effort_talent_share"])
    effort = shocks.stalled_effort(effort, shock["rival_stall"])

    # What is seen of the world
    own_release = open_models.own_release(
        state.best_effective, levers["open_release"], p["own_open_share"]
    )
    view_frontier = np.maximum(state.best, kept["frontier"])
    view_second = np.maximum(kept["second"], np.minimum(state.best, kept["frontier"]))
    view_effective = np.maximum(state.best_effective, kept["effective"])
    view_released = np.maximum(own_release, kept["released"])
    view_efficiency = np.maximum(state.efficiency, kept["efficiency"])
    view_effort = np.maximum(effort, kept["effort"])
    view_labour = np.maximum(labour, kept["labour"])
    view_pay = np.maximum(p["pay_home"], kept["pay"])

    # Money
    world_price = compute.hardware_price(
        min(years, known_until), p["price_2025"], p["price_fall"], 0.0, 0.0
    )
    deliveries = now.deliveries * economy.spending_growth(
        max(years - known_until, 0.0),
        p["spend_growth_now"],
        p["spend_growth_long"],
        p["spend_growth_halving"],
    )
    own_path = deliveries * economy.early_index(after, p["spend_growth_offset"])
    response = economy.response(
        state.demand,
        p["revenue_elasticity"],
        np.where(state.best < view_frontier, view_frontier - state.best, state.best - view_second),
        p["rivalry"],
        p["demand_scale"],
    )
    response_reference = state.response_reference if forecast else response
    private = economy.private_spending(
        economy.baseline_spending(p["private_order_share"], own_path, world_price),
        economy.pledged_spending(
            levers["pledged_compute"], price, p["pledge_delivery"], levers["slippage"]
        ),
        response,
        response_reference,
        p["crowd_in"],
        to_chips if forecast else 0.0,
    )
    foreign = economy.baseline_spending(p["foreign_order_share"], own_path, world_price)
    received = tuple(money * STEP_YEARS for money in (to_chips, private, foreign))
    available = tuple(
        money + carried for money, carried in zip(received, state.carried, strict=True)
    )
    wanted = sum(available) / price

    # Power and construction
    committed = sum(sum(pipeline) for pipeline in state.pipelines)
    domestic = compute.domestic_capacity(
        years, p["domestic_chips_2025"], p["domestic_chips_growth"]
    )
    need = compute.power_need(years, p["kw_per_h100e_2025"], p["power_fall"])
    grid = compute.power_from_grid(years, p["power_2025"], p["power_growth"])
    first_power, second_power, built_power = state.power
    started = compute.power_started(
        (committed + wanted) * need, grid, power_reserved, first_power + second_power, built_power
    )
    available_power = compute.power_available(grid, built_power, shock["power_shortage"])
    share = compute.order_share(
        wanted,
        years,
        p["import_cap"],
        p["import_cap_growth"],
        p["licence_exposure"],
        shock["export_controls"],
        p["control_evasion"],
        domestic,
        available_power / need - committed,
    )
    slow = compute.public_delay(levers["procurement_delay"], p["delay_overrun"], levers["slippage"])
    paid = tuple(money * share for money in available)
    unspent = tuple(money - spent for money, spent in zip(available, paid, strict=True))
    pipelines = tuple(
        compute.advance_pipeline(*pipeline, spent / price, delay, p["service_life"])
        for pipeline, spent, delay in zip(
            state.pipelines, paid, (slow, p["private_delay"], p["private_delay"]), strict=True
        )
    )

    # People
    gap = talent.pay_gap(p["pay_home"], view_pay)
    attraction = talent.attraction(gap, p["pay_elasticity"])
    visas = levers["visa_places"] * attraction
    granted, covered, trained = talent.split_talent_line(
        budget * levers["share_talent"],
        visas + levers["returnee_places"],
        p["place_cost"],
        state.top,
        levers["pay_topup"],
        p["training_cost"],
    )
    topped, plain = (
        talent.attraction(
            talent.top_pay_gap(gap, p["top_gap_ratio"], p["top_pay"], levers["pay_topup"], part),
            p["pay_elasticity"],
        )
        for part in (covered, 0.0)
    )
    home, abroad, top, top_abroad = talent.advance_talent(
        state.home,
        state.abroad,
        state.top,
        state.top_abroad,
        talent.leaving_rate(p["leaving_base"], attraction, depth, p["partner_draw"]),
        talent.leaving_rate(p["leaving_base"], topped, depth, p["partner_draw"]),
        topped / plain,
        visas * granted,
        levers["returnee_places"] * granted,
        trained,
        p["graduates"],
        p["immigrants"],
        p["return_rate"],
        p["talent_retirement"],
    )

    # Research, diffusion, open models
    closed = shock["open_weights_closure"]
    rate_wander = noise.ornstein_uhlenbeck(
        state.rate_wander, p["efficiency_memory"], p["efficiency_wander"], luck["rate"]
    )
    lag_wander = noise.ornstein_uhlenbeck(
        state.lag_wander, p["open_lag_memory"], p["open_lag_wander"], luck["lag"]
    )
    lag = open_models.open_lag(p["open_lag_mean"], lag_wander)
    excess_lag = open_models.advance_excess_lag(state.excess_lag, closed, p["open_recovery"])
    openness = open_models.openness(excess_lag, lag)
    growth = efficiency.own_growth(
        np.maximum(p["efficiency_growth"] + rate_wander, 0.0),
        effort,
        view_effort,
        p["effort_elasticity"],
        p["data_gain"],
        budget * levers["share_data"],
    )
    rate = efficiency.diffusion_rate(
        p["diffusion"],
        1.0 - p["closure_diffusion_loss"] * (1.0 - openness),
        depth,
        p["partner_diffusion"],
        efficiency.practice(levers["from_scratch"], p["adapter_learning"]),
    )
    know_how = efficiency.leap(
        efficiency.advance_efficiency(state.efficiency, view_efficiency, growth, rate),
        shock["efficiency_leap"],
    )
    pool = efficiency.leap(
        open_models.advance_open_pool(
            state.pool,
            view_effective,
            lag + excess_lag,
            closed,
            open_models.held_back(view_released, state.pool, view_effective, openness),
        ),
        shock["open_leap"],
    )

    # Releases
    run = compute.training_run(
        accessible, p["run_share"], levers["teams"], p["mfu"], p["run_length"], p["run_offset"]
    )
    own = run + know_how
    adopted = open_models.gained(
        own,
        pool,
        open_models.adopted_share(
            p["inheritance"],
            levers["from_scratch"],
            p["open_source_gain"],
            budget * levers["share_open_source"],
        ),
        p["adaptation_cost"],
    )
    distilled = open_models.gained(
        own + np.log10(1.0 + adopted),
        open_models.teacher(
            pool, view_effective, p["answer_access"], depth, shock["terms_enforced"]
        ),
        p["distillation"],
        p["distillation_cost"],
    )
    effective, own_part, adopted_part, distilled_part = capability.effective_compute(
        own, adopted, distilled
    )
    skill = noise.ornstein_uhlenbeck(state.skill, p["skill_memory"], p["skill_sd"], luck["skill"])
    teams = capability.independent_teams(levers["teams"], p["team_independence"])
    ready = capability.score(
        effective,
        p["eci_at_1e25"],
        p["eci_per_oom"],
        p["skill_offset"],
        capability.people_gain(labour, view_labour, p["talent_gain"]),
        capability.best_of_teams(teams, p["team_spread"]),
        skill,
    )
    score = capability.released_score(ready, p["release_spread"], luck["departure"])
    chance = capability.release_probability(
        teams, p["release_interval"], levers["regulatory_burden"]
    )
    released = luck["release"] < chance
    best = capability.released_best(state.best, score, released)
    largest_run = capability.released_best(state.largest_run, run, released)

    # Demand
    target = economy.demand_target(
        np.maximum(view_frontier - best, 0.0),
        p["demand_scale"],
        levers["open_release"],
        p["open_revenue_cost"],
        p["adoption_gain"],
        budget * levers["share_adoption"],
    )
    demand = economy.adjust(state.demand, target, p["demand_delay"])

    after_month = State(
        pipelines=pipelines,
        power=compute.advance_pipeline(*state.power, started, p["power_lead"], np.inf),
        carried=tuple(money - economy.lapsed_money(money, p["carry_over"]) for money in unspent),
        home=home,
        abroad=abroad,
        top=top,
        top_abroad=top_abroad,
        efficiency=know_how,
        skill=skill,
        demand=demand,
        response_reference=response_reference,
        best=best,
        best_effective=capability.released_best(state.best_effective, effective, released),
        largest_run=largest_run,
        public_cost=state.public_cost + (levers["public_budget"] * STEP_YEARS if forecast else 0.0),
        rate_wander=rate_wander,
        lag_wander=lag_wander,
        excess_lag=excess_lag,
        pool=pool,
    )
    shares = sovereignty.sovereignty_shares(
        public_stock + private_stock,
        foreign_stock,
        rented,
        adopted_part,
        home,
        abroad,
        p["licence_exposure"],
        np.minimum(domestic * STEP_YEARS * price / np.maximum(sum(received), 1.0), 1.0),
    )
    parts = ("compute", "weights", "talent", "chips")
    return after_month, {
        "capability": best,
        "largest_run": largest_run,
        **{
            f"compute_{owner}": stock
            for owner, (_, _, stock) in zip(OWNERS, pipelines, strict=True)
        },
        "rented": rented,
        "power": available_power,
        "accessible": accessible,
        "talent_home": home,
        "talent_abroad": abroad,
        "talent_top": top,
        "talent_top_abroad": top_abroad,
        "efficiency": know_how,
        "sources_own": own_part,
        "sources_adopted": adopted_part,
        "sources_distilled": distilled_part,
        **{f"sovereignty_{part}": share for part, share in zip(parts, shares, strict=True)},
        "private_spending": private,
        "revenue": economy.revenue(p["market_2025"], deliveries / inputs.market_deliveries, demand),
        "public_cost": after_month.public_cost,
        "ready_score": ready,
        "ready_run": run,
        "ready_chance": chance,
    }
