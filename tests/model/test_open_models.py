import math

import jax
import jax.numpy as jnp
import pytest
from hypothesis import given
from jax import Array

from slipstream.model.open_models import (
    adopted_share,
    advance_excess_lag,
    advance_open_pool,
    gained,
    held_back,
    open_lag,
    openness,
    own_release,
    teacher,
)
from tests.model.legal import DOLLARS, LOG10_FLOP, ONE, SHARE, ZERO, between, legal, number

NOTHING = number(-jnp.inf)
LAG = between(1.0, 40.0)
MONTHS = 600


@given(mean=legal("open_lag_mean"), wander=between(-3.0, 3.0))
def test_the_lag_wanders_around_its_mean_and_stays_positive(mean: Array, wander: Array) -> None:
    assert float(open_lag(mean, wander)) > 0.0
    assert float(open_lag(mean, ZERO)) == float(mean)


@given(pool=LOG10_FLOP, frontier=LOG10_FLOP, lag=LAG, closed=SHARE, released=LOG10_FLOP)
def test_the_pool_never_falls_nor_passes_the_frontier(
    pool: Array, frontier: Array, lag: Array, closed: Array, released: Array
) -> None:
    after = advance_open_pool(pool, frontier, lag, closed, released)
    assert pool <= after <= jnp.maximum(frontier, pool)
    assert float(advance_open_pool(pool, frontier, lag, ONE, released)) == float(pool)


@given(pool=LOG10_FLOP, frontier=LOG10_FLOP, lag=LAG, released=LOG10_FLOP)
def test_what_countries_release_is_in_the_pool_at_once(
    pool: Array, frontier: Array, lag: Array, released: Array
) -> None:
    after = advance_open_pool(pool, frontier, lag, ZERO, released)
    assert float(after) >= min(float(released), float(frontier))


@given(pool=LOG10_FLOP, frontier=LOG10_FLOP, released=LOG10_FLOP, share=SHARE)
def test_releases_are_held_back_as_far_as_a_closure_set_the_pool_back(
    pool: Array, frontier: Array, released: Array, share: Array
) -> None:
    held = held_back(released=released, pool=pool, frontier=frontier, openness=share)
    distance = max(float(frontier - pool), 0.0)
    assert float(held) == pytest.approx(float(released) - (1.0 - float(share)) * distance, abs=1e-4)
    assert float(held_back(released=released, pool=pool, frontier=frontier, openness=ONE)) == float(
        released
    )


@jax.jit
def _settled(lag: Array, growth: Array) -> Array:
    """Distance of pool to frontier at the end of a month, long after a steady rise began."""

    def advance(distance: Array, _: None) -> tuple[Array, None]:
        # Counted from the frontier, so that single precision is lost on nothing else.
        return growth - advance_open_pool(-distance, ZERO, lag, ZERO, NOTHING), None

    return jax.lax.scan(advance, ZERO, None, length=MONTHS)[0]


@given(lag=LAG, growth=between(0.01, 0.5))
def test_behind_a_steady_frontier_the_pool_settles_at_the_lag(lag: Array, growth: Array) -> None:
    assert float(_settled(lag, growth) / growth) == pytest.approx(float(lag), rel=1e-3)


@given(effective=LOG10_FLOP, share=legal("open_release"), carried=legal("own_open_share"))
def test_an_open_release_carries_no_more_than_the_flagship(
    effective: Array, share: Array, carried: Array
) -> None:
    assert own_release(effective, share, carried) <= effective
    assert own_release(effective, ZERO, carried) <= effective - 5.9


EXCESS = between(0.0, 60.0)


@given(excess=EXCESS, closed=SHARE, recovery=legal("open_recovery"))
def test_a_closure_sets_back_by_a_month_a_month_and_recovery_takes_years(
    excess: Array, closed: Array, recovery: Array
) -> None:
    after = float(advance_excess_lag(excess, closed, recovery))
    assert 0.0 <= after <= float(excess) + float(closed) + 1e-5
    assert float(advance_excess_lag(excess, ONE, recovery)) == pytest.approx(float(excess) + 1.0)
    left = float(excess) * math.exp(-1.0 / (12.0 * float(recovery)))
    reopened = float(advance_excess_lag(excess, ZERO, recovery))
    assert reopened == pytest.approx(left, rel=1e-4, abs=1e-6)
    assert float(advance_excess_lag(ZERO, ZERO, recovery)) == 0.0


def test_a_half_closure_grows_by_half_and_recovers_at_half() -> None:
    after = float(advance_excess_lag(number(10.0), number(0.5), number(2.0)))
    assert after == pytest.approx(10.5 - 10.0 * 0.5 * (1.0 - math.exp(-1.0 / 24.0)), rel=1e-5)


@given(excess=EXCESS, lag=legal("open_lag_mean"))
def test_openness_is_the_ordinary_lag_over_the_whole(excess: Array, lag: Array) -> None:
    share = float(openness(excess, lag))
    assert 0.0 < share <= 1.0
    assert float(openness(ZERO, lag)) == 1.0
    assert float(openness(excess + 1.0, lag)) <= share
    assert float(openness(lag * 3.0, lag)) == pytest.approx(0.25, rel=1e-5)


TEACHER = {
    "pool": LOG10_FLOP,
    "frontier": LOG10_FLOP,
    "answer_access": legal("answer_access"),
    "partnership_depth": legal("partnership_depth"),
    "enforced": legal("terms_enforced"),
}


@given(**TEACHER)
def test_a_teacher_lies_between_the_pool_and_the_frontier(**given: Array) -> None:
    best = float(teacher(**given))
    pool, frontier = float(given["pool"]), float(given["frontier"])
    assert pool <= best <= max(pool, frontier) + 1e-5
    assert float(teacher(**{**given, "enforced": ONE})) <= best + 1e-5
    full = float(teacher(**{**given, "partnership_depth": ONE}))
    assert full == pytest.approx(max(pool, frontier), abs=1e-5)


def test_enforcement_takes_access_and_leaves_a_partners_licence() -> None:
    best = teacher(
        pool=number(25.0),
        frontier=number(27.0),
        answer_access=number(0.5),
        partnership_depth=number(0.2),
        enforced=number(0.4),
    )
    assert float(best) == pytest.approx(25.0 + 2.0 * (0.3 + 0.7 * 0.2), abs=1e-5)


@given(
    base=legal("inheritance"),
    rule=legal("from_scratch"),
    gain=legal("open_source_gain"),
    budget=DOLLARS,
)
def test_adoption_is_a_share_that_a_rule_closes_and_support_raises(
    base: Array, rule: Array, gain: Array, budget: Array
) -> None:
    share = float(adopted_share(base, rule, gain, budget))
    assert 0.0 <= share <= 1.0
    assert float(adopted_share(base, ONE, gain, budget)) == 0.0
    assert float(adopted_share(base, rule, gain, ZERO)) <= share + 1e-6
    plain = float(adopted_share(base, rule, gain, ZERO))
    assert plain == pytest.approx(float(base) * (1.0 - float(rule)), abs=1e-6)


def test_the_first_hundred_millions_for_open_source_gain_what_is_stated() -> None:
    share = adopted_share(number(0.5), number(0.2), number(0.1), number(1e8))
    assert float(share) == pytest.approx(0.5 * 1.1 * 0.8)


GAINED = {
    "own": LOG10_FLOP,
    "source": LOG10_FLOP,
    "share": SHARE,
    "cost": between(1e-5, 1.0),
}


@given(**GAINED)
def test_what_is_gained_is_no_more_than_the_lead(**given: Array) -> None:
    found = float(gained(**given))
    lead = 10.0 ** min(float(given["source"]) - float(given["own"]), 30.0) - 1.0
    assert 0.0 <= found <= max(float(given["share"]) * lead, 0.0) * (1.0 + 1e-4) + 1e-6
    better = float(gained(**{**given, "source": given["source"] + 0.1}))
    assert better >= found * (1.0 - 1e-5)
    if lead <= 0.0:
        assert found == 0.0


@given(source=LOG10_FLOP, behind=between(0.1, 10.0), share=SHARE, cost=GAINED["cost"])
def test_who_has_more_reaches_more(source: Array, behind: Array, share: Array, cost: Array) -> None:
    def reached(own: Array) -> float:
        return float(own) + math.log10(1.0 + float(gained(own, source, share, cost)))

    assert reached(source - behind) <= reached(source - behind * 0.9) + 1e-4


def test_half_of_the_share_is_gained_at_its_cost() -> None:
    # A thousandth of a much better model, of which a thousandth is the cost of half.
    found = float(gained(number(24.0), number(27.0), number(0.8), number(1e-3)))
    assert found == pytest.approx(0.8 * 999.0 / 2.0, rel=1e-4)
    assert float(gained(number(24.0), number(24.0), ONE, number(0.1))) == 0.0
