import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slipstream.report.rounding import significant

NUMBERS = st.floats(min_value=-1e15, max_value=1e15).filter(
    lambda value: value == 0 or abs(value) > 1e-9
)


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.integers(2, 8))
def test_many_numbers_are_rounded_as_one_is(values: list[float], digits: int) -> None:
    found = significant(np.array(values), digits)
    for value, rounded in zip(values, found, strict=True):
        step = 10.0 ** np.floor(np.log10(abs(value) or 1.0)) / 10.0 ** (digits - 1)
        assert abs(rounded - value) <= 0.501 * step
        # No stray last bit, so that what is sent is short.
        assert float(f"{rounded:.{digits}g}") == rounded
