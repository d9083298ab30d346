"""What a run carries from month to month, and what it shows."""

from collections.abc import Mapping
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model.capability import effective_of
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
    carried: Owners
    talent: Talent
    efficiency: Array
    skill: Array
    demand: Array
    demand_reference: Array
    best: Array
    largest_run: Array
    public_cost: Array
    rate_wander: Array
    lag_wander: Array
    pool: Array


class View(NamedTuple):
    """What every country sees of the world at the start of a month, ``(draw,)``.

    ``frontier`` is the best released model (ECI), ``efficiency`` the best know-how (OOM),
    ``effort`` the largest log research effort, ``released`` what countries release openly
    themselves (log10 effective FLOP), ``accessible`` (H100e) and ``researchers`` (persons)
    are sums, ``pay`` is the best pay (USD/year).
    """

    frontier: Array
    efficiency: Array
    effort: Array
    released: Array
    accessible: Array
    researchers: Array
    pay: Array


class Surroundings(NamedTuple):
    """What a month brings from outside the state.

    Parameters by registry name, ``(country, draw)`` or ``(draw,)``; levers of the month,
    ``(country, 1)``; severity of each shock in it, 0 where it is off; innovations ``rate``
    and ``lag`` ``(draw,)``, ``skill`` and ``release`` ``(country, draw)``, the last uniform
    and the others standard normal; the world spending index that the evidence has for the
    month and for its last month ``now``; and what is seen of countries that are kept from
    an earlier run instead of simulated.
    """

    parameters: Values
    levers: Values
    shocks: Values
    noise: Values
    known_index: Array
    index_now: Array
    now: int
    kept: View


class Flows(NamedTuple):
    """Flows of one step: money (USD) received and spent, H100e ordered and retired, persons."""

    received: Owners
    spent: Owners
    ordered: Owners
    retired: Owners
    people: TalentFlows


class Outcome(NamedTuple):
    """What a month shows of each country, ``(country, draw)``."""

    capability: Array
    largest_run: Array
    compute: Owners
    accessible: Array
    talent: Talent
    efficiency: Array
    own_share: Array
    sovereignty: SovereigntyShares
    private_spending: Array
    revenue: Array
    public_cost: Array


def nobody(draws: int) -> View:
    """Return the neutral view: no country is kept, every one is simulated."""
    low = jnp.full(draws, -jnp.inf)
    zero = jnp.zeros(draws)
    return View(low, low, low, low, zero, zero, zero)


def initial_state(p: Values, shape: tuple[int, int]) -> State:
    """Return the state of January 2022 from the parameters ``p``.

    ``shape`` is ``(country, draw)``.
    """

    def grid(value: Array) -> Array:
        return jnp.broadcast_to(value, shape)

    zero = jnp.zeros(shape)
    best = grid(p["best_2022"])
    frontier = jnp.max(best, axis=0)
    draw = jnp.zeros(shape[1])
    return State(
        pipelines=(
            Pipeline(zero, zero, grid(p["stock_public_2022"])),
            Pipeline(zero, zero, grid(p["stock_private_2022"])),
            Pipeline(zero, zero, grid(p["stock_foreign_2022"])),
        ),
        carried=Owners(zero, zero, zero),
        talent=Talent(grid(p["talent_home"]), grid(p["talent_abroad"])),
        efficiency=grid(p["efficiency_2022"] - p["efficiency_gap"]),
        skill=zero,
        demand=zero + 0.5,
        demand_reference=zero + 0.5,
        best=best,
        largest_run=grid(p["largest_run_2022"]),
        public_cost=zero,
        rate_wander=draw,
        lag_wander=draw,
        pool=effective_of(frontier - p["open_gap_2022"], p["eci_at_1e25"], p["eci_per_oom"]),
    )
