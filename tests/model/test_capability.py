import math

import jax.numpy as jnp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax import Array

from slipstream.model.capability import (
    best_of_teams,
    eci,
    effective_compute,
    effective_of,
    independent_teams,
    people_gain,
    release_probability,
    released_best,
    released_score,
    score,
)
from slipstream.model.open_models import gained
from tests.model.legal import ECI, LOG10_FLOP, ONE, SHARE, ZERO, between, legal, number

INTERCEPT = legal("eci_at_1e25")
SLOPE = legal("eci_per_oom")


@given(own=between(15.0, 40.0), adopted=between(0.0, 1e6), distilled=between(0.0, 1e6))
def test_effective_compute_is_own_work_and_what_is_gained_on_top(
    own: Array, adopted: Array, distilled: Array
) -> None:
    total, sources = effective_compute(own, adopted, distilled)
    weights, answers = float(adopted), float(distilled)
    whole = (1.0 + weights) * (1.0 + answers)
    assert float(total) == pytest.approx(float(own) + math.log10(whole), abs=1e-5)
    expected = [1.0 / whole, weights / whole, (1.0 + weights) * answers / whole]
    assert list(map(float, sources)) == pytest.approx(expected, rel=1e-4, abs=1e-9)
    assert sum(map(float, sources)) == pytest.approx(1.0, abs=1e-5)


@given(
    own=between(20.0, 28.0),
    pool=between(20.0, 28.0),
    lead=between(0.0, 3.0),
    shares=st.tuples(SHARE, SHARE),
    costs=st.tuples(between(1e-5, 1.0), between(1e-5, 1.0)),
)
def test_copying_alone_never_passes_the_better_source(
    own: Array, pool: Array, lead: Array, shares: tuple[Array, Array], costs: tuple[Array, Array]
) -> None:
    teacher = pool + lead
    adopted = gained(own, pool, shares[0], costs[0])
    with_weights = own + jnp.log10(1.0 + adopted)
    distilled = gained(with_weights, teacher, shares[1], costs[1])
    total, _ = effective_compute(own, adopted, distilled)
    assert float(total) <= max(float(own), float(teacher)) + 1e-4


@given(effective=LOG10_FLOP, intercept=INTERCEPT, slope=SLOPE)
def test_scores_and_effective_compute_stand_for_each_other(
    effective: Array, intercept: Array, slope: Array
) -> None:
    back = effective_of(eci(effective, intercept, slope), intercept, slope)
    assert float(back) == pytest.approx(float(effective), abs=1e-4)
    assert eci(effective + 1.0, intercept, slope) > eci(effective, intercept, slope)


@given(
    effective=LOG10_FLOP,
    offset=legal("skill_offset"),
    people=between(-30.0, 0.0),
    lead=between(0.0, 20.0),
    skill=between(-20.0, 20.0),
)
def test_skill_people_and_the_best_team_add_points(
    effective: Array, offset: Array, people: Array, lead: Array, skill: Array
) -> None:
    intercept, slope = number(120.0), number(9.0)
    plain = float(eci(effective, intercept, slope))
    points = float(offset) + float(people) + float(lead) + float(skill)
    shown = score(effective, intercept, slope, offset, people, lead, skill)
    assert float(shown) == pytest.approx(plain + points, abs=1e-3)


LABOUR = between(0.0, 18.0)


@given(labour=LABOUR, best=LABOUR, gain=legal("talent_gain"))
def test_people_lift_a_model_up_to_where_the_most_are(
    labour: Array, best: Array, gain: Array
) -> None:
    points = float(people_gain(labour, best, gain))
    assert points <= 0.0
    assert points <= float(people_gain(labour + 1.0, best, gain))
    assert float(people_gain(best, best, gain)) == 0.0
    halved = float(people_gain(best - math.log(2.0), best, gain))
    assert halved == pytest.approx(-float(gain), rel=1e-4, abs=1e-5)


@given(teams=legal("teams"), independence=legal("team_independence"))
def test_teams_that_share_count_as_fewer(teams: Array, independence: Array) -> None:
    unrelated = float(independent_teams(teams, independence))
    assert 1.0 - 1e-6 <= unrelated <= float(teams) * (1.0 + 1e-5)
    assert float(independent_teams(teams, ZERO)) == 1.0
    assert float(independent_teams(teams, ONE)) == pytest.approx(float(teams), rel=1e-5)
    assert float(independent_teams(number(16.0), number(0.25))) == pytest.approx(2.0, rel=1e-5)


@given(teams=between(1.0, 19.0), spread=legal("team_spread"))
def test_the_lead_of_the_best_team_grows_with_teams(teams: Array, spread: Array) -> None:
    assert float(best_of_teams(ONE, spread)) == 0.0
    lead = float(best_of_teams(teams, spread))
    assert lead >= 0.0
    assert lead <= float(best_of_teams(teams + 1.0, spread))


def test_five_teams_lead_by_the_largest_of_five_normal_values() -> None:
    # Expectation 1.163 for n = 5 (Harter 1961); Blom's approximation is within 0.02 of it.
    assert float(best_of_teams(number(5.0), ONE)) == pytest.approx(1.163, abs=0.02)


@given(
    teams=legal("teams"),
    interval=legal("release_interval"),
    burden=legal("regulatory_burden"),
)
def test_teams_release_more_often_and_approval_slows_them(
    teams: Array, interval: Array, burden: Array
) -> None:
    chance = float(release_probability(teams, interval, burden))
    assert 0.0 < chance <= 1.0
    assert chance <= float(release_probability(teams + 1.0, interval, burden))
    assert chance >= float(release_probability(teams, interval, burden + 1.0))


@given(teams=legal("teams"), interval=between(2.0, 60.0), burden=legal("regulatory_burden"))
def test_flagships_come_in_proportion_to_teams_at_their_mean_interval(
    teams: Array, interval: Array, burden: Array
) -> None:
    chance = float(release_probability(teams, interval, burden))
    rate = float(teams) / (float(interval) + float(burden))
    assert chance == pytest.approx(1.0 - math.exp(-rate), rel=1e-4)


@given(best=ECI, candidate=ECI)
def test_the_best_moves_only_by_a_better_release(best: Array, candidate: Array) -> None:
    assert float(released_best(best, candidate, number(0.0) > 0.0)) == float(best)
    best_now = float(released_best(best, candidate, number(1.0) > 0.0))
    assert best_now == max(float(best), float(candidate))


@given(expected=ECI, spread=legal("release_spread"), departure=between(-4.0, 4.0))
def test_a_release_departs_by_its_spread(expected: Array, spread: Array, departure: Array) -> None:
    gap = float(released_score(expected, spread, departure)) - float(expected)
    assert gap == pytest.approx(float(spread) * float(departure), abs=1e-3)
