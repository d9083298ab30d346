"""Replications of history from the shipped posterior."""

import numpy as np
import pytest

from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import shipped
from slipstream.inference.observations import observations
from slipstream.inference.predictive import PASTS, Predictive, predictive
from slipstream.inference.records import observed, packaged
from slipstream.report.checks_text import KINDS, predictive_json, predictive_text

DRAWS = 60


def _silent(text: str, share: float) -> None:
    pass


@pytest.fixture(scope="module")
def found() -> Predictive:
    """Few replications."""
    return predictive(shipped(), DRAWS, 1, _silent)


def test_what_was_observed_is_what_history_says(found: Predictive) -> None:
    """Last records are those of the tables, in both pasts, and counts are those of the rows."""
    observed_of = {(one.past, one.kind, one.of): one.observed for one in found.statistics}
    for code in packaged().countries("best_eci"):
        last = observed(packaged(), "best_eci", code).values[NOW]
        for past in PASTS:
            assert observed_of[past, "last_record", code] == pytest.approx(last)
    rows = observations(NOW)
    lags = [one for one in found.statistics if one.kind == "open_lag" and one.past == "new"]
    assert len(lags) == len(rows.lags.month)
    assert {one.kind for one in found.statistics} == set(KINDS)


def test_replications_are_about_as_likely_as_history(found: Predictive) -> None:
    """Most statistics lie within the middle 95%, and a p-value is one."""
    for one in found.statistics:
        assert 0.0 <= one.p_value <= 1.0
        assert np.all(np.diff(one.quantiles) >= 0.0)
        assert one.surprising == (one.p_value < 0.05)
    assert np.mean([one.surprising for one in found.statistics]) < 0.3


def test_luck_is_the_seeds(found: Predictive) -> None:
    """The same seed gives the same replications."""
    assert predictive(shipped(), DRAWS, 1, _silent) == found
    assert predictive(shipped(), DRAWS, 2, _silent) != found


def test_text_and_json_tell_the_same(found: Predictive) -> None:
    """Every statistic has a line and an entry, and those that surprise are marked."""
    lines = predictive_text(found).splitlines()
    marked = sum(line.endswith(" *") for line in lines)
    entries = predictive_json(found)["statistics"]
    assert marked == sum(entry["surprising"] for entry in entries)
    assert len(entries) == len(found.statistics)
