"""Which countries may run against a fixed world: those whose moves the others hardly notice."""

import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.countries.pack import country_codes
from slipstream.ensemble.engine import Inputs, simulate
from slipstream.ensemble.fixed_world import LEADERS, Levers
from slipstream.ensemble.posterior import shipped
from slipstream.ensemble.run import block_inputs, first_draws, on_device, run_policies
from slipstream.policy.build_scenario import SHARES, build
from slipstream.registry.load import registry

DRAWS = 256
LARGEST = 0.15
"""Months of mean lag by which a run against the fixed world may differ from one of the world.

Rivals respond to a country that comes close (decision 18), which a fixed world does not show.
"""


def moves(today: Levers, now: int) -> dict[str, Levers]:
    """Each lever of a country at both ends of its slider, and all at either end together."""
    found: dict[str, Levers] = {}
    for end in (0, 1):
        together = dict(today)
        for name, row in registry().levers.items():
            value = row.slider[end]
            if name in SHARES:
                others = sum(today[share][now + 1 :] for share in SHARES if share != name)
                value = min(value, float(1.0 - np.max(others)))
            moved = today[name].copy()
            moved[now + 1 :] = value
            found[f"{name} = {value:g}"] = {**today, name: moved}
            if end == 0 or name not in SHARES:
                together[name] = moved
        found[f"all at end {end}"] = together
    return found


def largest_difference(country: str) -> float:
    """Largest difference in mean lag over months and moves, months."""
    scenario = build(country, posterior=shipped())
    row = scenario.focal_row
    block = block_inputs(scenario, 1, 0)
    inputs, kept = first_draws(block, simulate(block)[1], DRAWS)
    tried = moves({name: each[:, row] for name, each in scenario.levers.items()}, scenario.now)
    apart = run_policies(inputs, kept, list(tried.values()))
    return max(
        float(np.max(np.abs(lag.mean(axis=1) - in_the_world(inputs, levers).mean(axis=1))))
        for lag, levers in zip(apart, tried.values(), strict=True)
    )


def in_the_world(inputs: Inputs, levers: Levers) -> NDArray[np.float32]:
    """Lag of the focal country where all others see what it does, ``(month, draw)``."""
    moved = {name: np.array(value) for name, value in inputs.levers.items()}
    for name, values in levers.items():
        moved[name][:, int(inputs.focal), 0] = values
    track, _ = simulate(inputs._replace(levers=on_device(moved, np.float32)))
    return np.asarray(track.lag)


@pytest.mark.parametrize("country", [code for code in country_codes() if code not in LEADERS])
def test_others_hardly_notice_what_a_country_does(country: str) -> None:
    assert largest_difference(country) < LARGEST


@pytest.mark.parametrize("country", LEADERS)
def test_a_leader_has_to_run_with_the_whole_world(country: str) -> None:
    assert largest_difference(country) > LARGEST
