"""A month of money and machines: budgets, orders, power, construction."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model import compute, economy, efficiency, shocks, talent
from slipstream.model.compute import Pipeline
from slipstream.model.constants import MONTHS_PER_YEAR, STEP_YEARS
from slipstream.model.economy import ComputeLine, PublicLines
from slipstream.model.state import Owners, State, Surroundings, View


class Resources(NamedTuple):
    """What a country has to work with this month."""

    lines: PublicLines
    compute_line: ComputeLine
    price: Array
    depth: Array
    stocks: Owners
    rented: Array
    accessible: Array
    labour: Array
    effort: Array


class Built(NamedTuple):
    """What money and construction did this month."""

    pipelines: tuple[Pipeline, Pipeline, Pipeline]
    power: Pipeline
    available_power: Array
    response: Array
    private_spending: Array
    domestic_chips: Array
    deliveries: Array
    received: Owners
    spent: Owners
    lapsed: Owners
    carried: Owners
    ordered: Owners
    retired: Owners


def resources(state: State, month: Array, around: Surroundings) -> Resources:
    """Take stock of what each country has at the start of a month."""
    p, levers = around.parameters, around.levers
    lines = economy.split_budget(
        levers["public_budget"],
        levers["share_compute"],
        levers["share_talent"],
        levers["share_data"],
        levers["share_open_source"],
        levers["share_adoption"],
        exchange_rate=1.0 - around.shocks["exchange_rate_swing"],
    )

    def price_with(premium: Array, tariff: Array) -> Array:
        return compute.hardware_price(
            years=month / MONTHS_PER_YEAR,
            price_2025=p["price_2025"],
            price_fall=p["price_fall"],
            import_premium=premium,
            tariff=tariff,
        )

    price = price_with(p["import_premium"], around.shocks["chip_tariff"])
    # Machines abroad pay neither the premium of imports nor the duty.
    price_abroad = price_with(jnp.zeros(()), jnp.zeros(()))
    compute_line = economy.split_compute_line(
        line=lines.compute,
        rented_abroad=levers["rented_abroad"],
        rent=p["rent_share"] * price_abroad,
        power_reserved=levers["power_reserved"],
        power_cost=p["power_cost"],
    )
    depth = shocks.remaining(levers["partnership_depth"], around.shocks["partner_exit"])
    stocks = Owners(*(pipeline.stock for pipeline in state.pipelines))
    rented = compute.rented_compute(
        rented=compute_line.rented,
        licence_exposure=p["licence_exposure"],
        control=around.shocks["export_controls"],
    )
    accessible = compute.accessible_compute(
        *stocks,
        rented,
        access_public=p["access_public"],
        access_private=compute.training_access(
            access=p["access_private"],
            training_share_drift=p["training_share_drift"],
            years_after=(month - around.now) / MONTHS_PER_YEAR,
        ),
        access_foreign=p["access_foreign"],
    )
    labour = talent.research_labour(state.talent, p["top_weight"])
    effort = efficiency.research_effort(
        labour=labour, accessible=accessible, effort_talent_share=p["effort_talent_share"]
    )
    effort = shocks.stalled_effort(effort, around.shocks["rival_stall"])
    return Resources(lines, compute_line, price, depth, stocks, rented, accessible, labour, effort)


def build(state: State, month: Array, around: Surroundings, has: Resources, view: View) -> Built:
    """Turn money into orders, as far as licences and power go, and move construction on."""
    p, levers = around.parameters, around.levers
    years = month / MONTHS_PER_YEAR
    after = (month - around.now) / MONTHS_PER_YEAR
    known_until = around.deliveries_until / MONTHS_PER_YEAR
    none = jnp.zeros(())
    world_price = compute.hardware_price(
        years=jnp.minimum(years, known_until),
        price_2025=p["price_2025"],
        price_fall=p["price_fall"],
        import_premium=none,
        tariff=none,
    )
    deliveries = around.known_deliveries * economy.spending_growth(
        years_after=jnp.maximum(years - known_until, 0.0),
        spend_growth_now=p["spend_growth_now"],
        spend_growth_long=p["spend_growth_long"],
        spend_growth_halving=p["spend_growth_halving"],
    )
    own_path = deliveries * economy.early_index(after, p["spend_growth_offset"])
    response = economy.response(
        demand=state.demand,
        revenue_elasticity=p["revenue_elasticity"],
        rival_distance=jnp.where(
            state.best < view.frontier, view.frontier - state.best, state.best - view.second
        ),
        rivalry=p["rivalry"],
        rivalry_scale=p["demand_scale"],
    )
    private_spending = economy.private_spending(
        baseline=economy.baseline_spending(p["private_order_share"], own_path, world_price),
        pledged=economy.pledged_spending(
            levers["pledged_compute"], has.price, p["pledge_delivery"], levers["slippage"]
        ),
        response=response,
        response_reference=jnp.where(after > 0.0, state.response_reference, response),
        crowd_in=p["crowd_in"],
        public_compute=jnp.where(after > 0.0, has.compute_line.chips, 0.0),
    )
    received = Owners(
        has.compute_line.chips * STEP_YEARS,
        private_spending * STEP_YEARS,
        economy.baseline_spending(p["foreign_order_share"], own_path, world_price) * STEP_YEARS,
    )
    available = Owners(*(new + kept for new, kept in zip(received, state.carried, strict=True)))
    wanted = sum(available) / has.price
    committed = sum(stage for pipeline in state.pipelines for stage in pipeline)
    domestic = compute.domestic_capacity(
        years, p["domestic_chips_2025"], p["domestic_chips_growth"]
    )
    need = compute.power_need(years, p["kw_per_h100e_2025"], p["power_fall"])
    grid = compute.power_from_grid(years, p["power_2025"], p["power_growth"])
    power, _ = compute.advance_pipeline(
        state.power,
        compute.power_started(
            needed=(committed + wanted) * need,
            grid=grid,
            reserved=has.compute_line.power,
            under_way=state.power.first + state.power.second,
            built=state.power.stock,
        ),
        delay=p["power_lead"],
        service_life=jnp.asarray(jnp.inf),
    )
    available_power = compute.power_available(
        grid=grid, built=state.power.stock, shortage=around.shocks["power_shortage"]
    )
    share = compute.order_share(
        wanted=wanted,
        years=years,
        import_cap=p["import_cap"],
        import_cap_growth=p["import_cap_growth"],
        licence_exposure=p["licence_exposure"],
        control=around.shocks["export_controls"],
        control_evasion=p["control_evasion"],
        domestic=domestic,
        power_room=available_power / need - committed,
    )
    public_delay = compute.public_delay(
        levers["procurement_delay"], p["delay_overrun"], levers["slippage"]
    )
    delays = Owners(public_delay, p["private_delay"], p["private_delay"])
    paid = Owners(*(money * share for money in available))
    unspent = Owners(*(money - spent for money, spent in zip(available, paid, strict=True)))
    lapsed = Owners(*(economy.lapsed_money(money, p["carry_over"]) for money in unspent))
    moved = [
        compute.advance_pipeline(pipeline, spent / has.price, delay, p["service_life"])
        for pipeline, spent, delay in zip(state.pipelines, paid, delays, strict=True)
    ]
    return Built(
        pipelines=(moved[0][0], moved[1][0], moved[2][0]),
        power=power,
        available_power=available_power,
        response=response,
        private_spending=private_spending,
        domestic_chips=jnp.minimum(
            domestic * STEP_YEARS * has.price / jnp.maximum(sum(received), 1.0), 1.0
        ),
        deliveries=deliveries,
        received=received,
        spent=paid,
        lapsed=lapsed,
        carried=Owners(*(money - lost for money, lost in zip(unspent, lapsed, strict=True))),
        ordered=Owners(*(flows.ordered for _, flows in moved)),
        retired=Owners(*(flows.retired for _, flows in moved)),
    )
