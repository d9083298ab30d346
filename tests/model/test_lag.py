"""The headline's definitions: months behind, in the race, joined."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from slipstream.evidence.fact_files import load_facts
from slipstream.model.constants import LAG_THRESHOLD_MONTHS, MONTHS
from slipstream.model.lag import NOT_JOINED, in_race, joining_step, lag_by_year, months_behind

NOW = 53
Floats = NDArray[np.floating]
LENGTH, DRAWS = 30, 3
# Small whole steps, most of them none: ties, jumps and standstills are all common.
STEPS = arrays(np.float32, (LENGTH, DRAWS), elements=st.sampled_from([0.0, 0.0, 0.0, 1.0, 3.0]))
Lags = np.ndarray[tuple[int, int], np.dtype[np.int8]]
# Long spells, so that twelve months running are neither rare nor certain.
SPELLS = arrays(np.int8, (MONTHS // 10, 2), elements=st.integers(5, 9))


def counted(best: Floats, frontier: Floats, month: int, draw: int) -> int:
    if best[month, draw] >= frontier[month, draw]:
        return 0
    first = next(past for past in range(LENGTH) if frontier[past, draw] >= best[month, draw])
    return month - first


@given(own=STEPS, other=STEPS, ahead=st.integers(-5, 5))
def test_months_behind_are_counted_to_the_first_month_at_the_frontier(
    own: Floats, other: Floats, ahead: int
) -> None:
    best = np.cumsum(own, axis=0)
    frontier = np.maximum(best, np.cumsum(other, axis=0) + np.float32(ahead))
    lag = np.asarray(months_behind(jnp.asarray(best), jnp.asarray(frontier)))
    brute = [[counted(best, frontier, m, d) for d in range(DRAWS)] for m in range(LENGTH)]
    assert lag.tolist() == brute


def test_a_country_behind_from_the_start_is_counted_from_the_start() -> None:
    best, frontier = jnp.zeros((4, 1)), jnp.full((4, 1), 9.0)
    assert months_behind(best, frontier)[:, 0].tolist() == [0.0, 1.0, 2.0, 3.0]


def joined(lag: Lags, within: float, now: int, draw: int) -> int:
    running = 0
    for month in range(len(lag)):
        running = running + 1 if lag[month, draw] <= within else 0
        if running >= 12 and month > now:
            return month
    return NOT_JOINED


@given(SPELLS, st.integers(0, NOW))
def test_joining_is_a_year_of_small_lag_after_the_evidence(spells: Lags, now: int) -> None:
    lag = np.repeat(spells, 10, axis=0)
    steps = joining_step(lag.astype(np.float32), 7, now)
    assert steps.tolist() == [joined(lag, 7, now, draw) for draw in range(2)]


@given(SPELLS)
def test_a_wider_margin_never_joins_later(spells: Lags) -> None:
    lag = np.repeat(spells, 10, axis=0).astype(np.float32)
    assert np.all(joining_step(lag, 8, NOW) <= joining_step(lag, 7, NOW))


@pytest.mark.parametrize("now", [26, NOW])
def test_who_was_always_close_has_joined_when_the_evidence_ends(now: int) -> None:
    assert joining_step(np.zeros((MONTHS, 1), np.float32), 7, now).tolist() == [now + 1]


@given(SPELLS, st.integers(0, NOW))
def test_the_lag_of_a_year_is_the_mean_of_its_months(spells: Lags, now: int) -> None:
    lag = np.repeat(spells, 10, axis=0).astype(np.float32)
    found = lag_by_year(lag, now)
    first = now // 12
    assert found.shape == (MONTHS // 12 - first, 2)
    for year in range(first, MONTHS // 12):
        months = lag[12 * year : 12 * year + 12]
        assert found[year - first].tolist() == [months[:, draw].sum() / 12 for draw in range(2)]


def test_a_year_of_seven_months_behind_is_within_seven() -> None:
    assert np.all(in_race(lag_by_year(np.full((MONTHS, 3), 7, np.float32), NOW), 7.0))


def test_a_mean_above_the_threshold_is_out_of_the_race() -> None:
    year_lag = np.array([[6.5, 7.0], [7.083, 0.0]], np.float32)
    assert in_race(year_lag, 7.0).tolist() == [[True, True], [False, True]]


def test_the_threshold_is_how_far_china_has_been_behind() -> None:
    assert load_facts().fact("WORLD.china_lag").value == LAG_THRESHOLD_MONTHS
