from collections.abc import Mapping
from dataclasses import replace

import jax
import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.ensemble.engine import Inputs, Kept, Track, simulate
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.random_streams import BLOCK, innovations
from slipstream.ensemble.run import alone, block_inputs, run_blocks, run_policies
from slipstream.ensemble.scenario import Scenario
from slipstream.model.constants import MONTHS

Parts = list[bytes]
CHANGE = NOW + 10


def content(track: Track, count: int) -> bytes:
    return b"".join(np.asarray(leaf)[..., :count].tobytes() for leaf in jax.tree.leaves(track))


def ran(scenario: Scenario, seed: int = 1) -> Parts:
    return run_blocks(scenario, BLOCK, seed, content)


def capability(scenario: Scenario) -> NDArray[np.float32]:
    (part,) = run_blocks(scenario, BLOCK, 1, lambda track, _: np.asarray(track.outcome.capability))
    return part


def with_shock(
    scenario: Scenario, name: str, probability: float, severity: float | None = None
) -> Scenario:
    setting = replace(scenario.shocks[name], probability=probability)
    if severity is not None:
        setting = replace(setting, severity=severity)
    return replace(scenario, shocks={**scenario.shocks, name: setting})


def focal_levers(scenario: Scenario) -> dict[str, NDArray[np.float64]]:
    return {name: values[:, scenario.focal_row] for name, values in scenario.levers.items()}


@pytest.fixture(scope="module")
def block(scenario: Scenario) -> Inputs:
    return block_inputs(scenario, 1, 0)


@pytest.fixture(scope="module")
def world(block: Inputs) -> tuple[Track, Kept]:
    ran: tuple[Track, Kept] = simulate(block)
    return ran


def test_the_same_seed_gives_the_same_bytes(scenario: Scenario) -> None:
    assert ran(scenario) == ran(scenario)


def test_another_seed_gives_another_run(scenario: Scenario) -> None:
    assert ran(scenario, 1) != ran(scenario, 2)


def test_blocks_hold_the_draws_that_are_asked_for(scenario: Scenario) -> None:
    parts = run_blocks(
        scenario, BLOCK + 200, 1, lambda track, count: np.asarray(track.lag)[:, :count]
    )
    assert [part.shape for part in parts] == [(MONTHS, BLOCK), (MONTHS, 200)]
    # The blocks are draws of their own: the second does not repeat the first.
    assert not np.array_equal(parts[0][:, :200], parts[1])


def test_the_first_block_is_the_same_however_many_follow(scenario: Scenario) -> None:
    few, many = (
        run_blocks(scenario, draws, 1, lambda track, _: np.asarray(track.outcome.capability))
        for draws in (BLOCK, 2 * BLOCK)
    )
    assert np.array_equal(few[0], many[0])


@pytest.mark.parametrize("name", ["efficiency_leap", "open_weights_closure", "export_controls"])
def test_a_shock_without_probability_changes_nothing(scenario: Scenario, name: str) -> None:
    never = with_shock(scenario, name, probability=0.0, severity=0.9)
    harmless = with_shock(scenario, name, probability=0.0, severity=0.0)
    assert ran(never) == ran(harmless)
    assert ran(never) != ran(with_shock(scenario, name, probability=1.0, severity=0.9))


def test_a_rarer_shock_spares_draws_and_leaves_the_others_alone(scenario: Scenario) -> None:
    name = "open_weights_closure"
    never, some, all_ = (
        capability(with_shock(scenario, name, probability=chance)) for chance in (0.0, 0.5, 1.0)
    )
    spared = np.all(some == never, axis=0)
    struck = np.all(some == all_, axis=0)
    assert np.all(spared | struck)
    assert 0.4 < np.mean(struck & ~spared) < 0.6


def test_shocks_begin_anywhere_in_their_window_and_apart_from_each_other(
    scenario: Scenario,
) -> None:
    often = scenario
    for name in scenario.shocks:
        often = with_shock(often, name, probability=0.5)
    inputs = block_inputs(often, 1, 0)
    starts = {name: np.asarray(inputs.shocks[name].start) for name in scenario.shocks}
    for name, start in starts.items():
        setting = scenario.shocks[name]
        happens = start < MONTHS
        assert np.mean(happens) == pytest.approx(0.5, abs=0.06)
        when = (start[happens] - setting.first) / (setting.last - setting.first)
        assert 0.0 <= when.min() < 0.05
        assert 0.95 < when.max() <= 1.0
        assert when.mean() == pytest.approx(0.5, abs=0.06)
        for other, another in starts.items():
            if other != name:
                together = np.mean(happens & (another < MONTHS))
                assert together == pytest.approx(0.25, abs=0.06)


def test_the_focal_country_alone_has_what_the_named_shock_reaches(block: Inputs) -> None:
    reached = {name: np.asarray(shock.severity)[:, 0] != 0 for name, shock in block.shocks.items()}
    assert reached["export_controls"].all()
    assert reached["partner_exit"].sum() == 1
    assert reached["partner_exit"][int(block.focal)]
    assert reached["rival_stall"].sum() == 1
    assert not reached["rival_stall"][int(block.focal)]


def test_a_policy_moves_nothing_before_it_starts(scenario: Scenario) -> None:
    teams = scenario.levers["teams"].copy()
    teams[CHANGE:, scenario.focal_row] = 1.0
    before = capability(scenario)
    after = capability(replace(scenario, levers={**scenario.levers, "teams": teams}))
    assert np.array_equal(before[:CHANGE], after[:CHANGE])
    assert not np.array_equal(before[-1], after[-1])


def test_the_focal_country_alone_is_as_in_the_world(
    block: Inputs, world: tuple[Track, Kept]
) -> None:
    track, kept = world
    apart, _ = simulate(alone(block, kept))
    assert np.abs(apart.outcome.capability - track.outcome.capability).max() <= 1e-4
    assert np.abs(apart.frontier - track.frontier).max() <= 1e-4
    assert np.abs(apart.open - track.open).max() <= 1e-3
    assert np.abs(apart.lag - track.lag).max() <= 0.1
    for one, two in zip(
        jax.tree.leaves(apart.outcome), jax.tree.leaves(track.outcome), strict=True
    ):
        np.testing.assert_allclose(one, two, rtol=1e-3, atol=1e-3)


def test_what_is_kept_leaves_the_focal_country_out(
    scenario: Scenario, world: tuple[Track, Kept]
) -> None:
    track, kept = world
    others = np.delete(np.asarray(track.scores), scenario.focal_row, axis=1)
    assert np.array_equal(kept.frontier, others.max(axis=1))
    # The view is that of the start of a month, the frontier that of its end.
    assert np.array_equal(kept.view.frontier[1:], kept.frontier[:-1])


def test_many_policies_at_once_are_as_each_alone(
    scenario: Scenario, block: Inputs, world: tuple[Track, Kept]
) -> None:
    track, kept = world
    today = focal_levers(scenario)
    pledged = today["pledged_compute"].copy()
    pledged[CHANGE:] += 1e6
    # More than one batch, the last of them not full.
    policies = [today] * 6 + [{**today, "pledged_compute": pledged}]
    lag = run_policies(block, kept, policies)
    assert lag.shape == (7, MONTHS, BLOCK)
    for same in range(6):
        assert np.abs(lag[same] - track.lag).max() <= 0.1
    assert np.array_equal(lag[6, :CHANGE], lag[0, :CHANGE])
    assert lag[6, -1].mean() < lag[0, -1].mean()


def test_a_countrys_luck_does_not_depend_on_the_others() -> None:
    def row(found: Mapping[str, NDArray[np.float32]], index: int) -> list[bytes]:
        return [found[name][:, index].tobytes() for name in ("skill", "release")]

    assert row(innovations(("JP", "KR", "US"), 5, 0), 1) == row(innovations(("KR",), 5, 0), 0)
