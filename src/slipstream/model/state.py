"""What a run carries from month to month, and what it shows."""

from collections.abc import Mapping
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model.capability import Sources, effective_of
from slipstream.model.compute import Pipeline
from slipstream.model.sovereignty import SovereigntyShares
from slipstream.model.talent import Talent, TalentFlows

Values = Mapping[str, Array]


class Owners(NamedTuple):
    """One value for each owner of compute: public, private domestic, foreign on home soil."""

    public: Array
    private: Array
    foreign: Array


class State(NamedTuple):
    """State of all countries, ``(country, draw)``, and of the world, ``(draw,)``."""

    pipelines: tuple[Pipeline, Pipeline, Pipeline]
    power: Pipeline
    carried: Owners
    talent: Talent
    efficiency: Array
    skill: Array
    demand: Array
    response_reference: Array
    best: Array
    best_effective: Array
    largest_run: Array
    public_cost: Array
    rate_wander: Array
    lag_wander: Array
    excess_lag: Array
    pool: Array


class View(NamedTuple):
    """What every country sees of the world at the start of a month, ``(draw,)``.

    ``frontier`` is the best released model and ``second`` the best of any other country (ECI),
    ``effective`` the largest effective compute of a released model and ``released`` of one
    released openly by its makers (log10 FLOP), ``efficiency`` the best know-how (OOM),
    ``effort`` the largest log research effort, ``labour`` the largest log research labour,
    ``pay`` the best pay (USD/year).
    """

    frontier: Array
    second: Array
    effective: Array
    released: Array
    efficiency: Array
    effort: Array
    labour: Array
    pay: Array


class Surroundings(NamedTuple):
    """What a month brings from outside the state.

    Parameters by registry name, ``(country, draw)`` or ``(draw,)``; levers of the month,
    ``(country, 1)``; severity of each shock in it, 0 where it is off; innovations ``rate``
    and ``lag`` ``(draw,)``, ``skill``, ``departure`` and ``release`` ``(country, draw)``, the
    last uniform and the others standard normal; the world's deliveries (H100e/year) that the
    evidence has for the month, held at their last value after the month ``deliveries_until``, which
    lies before the evidence's last month ``now``, and those of the year for which home markets are
    quoted; and what is seen of countries that are kept from an earlier run instead of simulated.
    ``hidden`` (``(country, 1)``, true or false) masks countries out of the view that the step
    hands on.
    """

    parameters: Values
    levers: Values
    shocks: Values
    noise: Values
    known_deliveries: Array
    market_deliveries: Array
    deliveries_until: Array
    now: Array
    kept: View
    hidden: Array


class Flows(NamedTuple):
    """Flows of one step: money (USD) received, spent and lapsed, H100e, persons."""

    received: Owners
    spent: Owners
    lapsed: Owners
    ordered: Owners
    retired: Owners
    people: TalentFlows


class Ready(NamedTuple):
    """What a release this month would be, whether or not there is one, ``(country, draw)``.

    The score to expect of it (ECI), its training run (log10 FLOP) and the chance that there is one.
    """

    score: Array
    run: Array
    chance: Array


class Outcome(NamedTuple):
    """What a month shows of each country, ``(country, draw)``."""

    capability: Array
    largest_run: Array
    compute: Owners
    rented: Array
    power: Array
    accessible: Array
    talent: Talent
    efficiency: Array
    sources: Sources
    sovereignty: SovereigntyShares
    private_spending: Array
    revenue: Array
    public_cost: Array
    ready: Ready


def nobody(draws: int) -> View:
    """Return the neutral view: no country is kept, every one is simulated."""
    low = jnp.full(draws, -jnp.inf)
    return View(low, low, low, low, low, low, low, jnp.zeros(draws))


def initial_state(p: Values, shape: tuple[int, int], elsewhere: Array) -> State:
    """Return the state of January 2022 from the parameters ``p``.

    ``shape`` is ``(country, draw)``; ``elsewhere`` is the effective compute of the best model
    of countries that are kept instead of simulated, log10 FLOP. Scores of that time stand for
    effective compute alone: what skill had to do with them is not known.
    """

    def grid(value: Array) -> Array:
        return jnp.broadcast_to(value, shape)

    zero = jnp.zeros(shape)
    best = grid(p["best_2022"])
    effective = effective_of(best, p["eci_at_1e25"], p["eci_per_oom"])
    frontier = jnp.maximum(jnp.max(effective, axis=0), elsewhere)
    draw = jnp.zeros(shape[1])
    return State(
        pipelines=(
            Pipeline(zero, zero, grid(p["stock_public_2022"])),
            Pipeline(zero, zero, grid(p["stock_private_2022"])),
            Pipeline(zero, zero, grid(p["stock_foreign_2022"])),
        ),
        power=Pipeline(zero, zero, zero),
        carried=Owners(zero, zero, zero),
        talent=Talent(
            home=grid(p["talent_home"]),
            abroad=grid(p["talent_abroad"]),
            top=grid(p["talent_home"] * p["top_share"]),
            top_abroad=grid(p["talent_abroad"] * p["top_share"]),
        ),
        efficiency=grid(p["efficiency_2022"] - p["efficiency_gap"]),
        skill=zero,
        demand=zero + 0.5,
        response_reference=zero + 1.0,
        best=best,
        best_effective=effective,
        largest_run=grid(p["largest_run_2022"]),
        public_cost=zero,
        rate_wander=draw,
        lag_wander=draw,
        excess_lag=draw,
        pool=frontier - p["open_gap_2022"] / p["eci_per_oom"],
    )
