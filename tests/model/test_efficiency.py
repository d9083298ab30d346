import math

import pytest
from hypothesis import given
from jax import Array

from slipstream.model.efficiency import (
    advance_efficiency,
    diffusion_rate,
    leap,
    own_growth,
    research_effort,
)
from tests.model.legal import DOLLARS, ONE, PERSONS, SHARE, ZERO, between, legal, number

OOM = between(-4.0, 10.0)
EFFORT = between(0.0, 20.0)


@given(people=PERSONS, chips=between(1.0, 1e8), weight=legal("effort_talent_share"))
def test_effort_has_constant_returns_to_scale(people: Array, chips: Array, weight: Array) -> None:
    effort = float(research_effort(people, chips, weight))
    doubled = float(research_effort(people * 2.0, chips * 2.0, weight))
    assert doubled - effort == pytest.approx(math.log(2.0), abs=1e-5)
    assert float(research_effort(people * 2.0, chips, weight)) >= effort
    assert float(research_effort(people, chips * 2.0, weight)) >= effort


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


@given(
    base=legal("diffusion"),
    openness=SHARE,
    depth=legal("partnership_depth"),
    partner=legal("partner_diffusion"),
    share=SHARE,
    returnee=legal("returnee_diffusion"),
)
def test_partners_and_returnees_speed_diffusion_and_closure_slows_it(
    base: Array, openness: Array, depth: Array, partner: Array, share: Array, returnee: Array
) -> None:
    rate = float(diffusion_rate(base, openness, depth, partner, share, returnee))
    slack = 1.0 + 1e-5
    assert float(base) * float(openness) <= rate * slack
    assert rate <= float(diffusion_rate(base, ONE, depth, partner, share, returnee)) * slack
    assert rate <= float(diffusion_rate(base, openness, ONE, partner, share, returnee)) * slack
    assert rate <= float(diffusion_rate(base, openness, depth, partner, ONE, returnee)) * slack


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
