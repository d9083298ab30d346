import pytest
from hypothesis import given
from jax import Array

from slipstream.model.noise import ornstein_uhlenbeck
from tests.model.legal import ONE, ZERO, between

MEMORY = between(0.1, 5.0)
SD = between(0.01, 20.0)


@given(memory=MEMORY, sd=SD)
def test_the_stationary_variance_is_kept(memory: Array, sd: Array) -> None:
    kept = float(ornstein_uhlenbeck(sd, memory, sd, ZERO))
    added = float(ornstein_uhlenbeck(ZERO, memory, sd, ONE))
    assert kept**2 + added**2 == pytest.approx(float(sd) ** 2, rel=1e-5)


@given(state=between(-20.0, 20.0), memory=MEMORY, sd=SD)
def test_without_innovation_it_relaxes_to_the_mean(state: Array, memory: Array, sd: Array) -> None:
    after = float(ornstein_uhlenbeck(state, memory, sd, ZERO))
    assert after * float(state) >= 0.0
    assert abs(after) <= abs(float(state))
