import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstream.model.constants import MONTHS, month_end, month_index, month_name


def test_the_run_goes_from_2022_to_the_end_of_2036() -> None:
    assert (month_name(0), month_name(MONTHS - 1)) == ("2022-01", "2036-12")


@given(st.integers(0, MONTHS - 1))
def test_a_month_is_found_by_its_name(index: int) -> None:
    year, month = month_name(index).split("-")
    assert month_index(int(year), int(month)) == index


@pytest.mark.parametrize(
    ("month", "end"),
    [(0, dt.date(2022, 1, 31)), (25, dt.date(2024, 2, 29)), (35, dt.date(2024, 12, 31))],
)
def test_a_month_ends_on_its_last_day(month: int, end: dt.date) -> None:
    assert month_end(month) == end
