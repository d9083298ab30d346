import datetime as dt
import json

import numpy as np
import pytest

from slipstream.files import InputError
from slipstream.inference.baselines import forecast
from slipstream.inference.forecasts import assemble, origin_step, to_json
from slipstream.inference.records import QUANTITIES, Samples, packaged
from slipstream.inference.scores import Model
from slipstream.inference.task import BASELINES
from tests.inference.make import step

KEYS = ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"]


@pytest.mark.parametrize(
    ("day", "month"),
    [("2026-03-31", "2026-03"), ("2026-03-30", "2026-02"), ("2024-02-29", "2024-02")],
)
def test_a_day_knows_the_months_that_are_over(day: str, month: str) -> None:
    assert origin_step(dt.date.fromisoformat(day)) == step(month)


def test_before_the_clock_nothing_is_known() -> None:
    with pytest.raises(InputError, match="a day after January 2022"):
        origin_step(dt.date(2022, 1, 30))


def test_the_json_keeps_the_contract() -> None:
    origin, until = dt.date(2025, 12, 31), step("2026-06")
    now = origin_step(origin)
    past = packaged()
    samples: dict[Model, Samples] = {
        name: forecast(name, past, now, until, 100, 1) for name in BASELINES
    }
    backtest = assemble(origin, until, samples, past)
    found = json.loads(json.dumps(to_json(backtest), allow_nan=False))
    assert list(found) == ["origin", "until", "data_cutoff", "forecasts", "scores", "summary"]
    assert (found["origin"], found["until"], found["data_cutoff"]) == (
        "2025-12-31",
        "2026-06",
        "2025-12-31",
    )
    assert {item["quantity"] for item in found["forecasts"]} == set(QUANTITIES)
    assert {item["model"] for item in found["forecasts"]} == set(BASELINES)
    assert {item["month"] for item in found["forecasts"]} == {
        f"2026-0{month}" for month in range(1, 7)
    }
    for item in found["forecasts"]:
        assert list(item) == ["country", "month", "quantity", "model", "quantiles"]
        assert list(item["quantiles"]) == KEYS
        assert np.all(np.diff(list(item["quantiles"].values())) >= 0)
    # History ends in June.
    assert {item["month"] for item in found["scores"]} == {
        f"2026-0{month}" for month in range(1, 7)
    }
    for item in found["scores"]:
        assert list(item) == [
            "country",
            "month",
            "quantity",
            "model",
            "horizon",
            "observed",
            "crps",
            "log_score",
            "inside_50",
            "inside_90",
            "within_50",
            "within_90",
            "floor",
        ]
        assert item["horizon"] == int(item["month"][-2:])
    assert {(item["model"], item["quantity"]) for item in found["summary"]} == {
        (model, quantity) for model in BASELINES for quantity in QUANTITIES
    }


def test_the_future_has_forecasts_and_no_scores() -> None:
    origin, until, past = dt.date(2026, 6, 30), step("2026-08"), packaged()
    samples: dict[Model, Samples] = {
        "trend": forecast("trend", past, origin_step(origin), until, 50, 1)
    }
    backtest = assemble(origin, until, samples, past)
    assert backtest.forecasts
    assert backtest.scores == ()


def test_a_later_origin_knows_no_later_data() -> None:
    backtest = assemble(dt.date(2026, 9, 30), step("2026-11"), {}, packaged())
    assert backtest.data_cutoff == dt.date(2026, 6, 30)


def test_draws_have_to_reach_the_last_month() -> None:
    draws: Samples = {("US", "best_eci"): np.zeros((3, 10))}
    with pytest.raises(ValueError, match="3 months"):
        assemble(dt.date(2026, 3, 31), step("2026-08"), {"trend": draws}, packaged())
