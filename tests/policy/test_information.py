"""What moving facts changes, against answers of which it is known."""

import numpy as np
import pytest

from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates, quantile
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence import load_facts
from slipstream.policy.information import Information, value_of_facts
from slipstream.policy.question import Question
from slipstream.policy.variance import Members
from slipstream.registry.load import registry

COUNT = 4_096
NUMBERS = tuple(number for number in coordinates(model_data(), NOW) if not number.prior.fixed)
ROWS = registry().parameters
SCORES = np.random.default_rng(3).standard_normal((len(NUMBERS), COUNT))


def place(name: str) -> int:
    return [number.name for number in NUMBERS].index(name)


def value(lag: np.ndarray, scores: np.ndarray = SCORES) -> Information:
    values = np.stack(
        [
            quantile(ROWS[number.parameter], number.prior, score)
            for number, score in zip(NUMBERS, scores, strict=True)
        ]
    )
    joined = (lag < 0).astype(float)
    return value_of_facts(Members(NUMBERS, values, lag, joined, 1, 0.0, 0.0), Question("KR"))


def test_a_fact_that_is_the_prior_moves_it_to_its_ends() -> None:
    found = value(2.0 * SCORES[place("price_fall")])
    fall = next(each for each in found.facts if each.fact.id == "WORLD.price.fall")
    assert fall.high.lag_months == pytest.approx(2.0 * 1.645, rel=0.1)
    assert fall.low.lag_months == pytest.approx(-2.0 * 1.645, rel=0.1)
    assert fall.swing.lag_months == pytest.approx(fall.high.lag_months - fall.low.lag_months)
    assert fall.high.probability < 0 < fall.low.probability
    assert found.facts[0] is fall


def test_a_number_moves_in_proportion_and_no_further_than_its_prior() -> None:
    found = value(SCORES[place("distillation")])
    flash = next(each for each in found.facts if each.fact.id == "WORLD.inheritance.gemini_flash")
    assert 0.5 < flash.high.lag_months < 1.645 * 1.1
    assert -1.0 < flash.low.lag_months < -0.3


def test_history_that_pins_a_number_leaves_a_fact_little_to_move() -> None:
    # A conjugate pair: prior and data of equal weight halve what a move of the prior does.
    free = SCORES[place("price_fall")]
    pinned = SCORES.copy()
    pinned[place("price_fall")] = free / np.sqrt(2.0)
    loose, tight = (
        next(each for each in found.facts if each.fact.id == "WORLD.price.fall")
        for found in (value(free), value(free / np.sqrt(2.0), pinned))
    )
    assert tight.swing.lag_months == pytest.approx(0.5 * loose.swing.lag_months, rel=0.1)


def test_a_bend_in_the_answer_is_seen_where_enough_draws_carry_the_move() -> None:
    score = SCORES[place("distillation")]
    found = value(score + score**2)
    flash = next(each for each in found.facts if each.fact.id == "WORLD.inheritance.gemini_flash")
    straight = next(
        each for each in value(score).facts if each.fact.id == "WORLD.inheritance.gemini_flash"
    )
    # A move by d changes the mean of the square by its square.
    for bent, plain in ((flash.low, straight.low), (flash.high, straight.high)):
        moved = plain.lag_months
        assert bent.lag_months == pytest.approx(moved + moved**2, abs=0.2)


def test_numbers_of_others_are_moved_to_first_order() -> None:
    score = SCORES[place("US.private_order_share")]
    found = value(score + score**2)
    name = "US.compute.installed_2025"
    installed = next(each for each in found.facts if each.fact.id == name)
    straight = next(each for each in value(score).facts if each.fact.id == name)
    assert installed.high.lag_months == pytest.approx(straight.high.lag_months, abs=0.15)


def test_facts_about_width_move_nothing() -> None:
    found = value(SCORES[place("KR.run_offset")])
    name = "WORLD.run.per_tracked_scatter"
    scatter = next(each for each in found.facts if each.fact.id == name)
    assert scatter.swing.lag_months == scatter.swing.lag_error == 0


def test_noise_is_told_apart() -> None:
    found = value(np.random.default_rng(4).standard_normal(COUNT))
    assert sum(each.least > 0 for each in found.facts) <= 4


def test_all_facts_with_both_ends_are_moved_and_the_others_counted() -> None:
    found = value(SCORES[0])
    assert len({each.fact.id for each in found.facts}) == len(found.facts)
    for each in found.facts:
        spread = load_facts().fact(each.fact.id).spread
        assert spread is not None
        assert spread.low is not None
        assert spread.high is not None
    assert found.without_spread > 0
