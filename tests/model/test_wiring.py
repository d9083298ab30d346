"""Each input of the month moves what its equation says, as far as it says, and nothing else."""

from math import log

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from slipstream.model.state import State, initial_state
from slipstream.registry.load import registry
from tests.model.wiring import hand, machines, models, people, research, spending
from tests.model.wiring.case import Case
from tests.model.wiring.world import BASE, COUNTRY, PAIR, WORLD, array, month

CASES = [
    *spending.CASES,
    *machines.CASES,
    *research.CASES,
    *models.CASES,
    *people.CASES,
]
STARTS = {
    "stock_public_2022": (600.0, {"pipelines[0].stock": 300.0}),
    "stock_private_2022": (5e3, {"pipelines[1].stock": 1e3}),
    "stock_foreign_2022": (1e3, {"pipelines[2].stock": 100.0}),
    "talent_home": (4e4, {"talent.home": 1e4, "talent.top": 150.0}),
    "talent_abroad": (7e3, {"talent.abroad": 1e3, "talent.top_abroad": 15.0}),
    "top_share": (0.025, {"talent.top": 300.0, "talent.top_abroad": 60.0}),
    "efficiency_2022": (-1.2, {"efficiency": 0.3}),
    "efficiency_gap": (0.9, {"efficiency": -0.5}),
    "best_2022": (94.0, {"best": 9.0, "best_effective": 1.0}),
    "largest_run_2022": (23.5, {"largest_run": 0.5}),
    "open_gap_2022": (17.0, {"pool": -1.0}),
    "eci_at_1e25": (130.0, {"best_effective": -1.0, "pool": -1.0}),
}
"""Another value of the follower or the world, and how far that moves where the run begins."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}={case.to:g}")
def test_one_input_moves_what_it_should(case: Case) -> None:
    assert case.problems() == []


def start(changed: dict[str, float]) -> State:
    numbers = {name: BASE[name] for name in (*WORLD, *COUNTRY)}
    for name, value in changed.items():
        old = numbers[name]
        numbers[name] = (old[0], value) if isinstance(old, tuple) else value
    with jax.enable_x64(True):
        given = {name: jnp.asarray(array(value)) for name, value in numbers.items()}
        return initial_state(given, PAIR, jnp.full(1, -jnp.inf))


def leaves(state: State) -> dict[str, float]:
    """Numbers of the follower or of the world by where they stand in the state."""
    paths = jax.tree_util.tree_leaves_with_path(state)
    return {
        jax.tree_util.keystr(path).lstrip("."): float(np.ravel(leaf)[-1]) for path, leaf in paths
    }


@pytest.mark.parametrize("name", STARTS)
def test_a_run_begins_where_its_numbers_say(name: str) -> None:
    to, expected = STARTS[name]
    before, after = leaves(start({})), leaves(start({name: to}))
    moved = {place: after[place] - before[place] for place in after}
    found = {place: by for place, by in moved.items() if abs(by) > 1e-9}
    assert found == pytest.approx(expected)


def test_the_pool_begins_behind_the_best_of_kept_countries() -> None:
    numbers = {name: BASE[name] for name in (*WORLD, *COUNTRY)}
    given = {name: jnp.asarray(array(value)) for name, value in numbers.items()}
    state = initial_state(given, PAIR, jnp.full(1, 25.0))
    assert float(state.pool[0]) == pytest.approx(25.0 - 8.0 / 9.0)


def test_the_month_is_that_of_the_equations_by_hand() -> None:
    """What cases move is right to begin with."""
    found = {name: value[-1] for name, value in month(BASE).items()}
    right = {
        "received.public": hand.CHIPS / 12,
        "received.foreign": hand.FOREIGN / 12,
        "private_spending": hand.PRIVATE,
        "ordered.public": hand.AVAILABLE["public"] / hand.PRICE,
        "share.compute": 7e4 / (7e4 + 5e4 + 3e3),
        "share.chips": 1 - 0.5 * (1 - hand.HOME_SHARE),
        "share.talent": found["home"] / (found["home"] + found["abroad"]),
        "share.weights": 1 - found["adopted"],
        "own": 10 ** (hand.RUN + hand.EFFICIENCY - hand.EFFECTIVE),
        "distilled": 1 - found["own"] - found["adopted"],
        "available_power": 1500 * 1.2**1.5 + 150,
        "accessible": hand.REACHED,
        "efficiency": hand.EFFICIENCY,
        "pool": hand.POOL,
        "run": hand.RUN,
        "skill": hand.SKILL,
        "score": hand.EXPECTED,
        "chance": hand.CHANCE,
        "demand": people.DEMAND,
        "revenue": 4e9 * 2e7 * hand.BOOM / 1.3e7 * people.DEMAND,
        "people.left": hand.LEFT,
        "people.graduated": people.graduated(hand.TRAINED),
        "people.immigrated": people.arrived(hand.VISAS) + people.attracted(hand.TOP_PULL),
        "people.returned": people.returned(0.04, hand.TOP_PULL),
        "view.labour": hand.LEADER_LABOUR,
        "view.effort": hand.LEADER_EFFORT,
        "view.released": 28.4 + log(0.2 * 0.45) / log(10),
    }
    assert {name: found[name] for name in right} == pytest.approx(right, rel=1e-9)


ROWS = registry()


@pytest.mark.parametrize("name", [*ROWS.parameters, *ROWS.levers, *ROWS.shocks, "open_leap"])
def test_every_row_of_the_registry_moves_something(name: str) -> None:
    moving = [case for case in CASES if case.name == name and case.moves and case.by]
    assert moving or name in STARTS


def test_the_month_has_the_rows_of_the_registry() -> None:
    scopes = {name: row.scope for name, row in ROWS.parameters.items()}
    assert {name for name, scope in scopes.items() if scope == "world"} == set(WORLD)
    assert {name for name, scope in scopes.items() if scope == "country"} == set(COUNTRY)
