"""One month of the world: the equations wired together in causal order."""

import jax.numpy as jnp
from jax import Array

from slipstream.model import economy, open_models, sovereignty
from slipstream.model.constants import STEP_YEARS
from slipstream.model.state import Flows, Outcome, Owners, State, Surroundings, View
from slipstream.model.step_compute import Resources, build, resources
from slipstream.model.step_models import learn, release
from slipstream.model.step_people import move_people


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
    has = resources(state, month, around)
    view = merge(see(state, has, around), around.kept)
    apart = see(state, has, around, hidden=around.hidden)
    built = build(state, month, around, has, view)
    people, moves = move_people(state, around, has, view)
    learnt = learn(state, around, has, view)
    new = release(state, around, has, view, learnt)
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


def see(state: State, has: Resources, around: Surroundings, *, hidden: Array | None = None) -> View:
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
