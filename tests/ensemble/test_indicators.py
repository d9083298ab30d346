import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.indicators import (
    NOT_JOINED,
    joining_step,
    lag_by_year,
    monte_carlo_error,
    paired,
    paired_share,
    quantiles,
)
from slipstream.model.constants import MONTHS

Lags = np.ndarray[tuple[int, int], np.dtype[np.int8]]
# Long spells, so that twelve months running are neither rare nor certain.
SPELLS = arrays(np.int8, (MONTHS // 10, 2), elements=st.integers(5, 9))


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
    assert np.all(lag_by_year(np.full((MONTHS, 3), 7, np.float32), NOW) <= 7.0)


def test_a_paired_band_shrinks_with_what_both_share() -> None:
    rng = np.random.default_rng(1)
    luck, effect = rng.normal(size=4000), rng.normal(0.5, 0.1, size=4000)
    found = paired((luck + effect) - luck)
    assert found.low < 0.5 < found.high
    assert found.high - found.low == pytest.approx(2 * 1.645 * 0.1 / np.sqrt(4000), rel=0.1)


def test_equal_shares_still_have_a_band() -> None:
    same = np.array([True, False] * 50)
    found = paired_share(same, same)
    assert found.mean == 0
    assert found.high == -found.low > 0


def test_quantiles_are_ordered_percentiles() -> None:
    assert quantiles(np.arange(101.0)) == (5.0, 25.0, 50.0, 75.0, 95.0)


@given(st.floats(0.0, 1.0), st.integers(100, 1_000_000))
def test_the_error_shrinks_with_draws(probability: float, draws: int) -> None:
    error = monte_carlo_error(probability, draws)
    assert error >= 2.0 / draws
    assert monte_carlo_error(probability, 4 * draws) <= error
    spread = np.sqrt(2.0 * probability * (1.0 - probability) / draws)
    assert error == pytest.approx(max(2.576 * spread, error if spread == 0 else 0.0), abs=0.04)
