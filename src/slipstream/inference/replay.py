"""The simulator over the past of all countries at once, with everything that history can see."""

from collections.abc import Mapping
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.ensemble.exogenous import deliveries_until, market_deliveries, world_deliveries
from slipstream.model.constants import MONTHS_PER_YEAR
from slipstream.model.state import (
    Owners,
    Ready,
    State,
    Surroundings,
    Values,
    initial_state,
    nobody,
)
from slipstream.model.step import step
from slipstream.registry.load import registry


class Replay(NamedTuple):
    """What a replay shows, month by month.

    ``ready``, ``compute`` (H100e by owner) and ``net_talent`` (those who come less those who
    leave, as share of the researchers at home, 1/year) are ``(month, country, draw)``;
    ``lag_wander`` is ``(month, draw)``.
    """

    ready: Ready
    compute: Owners
    net_talent: Array
    lag_wander: Array


def replay(parameters: Values, noise: Values, now: int, months: int) -> Replay:
    """Run all countries from January 2022 under the policies of their day.

    Parameters
    ----------
    parameters
        By registry name, ``(draw,)`` or ``(country, draw)``.
    noise
        Innovations as in `slipstream.model.state.Surroundings`, with months as first axis.
    now
        Step of the last month of the evidence.
    months
        How many months to run; no shock strikes in them.

    Notes
    -----
    Differentiable but for the months of releases, which are given. Each month is computed again
    on the way back instead of being kept, which takes a tenth of the memory.
    """
    rows = len(country_codes())
    draws = noise["rate"].shape[1]
    levers = {
        name: jnp.asarray(np.array(values)[:months, :, None], jnp.float32)
        for name, values in model_data().levers_by_month(now).items()
    }
    calm = {name: jnp.zeros((rows, 1)) for name in (*registry().shocks, "open_leap")}
    alone = nobody(1)
    market = jnp.asarray(market_deliveries(model_data(), now), jnp.float32)

    @jax.checkpoint
    def advance(state: State, given: _Month) -> tuple[State, Replay]:
        around = Surroundings(
            parameters=parameters,
            levers=given.levers,
            shocks=calm,
            noise=given.noise,
            known_deliveries=given.deliveries,
            market_deliveries=market,
            deliveries_until=jnp.asarray(deliveries_until(model_data(), now)),
            now=jnp.asarray(now),
            kept=alone,
            hidden=jnp.zeros((rows, 1), dtype=bool),
        )
        home = state.talent.home
        state, outcome, flows, _ = step(state, given.month, around)
        people = flows.people
        net = (people.returned + people.immigrated - people.left) * MONTHS_PER_YEAR / home
        return state, Replay(outcome.ready, outcome.compute, net, state.lag_wander)

    given = _Month(
        month=jnp.arange(months),
        levers=levers,
        noise={name: value[:months] for name, value in noise.items()},
        deliveries=jnp.asarray(world_deliveries(model_data(), now)[:months], jnp.float32),
    )
    start = initial_state(parameters, (rows, draws), alone.effective)
    found: Replay = jax.lax.scan(advance, start, given)[1]
    return found


class _Month(NamedTuple):
    """What the scan hands to one month."""

    month: Array
    levers: Mapping[str, Array]
    noise: Mapping[str, Array]
    deliveries: Array
