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
from slipstream.model.compute import Pipeline
from slipstream.model.constants import MONTHS_PER_YEAR, STEP_YEARS
from slipstream.model.economy import PublicLines
from slipstream.model.noise import ornstein_uhlenbeck
from slipstream.model.state import Flows, Outcome, Owners, Ready, State, Surroundings, View
from slipstream.model.talent import Talent, TalentFlows


class _Resources(NamedTuple):
    """What a country has to work with this month."""

    lines: PublicLines
    depth: Array
    stocks: Owners
    rented: Array
    accessible: Array
    effort: Array


class _Built(NamedTuple):
    """What money and construction did this month."""

    pipelines: tuple[Pipeline, Pipeline, Pipeline]
    private_spending: Array
    deliveries: Array
    received: Owners
    spent: Owners
    carried: Owners
    ordered: Owners
    retired: Owners


class _Known(NamedTuple):
    """What research, diffusion and open models did this month."""

    efficiency: Array
    rate_wander: Array
    lag_wander: Array
    pool: Array


class _Released(NamedTuple):
    """What was released this month."""

    best: Array
    best_effective: Array
    largest_run: Array
    skill: Array
    own_share: Array
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
    has = _resources(state, around)
    view = merge(see(state, has, around), around.kept)
    apart = see(state, has, around, hidden=around.hidden)
    built = _build(state, month, around, has)
    people, moves = _move_people(state, around, has, view)
    known = _learn(state, around, has, view, moves)
    new = _release(state, around, has, known)
    target = economy.demand_target(
        jnp.maximum(view.frontier - new.best, 0.0),
        p["demand_scale"],
        levers["open_release"],
        p["open_revenue_cost"],
        p["adoption_gain"],
        has.lines.adoption,
    )
    demand = economy.adjust(state.demand, target, p["demand_delay"])
    after = State(
        pipelines=built.pipelines,
        carried=built.carried,
        talent=people,
        efficiency=known.efficiency,
        skill=new.skill,
        demand=demand,
        demand_reference=jnp.where(forecast, state.demand_reference, demand),
        best=new.best,
        best_effective=new.best_effective,
        largest_run=new.largest_run,
        public_cost=state.public_cost
        + jnp.where(forecast, levers["public_budget"] * STEP_YEARS, 0.0),
        rate_wander=known.rate_wander,
        lag_wander=known.lag_wander,
        pool=known.pool,
    )
    outcome = Outcome(
        capability=new.best,
        largest_run=new.largest_run,
        compute=Owners(*(pipeline.stock for pipeline in built.pipelines)),
        accessible=has.accessible,
        talent=people,
        efficiency=known.efficiency,
        own_share=new.own_share,
        sovereignty=sovereignty.sovereignty_shares(
            has.stocks.public + has.stocks.private,
            has.stocks.foreign,
            has.rented,
            new.own_share,
            levers["from_scratch"],
            people.home,
            people.abroad,
            p["licence_exposure"],
            p["domestic_chip_share"],
        ),
        private_spending=built.private_spending,
        revenue=economy.revenue(
            p["market_2025"], built.deliveries / around.market_deliveries, demand
        ),
        public_cost=after.public_cost,
        ready=new.ready,
    )
    flows = Flows(built.received, built.spent, built.ordered, built.retired, moves)
    return after, outcome, flows, apart


def see(
    state: State, has: _Resources, around: Surroundings, *, hidden: Array | None = None
) -> View:
    """Reduce the simulated countries, less the hidden ones, to what each sees of the world."""
    p = around.parameters
    own = open_models.own_release(
        state.best_effective, around.levers["open_release"], p["own_open_share"]
    )

    def largest(value: Array) -> Array:
        shown = value if hidden is None else jnp.where(hidden, -jnp.inf, value)
        return jnp.max(shown, axis=0)

    def total(value: Array) -> Array:
        shown = value if hidden is None else jnp.where(hidden, 0.0, value)
        return jnp.sum(shown, axis=0)

    return View(
        frontier=largest(state.best),
        effective=largest(state.best_effective),
        released=largest(own),
        efficiency=largest(state.efficiency),
        effort=largest(has.effort),
        accessible=total(has.accessible),
        researchers=total(state.talent.home),
        pay=largest(jnp.broadcast_to(p["pay_home"], state.best.shape)),
    )


def merge(seen: View, kept: View) -> View:
    """Join the view of simulated countries with that of kept ones."""
    return View(
        frontier=jnp.maximum(seen.frontier, kept.frontier),
        effective=jnp.maximum(seen.effective, kept.effective),
        released=jnp.maximum(seen.released, kept.released),
        efficiency=jnp.maximum(seen.efficiency, kept.efficiency),
        effort=jnp.maximum(seen.effort, kept.effort),
        accessible=seen.accessible + kept.accessible,
        researchers=seen.researchers + kept.researchers,
        pay=jnp.maximum(seen.pay, kept.pay),
    )


def _resources(state: State, around: Surroundings) -> _Resources:
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
    depth = shocks.remaining(levers["partnership_depth"], around.shocks["partner_exit"])
    stocks = Owners(*(pipeline.stock for pipeline in state.pipelines))
    rented = compute.rented_compute(stocks.public, stocks.private, depth, p["partner_compute"])
    accessible = compute.accessible_compute(
        *stocks, rented, p["access_public"], p["access_private"], p["access_foreign"]
    )
    effort = efficiency.research_effort(state.talent.home, accessible, p["effort_talent_share"])
    effort = shocks.stalled_effort(effort, around.shocks["rival_stall"])
    return _Resources(lines, depth, stocks, rented, accessible, effort)


def _build(state: State, month: Array, around: Surroundings, has: _Resources) -> _Built:
    p, levers = around.parameters, around.levers
    years = month / MONTHS_PER_YEAR
    after = (month - around.now) / MONTHS_PER_YEAR
    reference = jnp.minimum(years, around.now / MONTHS_PER_YEAR)
    none = jnp.zeros(())
    world_price = compute.hardware_price(reference, p["price_2025"], p["price_fall"], none, none)
    price = compute.hardware_price(
        years, p["price_2025"], p["price_fall"], p["import_premium"], around.shocks["chip_tariff"]
    )
    deliveries = around.known_deliveries * economy.spending_growth(
        jnp.maximum(after, 0.0),
        p["spend_growth_now"],
        p["spend_growth_long"],
        p["spend_growth_halving"],
    )
    own_path = deliveries * economy.early_index(after, p["spend_growth_offset"])
    private_spending = jnp.maximum(
        economy.private_spending(
            economy.baseline_spending(p["private_order_share"], own_path, world_price),
            state.demand,
            state.demand_reference,
            p["revenue_elasticity"],
            p["crowd_in"],
            jnp.where(month > around.now, has.lines.compute, 0.0),
        ),
        economy.pledged_spending(
            levers["pledged_compute"], price, p["pledge_delivery"], levers["slippage"]
        ),
    )
    received = Owners(
        has.lines.compute * STEP_YEARS,
        private_spending * STEP_YEARS,
        economy.baseline_spending(p["foreign_order_share"], own_path, world_price) * STEP_YEARS,
    )
    available = Owners(*(new + kept for new, kept in zip(received, state.carried, strict=True)))
    committed = sum(stage for pipeline in state.pipelines for stage in pipeline)
    share = compute.order_share(
        sum(available) / price,
        years,
        p["import_cap"],
        p["import_cap_growth"],
        p["licence_exposure"],
        p["domestic_chip_share"],
        around.shocks["export_controls"],
        compute.power_available(
            years,
            p["power_2025"],
            p["power_growth"],
            levers["power_reserved"],
            around.shocks["power_shortage"],
        )
        / compute.power_need(years, p["kw_per_h100e_2025"], p["power_fall"])
        - committed,
    )
    public_delay = compute.public_delay(
        levers["procurement_delay"], p["delay_overrun"], levers["slippage"]
    )
    delays = Owners(public_delay, p["private_delay"], p["private_delay"])
    paid = Owners(*(money * share for money in available))
    moved = [
        compute.advance_pipeline(pipeline, spent / price, delay, p["service_life"])
        for pipeline, spent, delay in zip(state.pipelines, paid, delays, strict=True)
    ]
    return _Built(
        pipelines=(moved[0][0], moved[1][0], moved[2][0]),
        private_spending=private_spending,
        deliveries=deliveries,
        received=received,
        spent=paid,
        carried=Owners(*(money - spent for money, spent in zip(available, paid, strict=True))),
        ordered=Owners(*(flows.ordered for _, flows in moved)),
        retired=Owners(*(flows.retired for _, flows in moved)),
    )


def _move_people(
    state: State, around: Surroundings, has: _Resources, view: View
) -> tuple[Talent, TalentFlows]:
    p, levers = around.parameters, around.levers
    covered = talent.covered_share(state.talent.home, has.lines.talent, levers["pay_topup"])
    world = view.accessible / view.researchers
    here = jnp.maximum(has.accessible, 1.0) / state.talent.home
    leaving = talent.leaving_rate(
        p["leaving_base"],
        talent.pay_gap(p["pay_home"], view.pay, levers["pay_topup"], covered),
        p["pay_elasticity"],
        world / here,
        p["compute_elasticity"],
        has.depth,
        p["partner_draw"],
    )
    return talent.advance_talent(
        state.talent,
        p["graduates"],
        p["immigrants"],
        leaving,
        p["return_rate"],
        p["talent_retirement"],
        levers["returnee_places"],
        levers["visa_places"],
    )


def _learn(
    state: State, around: Surroundings, has: _Resources, view: View, moves: TalentFlows
) -> _Known:
    p = around.parameters
    closed = around.shocks["open_weights_closure"]
    leapt = around.shocks["efficiency_leap"]
    rate_wander = ornstein_uhlenbeck(
        state.rate_wander, p["efficiency_memory"], p["efficiency_wander"], around.noise["rate"]
    )
    lag_wander = ornstein_uhlenbeck(
        state.lag_wander, p["open_lag_memory"], p["open_lag_wander"], around.noise["lag"]
    )
    own = efficiency.own_growth(
        jnp.maximum(p["efficiency_growth"] + rate_wander, 0.0),
        has.effort,
        view.effort,
        p["effort_elasticity"],
        p["data_gain"],
        has.lines.data,
    )
    rate = efficiency.diffusion_rate(
        p["diffusion"],
        1.0 - closed * p["closure_diffusion_loss"],
        has.depth,
        p["partner_diffusion"],
        moves.returned * MONTHS_PER_YEAR / state.talent.home,
        p["returnee_diffusion"],
    )
    known = efficiency.advance_efficiency(state.efficiency, view.efficiency, own, rate)
    pool = open_models.advance_open_pool(
        state.pool,
        view.effective,
        open_models.open_lag(p["open_lag_mean"], lag_wander),
        jnp.max(closed, axis=0),
        view.released,
    )
    return _Known(
        efficiency=efficiency.leap(known, leapt),
        rate_wander=rate_wander,
        lag_wander=lag_wander,
        pool=efficiency.leap(pool, jnp.max(around.shocks["open_leap"], axis=0)),
    )


def _release(state: State, around: Surroundings, has: _Resources, known: _Known) -> _Released:
    p, levers = around.parameters, around.levers
    run = compute.training_run(
        has.accessible,
        p["run_share"],
        levers["teams"],
        p["mfu"],
        p["run_length"],
        p["run_offset"],
    )
    inherited = open_models.inherited_share(
        p["inheritance"],
        levers["from_scratch"],
        p["from_scratch_loss"],
        p["open_source_gain"],
        has.lines.open_source,
    )
    own = run + known.efficiency
    taken_over = open_models.slipstream(own, known.pool, inherited, p["adaptation_cost"])
    effective, own_share = capability.effective_compute(own, taken_over)
    skill = ornstein_uhlenbeck(state.skill, p["skill_memory"], p["skill_sd"], around.noise["skill"])
    ready = capability.score(
        effective,
        p["eci_at_1e25"],
        p["eci_per_oom"],
        p["skill_offset"],
        capability.best_of_teams(levers["teams"], p["team_spread"]),
        skill,
    )
    score = capability.released_score(ready, p["release_spread"], around.noise["departure"])
    chance = capability.release_probability(
        levers["teams"], p["release_interval"], levers["regulatory_burden"]
    )
    released = around.noise["release"] < chance
    return _Released(
        best=capability.released_best(state.best, score, released),
        best_effective=capability.released_best(state.best_effective, effective, released),
        largest_run=capability.released_best(state.largest_run, run, released),
        skill=skill,
        own_share=own_share,
        ready=Ready(ready, run, jnp.broadcast_to(chance, ready.shape)),
    )
