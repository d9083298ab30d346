"""The focal country in vectorised NumPy: `slipstream.model.step` again, over all draws at once."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from benchmarks.peers import numpy_equations as equations
from benchmarks.peers.inputs import Floats, FocalInputs, Named, timed_inputs
from benchmarks.peers.numpy_equations import Value
from slipstream.model.constants import MONTHS, MONTHS_PER_YEAR, STEP_YEARS

OWNERS = ("public", "private", "foreign")
PULSES = ("efficiency_leap", "open_leap")
TILE = 2048
"""Draws in one piece: the arrays of a month stay in the cache."""

Values = Mapping[str, Value]


class State(NamedTuple):
    """As `slipstream.model.state.State`, with pipelines as (first, second, stock) of an owner."""

    pipelines: tuple[tuple[Value, Value, Value], ...]
    carried: tuple[Value, ...]
    home: Value
    abroad: Value
    efficiency: Value
    skill: Value
    demand: Value
    demand_reference: Value
    best: Value
    best_effective: Value
    largest_run: Value
    public_cost: Value
    rate_wander: Value
    lag_wander: Value
    pool: Value


class Month(NamedTuple):
    """What one month brings from outside."""

    month: int
    levers: Values
    shocks: Values
    noise: Values
    view: Values
    deliveries: Value


def run(inputs: FocalInputs) -> dict[str, Floats]:
    """Run all draws at once, in the precision of the inputs."""
    p = inputs.parameters
    state = initial_state(p, inputs.view["effective"][0])
    shown: dict[str, Floats] = {}
    pools = np.empty_like(inputs.kept["effective"])
    own = np.empty_like(inputs.kept["effective"])
    for month in range(MONTHS):
        state, outcome = step(state, p, _month(inputs, month), inputs)
        for name, value in outcome.items():
            if name not in shown:
                shown[name] = np.empty_like(pools)
            shown[name][month] = value
        pools[month] = state.pool
        own[month] = state.best_effective
    frontier = np.maximum(inputs.kept["frontier"], shown["capability"])
    behind = np.maximum(own, inputs.kept["effective"]) - pools
    return {
        **shown,
        "frontier": frontier,
        "open": frontier - p["eci_per_oom"] * behind,
        "lag": months_behind(shown["capability"], frontier),
    }


@contextmanager
def ready(draws: int) -> Iterator[Callable[[], object]]:
    """Give what runs in single precision, tile by tile on all cores."""
    inputs = timed_inputs(draws, np.float32)
    tiles = [inputs.part(first, min(first + TILE, draws)) for first in range(0, draws, TILE)]
    run(inputs.part(0, 1))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield lambda: list(pool.map(run, tiles))


def months_behind(best: Floats, frontier: Floats) -> Floats:
    """Months since the frontier first reached a country's best released model."""
    lag = np.zeros_like(best)
    months = np.arange(MONTHS)
    for draw in np.ndindex(best.shape[1:]):
        at = (slice(None), *draw)
        lag[at] = months - np.searchsorted(frontier[at], best[at])
    return np.where(best >= frontier, lag.dtype.type(0), lag)


def initial_state(p: Named, elsewhere: Value) -> State:
    zero = np.zeros_like(p["talent_home"])
    effective = equations.effective_of(p["best_2022"], p["eci_at_1e25"], p["eci_per_oom"])
    return State(
        pipelines=tuple((zero, zero, p[f"stock_{owner}_2022"]) for owner in OWNERS),
        carried=(zero, zero, zero),
        home=p["talent_home"],
        abroad=p["talent_abroad"],
        efficiency=p["efficiency_2022"] - p["efficiency_gap"],
        skill=zero,
        demand=zero + 0.5,
        demand_reference=zero + 0.5,
        best=p["best_2022"],
        best_effective=effective,
        largest_run=p["largest_run_2022"],
        public_cost=zero,
        rate_wander=zero,
        lag_wander=zero,
        pool=np.maximum(effective, elsewhere) - p["open_gap_2022"] / p["eci_per_oom"],
    )


def step(state: State, p: Named, now: Month, inputs: FocalInputs) -> tuple[State, dict[str, Value]]:
    """Advance the country by one month, in the order of `slipstream.model.step`."""
    levers, shocks, noise, kept = now.levers, now.shocks, now.noise, now.view
    forecast = now.month > inputs.now
    years = now.month / MONTHS_PER_YEAR
    after = (now.month - inputs.now) / MONTHS_PER_YEAR
    reference = min(years, inputs.now / MONTHS_PER_YEAR)

    # Resources
    budget = levers["public_budget"] * (1.0 - shocks["exchange_rate_swing"])
    to_compute = budget * levers["share_compute"]
    depth = equations.remaining(levers["partnership_depth"], shocks["partner_exit"])
    (_, _, public_stock), (_, _, private_stock), (_, _, foreign_stock) = state.pipelines
    rented = equations.rented_compute(public_stock, private_stock, depth, p["partner_compute"])
    accessible = equations.accessible_compute(
        public_stock,
        private_stock,
        foreign_stock,
        rented,
        p["access_public"],
        p["access_private"],
        p["access_foreign"],
    )
    effort = equations.research_effort(state.home, accessible, p["effort_talent_share"])
    effort = equations.stalled_effort(effort, shocks["rival_stall"])

    # What is seen of the world
    own = equations.own_release(state.best_effective, levers["open_release"], p["own_open_share"])
    view_frontier = np.maximum(state.best, kept["frontier"])
    view_effective = np.maximum(state.best_effective, kept["effective"])
    view_released = np.maximum(own, kept["released"])
    view_efficiency = np.maximum(state.efficiency, kept["efficiency"])
    view_effort = np.maximum(effort, kept["effort"])
    view_accessible = accessible + kept["accessible"]
    view_researchers = state.home + kept["researchers"]
    view_pay = np.maximum(p["pay_home"], kept["pay"])

    # Money and construction
    world_price = equations.hardware_price(reference, p["price_2025"], p["price_fall"], 0.0, 0.0)
    price = equations.hardware_price(
        years, p["price_2025"], p["price_fall"], p["import_premium"], shocks["chip_tariff"]
    )
    deliveries = now.deliveries * equations.spending_growth(
        max(after, 0.0), p["spend_growth_now"], p["spend_growth_long"], p["spend_growth_halving"]
    )
    own_path = deliveries * equations.early_index(after, p["spend_growth_offset"])
    private = equations.private_spending(
        equations.baseline_spending(p["private_order_share"], own_path, world_price),
        state.demand,
        state.demand_reference,
        p["revenue_elasticity"],
        p["crowd_in"],
        to_compute if forecast else 0.0,
    )
    pledged = equations.pledged_spending(
        levers["pledged_compute"], price, p["pledge_delivery"], levers["slippage"]
    )
    private = np.maximum(private, pledged)
    foreign = equations.baseline_spending(p["foreign_order_share"], own_path, world_price)
    available = tuple(
        money * STEP_YEARS + carried
        for money, carried in zip((to_compute, private, foreign), state.carried, strict=True)
    )
    committed = sum(sum(pipeline) for pipeline in state.pipelines)
    power = equations.power_available(
        years,
        p["power_2025"],
        p["power_growth"],
        levers["power_reserved"],
        shocks["power_shortage"],
    )
    need = equations.power_need(years, p["kw_per_h100e_2025"], p["power_fall"])
    share = equations.order_share(
        sum(available) / price,
        years,
        p["import_cap"],
        p["import_cap_growth"],
        p["licence_exposure"],
        p["domestic_chip_share"],
        shocks["export_controls"],
        power / need - committed,
    )
    slow = equations.public_delay(
        levers["procurement_delay"], p["delay_overrun"], levers["slippage"]
    )
    paid = tuple(money * share for money in available)
    pipelines = tuple(
        equations.advance_pipeline(*pipeline, spent / price, delay, p["service_life"])
        for pipeline, spent, delay in zip(
            state.pipelines, paid, (slow, p["private_delay"], p["private_delay"]), strict=True
        )
    )

    # People
    covered = equations.covered_share(
        state.home, budget * levers["share_talent"], levers["pay_topup"]
    )
    here = np.maximum(accessible, 1.0) / state.home
    leaving = equations.leaving_rate(
        p["leaving_base"],
        equations.pay_gap(p["pay_home"], view_pay, levers["pay_topup"], covered),
        p["pay_elasticity"],
        view_accessible / view_researchers / here,
        p["compute_elasticity"],
        depth,
        p["partner_draw"],
    )
    home, abroad, returned = equations.advance_talent(
        state.home,
        state.abroad,
        p["graduates"],
        p["immigrants"],
        leaving,
        p["return_rate"],
        p["talent_retirement"],
        levers["returnee_places"],
        levers["visa_places"],
    )

    # Research, diffusion, open models
    closed = shocks["open_weights_closure"]
    rate_wander = equations.ornstein_uhlenbeck(
        state.rate_wander, p["efficiency_memory"], p["efficiency_wander"], noise["rate"]
    )
    lag_wander = equations.ornstein_uhlenbeck(
        state.lag_wander, p["open_lag_memory"], p["open_lag_wander"], noise["lag"]
    )
    growth = equations.own_growth(
        np.maximum(p["efficiency_growth"] + rate_wander, 0.0),
        effort,
        view_effort,
        p["effort_elasticity"],
        p["data_gain"],
        budget * levers["share_data"],
    )
    rate = equations.diffusion_rate(
        p["diffusion"],
        1.0 - closed * p["closure_diffusion_loss"],
        depth,
        p["partner_diffusion"],
        returned * MONTHS_PER_YEAR / state.home,
        p["returnee_diffusion"],
    )
    efficiency = equations.leap(
        equations.advance_efficiency(state.efficiency, view_efficiency, growth, rate),
        shocks["efficiency_leap"],
    )
    pool = equations.leap(
        equations.advance_open_pool(
            state.pool,
            view_effective,
            equations.open_lag(p["open_lag_mean"], lag_wander),
            closed,
            view_released,
        ),
        shocks["open_leap"],
    )

    # Releases
    run = equations.training_run(
        accessible, p["run_share"], levers["teams"], p["mfu"], p["run_length"], p["run_offset"]
    )
    inherited = equations.inherited_share(
        p["inheritance"],
        levers["from_scratch"],
        p["from_scratch_loss"],
        p["open_source_gain"],
        budget * levers["share_open_source"],
    )
    own = run + efficiency
    taken_over = equations.slipstream(own, pool, inherited, p["adaptation_cost"])
    effective, own_share = equations.effective_compute(own, taken_over)
    skill = equations.ornstein_uhlenbeck(
        state.skill, p["skill_memory"], p["skill_sd"], noise["skill"]
    )
    ready = equations.score(
        effective,
        p["eci_at_1e25"],
        p["eci_per_oom"],
        p["skill_offset"],
        equations.best_of_teams(levers["teams"], p["team_spread"]),
        skill,
    )
    score = equations.released_score(ready, p["release_spread"], noise["departure"])
    chance = equations.release_probability(
        levers["teams"], p["release_interval"], levers["regulatory_burden"]
    )
    released = noise["release"] < chance
    best = equations.released_best(state.best, score, released)
    largest_run = equations.released_best(state.largest_run, run, released)

    # Demand
    target = equations.demand_target(
        np.maximum(view_frontier - best, 0.0),
        p["demand_scale"],
        levers["open_release"],
        p["open_revenue_cost"],
        p["adoption_gain"],
        budget * levers["share_adoption"],
    )
    demand = equations.adjust(state.demand, target, p["demand_delay"])
    after_month = State(
        pipelines=pipelines,
        carried=tuple(money - spent for money, spent in zip(available, paid, strict=True)),
        home=home,
        abroad=abroad,
        efficiency=efficiency,
        skill=skill,
        demand=demand,
        demand_reference=state.demand_reference if forecast else demand,
        best=best,
        best_effective=equations.released_best(state.best_effective, effective, released),
        largest_run=largest_run,
        public_cost=state.public_cost + (levers["public_budget"] * STEP_YEARS if forecast else 0.0),
        rate_wander=rate_wander,
        lag_wander=lag_wander,
        pool=pool,
    )
    sovereignty = equations.sovereignty_shares(
        public_stock + private_stock,
        foreign_stock,
        rented,
        own_share,
        levers["from_scratch"],
        home,
        abroad,
        p["licence_exposure"],
        p["domestic_chip_share"],
    )
    parts = ("compute", "weights", "talent", "chips")
    return after_month, {
        "capability": best,
        "largest_run": largest_run,
        **{
            f"compute_{owner}": stock
            for owner, (_, _, stock) in zip(OWNERS, pipelines, strict=True)
        },
        "accessible": accessible,
        "talent_home": home,
        "talent_abroad": abroad,
        "efficiency": efficiency,
        "own_share": own_share,
        **{f"sovereignty_{part}": share for part, share in zip(parts, sovereignty, strict=True)},
        "private_spending": private,
        "revenue": equations.revenue(
            p["market_2025"], deliveries / inputs.market_deliveries, demand
        ),
        "public_cost": after_month.public_cost,
        "ready_score": ready,
        "ready_run": run,
        "ready_chance": chance,
    }


def _month(inputs: FocalInputs, month: int) -> Month:
    def severity(name: str) -> Value:
        start = inputs.shock_start[name]
        on = (
            equations.begins(month, start)
            if name in PULSES
            else equations.active(month, start, inputs.shock_duration[name])
        )
        return inputs.shock_severity[name] * on

    return Month(
        month=month,
        levers={name: value[month] for name, value in inputs.levers.items()},
        shocks={name: severity(name) for name in inputs.shock_start},
        noise={name: value[month] for name, value in inputs.noise.items()},
        view={name: value[month] for name, value in inputs.view.items()},
        deliveries=inputs.deliveries[month],
    )
