import numpy as np
import pytest
from scipy.stats import norm

from slipstream.inference.records import Floats, Quantity
from slipstream.inference.scores import (
    SCORE_LEVELS,
    Score,
    calibration,
    crps,
    inside,
    log_score,
    score,
    totals,
)
from tests.inference.make import history, run, step
from tests.inference.make import score as row

RUN: Quantity = "largest_run_log10_flop"
NORMAL = norm.ppf((np.arange(20_000) + 0.5) / 20_000)


@pytest.mark.parametrize(("mean", "sd", "value"), [(0.0, 1.0, 0.3), (140.0, 4.0, 150.0)])
def test_crps_of_a_normal(mean: float, sd: float, value: float) -> None:
    z = (value - mean) / sd
    expected = sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
    found = crps((mean + sd * NORMAL)[None], np.array([value]))
    assert found == pytest.approx([expected], rel=1e-3)


def test_crps_of_one_number_is_its_error() -> None:
    assert crps(np.full((1, 10), 3.0), np.array([5.0])) == pytest.approx([2.0])


def test_log_score_of_a_normal_seen_with_error() -> None:
    found = log_score((2.0 + 3.0 * NORMAL)[None], np.array([5.0]), np.array([4.0]))
    assert found == pytest.approx([norm.logpdf(5.0, 2.0, 5.0)], rel=1e-3)
    far = log_score(np.zeros((1, 4)), np.array([100.0]), np.array([0.5]))
    assert np.isfinite(far).all()


def test_central_bands() -> None:
    draws = np.tile(NORMAL, (4, 1))
    values = np.array([0.0, 0.70, 1.6, 1.7])
    assert inside(draws, values, 0.5).tolist() == [True, False, False, False]
    assert inside(draws, values, 0.9).tolist() == [True, True, True, False]


def test_observed_months_are_scored_and_floors_marked() -> None:
    origin = step("2025-12")
    past = history(
        row("US", "2024-01-10", 120.0),
        row("US", "2026-02-10", 130.0),
        run("US", "2025-11-10", 26.0),
        run("US", "2026-03-10", 26.0, floor=True),
        run("FR", "2025-11-10", 25.0),
    )
    draws = np.tile(np.array([119.0, 121.0, 125.0, 131.0]), (6, 1))
    samples: dict[tuple[str, Quantity], Floats] = {
        ("US", "best_eci"): draws,
        ("US", RUN): draws / 5,
        ("FR", RUN): draws / 5,
        ("KR", "best_eci"): draws,
    }
    found = score("trend", samples, origin, past)
    months = {
        (one.country, one.quantity): [
            other.month
            for other in found
            if (other.country, other.quantity) == (one.country, one.quantity)
        ]
        for one in found
    }
    assert set(months) == {("US", "best_eci"), ("US", RUN), ("FR", RUN)}
    assert all(steps == [origin + ahead for ahead in range(1, 7)] for steps in months.values())
    first = found[0]
    assert (first.observed, first.horizon, first.band) == (120.0, 1, "1-3")
    assert (first.below, first.up_to) == (0.25, 0.25)
    assert found[1].observed == 130.0
    assert {one.floor for one in found if one.quantity == RUN and one.country == "US"} == {True}
    assert [(total.group, total.count) for total in totals(found, "quantity")] == [
        ({"quantity": "best_eci"}, 6),
        ({"quantity": RUN}, 6),
    ]
    assert [total.group["country"] for total in totals(found, "country")] == ["US", "FR"]


def one(
    month: int, below: float = 0.5, ties: float = 0.0, crps: float = 1.0, floor: bool = False
) -> Score:
    return Score(10, "US", 10 + month, "best_eci", "trend", 1.0, crps, -1.0, True, False, below,
                 below + ties, floor)  # fmt: skip


def test_totals_are_means_by_group() -> None:
    scores = [one(1, crps=1.0), one(3, crps=3.0), one(8, crps=5.0), one(9, crps=99.0, floor=True)]
    near, far = totals(scores, "model", "band")
    assert near.group == {"model": "trend", "band": "1-3"}
    assert (near.count, near.crps, near.inside_50, near.inside_90) == (2, 2.0, 1.0, 0.0)
    assert (far.group["band"], far.crps) == ("7-12", 5.0)
    assert totals(scores)[0].count == 3


@pytest.mark.parametrize(
    ("horizon", "band"),
    [(1, "1-3"), (3, "1-3"), (4, "4-6"), (12, "7-12"), (13, "13-24"), (24, "13-24"), (25, "25+")],
)
def test_bands_of_the_horizon(horizon: int, band: str) -> None:
    assert one(horizon).band == band


def test_calibrated_forecasts_lie_on_the_diagonal() -> None:
    ranks = (np.arange(1000) + 0.5) / 1000
    found = calibration([one(1, below=float(rank)) for rank in ranks])
    assert found.below == pytest.approx(SCORE_LEVELS)
    assert found.histogram == pytest.approx([0.1] * 10)
    assert calibration([one(1, floor=True)]).count == 0


def test_a_record_that_stands_is_not_wholly_inside() -> None:
    """Of four draws in five that say so, those between the quartiles count for the 50% band."""
    stood = one(1, below=0.0, ties=0.8)
    assert stood.within(0.5) == pytest.approx(0.5 / 0.8)
    assert stood.within(0.9) == pytest.approx(0.75 / 0.8)
    assert [one(1, below=place).within(0.5) for place in (0.1, 0.4, 0.9)] == [0.0, 1.0, 0.0]
