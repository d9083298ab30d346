import pytest
from hypothesis import given
from jax import Array

from slipstream.model.powers import power, power10
from tests.model.legal import between


@given(base=between(1e-6, 1e6), exponent=between(-2.0, 2.0))
def test_power_is_that_of_arithmetic(base: Array, exponent: Array) -> None:
    expected = float(base) ** float(exponent)
    assert float(power(base, exponent)) == pytest.approx(expected, rel=2e-5)


@given(exponent=between(-30.0, 30.0))
def test_powers_of_ten_are_those_of_arithmetic(exponent: Array) -> None:
    assert float(power10(exponent)) == pytest.approx(10.0 ** float(exponent), rel=2e-5)
