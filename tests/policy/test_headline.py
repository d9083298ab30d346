from dataclasses import replace

import numpy as np
import pytest

from slipstream.ensemble.fixed_world import Worlds
from slipstream.policy.build_scenario import build
from slipstream.policy.compare import compare, difference
from slipstream.policy.headline import headline, in_race_by_year, standing
from slipstream.policy.policy_files import find_policy
from slipstream.policy.question import Question, Standing, take_sample

DRAWS = 1500
QUESTION = Question("KR", within_months=12)
QUESTION_7 = Question("KR")


def test_the_headline_is_that_of_the_whole_world() -> None:
    scenario = build("KR", [find_policy("article")])
    run = Worlds().run(scenario, draws=DRAWS)
    found = headline(standing(run, QUESTION), QUESTION, scenario.name, 1)
    sample = take_sample(scenario, QUESTION, DRAWS, 1)
    assert found.probability == pytest.approx(sample.probability(QUESTION.last), abs=1.5 / DRAWS)
    years = ["2026", "2027", "2028", "2029", "2030"]
    assert list(found.joined_by_year) == list(found.in_race.by_year) == years
    inside = float(sample.in_race(QUESTION).mean())
    assert found.in_race.probability == pytest.approx(inside, abs=1.5 / DRAWS)
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


def stands(mean_lags: list[float]) -> Standing:
    """Draws with one mean lag in all years, none of which has joined."""
    lags = np.array(mean_lags)
    years = np.repeat(lags[None], len(QUESTION.years), axis=0)
    never = np.full(lags.size, np.iinfo(np.int32).max, np.int32)
    return Standing(lag=lags[None], year_lag=years, capability=years, cost=lags, joined=never)


def test_bands_hold_every_draw_once_and_the_nearest_make_up_the_headline() -> None:
    found = in_race_by_year(
        stands([0.0, 3.0, 3.1, 7.0, 7.1, 12.0, 18.0, 19.0, 24.0, 90.0]), QUESTION_7
    )
    assert QUESTION_7.edges == (3, 7, 12, 18, 24)
    assert found.bands["2030"] == pytest.approx((0.2, 0.2, 0.2, 0.1, 0.2, 0.1))
    assert found.probability == found.by_year["2030"] == pytest.approx(sum(found.bands["2030"][:2]))


def test_a_bar_of_ones_own_is_an_edge_of_the_bands() -> None:
    own = replace(QUESTION_7, within_months=9.5)
    assert own.edges == (3, 9.5, 12, 18, 24)
    assert replace(QUESTION_7, within_months=12).edges == (3, 12, 18, 24)


def test_nearby_bars_are_a_month_away_and_never_below_nothing() -> None:
    draws = stands([6.0, 6.5, 7.5, 8.0])
    assert in_race_by_year(draws, QUESTION_7).nearby == {6: 0.25, 7: 0.5, 8: 1.0}
    assert list(in_race_by_year(draws, replace(QUESTION_7, within_months=0.5)).nearby) == [0.5, 1.5]


def test_a_country_that_joined_and_fell_back_is_not_in_the_race() -> None:
    fallen = replace(stands([20.0, 2.0]), joined=np.array([60, 60], np.int32))
    assert fallen.probability(QUESTION_7.last) == 1.0
    assert in_race_by_year(fallen, QUESTION_7).probability == 0.5
