"""Runs checks.yaml, and the ends of every lever."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
import yaml

from slipstream.countries.pack import country_codes
from slipstream.ensemble.dataset import run
from slipstream.policy.files import Policy, read_policy
from slipstream.policy.scenario import SHARES, build
from slipstream.registry.load import registry

CHECKS = yaml.safe_load((Path(__file__).parent / "checks.yaml").read_text(encoding="utf-8"))

# Medians of whole months can only be compared as they are; others allow for rounding.
TOLERANCE = 1e-4


@cache
def _run(country: str, overlay: str) -> xr.Dataset:
    return run(build(country, [_policy(json.loads(overlay))]), draws=1000, seed=1)


def _policy(overlay: Mapping[str, Any]) -> Policy:
    text = {"en": "check", "ko": "점검"}
    return Policy.model_validate({"name": "check", "label": text, "description": text, **overlay})


def _median(dataset: xr.Dataset, output: str, year: int) -> float:
    return float(dataset[output].sel(month=f"{year}-12").median())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["says"])
def test_model_behaves(check: dict[str, Any]) -> None:
    changed = _run(check["country"], json.dumps(check["change"]))
    other = _run(check["country"], json.dumps(check.get("against", {})))
    for year in check["years"]:
        here, there = (_median(dataset, check["output"], year) for dataset in (changed, other))
        slack = TOLERANCE * max(abs(there), 1.0)
        holds = {
            "never_above": here <= there + slack,
            "never_below": here >= there - slack,
            "above": here > there + slack,
            "below": here < there - slack,
        }
        assert holds[check["median"]], f"{year}: {here:g} against {there:g}"


@pytest.mark.parametrize("name", registry().levers)
def test_every_lever_at_its_ends_gives_finite_numbers(name: str) -> None:
    low, high = registry().levers[name].range
    for end in (low, high):
        levers: dict[str, float] = {name: end}
        if name in SHARES:
            levers = dict.fromkeys(SHARES, 0.0) | levers
        dataset = run(build("KR", [_policy({"levers": levers})]), draws=1000, seed=1)
        for output in dataset.data_vars:
            assert np.isfinite(dataset[output].to_numpy()).all(), f"{output} at {name} = {end:g}"


@pytest.mark.parametrize("country", country_codes())
def test_all_levers_at_their_ends_at_once_give_finite_numbers(country: str) -> None:
    for side in (0, 1):
        levers = {
            name: row.range[side] for name, row in registry().levers.items() if name not in SHARES
        }
        levers |= dict.fromkeys(SHARES, 0.2 * side)
        dataset = run(build(country, [_policy({"levers": levers})]), draws=1000, seed=1)
        for output in dataset.data_vars:
            assert np.isfinite(dataset[output].to_numpy()).all(), f"{output} on side {side}"


def test_read_policy_is_what_the_checks_use(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text(
        "name: twice\nlabel: {en: a, ko: 가}\ndescription: {en: a, ko: 가}\n"
        "levers: {public_budget: {times: 2}}\n",
        encoding="utf-8",
    )
    today = build("KR").levers["public_budget"]
    twice = build("KR", [read_policy(path)]).levers["public_budget"]
    row = build("KR").focal_row
    assert twice[60, row] == 2 * today[60, row]
    assert twice[50, row] == today[50, row]
