import numpy as np
import pytest

from slipstream.countries.model_data import model_data
from slipstream.ensemble.coverage import coverage
from slipstream.ensemble.dataset import run
from slipstream.ensemble.exogenous import NOW, world_deliveries
from slipstream.ensemble.run import block_inputs
from slipstream.model.constants import month_step
from slipstream.policy.answer import answer
from slipstream.policy.build_scenario import build
from slipstream.policy.compare import compare
from slipstream.policy.paths import follow
from slipstream.policy.policy_files import find_policy
from slipstream.policy.question import Question

EARLY = month_step("2024-09")
DRAWS = 200


def test_the_shipped_evidence_is_the_default() -> None:
    assert build("KR").now == Question("KR").now == NOW


@pytest.mark.parametrize("origin", ["2024-03", "2024-09", "2025-04", "2025-09"])
def test_no_lever_foresees_what_follows_the_evidence(origin: str) -> None:
    now = month_step(origin)
    for values in build("KR", now=now).levers.values():
        assert np.all(values[now:] == values[now])


def test_a_policy_begins_after_the_evidence_and_shocks_stay_where_they_are() -> None:
    today, early = build("KR", now=EARLY), build("KR", [find_policy("from-scratch")], now=EARLY)
    lever = early.levers["from_scratch"][:, early.focal_row]
    assert np.array_equal(
        lever[: EARLY + 1], today.levers["from_scratch"][: EARLY + 1, early.focal_row]
    )
    assert np.all(lever[EARLY + 1 :] == 1.0)
    assert early.shocks == build("KR").shocks


def test_a_run_knows_no_later_deliveries() -> None:
    inputs = block_inputs(build("KR", now=EARLY), 1, 0)
    assert int(inputs.now) == EARLY
    assert np.array_equal(
        inputs.deliveries, world_deliveries(model_data(), EARLY).astype(np.float32)
    )


def test_an_answer_is_as_of_the_end_of_its_evidence() -> None:
    question = Question("KR", 2026, now=EARLY)
    found = answer(question, draws=DRAWS)
    assert found.as_of == "2024-09"
    assert list(found.lag_months) == ["now", "2024", "2025", "2026"]
    # Some 27 months of the budget that was known, and none of the later plans.
    budget = build("KR", now=EARLY).levers["public_budget"]
    spent = budget[EARLY, build("KR").focal_row] * 27 / 12
    assert found.public_cost_usd == pytest.approx(spent, rel=0.01)
    later = answer(Question("KR", 2026), draws=DRAWS)
    assert found.capability_eci["2026"] != later.capability_eci["2026"]


def test_all_reports_of_a_run_end_and_begin_with_its_evidence() -> None:
    question = Question("US", 2026, now=EARLY)
    scenario = build("US", now=EARLY)
    assert compare(question, [[], [find_policy("from-scratch")]], draws=DRAWS).as_of == "2024-09"
    assert run(scenario, draws=DRAWS).attrs["as_of"] == "2024-09"
    assert {item.months[-1].month for item in coverage(scenario, DRAWS, 1)} == {"2024-09"}
    # Who led before is counted as having joined from the next month on.
    joined = follow(question, draws=DRAWS).joined
    assert np.all(joined[: EARLY + 1] == 0.0)
    assert joined[EARLY + 1] > 0.5
