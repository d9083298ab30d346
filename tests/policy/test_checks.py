"""Runs checks.yaml, and the ends of every lever."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from slipstream.countries.pack import country_codes
from slipstream.ensemble.dataset import run
from slipstream.evidence.fact_files import load_facts
from slipstream.policy.build_scenario import SHARES, build
from slipstream.policy.policy_files import Policy, read_policy
from slipstream.registry.load import registry
from tests.policy.checks import Case, Check, cases, read_checks

CHECKS = read_checks()


def _policy(overlay: Mapping[str, Any]) -> Policy:
    text = {"en": "check", "ko": "점검"}
    return Policy.model_validate({"name": "check", "label": text, "description": text, **overlay})


@pytest.mark.parametrize("case", cases(CHECKS), ids=str)
def test_model_behaves(case: Case) -> None:
    assert not list(case.failures())


@pytest.mark.parametrize("fact", sorted({name for check in CHECKS for name in check.cited}))
def test_a_range_follows_from_facts_that_there_are(fact: str) -> None:
    assert load_facts().fact(fact).id == fact


def check(**more: Any) -> Check:  # noqa: ANN401
    asked = {"says": "so", "country": "KR", "output": "lag_months", "years": [2030], **more}
    return Check.model_validate(asked)


SLOW = {"levers": {"regulatory_burden": 12}}
WIDE = {"low": 0.5, "high": 30, "assumption": "no more than it says"}
MORE = {**WIDE, "low": 1.01}


def along(shape: str) -> dict[str, Any]:
    return {"along": {"lever": "regulatory_burden", "values": [0, 6, 12], "shape": shape}}


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"change": SLOW, "mean": "above"}, True),
        ({"change": SLOW, "mean": "never_above"}, False),
        ({"change": SLOW, "median": "below"}, False),
        ({"mean": "same"}, True),
        ({"change": SLOW, "difference": WIDE}, True),
        ({"difference": WIDE}, False),
        ({"level": WIDE}, True),
        ({"level": {**WIDE, "low": 29}}, False),
        ({"change": SLOW, "ratio": MORE}, True),
        ({"ratio": MORE}, False),
        ({"output": "largest_run_log10_flop", "years": [2023, 2030], "growth": MORE}, True),
        ({"output": "sovereignty", "years": [2029, 2030], "growth": {**MORE, "low": 9}}, False),
        (along("rises"), True),
        (along("falls"), False),
        (along("peaks_inside"), False),
        ({"output": "in_race", **along("not_best_at_the_end")}, True),
        ({"change": SLOW, "recovery": {"ends": "2029-12", "years": 1, "at_most": 1}}, True),
        ({"recovery": {"ends": "2029-12", "at_most": 1}}, False),
        ({"output": "in_race", "smooth": {"bars": [3, 30], "at_most": 1}}, True),
        ({"output": "in_race", "smooth": {"bars": [3, 30], "at_most": 0.2}}, False),
        ({"output": "capability_eci", "years": ["now"], "below": ["US"]}, True),
        ({"output": "capability_eci", "country": "US", "below": ["KR"]}, False),
        ({"output": "capability_eci", "below_output": "frontier_eci"}, True),
        ({"output": "frontier_eci", "below_output": "capability_eci"}, False),
        ({"change": {"levers": {"teams": 3}}, "lever": {"teams": 3}}, True),
        ({"change": {"levers": {"teams": 3}}, "lever": {"teams": 2}}, False),
    ],
    ids=str,
)
def test_each_kind_of_check_can_hold_and_fail(asked: dict[str, Any], holds: bool) -> None:
    (case,) = cases([check(**asked)])
    assert bool(list(case.failures())) is not holds


def test_each_makes_a_case_of_every_choice() -> None:
    asked = check(country="", countries=["KR", "JP"], each={"teams": [1, 2]}, mean="above")
    assert [(case.country, dict(case.levers)) for case in cases([asked])] == [
        ("KR", {"teams": 1}),
        ("KR", {"teams": 2}),
        ("JP", {"teams": 1}),
        ("JP", {"teams": 2}),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"mean": "higher"},
        {"mean": "above", "countries": ["JP"]},
        {},
        {"difference": {"low": 1, "high": 2}},
        {"difference": {"low": 2, "high": 1, "assumption": "upside down"}},
        {"mean": "above", "tolerance": 3},
    ],
    ids=str,
)
def test_a_check_that_says_nothing_clear_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check(**wrong)


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
