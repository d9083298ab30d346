"""The whole world, month by month, from the central values of the packs."""

from collections.abc import Mapping
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array
from numpy.typing import NDArray

from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.exogenous import NOW, deliveries_until, market_deliveries, world_deliveries
from slipstream.ensemble.scenario import Scenario
from slipstream.model.constants import MONTHS
from slipstream.model.state import (
    Flows,
    Outcome,
    Owners,
    State,
    Surroundings,
    Values,
    View,
    initial_state,
    nobody,
)
from slipstream.model.step import merge, step

DRAWS = 3
OWNERS = Owners._fields
CALM = 0
"""The shocks come one after the other, each for a year; in this draw none does."""


class World(NamedTuple):
    """A run: states ``(month + 1, ...)``, and what each of the months showed and moved."""

    states: State
    outcomes: Outcome
    flows: Flows
    views: View


class Month(NamedTuple):
    month: Array
    levers: Values
    shocks: Values
    noise: Values
    deliveries: Array


def centres() -> dict[str, Array]:
    table: dict[str, list[float]] = {}
    for number in coordinates(model_data(), NOW):
        table.setdefault(number.parameter, []).append(number.prior.centre)
    local = {number.parameter for number in coordinates(model_data(), NOW) if number.country}
    return {
        name: jnp.asarray(values, jnp.float32)[:, None]
        if name in local
        else jnp.asarray(values, jnp.float32)
        for name, values in table.items()
    }


def months(scenario: Scenario) -> Month:
    luck = np.random.default_rng(7)
    shape = (MONTHS, len(scenario.countries), DRAWS)
    shocks = {}
    for order, (name, setting) in enumerate(scenario.shocks.items()):
        severity = np.zeros(shape)
        first = NOW + 6 + 12 * order
        severity[first : first + (1 if name == "efficiency_leap" else 12)] = setting.severity
        severity[..., CALM] = 0.0
        shocks[name] = severity
    shocks["open_leap"] = shocks["efficiency_leap"][:, :1]
    noise = {
        "rate": luck.standard_normal((MONTHS, DRAWS)),
        "lag": luck.standard_normal((MONTHS, DRAWS)),
        "skill": luck.standard_normal(shape),
        "departure": luck.standard_normal(shape),
        "release": luck.random(shape),
    }
    return Month(
        month=jnp.arange(MONTHS),
        levers=single({name: row[:, :, None] for name, row in scenario.levers.items()}),
        shocks=single(shocks),
        noise=single(noise),
        deliveries=jnp.asarray(world_deliveries(model_data(), NOW), jnp.float32),
    )


def single(values: Mapping[str, NDArray[np.float64]]) -> dict[str, Array]:
    return {name: jnp.asarray(value, jnp.float32) for name, value in values.items()}


def around(now: Month, p: Values) -> Surroundings:
    return Surroundings(
        parameters=p,
        levers=now.levers,
        shocks=now.shocks,
        noise=now.noise,
        known_deliveries=now.deliveries,
        market_deliveries=jnp.asarray(market_deliveries(model_data(), NOW), jnp.float32),
        deliveries_until=jnp.asarray(deliveries_until(model_data(), NOW)),
        now=jnp.asarray(NOW),
        kept=nobody(1),
        hidden=jnp.zeros((p["talent_home"].shape[0], 1), dtype=bool),
    )


@jax.jit
def run(p: Values, inputs: Month) -> World:
    def advance(state: State, now: Month) -> tuple[State, tuple[State, Outcome, Flows, View]]:
        after, outcome, flows, view = step(state, now.month, around(now, p))
        return after, (after, outcome, flows, view)

    rows = p["talent_home"].shape[0]
    start = initial_state(p, (rows, DRAWS), jnp.full(1, -jnp.inf))
    _, (states, outcomes, flows, views) = jax.lax.scan(advance, start, inputs)
    every: State = jax.tree.map(lambda one, more: jnp.concatenate([one[None], more]), start, states)
    return World(states=every, outcomes=outcomes, flows=flows, views=views)


@pytest.fixture(scope="module")
def inputs(scenario: Scenario) -> Month:
    return months(scenario)


@pytest.fixture(scope="module")
def world(inputs: Month) -> World:
    ran: World = run(centres(), inputs)
    return ran


def doubles(value: Array) -> NDArray[np.float64]:
    return np.asarray(value, np.float64)


def balances(
    stock: NDArray[np.float64], inflow: NDArray[np.float64], throughput: NDArray[np.float64]
) -> None:
    """Check that a stock ``(month + 1, ...)`` changes by its net inflow alone."""
    gained = np.diff(stock, axis=0)
    size = np.maximum(np.maximum(stock[1:], stock[:-1]), throughput)
    assert np.all(np.abs(gained - inflow) <= 1e-5 * size)
    whole = np.abs(stock[-1] - stock[0] - inflow.sum(axis=0))
    assert np.all(whole <= 1e-5 * (stock[0] + throughput.sum(axis=0)))


@pytest.mark.parametrize("owner", OWNERS)
def test_money_is_spent_lapses_or_is_carried(world: World, owner: str) -> None:
    carried = doubles(getattr(world.states.carried, owner))
    received = doubles(getattr(world.flows.received, owner))
    spent = doubles(getattr(world.flows.spent, owner))
    lapsed = doubles(getattr(world.flows.lapsed, owner))
    balances(carried, received - spent - lapsed, received)
    assert carried.min() >= 0.0
    assert np.all(lapsed <= carried[:-1] + received)


def test_power_once_begun_is_under_way_or_built(world: World) -> None:
    first, second, built = (doubles(stage) for stage in world.states.power)
    begun = np.diff(first + second + built, axis=0)
    assert begun.min() >= -1e-5 * built.max()
    assert begun.max() > 0.0
    assert np.all(np.diff(built, axis=0) >= 0.0)


@pytest.mark.parametrize("owner", OWNERS)
def test_chips_are_under_construction_in_service_or_retired(world: World, owner: str) -> None:
    pipeline = world.states.pipelines[OWNERS.index(owner)]
    stock = sum((doubles(stage) for stage in pipeline), start=np.zeros(()))
    ordered = doubles(getattr(world.flows.ordered, owner))
    retired = doubles(getattr(world.flows.retired, owner))
    balances(stock, ordered - retired, ordered)


def test_people_are_at_home_abroad_or_retired(world: World) -> None:
    talent, people = world.states.talent, world.flows.people
    entered = doubles(people.graduated) + doubles(people.immigrated)
    stock = doubles(talent.home) + doubles(talent.abroad)
    balances(stock, entered - doubles(people.retired), entered)


def test_who_leaves_is_abroad(world: World) -> None:
    left, returned = doubles(world.flows.people.left), doubles(world.flows.people.returned)
    assert left.min() > 0.0
    assert returned.min() > 0.0
    abroad = doubles(world.states.talent.abroad)
    # Who retires abroad is not told apart: the stock can only be smaller by it.
    assert np.all(np.diff(abroad, axis=0) <= left - returned + 1e-5 * abroad[:-1])


def test_top_researchers_are_a_part_of_all(world: World) -> None:
    talent = world.states.talent
    assert np.all(doubles(talent.top) < doubles(talent.home))
    assert np.all(doubles(talent.top_abroad) <= doubles(talent.abroad) * (1.0 + 1e-6))
    assert doubles(talent.top).min() > 0.0


def test_all_is_finite_and_nothing_is_negative(world: World) -> None:
    assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(world))
    stocks = (world.states.pipelines, world.states.power, world.states.talent, world.flows)
    for stock in stocks:
        assert all(float(leaf.min()) >= 0.0 for leaf in jax.tree.leaves(stock))


def test_the_best_model_never_gets_worse(world: World) -> None:
    assert np.diff(doubles(world.states.best), axis=0).min() >= 0.0
    assert np.diff(doubles(world.states.best_effective), axis=0).min() >= 0.0
    assert np.diff(doubles(world.states.largest_run), axis=0).min() >= 0.0
    assert np.diff(doubles(world.states.pool), axis=0).min() >= 0.0


def test_the_open_pool_does_not_pass_the_frontier(world: World, inputs: Month) -> None:
    lead = doubles(world.states.best_effective).max(axis=1) - doubles(world.states.pool)
    assert lead[:, CALM].min() >= 0.0
    # A leap that is released openly is in the pool before the next flagship.
    assert lead.min() >= -float(inputs.shocks["efficiency_leap"].max())


def test_a_month_shows_the_state_at_its_end(world: World) -> None:
    after = jax.tree.map(lambda value: value[1:], world.states)
    shown = world.outcomes
    for name, one, other in (
        ("best", shown.capability, after.best),
        ("run", shown.largest_run, after.largest_run),
        ("efficiency", shown.efficiency, after.efficiency),
        ("cost", shown.public_cost, after.public_cost),
        *(
            (owner, stock, pipeline.stock)
            for owner, stock, pipeline in zip(OWNERS, shown.compute, after.pipelines, strict=True)
        ),
        *zip(after.talent._fields, shown.talent, after.talent, strict=True),
    ):
        assert np.array_equal(one, other), name


def test_public_cost_is_the_budget_after_the_evidence(world: World, inputs: Month) -> None:
    budget = doubles(inputs.levers["public_budget"])[:, :, 0]
    cost = doubles(world.outcomes.public_cost)
    assert np.all(cost[: NOW + 1] == 0.0)
    assert cost[-1, :, 0] == pytest.approx(budget[NOW + 1 :].sum(axis=0) / 12.0, rel=1e-4)


def test_public_money_for_chips_is_what_rent_and_power_leave(world: World, inputs: Month) -> None:
    levers, p = inputs.levers, centres()
    line = doubles(levers["public_budget"] * levers["share_compute"])[:, :, 0] / 12.0
    received = doubles(world.flows.received.public)[:, :, CALM]
    power = doubles(levers["power_reserved"] * p["power_cost"])[:, :, 0] / 12.0
    rents = doubles(levers["rented_abroad"])[:, :, 0] > 0.0
    assert np.all(received <= line * (1.0 + 1e-5))
    assert received[~rents] == pytest.approx(np.maximum(line - power, 0.0)[~rents], rel=1e-4)


def test_shares_are_shares(world: World) -> None:
    for share in (*world.outcomes.sources, *world.outcomes.sovereignty):
        assert float(share.min()) >= 0.0
        assert float(share.max()) <= 1.0 + 1e-6
    assert sum(map(doubles, world.outcomes.sources)) == pytest.approx(1.0, abs=1e-5)


def test_draws_without_shocks_share_the_past_with_those_that_have_them(inputs: Month) -> None:
    same = inputs._replace(
        noise=jax.tree.map(lambda value: jnp.repeat(value[..., :1], DRAWS, axis=-1), inputs.noise)
    )
    best = doubles(run(centres(), same).states.best)
    before = NOW + 6
    assert np.array_equal(best[:before, :, CALM], best[:before, :, 1])
    assert not np.array_equal(best[-1, :, CALM], best[-1, :, 1])


def test_the_same_state_twice_gives_the_same_bytes(inputs: Month, world: World) -> None:
    again = run(centres(), inputs)
    for one, two in zip(jax.tree.leaves(world), jax.tree.leaves(again), strict=True):
        assert one.tobytes() == two.tobytes()


def test_one_month_is_the_first_of_many(inputs: Month, world: World) -> None:
    p = centres()
    first = jax.tree.map(lambda value: value[0], inputs)
    start = jax.tree.map(lambda value: value[0], world.states)
    after, *_ = jax.jit(step)(start, first.month, around(first, p))
    for one, many in zip(jax.tree.leaves(after), jax.tree.leaves(world.states), strict=True):
        assert doubles(one) == pytest.approx(doubles(many[1]), rel=1e-5, abs=1e-5)


def test_a_view_joined_with_nobody_is_itself(world: World) -> None:
    seen = jax.tree.map(lambda value: value[0], world.views)
    for one, joined in zip(seen, merge(seen, nobody(DRAWS)), strict=True):
        assert np.array_equal(one, joined)


def view_of(inputs: Month, shown: set[int]) -> View:
    """View of January 2022 that the countries in ``shown`` make."""
    p = centres()
    rows = p["talent_home"].shape[0]
    now = jax.tree.map(lambda value: value[0], inputs)
    start = initial_state(p, (rows, DRAWS), jnp.full(1, -jnp.inf))
    hidden = jnp.asarray([[row not in shown] for row in range(rows)])
    *_, view = jax.jit(step)(start, now.month, around(now, p)._replace(hidden=hidden))
    return View(*view)


def test_hidden_countries_are_not_seen(inputs: Month) -> None:
    p, view = centres(), view_of(inputs, {0})
    top = p["talent_home"][0] * p["top_share"]
    labour = jnp.log(p["talent_home"][0]) + p["top_weight"] * jnp.log(top / p["talent_home"][0])
    assert np.array_equal(view.frontier, np.broadcast_to(p["best_2022"][0], (DRAWS,)))
    assert np.all(np.isneginf(view.second))
    assert doubles(view.labour) == pytest.approx(float(labour[0]), rel=1e-6)
    assert doubles(view.pay) == pytest.approx(float(p["pay_home"][0, 0]), rel=1e-6)


def test_the_second_is_the_best_of_any_other_country(world: World) -> None:
    best = np.sort(doubles(world.states.best)[:-1], axis=1)
    view = world.views
    assert np.array_equal(doubles(view.frontier), best[:, -1])
    assert np.array_equal(doubles(view.second), best[:, -2])


@pytest.mark.parametrize("apart", [{0}, {0, 1}, {1, 2, 3}], ids=str)
def test_views_of_parts_join_to_that_of_the_whole(inputs: Month, apart: set[int]) -> None:
    every = set(range(centres()["talent_home"].shape[0]))
    joined = merge(view_of(inputs, apart), view_of(inputs, every - apart))
    for name, one, whole in zip(View._fields, joined, view_of(inputs, every), strict=True):
        assert np.array_equal(one, whole), name


@pytest.mark.parametrize(
    ("seen", "kept", "joined"),
    [
        ((9.0, 5.0), (7.0, 6.0), (9.0, 7.0)),
        ((7.0, 6.0), (9.0, 5.0), (9.0, 7.0)),
        ((9.0, 8.0), (7.0, 6.0), (9.0, 8.0)),
        ((7.0, 6.0), (9.0, 8.0), (9.0, 8.0)),
        ((9.0, -np.inf), (7.0, -np.inf), (9.0, 7.0)),
        ((9.0, -np.inf), (-np.inf, -np.inf), (9.0, -np.inf)),
    ],
)
def test_the_two_best_of_two_views(
    seen: tuple[float, float], kept: tuple[float, float], joined: tuple[float, float]
) -> None:
    one, two = (
        nobody(1)._replace(frontier=jnp.asarray([best]), second=jnp.asarray([next_best]))
        for best, next_best in (seen, kept)
    )
    found = merge(one, two)
    assert (float(found.frontier[0]), float(found.second[0])) == joined
