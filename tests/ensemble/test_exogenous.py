import datetime as dt

import numpy as np
import pytest

from slipstream.countries.model_data import model_data
from slipstream.ensemble.exogenous import NOW, deliveries_until, market_deliveries, world_deliveries
from slipstream.evidence import CUTOFF
from slipstream.model.constants import MONTHS, month_index, month_step


def test_the_evidence_ends_at_its_cutoff() -> None:
    assert month_index(CUTOFF.year, CUTOFF.month) == NOW
    assert dt.date(2026, 6, 30) == CUTOFF


def test_deliveries_of_2025_add_up_to_the_rise_of_the_stock() -> None:
    deliveries = world_deliveries(model_data(), NOW)
    assert deliveries.shape == (MONTHS,)
    year = deliveries[month_index(2025, 1) : month_index(2026, 1)]
    assert np.mean(year) == pytest.approx(19.73e6 - 6.53e6, rel=0.05)


def test_deliveries_rise_with_the_boom_and_are_held_after_the_last_total() -> None:
    deliveries = world_deliveries(model_data(), NOW)
    assert deliveries.min() > 0.0
    assert deliveries[month_index(2022, 1)] < 0.5e6
    assert np.all(deliveries[NOW + 1 :] == deliveries[-1])


@pytest.mark.parametrize("origin", ["2024-03", "2025-09"])
def test_later_totals_are_not_known(origin: str) -> None:
    now = month_step(origin)
    early, late = world_deliveries(model_data(), now), world_deliveries(model_data(), NOW)
    # The rate of the last quarter that is known stands for its middle.
    assert early[: now - 1] == pytest.approx(late[: now - 1])
    assert np.all(early[now:] == early[now])
    assert early[-1] < late[-1]
    assert np.all(early[deliveries_until(model_data(), now) + 1 :] == early[-1])
    assert early[deliveries_until(model_data(), now) - 1] < early[-1]


def test_a_home_market_is_quoted_for_2025_or_for_the_year_before_an_earlier_end() -> None:
    assert market_deliveries(model_data(), NOW) == market_deliveries(
        model_data(), month_step("2025-12")
    )
    early = month_step("2024-09")
    year = world_deliveries(model_data(), early)[month_index(2023, 10) : month_index(2024, 10)]
    assert market_deliveries(model_data(), early) == pytest.approx(np.mean(year))
