import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

import slipstream as ss
from slipstream.ensemble.indicators import monte_carlo_error
from slipstream.ensemble.posterior import shipped
from slipstream.files import InputError
from slipstream.policy.answer import Answer, answer
from slipstream.policy.build_scenario import build
from slipstream.policy.compare import compare
from slipstream.policy.policy_files import find_policy
from slipstream.policy.question import Question, take_sample

DRAWS = 2000


@pytest.fixture(scope="module")
def korea() -> Answer:
    return ss.answer("KR", draws=DRAWS)


def test_same_seed_gives_the_same_answer(korea: Answer) -> None:
    assert ss.answer("KR", draws=DRAWS) == korea


def test_another_seed_moves_the_probability_by_no_more_than_its_error(korea: Answer) -> None:
    question = Question("KR")
    for seed in (2, 3, 4):
        scenario = build("KR", posterior=shipped())
        other = take_sample(scenario, question, DRAWS, seed)
        assert abs(other.probability(question.last) - korea.probability) <= korea.probability_error
        inside = float(other.in_race(question).mean())
        assert abs(inside - korea.in_race.probability) <= korea.in_race.error


def test_korea_lags_by_a_year_or_so_now(korea: Answer) -> None:
    assert 6 <= korea.lag_months["now"].p50 <= 18


def test_percentiles_are_in_order(korea: Answer) -> None:
    for by_label in (korea.lag_months, korea.capability_eci, korea.largest_run_log10_flop):
        for row in by_label.values():
            assert all(low <= high for low, high in itertools.pairwise(row))


def test_drivers_are_the_three_that_move_the_lag_most(korea: Answer) -> None:
    sizes = [abs(driver.lag_difference) for driver in korea.drivers]
    assert len(sizes) == 3
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) > 0.5


def test_joining_grows_likelier_with_time_and_with_a_wider_margin(korea: Answer) -> None:
    by_year = list(korea.joined_by_year.values())
    assert by_year == sorted(by_year)
    wider = take_sample(build("KR"), replace(korea.question, within_months=12), DRAWS, 1)
    assert wider.probability(korea.question.last) >= korea.probability


def test_more_draws_begin_with_the_same_draws() -> None:
    question = Question("KR")
    few = take_sample(build("KR"), question, 1000, 1)
    many = take_sample(build("KR"), question, 2000, 1)
    assert np.array_equal(few.lag, many.lag[:, :1000])


def test_pairs_share_their_luck() -> None:
    comparison = compare(Question("KR"), [[], [find_policy("from-scratch")]], draws=1000)
    (difference,) = comparison.differences
    today, scratch = comparison.outcomes
    assert difference.probability == pytest.approx(scratch.probability - today.probability)
    assert difference.in_race == pytest.approx(scratch.in_race - today.in_race)
    # Unpaired, the band would be several times as wide.
    unpaired = monte_carlo_error(today.probability, 1000)
    assert difference.probability_high - difference.probability_low < unpaired * 1.2
    assert difference.lag_mean > 0


@pytest.mark.parametrize(
    ("ask", "found"),
    [
        (lambda: ss.answer("KR", by=2020), "2020"),
        (lambda: ss.answer("KR", by=2037), "2037"),
        (lambda: ss.answer("KR", within=-1), "-1"),
        (lambda: ss.answer("XX"), "'XX'"),
        (lambda: ss.answer("KR", policy="articel"), "'articel'"),
        (lambda: ss.answer("JP", policy="article"), "a policy for KR"),
    ],
)
def test_impossible_questions_are_refused(ask: Callable[[], Answer], found: str) -> None:
    with pytest.raises(InputError, match=found):
        ask()


def test_comparing_one_policy_is_refused() -> None:
    with pytest.raises(InputError, match="two or more"):
        ss.compare("today", "today", draws=1000)


def test_answer_names_what_it_rests_on(korea: Answer) -> None:
    assert (korea.policy, korea.draws, korea.seed, korea.as_of) == ("today", DRAWS, 1, "2026-06")
    assert answer(Question("KR"), draws=DRAWS).policy == "today"


def test_a_fixed_world_runs_the_whole_world_for_no_more_than_the_trials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = Question("KR", posterior=shipped())
    expected = answer(question, draws=DRAWS)

    def refused(*_: object) -> None:
        raise AssertionError("the whole world was run for a sample that is not used")

    monkeypatch.setattr("slipstream.policy.answer.sampling", refused)
    found = answer(question, draws=DRAWS, fixed_world=True)
    assert found.drivers == expected.drivers
