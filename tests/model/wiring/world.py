"""A made-up month of two countries, in which every input of the step can be moved alone.

The leader comes first. Nothing binds: all orders go through, power is plentiful, public money
for people pays for all, and no flagship is released. A case can begin from other values.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from slipstream.model.compute import Pipeline
from slipstream.model.state import Owners, State, Surroundings, View
from slipstream.model.step import step
from slipstream.model.talent import Talent

MONTH, NOW, UNTIL = 60, 50, 46
LEADER, FOLLOWER = 0, 1
PAIR = (2, 1)

Pair = tuple[float, float]
Inputs = Mapping[str, float | Pair]
"""Values by address; a pair holds the leader's and the follower's."""
Found = Mapping[str, np.ndarray]
"""Numbers after the month by name, of each country ``(2,)`` or of the world ``(1,)``."""

WORLD: dict[str, float] = {
    "price_2025": 35_000.0,
    "price_fall": 1.3,
    "private_delay": 0.4,
    "delay_overrun": 1.6,
    "pledge_delivery": 0.5,
    "service_life": 5.0,
    "carry_over": 1.2,
    "control_evasion": 0.25,
    "domestic_chips_growth": 1.4,
    "kw_per_h100e_2025": 1.3,
    "power_fall": 1.15,
    "power_lead": 2.5,
    "power_cost": 1e5,
    "access_public": 0.4,
    "access_private": 0.35,
    "access_foreign": 0.03,
    "rent_share": 0.5,
    "training_share_drift": -0.06,
    "run_share": 0.25,
    "mfu": 0.4,
    "run_length": 3.5,
    "spend_growth_now": 0.45,
    "spend_growth_long": 0.06,
    "spend_growth_halving": 2.3,
    "revenue_elasticity": 0.5,
    "crowd_in": 0.3,
    "rivalry": 0.4,
    "demand_scale": 18.0,
    "demand_delay": 1.1,
    "open_revenue_cost": 0.2,
    "adoption_gain": 0.03,
    "pay_elasticity": 0.7,
    "top_share": 0.015,
    "top_weight": 0.3,
    "top_pay": 1.5e6,
    "top_gap_ratio": 2.0,
    "talent_gain": 0.8,
    "place_cost": 1e5,
    "training_cost": 2.5e5,
    "return_rate": 0.04,
    "talent_retirement": 0.03,
    "partner_draw": 0.2,
    "efficiency_growth": 0.85,
    "efficiency_wander": 0.2,
    "efficiency_memory": 1.0,
    "efficiency_2022": -1.5,
    "effort_talent_share": 0.6,
    "effort_elasticity": 0.3,
    "data_gain": 0.012,
    "diffusion": 0.9,
    "partner_diffusion": 0.12,
    "closure_diffusion_loss": 0.35,
    "adapter_learning": 0.6,
    "open_lag_mean": 5.5,
    "open_lag_wander": 0.5,
    "open_lag_memory": 0.8,
    "open_recovery": 6.0,
    "open_gap_2022": 8.0,
    "inheritance": 0.7,
    "adaptation_cost": 0.03,
    "distillation": 0.25,
    "distillation_cost": 0.1,
    "answer_access": 0.35,
    "open_source_gain": 0.04,
    "own_open_share": 0.45,
    "eci_at_1e25": 121.0,
    "eci_per_oom": 9.0,
    "skill_memory": 2.0,
    "team_spread": 3.5,
    "team_independence": 0.3,
}
COUNTRY: dict[str, Pair] = {
    "stock_public_2022": (5e3, 300.0),
    "stock_private_2022": (3e5, 4e3),
    "stock_foreign_2022": (600.0, 900.0),
    "private_order_share": (0.6, 0.005),
    "foreign_order_share": (0.001, 0.002),
    "spend_growth_offset": (0.02, -0.1),
    "market_2025": (9e10, 4e9),
    "import_premium": (0.0, 0.1),
    "import_cap": (1e12, 1e12),
    "import_cap_growth": (1.0, 1.3),
    "licence_exposure": (0.1, 0.5),
    "domestic_chips_2025": (1e6, 2e4),
    "power_2025": (4e4, 1500.0),
    "power_growth": (1.25, 1.2),
    "talent_home": (3e5, 3e4),
    "talent_abroad": (4e3, 6e3),
    "graduates": (0.1, 0.09),
    "immigrants": (0.03, 0.01),
    "leaving_base": (0.006, 0.008),
    "pay_home": (3e5, 1e5),
    "efficiency_gap": (0.0, 0.4),
    "skill_offset": (1.0, -2.0),
    "skill_sd": (2.5, 3.0),
    "run_offset": (0.1, -0.2),
    "best_2022": (104.0, 85.0),
    "largest_run_2022": (24.4, 23.0),
    "release_spread": (1.5, 2.0),
    "release_interval": (5.0, 7.0),
}
LEVERS: dict[str, Pair] = {
    "public_budget": (9e9, 5e9),
    "share_compute": (0.25, 0.3),
    "share_talent": (0.15, 0.1),
    "share_data": (0.03, 0.04),
    "share_open_source": (0.01, 0.02),
    "share_adoption": (0.1, 0.2),
    "teams": (6.0, 4.0),
    "procurement_delay": (10.0, 12.0),
    "slippage": (0.8, 1.0),
    "pledged_compute": (0.0, 0.0),
    "rented_abroad": (0.0, 3000.0),
    "power_reserved": (0.0, 0.0),
    "pay_topup": (0.0, 2e5),
    "returnee_places": (0.0, 100.0),
    "visa_places": (0.0, 200.0),
    "partnership_depth": (0.0, 0.2),
    "from_scratch": (1.0, 0.3),
    "open_release": (0.2, 0.5),
    "regulatory_burden": (0.0, 1.0),
}
SHOCKS: dict[str, Pair] = dict.fromkeys(
    (
        "efficiency_leap",
        "open_leap",
        "open_weights_closure",
        "terms_enforced",
        "export_controls",
        "chip_tariff",
        "partner_exit",
        "power_shortage",
        "exchange_rate_swing",
        "rival_stall",
    ),
    (0.0, 0.0),
)
NOISE: dict[str, float | Pair] = {
    "rate": 0.3,
    "lag": -0.2,
    "skill": (0.4, -0.6),
    "departure": (0.5, 1.5),
    "release": (1.0, 1.0),
}
STATE: dict[str, float | Pair] = {
    "public.first": (1e4, 3000.0),
    "public.second": (9e3, 2000.0),
    "public.stock": (5e4, 1e4),
    "private.first": (2e6, 9000.0),
    "private.second": (1.5e6, 8000.0),
    "private.stock": (1e7, 6e4),
    "foreign.first": (1e3, 4000.0),
    "foreign.second": (900.0, 3000.0),
    "foreign.stock": (1e4, 5e4),
    "power.first": (100.0, 5.0),
    "power.second": (90.0, 6.0),
    "power.stock": (800.0, 150.0),
    "carried.public": (3e8, 1e8),
    "carried.private": (2e9, 3e8),
    "carried.foreign": (1e7, 5e7),
    "talent.home": (4e5, 4e4),
    "talent.abroad": (5e3, 8e3),
    "talent.top": (8e3, 500.0),
    "talent.top_abroad": (100.0, 150.0),
    "efficiency": (2.4, 2.0),
    "skill": (-0.5, 1.0),
    "demand": (0.9, 0.4),
    "response_reference": (0.95, 0.7),
    "best": (150.0, 138.0),
    "best_effective": (28.4, 26.9),
    "largest_run": (26.5, 24.5),
    "public_cost": (1e9, 2e9),
    "rate_wander": 0.1,
    "lag_wander": 0.2,
    "excess_lag": 0.0,
    "pool": 27.6,
}
KEPT: dict[str, float] = {name: 0.0 if name == "pay" else -np.inf for name in View._fields}
TIME: dict[str, float] = {
    "month": MONTH,
    "deliveries_until": UNTIL,
    "now": NOW,
    "known_deliveries": 2e7,
    "market_deliveries": 1.3e7,
}
BASE: dict[str, float | Pair] = {
    **WORLD,
    **COUNTRY,
    **LEVERS,
    **SHOCKS,
    **{f"noise.{name}": value for name, value in NOISE.items()},
    **{f"state.{name}": value for name, value in STATE.items()},
    **{f"kept.{name}": value for name, value in KEPT.items()},
    **TIME,
}


def array(value: float | Pair) -> np.ndarray:
    """Shape a pair as ``(country, draw)`` and a number as ``(draw,)``."""
    return np.reshape(np.asarray(value, np.float64), PAIR if isinstance(value, tuple) else (1,))


def replaced(inputs: Inputs, name: str, value: float, country: int) -> Inputs:
    """Give one input another value, that of a country or of the world."""
    old = inputs[name]
    if isinstance(old, tuple):
        return {**inputs, name: (value, old[1]) if country == LEADER else (old[0], value)}
    return {**inputs, name: value}


@cache
def compiled() -> jax.stages.Wrapped:
    """Return the step, to be compiled once for all cases."""
    return jax.jit(step)


def month(inputs: Inputs) -> Found:
    """Run the month, in double precision so that small moves can be told from none."""
    with jax.enable_x64(True):
        return _month({name: array(value) for name, value in inputs.items()})


def _month(of: Mapping[str, Any]) -> Found:
    def stages(name: str) -> Pipeline:
        return Pipeline(*(of[f"state.{name}.{stage}"] for stage in Pipeline._fields))

    alone = {name: of[f"state.{name}"] for name in State._fields if f"state.{name}" in of}
    state = State(
        pipelines=(stages("public"), stages("private"), stages("foreign")),
        power=stages("power"),
        carried=Owners(*(of[f"state.carried.{owner}"] for owner in Owners._fields)),
        talent=Talent(*(of[f"state.talent.{stock}"] for stock in Talent._fields)),
        **alone,
    )
    around = Surroundings(
        parameters={name: of[name] for name in (*WORLD, *COUNTRY)},
        levers={name: of[name] for name in LEVERS},
        shocks={name: of[name] for name in SHOCKS},
        noise={name: of[f"noise.{name}"] for name in NOISE},
        known_deliveries=of["known_deliveries"][0],
        market_deliveries=of["market_deliveries"][0],
        deliveries_until=jnp.asarray(int(of["deliveries_until"][0])),
        now=jnp.asarray(int(of["now"][0])),
        kept=View(*(of[f"kept.{name}"] for name in View._fields)),
        hidden=jnp.zeros(PAIR, dtype=bool),
    )
    after, outcome, flows, view = compiled()(state, jnp.asarray(int(of["month"][0])), around)
    found = {
        **{
            f"{owner}.{stage}": value
            for owner, pipeline in zip(Owners._fields, after.pipelines, strict=True)
            for stage, value in pipeline._asdict().items()
        },
        **{f"power.{stage}": value for stage, value in after.power._asdict().items()},
        **{f"carried.{owner}": value for owner, value in after.carried._asdict().items()},
        **after.talent._asdict(),
        **{name: getattr(after, name) for name in alone},
        "rented": outcome.rented,
        "available_power": outcome.power,
        "accessible": outcome.accessible,
        **outcome.sources._asdict(),
        **{f"share.{name}": value for name, value in outcome.sovereignty._asdict().items()},
        "private_spending": outcome.private_spending,
        "revenue": outcome.revenue,
        **outcome.ready._asdict(),
        **{
            f"{flow}.{owner}": value
            for flow in ("received", "spent", "lapsed", "ordered", "retired")
            for owner, value in getattr(flows, flow)._asdict().items()
        },
        **{f"people.{name}": value for name, value in flows.people._asdict().items()},
        **{f"view.{name}": value for name, value in view._asdict().items()},
    }
    return {name: np.asarray(value, np.float64).reshape(-1) for name, value in found.items()}
