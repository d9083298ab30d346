import datetime as dt

import numpy as np
import pytest

from slipstream.ensemble.known import NOW, deliveries_index
from slipstream.evidence import CUTOFF
from slipstream.model.constants import MONTHS, month_index


def test_the_evidence_ends_at_its_cutoff() -> None:
    assert month_index(CUTOFF.year, CUTOFF.month) == NOW
    assert dt.date(2026, 3, 31) == CUTOFF


def test_deliveries_are_one_on_average_in_2025() -> None:
    index = deliveries_index()
    assert index.shape == (MONTHS,)
    year = index[month_index(2025, 1) : month_index(2026, 1)]
    assert np.mean(year) == pytest.approx(1.0, abs=0.05)


def test_deliveries_rise_with_the_boom_and_are_held_after_the_last_total() -> None:
    index = deliveries_index()
    assert index.min() > 0.0
    assert index[month_index(2022, 1)] < 0.2
    assert np.all(index[NOW + 1 :] == index[-1])
