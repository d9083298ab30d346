import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstream.ensemble.indicators import (
    monte_carlo_error,
    paired,
    paired_share,
    quantiles,
)


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
