import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax import Array

from slipstream.model.sovereignty import (
    SovereigntyShares,
    sovereignty_index,
    sovereignty_shares,
)
from tests.model.legal import H100E, ONE, PERSONS, SHARE, ZERO, between, number

POSITIVE = between(0.01, 1.0)
WEIGHT = st.floats(0.05, 10.0)
WEIGHTS = st.tuples(WEIGHT, WEIGHT, WEIGHT, WEIGHT)


SHARES = {
    "domestic": H100E,
    "foreign": H100E,
    "rented": H100E,
    "adopted_share": SHARE,
    "home": PERSONS,
    "abroad": PERSONS,
    "licence_exposure": SHARE,
    "domestic_chips": SHARE,
}


@given(**SHARES)
def test_every_share_is_between_none_and_all(**given: Array) -> None:
    shares = sovereignty_shares(**given)
    assert all(0.0 <= float(share) <= 1.0 + 1e-6 for share in shares)


def test_shares_by_hand() -> None:
    values = {
        "domestic": 60.0,
        "foreign": 30.0,
        "rented": 10.0,
        "adopted_share": 0.3,
        "home": 80.0,
        "abroad": 20.0,
        "licence_exposure": 0.5,
        "domestic_chips": 0.4,
    }
    shares = sovereignty_shares(**{name: number(value) for name, value in values.items()})
    assert list(map(float, shares)) == pytest.approx([0.6, 0.7, 0.8, 0.7])


@given(st.tuples(POSITIVE, POSITIVE, POSITIVE, POSITIVE), WEIGHTS)
def test_the_index_lies_between_its_shares(
    shares: tuple[Array, Array, Array, Array], weights: tuple[float, ...]
) -> None:
    index = float(sovereignty_index(SovereigntyShares(*shares), weights))
    values = [float(share) for share in shares]
    assert min(values) - 1e-5 <= index <= max(values) + 1e-5


@given(SHARE, WEIGHTS)
def test_equal_shares_are_the_index(share: Array, weights: tuple[float, ...]) -> None:
    index = sovereignty_index(SovereigntyShares(share, share, share, share), weights)
    assert float(index) == pytest.approx(float(share), abs=1e-5)


@pytest.mark.parametrize("zero", range(4))
@given(weights=WEIGHTS)
def test_a_zero_anywhere_shows(zero: int, weights: tuple[float, ...]) -> None:
    shares = [ONE, ONE, ONE, ONE]
    shares[zero] = ZERO
    assert float(sovereignty_index(SovereigntyShares(*shares), weights)) < 1e-3


@given(SHARE)
def test_a_share_without_weight_does_not_count(share: Array) -> None:
    shares = SovereigntyShares(ZERO, share, share, share)
    index = float(sovereignty_index(shares, (0.0, 1.0, 1.0, 1.0)))
    assert index == pytest.approx(float(share), abs=1e-5)
