import math

import pytest
from hypothesis import given
from jax import Array

from slipstream.model.efficiency import (
    advance_efficiency,
    diffusion_rate,
    leap,
    own_growth,
    practice,
    research_effort,
)
from tests.model.legal import DOLLARS, ONE, SHARE, ZERO, between, legal, number

OOM = between(-4.0, 10.0)
EFFORT = between(0.0, 20.0)


@given(labour=between(3.0, 16.0), chips=between(1.0, 1e8), weight=legal("effort_talent_share"))
def test_effort_has_constant_returns_to_scale(labour: Array, chips: Array, weight: Array) -> None:
    effort = float(research_effort(labour, chips, weight))
    log2 = math.log(2.0)
    doubled = float(research_effort(labour + log2, chips * 2.0, weight))
    assert doubled - effort == pytest.approx(log2, abs=1e-5)
    more = float(research_effort(labour + 1.0, chips, weight))
    assert more - effort == pytest.approx(float(weight), abs=1e-5)
    assert float(research_effort(labour, chips * 2.0, weight)) >= effort


@given(
    rate=between(0.0, 3.0),
    effort=EFFORT,
    leader=EFFORT,
    elasticity=legal("effort_elasticity"),
    gain=legal("data_gain"),
    budget=DOLLARS,
)
def test_followers_find_no_more_than_the_leader(
    rate: Array, effort: Array, leader: Array, elasticity: Array, gain: Array, budget: Array
) -> None:
    plain = float(own_growth(rate, effort, leader, elasticity, gain, ZERO))
    assert 0.0 <= plain <= float(rate)
    assert float(own_growth(rate, leader, leader, elasticity, gain, ZERO)) == float(rate)
    assert plain <= float(own_growth(rate, effort + 1.0, leader, elasticity, gain, ZERO))
    assert plain <= float(own_growth(rate, effort, leader, elasticity, gain, budget))


@given(gain=legal("data_gain"))
def test_the_first_hundred_millions_for_data_gain_what_is_stated(gain: Array) -> None:
    found = own_growth(ZERO, ONE, ONE, ONE, gain, number(1e8))
    assert float(found) == pytest.approx(float(gain), rel=1e-5)


def test_half_the_effort_finds_a_power_of_half() -> None:
    found = own_growth(
        rate=number(0.8),
        effort=number(9.0 - math.log(2.0)),
        leader_effort=number(9.0),
        effort_elasticity=number(0.3),
        data_gain=number(0.02),
        data_budget=number(3e8),
    )
    assert float(found) == pytest.approx(0.8 * 0.5**0.3 + 0.02 * 2.0, rel=1e-5)


DIFFUSION = {
    "diffusion": legal("diffusion"),
    "openness": SHARE,
    "partnership_depth": legal("partnership_depth"),
    "partner_diffusion": legal("partner_diffusion"),
    "practice": SHARE,
}


@given(**DIFFUSION)
def test_diffusion_is_a_product(**given: Array) -> None:
    value = {name: float(one) for name, one in given.items()}
    partner = 1.0 + value["partner_diffusion"] * value["partnership_depth"]
    expected = value["diffusion"] * value["openness"] * partner * value["practice"]
    assert float(diffusion_rate(**given)) == pytest.approx(expected, rel=1e-5, abs=1e-9)


@given(rule=legal("from_scratch"), learning=legal("adapter_learning"))
def test_who_trains_from_scratch_absorbs_all_and_who_adapts_a_part(
    rule: Array, learning: Array
) -> None:
    capacity = float(practice(rule, learning))
    assert float(learning) - 1e-6 <= capacity <= 1.0 + 1e-6
    assert float(practice(ONE, learning)) == 1.0
    assert float(practice(ZERO, learning)) == float(learning)
    assert float(practice(number(0.25), number(0.6))) == pytest.approx(0.7)


@given(own=OOM, gap=between(0.0, 4.0), growth=between(0.0, 2.0), rate=between(0.0, 50.0))
def test_diffusion_closes_the_gap_and_never_passes_the_frontier(
    own: Array, gap: Array, growth: Array, rate: Array
) -> None:
    frontier = own + gap
    assert own <= advance_efficiency(own, frontier, ZERO, rate) <= frontier + 1e-5
    grown = float(advance_efficiency(own, own, growth, rate) - own)
    assert grown == pytest.approx(float(growth) / 12.0, abs=1e-5)


@given(own=OOM, size=legal("efficiency_leap"))
def test_a_leap_adds_its_size(own: Array, size: Array) -> None:
    assert float(leap(own, size)) == pytest.approx(float(own) + float(size), abs=1e-5)
