import math

import jax
import jax.numpy as jnp
import pytest
from hypothesis import given
from jax import Array

from slipstream.model.open_models import (
    advance_open_pool,
    inherited_share,
    open_lag,
    own_release,
    slipstream,
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


@given(
    base=legal("inheritance"),
    rule=legal("from_scratch"),
    loss=legal("from_scratch_loss"),
    gain=legal("open_source_gain"),
    budget=DOLLARS,
)
def test_inheritance_is_a_share_that_rules_cut_and_support_raises(
    base: Array, rule: Array, loss: Array, gain: Array, budget: Array
) -> None:
    share = inherited_share(base, rule, loss, gain, budget)
    assert 0.0 <= float(share) <= 1.0
    assert inherited_share(base, ONE, loss, gain, budget) <= share
    assert inherited_share(base, rule, loss, gain, ZERO) <= share
    assert float(inherited_share(base, ZERO, loss, gain, ZERO)) == float(base)


@given(
    own=LOG10_FLOP,
    pool=LOG10_FLOP,
    inherited=between(0.01, 1.0),
    cost=legal("adaptation_cost"),
)
def test_taking_over_saturates_at_what_can_be_inherited(
    own: Array, pool: Array, inherited: Array, cost: Array
) -> None:
    taken = float(slipstream(own, pool, inherited, cost))
    relative = 10.0 ** (float(own) - float(pool))
    share = float(inherited) * relative / (relative + float(cost))
    assert taken == pytest.approx(float(pool) + math.log10(share), abs=1e-4)
    assert taken <= float(pool) + 1e-5


@given(own=LOG10_FLOP, pool=LOG10_FLOP, cost=legal("adaptation_cost"), share=between(0.01, 0.9))
def test_more_of_anything_takes_over_more(
    own: Array, pool: Array, cost: Array, share: Array
) -> None:
    taken = float(slipstream(own, pool, share, cost)) - 1e-5
    assert taken <= float(slipstream(own + 0.5, pool, share, cost))
    assert taken <= float(slipstream(own, pool + 0.5, share, cost))
    assert taken <= float(slipstream(own, pool, share + 0.1, cost))
    assert taken <= float(slipstream(own, pool, share, cost * 0.5))
