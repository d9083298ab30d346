"""A month of models: what is learnt, what the open pool holds, and what is released."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model import capability, compute, efficiency, open_models
from slipstream.model.capability import Sources
from slipstream.model.noise import ornstein_uhlenbeck
from slipstream.model.state import Ready, State, Surroundings, View
from slipstream.model.step_compute import Resources


class Learnt(NamedTuple):
    """What research, diffusion and open models did this month."""

    efficiency: Array
    rate_wander: Array
    lag_wander: Array
    excess_lag: Array
    pool: Array


class Released(NamedTuple):
    """What was released this month."""

    best: Array
    best_effective: Array
    largest_run: Array
    skill: Array
    sources: Sources
    ready: Ready


def learn(state: State, around: Surroundings, has: Resources, view: View) -> Learnt:
    """Advance know-how and the open pool."""
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
        released=open_models.held_back(
            released=view.released,
            pool=state.pool,
            frontier=view.effective,
            openness=openness,
        ),
    )
    return Learnt(
        efficiency=efficiency.leap(known, leapt),
        rate_wander=rate_wander,
        lag_wander=lag_wander,
        excess_lag=excess,
        pool=efficiency.leap(pool, jnp.max(around.shocks["open_leap"], axis=0)),
    )


def release(
    state: State, around: Surroundings, has: Resources, view: View, learnt: Learnt
) -> Released:
    """Train what compute allows, and release it if luck has it."""
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
        own=own + jnp.log10(1.0 + adopted),
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
    return Released(
        best=capability.released_best(state.best, score, released),
        best_effective=capability.released_best(state.best_effective, effective, released),
        largest_run=capability.released_best(state.largest_run, run, released),
        skill=skill,
        sources=sources,
        ready=Ready(ready, run, jnp.broadcast_to(chance, ready.shape)),
    )
