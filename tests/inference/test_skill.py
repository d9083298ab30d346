from itertools import product

import pytest

from slipstream.inference.records import Quantity
from slipstream.inference.scores import Model, Score
from slipstream.inference.skill import best_baseline, skill


def one(
    model: Model,
    crps: float,
    origin: int = 10,
    country: str = "US",
    month: int = 20,
    quantity: Quantity = "best_eci",
    floor: bool = False,
) -> Score:
    return Score(origin, country, month, quantity, model, 1.0, crps, -1.0, True, True, 0.5, 0.5,
                 floor)  # fmt: skip


def test_the_ratio_is_a_geometric_mean_over_quantities() -> None:
    scores = [
        one("slipstream", 1.0),
        one("trend", 2.0),
        one("slipstream", 0.08, quantity="largest_run_log10_flop"),
        one("trend", 0.01, quantity="largest_run_log10_flop"),
        one("trend", 50.0, month=21),
        one("slipstream", 9.0, month=22, floor=True),
        one("trend", 1.0, month=22, floor=True),
    ]
    found = skill(scores, "trend")
    assert found.ratio == pytest.approx((0.5 * 8.0) ** 0.5)
    assert found.skill == pytest.approx(-1.0)
    assert (found.count, found.origins) == (2, 1)


def test_the_interval_comes_from_origins_and_countries() -> None:
    places = list(product((10, 16, 22), ("US", "KR", "FR"), range(30, 33)))
    even = [one("trend", 2.0, *place) for place in places] + [
        one("slipstream", 1.0, *place) for place in places
    ]
    sure = skill(even, "trend")
    assert (sure.low, sure.high, sure.better) == (0.5, 0.5, 1.0)
    worse = [one("slipstream", 3.0 if place[0] == 22 else 1.0, *place) for place in places]
    unsure = skill([*even[: len(places)], *worse], "trend")
    assert unsure.low == pytest.approx(0.5)
    assert unsure.high > 1.0
    assert 0.5 < unsure.better < 1.0
    assert unsure == skill([*even[: len(places)], *worse], "trend")


def test_where_a_baseline_never_errs_it_cannot_be_compared() -> None:
    scores = [
        one("slipstream", 1.0),
        one("trend", 2.0),
        one("slipstream", 0.1, quantity="lag_months"),
        one("trend", 0.0, quantity="lag_months"),
    ]
    assert skill(scores, "trend").ratio == pytest.approx(0.5)
    with pytest.raises(ValueError, match="no scored month in common"):
        skill(scores, "persistence")


def test_the_best_baseline_is_best_over_everything() -> None:
    scores = [
        one("trend", 1.0),
        one("trend", 0.9, quantity="lag_months"),
        one("persistence", 1.2),
        one("persistence", 0.3, quantity="lag_months"),
        one("slipstream", 0.1),
    ]
    assert best_baseline(scores) == "persistence"
    with pytest.raises(ValueError, match="no baseline"):
        best_baseline(scores[-1:])
