from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from slipstream.ensemble.cores import AbandonedError
from slipstream.ensemble.dataset import run as run_world
from slipstream.ensemble.fixed_world import CORE, Run, Worlds
from slipstream.ensemble.random_streams import BLOCK
from slipstream.ensemble.scenario import Scenario
from slipstream.files import InputError
from slipstream.model.constants import MONTHS
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import find_policy
from slipstream.registry.load import registry
from slipstream.statistics import LEVELS

DRAWS = BLOCK + 100


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return Worlds()


@pytest.fixture(scope="module")
def today(worlds: Worlds, scenario: Scenario) -> Run:
    return worlds.run(scenario, draws=DRAWS)


def assert_same(run: Run, scenario: Scenario, names: Sequence[str]) -> None:
    whole = run_world(scenario, draws=DRAWS)
    for name in names:
        found, expected = run.values(name), whole[name].values.T
        assert found.shape == (MONTHS, DRAWS)
        # A release that only rounding decides differs in one draw or another.
        apart = np.abs(found - expected) > 1e-3 * np.maximum(np.abs(expected), 1.0)
        assert np.mean(apart) < 1e-3, name


def test_a_country_against_the_fixed_world_is_as_in_the_world(
    today: Run, scenario: Scenario
) -> None:
    assert_same(today, scenario, CORE)


def test_all_outputs_are_those_of_the_world(worlds: Worlds, scenario: Scenario) -> None:
    names = tuple(registry().outputs)
    assert_same(worlds.run(scenario, names, draws=DRAWS), scenario, names)


def test_a_policy_that_began_before_the_end_of_the_evidence_has_its_own_past(
    worlds: Worlds, today: Run
) -> None:
    article = build("KR", [find_policy("article")])
    run = worlds.run(article, draws=DRAWS)
    assert_same(run, article, CORE)
    assert run.past is not today.past
    assert worlds.run(build("KR"), draws=DRAWS).past is today.past


def test_a_shock_makes_another_world(worlds: Worlds, scenario: Scenario) -> None:
    closure = replace(
        scenario.shocks["open_weights_closure"], probability=1.0, severity=1.0, first=60, last=60
    )
    struck = replace(scenario, shocks={**scenario.shocks, "open_weights_closure": closure})
    assert_same(worlds.run(struck, draws=DRAWS), struck, CORE)


def test_leaders_run_with_the_whole_world(worlds: Worlds) -> None:
    scenario = build("US")
    run = worlds.run(scenario, draws=DRAWS)
    whole = run_world(scenario, draws=DRAWS)
    for name in CORE:
        assert np.array_equal(run.values(name), whole[name].values.T)


def test_a_coarse_answer_has_the_first_draws(
    worlds: Worlds, today: Run, scenario: Scenario
) -> None:
    coarse = worlds.run(scenario, draws=200)
    for name in CORE:
        assert np.array_equal(coarse.values(name), today.values(name)[:, :200])
        assert np.array_equal(coarse.at(name, 10), today.at(name, 10)[:200])
        assert np.array_equal(coarse.at(name, 100), today.at(name, 100)[:200])


def test_another_seed_is_another_world(worlds: Worlds, today: Run, scenario: Scenario) -> None:
    other = worlds.run(scenario, ["capability_eci"], draws=DRAWS, seed=2)
    assert not np.array_equal(other.values("capability_eci"), today.values("capability_eci"))


def test_runs_differ_only_where_their_policies_do(
    worlds: Worlds, today: Run, scenario: Scenario
) -> None:
    teams = scenario.levers["teams"].copy()
    teams[100:, scenario.focal_row] = 1.0
    moved = worlds.run(replace(scenario, levers={**scenario.levers, "teams": teams}), draws=DRAWS)
    difference = moved.less(today, "capability_eci")
    assert not difference[:, :100].any()
    assert difference[:, -1].mean() != 0
    whole = moved.values("capability_eci") - today.values("capability_eci")
    assert difference == pytest.approx(np.quantile(whole, LEVELS, axis=1), abs=1e-5)


def test_quantiles_are_those_of_numpy(today: Run) -> None:
    for name in CORE:
        values = today.values(name).astype(float)
        expected = np.quantile(values, LEVELS, axis=1)
        assert today.quantiles(name) == pytest.approx(expected, rel=1e-6)


def test_an_unknown_output_is_refused(worlds: Worlds, scenario: Scenario) -> None:
    with pytest.raises(InputError, match="lag_months"):
        worlds.run(scenario, ["lag_month"])


def test_a_run_that_nobody_waits_for_is_given_up(worlds: Worlds, scenario: Scenario) -> None:
    asked: list[int] = []

    def wanted() -> bool:
        asked.append(1)
        return len(asked) < 2

    with pytest.raises(AbandonedError):
        worlds.run(scenario, draws=3 * BLOCK, wanted=wanted)
    # Given up, it spoils nothing for who comes later.
    again = worlds.run(scenario, draws=DRAWS)
    assert_same(again, scenario, CORE)
