"""One month of the world: the equations wired together in causal order."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model import (
    capability,
    compute,
    economy,
    efficiency,
    open_models,
    shocks,
    sovereignty,
    talent,
)
from slipstream.model.capability import Sources
from slipstream.model.compute import Pipeline
from slipstream.model.constants import MONTHS_PER_YEAR, STEP_YEARS
from slipstream.model.economy import ComputeLine, PublicLines
from slipstream.model.noise import ornstein_uhlenbeck
from slipstream.model.state import Flows, Outcome, Owners, Ready, State, Surroundings, View
from slipstream.model.talent import Moves, Talent, TalentFlows


class _Resources(NamedTuple):
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


class _Built(NamedTuple):
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


class _Learnt(NamedTuple):
    """What research, diffusion and open models did this month."""

    efficiency: Array
    rate_wander: Array
    lag_wander: Array
    excess_lag: Array
    pool: Array


class _Released(NamedTuple):
    """What was released this month."""

    best: Array
    best_effective: Array
    largest_run: Array
    skill: Array
    sources: Sources
    ready: Ready


def step(state: State, month: Array, around: Surroundings) -> tuple[State, Outcome, Flows, View]:
    """Advance the world by one month.

    Parameters
    ----------
    state
        State at the start of the month.
    month
        Step number, 0 for January 2022.
    around
        Everything that is not state: parameters, levers, shocks, innovations, evidence.

    Returns
    -------
    tuple
        The next state, what the month shows, the flows that account for its stocks, and what
        a country simulated apart has to keep of the start of the month.
    """
    levers, p = around.levers, around.parameters
    forecast = month > around.now
    has = _resources(state, month, around)
    view = merge(see(state, has, around), around.kept)
    apart = see(state, has, around, hidden=around.hidden)
    built = _build(state, month, around, has, view)
    people, moves = _move_people(state, around, has, view)
    learnt = _learn(state, around, has, view)
    new = _release(state, around, has, view, learnt)
    target = economy.demand_target(
        gap=jnp.maximum(view.frontier - new.best, 0.0),
        demand_scale=p["demand_scale"],
        open_release=levers["open_release"],
        open_revenue_cost=p["open_revenue_cost"],
        adoption_gain=p["adoption_gain"],
        adoption_budget=has.lines.adoption,
    )
    demand = economy.adjust(state=state.demand, target=target, time=p["demand_delay"])
    after = State(
        pipelines=built.pipelines,
        power=built.power,
        carried=built.carried,
        talent=people,
        efficiency=learnt.efficiency,
        skill=new.skill,
        demand=demand,
        response_reference=jnp.where(forecast, state.response_reference, built.response),
        best=new.best,
        best_effective=new.best_effective,
        largest_run=new.largest_run,
        public_cost=state.public_cost
        + jnp.where(forecast, levers["public_budget"] * STEP_YEARS, 0.0),
        rate_wander=learnt.rate_wander,
        lag_wander=learnt.lag_wander,
        excess_lag=learnt.excess_lag,
        pool=learnt.pool,
    )
    outcome = Outcome(
        capability=new.best,
        largest_run=new.largest_run,
        compute=Owners(*(pipeline.stock for pipeline in built.pipelines)),
        rented=has.rented,
        power=built.available_power,
        accessible=has.accessible,
        talent=people,
        efficiency=learnt.efficiency,
        sources=new.sources,
        sovereignty=sovereignty.sovereignty_shares(
            domestic=has.stocks.public + has.stocks.private,
            foreign=has.stocks.foreign,
            rented=has.rented,
            adopted_share=new.sources.adopted,
            home=people.home,
            abroad=people.abroad,
            licence_exposure=p["licence_exposure"],
            domestic_chips=built.domestic_chips,
        ),
        private_spending=built.private_spending,
        revenue=economy.revenue(
            market_2025=p["market_2025"],
            index=built.deliveries / around.market_deliveries,
            demand=demand,
        ),
        public_cost=after.public_cost,
        ready=new.ready,
    )
    flows = Flows(built.received, built.spent, built.lapsed, built.ordered, built.retired, moves)
    return after, outcome, flows, apart


def see(
    state: State, has: _Resources, around: Surroundings, *, hidden: Array | None = None
) -> View:
    """Reduce the simulated countries, less the hidden ones, to what each sees of the world."""
    p = around.parameters
    own = open_models.own_release(
        state.best_effective, around.levers["open_release"], p["own_open_share"]
    )

    def shown(value: Array) -> Array:
        return value if hidden is None else jnp.where(hidden, -jnp.inf, value)

    def largest(value: Array) -> Array:
        return jnp.max(shown(value), axis=0)

    best = shown(state.best)
    frontier = jnp.max(best, axis=0)
    return View(
        frontier=frontier,
        second=jnp.max(jnp.where(best < frontier, best, -jnp.inf), axis=0),
        effective=largest(state.best_effective),
        released=largest(own),
        efficiency=largest(state.efficiency),
        effort=largest(has.effort),
        labour=largest(has.labour),
        pay=largest(jnp.broadcast_to(p["pay_home"], state.best.shape)),
    )


def merge(seen: View, kept: View) -> View:
    """Join the view of simulated countries with that of kept ones."""
    second = jnp.maximum(seen.second, kept.second)
    return View(
        frontier=jnp.maximum(seen.frontier, kept.frontier),
        second=jnp.maximum(second, jnp.minimum(seen.frontier, kept.frontier)),
        effective=jnp.maximum(seen.effective, kept.effective),
        released=jnp.maximum(seen.released, kept.released),
        efficiency=jnp.maximum(seen.efficiency, kept.efficiency),
        effort=jnp.maximum(seen.effort, kept.effort),
        labour=jnp.maximum(seen.labour, kept.labour),
        pay=jnp.maximum(seen.pay, kept.pay),
    )


def _resources(state: State, month: Array, around: Surroundings) -> _Resources:
    p, levers, shock = around.parameters, around.levers, around.shocks
    lines = economy.split_budget(
        levers["public_budget"],
        levers["share_compute"],
        levers["share_talent"],
        levers["share_data"],
        levers["share_open_source"],
        levers["share_adoption"],
        exchange_rate=1.0 - shock["exchange_rate_swing"],
    )
    price = compute.hardware_price(
        years=month / MONTHS_PER_YEAR,
        price_2025=p["price_2025"],
        price_fall=p["price_fall"],
        import_premium=p["import_premium"],
        tariff=shock["chip_tariff"],
    )
    compute_line = economy.split_compute_line(
        line=lines.compute,
        rented_abroad=levers["rented_abroad"],
        rent=p["rent_share"] * price,
        power_reserved=levers["power_reserved"],
        power_cost=p["power_cost"],
    )
    depth = shocks.remaining(levers["partnership_depth"], shock["partner_exit"])
    stocks = Owners(*(pipeline.stock for pipeline in state.pipelines))
    rented = compute.rented_compute(
        rented=compute_line.rented,
        licence_exposure=p["licence_exposure"],
        control=shock["export_controls"],
    )
    accessible = compute.accessible_compute(
        *stocks, rented, p["access_public"], p["access_private"], p["access_foreign"]
    )
    labour = talent.research_labour(state.talent, p["top_weight"])
    effort = efficiency.research_effort(
        labour=labour, accessible=accessible, effort_talent_share=p["effort_talent_share"]
    )
    effort = shocks.stalled_effort(effort, shock["rival_stall"])
    return _Resources(
        lines, compute_line, price, depth, stocks, rented, accessible, labour, effort
    )


def _build(
    state: State, month: Array, around: Surroundings, has: _Resources, view: View
) -> _Built:
    p, levers = around.parameters, around.levers
    years = month / MONTHS_PER_YEAR
    after = (month - around.now) / MONTHS_PER_YEAR
    reference = jnp.minimum(years, around.now / MONTHS_PER_YEAR)
    none = jnp.zeros(())
    world_price = compute.hardware_price(
        years=reference,
        price_2025=p["price_2025"],
        price_fall=p["price_fall"],
        import_premium=none,
        tariff=none,
    )
    deliveries = around.known_deliveries * economy.spending_growth(
        years_after=jnp.maximum(after, 0.0),
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
    return _Built(
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


def _move_people(
    state: State, around: Surroundings, has: _Resources, view: View
) -> tuple[Talent, TalentFlows]:
    p, levers = around.parameters, around.levers
    gap = talent.pay_gap(pay_home=p["pay_home"], pay_best=view.pay)
    attraction = talent.attraction(gap=gap, pay_elasticity=p["pay_elasticity"])
    visas = levers["visa_places"] * attraction
    line = talent.split_talent_line(
        line=has.lines.talent,
        places=visas + levers["returnee_places"],
        place_cost=p["place_cost"],
        top=state.talent.top,
        pay_topup=levers["pay_topup"],
        training_cost=p["training_cost"],
    )

    def top_attraction(covered: Array) -> Array:
        return talent.attraction(
            gap=talent.top_pay_gap(
                gap=gap,
                top_gap_ratio=p["top_gap_ratio"],
                top_pay=p["top_pay"],
                pay_topup=levers["pay_topup"],
                covered=covered,
            ),
            pay_elasticity=p["pay_elasticity"],
        )

    topped, plain = top_attraction(line.covered), top_attraction(jnp.zeros(()))
    moves = Moves(
        leaving=talent.leaving_rate(p["leaving_base"], attraction, has.depth, p["partner_draw"]),
        top_leaving=talent.leaving_rate(p["leaving_base"], topped, has.depth, p["partner_draw"]),
        pull=topped / plain,
        visas=visas * line.granted,
        returnees=levers["returnee_places"] * line.granted,
        trained=line.trained,
    )
    return talent.advance_talent(
        state.talent,
        moves,
        graduates=p["graduates"],
        immigrants=p["immigrants"],
        return_rate=p["return_rate"],
        talent_retirement=p["talent_retirement"],
    )


def _learn(state: State, around: Surroundings, has: _Resources, view: View) -> _Learnt:
    p = around.parameters
    closed = jnp.max(around.shocks["open_weights_closure"], axis=0)
    leapt = around.shocks["efficiency_leap"]
    rate_wander = ornstein_uhlenbeck(
        state.rate_wander, p["efficiency_memory"], p["efficiency_wander"], around.noise["rate"]
    )
    lag_wander = ornstein_uhlenbeck(
        state.lag_wander, p["open_lag_memory"], p["open_lag_wander"], around.noise["lag"]
    )
    lag = open_models.open_lag(p["open_lag_mean"], lag_wander)
    excess = open_models.advance_excess_lag(
        excess=state.excess_lag, closed=closed, open_recovery=p["open_recovery"]
    )
    openness = open_models.openness(excess=excess, lag=lag)
    own = efficiency.own_growth(
        rate=jnp.maximum(p["efficiency_growth"] + rate_wander, 0.0),
        effort=has.effort,
        leader_effort=view.effort,
        effort_elasticity=p["effort_elasticity"],
        data_gain=p["data_gain"],
        data_budget=has.lines.data,
    )
    rate = efficiency.diffusion_rate(
        diffusion=p["diffusion"],
        openness=1.0 - p["closure_diffusion_loss"] * (1.0 - openness),
        partnership_depth=has.depth,
        partner_diffusion=p["partner_diffusion"],
        practice=efficiency.practice(around.levers["from_scratch"], p["adapter_learning"]),
    )
    known = efficiency.advance_efficiency(
        efficiency=state.efficiency, frontier=view.efficiency, own=own, rate=rate
    )
    pool = open_models.advance_open_pool(
        pool=state.pool,
        frontier=view.effective,
        lag=lag + excess,
        closed=closed,
        released=view.released,
    )
    return _Learnt(
        efficiency=efficiency.leap(known, leapt),
        rate_wander=rate_wander,
        lag_wander=lag_wander,
        excess_lag=excess,
        pool=efficiency.leap(pool, jnp.max(around.shocks["open_leap"], axis=0)),
    )


def _release(
    state: State, around: Surroundings, has: _Resources, view: View, learnt: _Learnt
) -> _Released:
    p, levers = around.parameters, around.levers
    run = compute.training_run(
        accessible=has.accessible,
        run_share=p["run_share"],
        teams=levers["teams"],
        mfu=p["mfu"],
        run_length=p["run_length"],
        run_offset=p["run_offset"],
    )
    own = run + learnt.efficiency
    adopted = open_models.gained(
        own=own,
        source=learnt.pool,
        share=open_models.adopted_share(
            inheritance=p["inheritance"],
            from_scratch=levers["from_scratch"],
            open_source_gain=p["open_source_gain"],
            open_source_budget=has.lines.open_source,
        ),
        cost=p["adaptation_cost"],
    )
    distilled = open_models.gained(
        own=own,
        source=open_models.teacher(
            pool=learnt.pool,
            frontier=view.effective,
            answer_access=p["answer_access"],
            partnership_depth=has.depth,
            enforced=around.shocks["terms_enforced"],
        ),
        share=p["distillation"],
        cost=p["distillation_cost"],
    )
    effective, sources = capability.effective_compute(own, adopted, distilled)
    skill = ornstein_uhlenbeck(state.skill, p["skill_memory"], p["skill_sd"], around.noise["skill"])
    teams = capability.independent_teams(levers["teams"], p["team_independence"])
    ready = capability.score(
        effective=effective,
        eci_at_1e25=p["eci_at_1e25"],
        eci_per_oom=p["eci_per_oom"],
        skill_offset=p["skill_offset"],
        people=capability.people_gain(
            labour=has.labour, best_labour=view.labour, talent_gain=p["talent_gain"]
        ),
        lead=capability.best_of_teams(teams, p["team_spread"]),
        skill=skill,
    )
    score = capability.released_score(ready, p["release_spread"], around.noise["departure"])
    chance = capability.release_probability(
        teams, p["release_interval"], levers["regulatory_burden"]
    )
    released = around.noise["release"] < chance
    return _Released(
        best=capability.released_best(state.best, score, released),
        best_effective=capability.released_best(state.best_effective, effective, released),
        largest_run=capability.released_best(state.largest_run, run, released),
        skill=skill,
        sources=sources,
        ready=Ready(ready, run, jnp.broadcast_to(chance, ready.shape)),
    )
