import pytest

from slipstream.ensemble.kept_world import Worlds
from slipstream.policy.compare import compare, difference
from slipstream.policy.files import find_policy
from slipstream.policy.headline import headline, standing
from slipstream.policy.question import Question, take_sample
from slipstream.policy.scenario import build

DRAWS = 1500
QUESTION = Question("KR", within_months=12)


def test_the_headline_is_that_of_the_whole_world() -> None:
    scenario = build("KR", [find_policy("article")])
    run = Worlds().run(scenario, draws=DRAWS)
    found = headline(standing(run, QUESTION), QUESTION, scenario.name, 1)
    sample = take_sample(scenario, QUESTION, DRAWS, 1)
    assert found.probability == pytest.approx(sample.probability(QUESTION.last), abs=1.5 / DRAWS)
    assert list(found.joined_by_year) == ["2026", "2027", "2028", "2029", "2030"]
    assert found.joined_by_year["2030"] == found.probability
    assert found.lag_months["2030"].p50 == pytest.approx(float(sorted(sample.lag[-1])[DRAWS // 2]))
    assert found.public_cost_usd == pytest.approx(float(sample.cost.mean()))


def test_the_difference_of_two_policies_is_that_of_the_whole_world() -> None:
    worlds = Worlds()
    today, scratch = (
        standing(worlds.run(build("KR", overlays), draws=DRAWS), QUESTION)
        for overlays in ([], [find_policy("from-scratch")])
    )
    found = difference("today", "from-scratch", today, scratch, QUESTION)
    policies = [[], [find_policy("from-scratch")]]
    (expected,) = compare(QUESTION, policies, draws=DRAWS).differences
    assert found.lag_mean == pytest.approx(expected.lag_mean, abs=0.02)
    assert found.probability == pytest.approx(expected.probability, abs=1.5 / DRAWS)
    assert found.public_cost_usd == expected.public_cost_usd
