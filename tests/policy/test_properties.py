"""What has to hold of Korea's median lag however far a lever or a shock is moved."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.random_streams import BLOCK
from slipstream.ensemble.run import run_blocks
from slipstream.model.constants import MONTHS, month_name
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import Policy

FEW = settings(max_examples=8)


def _median_lag(overlay: Mapping[str, Any]) -> NDArray[np.float64]:
    text = {"en": "moved", "ko": "변경"}
    policy = Policy.model_validate({"name": "moved", "label": text, "description": text, **overlay})
    (lag,) = run_blocks(build("KR", [policy]), BLOCK, 1, lambda track, _: np.asarray(track.lag))
    return np.asarray(np.median(lag, axis=1))


@cache
def _today() -> NDArray[np.float64]:
    return _median_lag({})


@FEW
@given(times=st.floats(1.0, 20.0))
def test_more_public_money_never_lengthens_the_lag(times: float) -> None:
    moved = _median_lag({"levers": {"public_budget": {"times": times}}})
    assert np.all(moved <= _today())


@FEW
@given(months=st.floats(10.0, 60.0))
def test_slower_procurement_never_shortens_the_lag(months: float) -> None:
    assert np.all(_median_lag({"levers": {"procurement_delay": months}}) >= _today())


@FEW
@given(start=st.integers(NOW + 1, MONTHS - 12), severity=st.floats(0.1, 1.0))
def test_closing_open_weights_for_good_never_shortens_the_lag(start: int, severity: float) -> None:
    # For good: once weights open again, a pool that fell back catches up faster than before.
    month = month_name(start)
    closed = {"window": [month, month], "duration": MONTHS, "severity": severity}
    shocks = [{"open_weights_closure": {**closed, "probability": p}} for p in (0.0, 1.0)]
    never, surely = (_median_lag({"shocks": shock}) for shock in shocks)
    assert np.all(surely >= never)
