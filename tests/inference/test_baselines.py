import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipstream.files import InputError
from slipstream.inference.baselines import forecast
from slipstream.inference.records import QUANTITIES, Floats, Quantity, observed, packaged
from slipstream.inference.task import BASELINES, PACED, Baseline
from tests.inference.make import history, run, score, steady, step

NOW = step("2025-04")
UNTIL = step("2026-03")


@pytest.mark.parametrize("baseline", [*BASELINES, *PACED])
def test_every_country_and_quantity_that_is_observed(baseline: Baseline) -> None:
    past = packaged()
    found = forecast(baseline, past, NOW, UNTIL, 200, 1)
    assert set(found) == {
        (country, quantity)
        for quantity in QUANTITIES
        for country in past.until(NOW).countries(quantity)
    }
    for (country, quantity), draws in found.items():
        assert draws.shape == (UNTIL - NOW, 200)
        assert np.isfinite(draws).all()
        if quantity == "lag_months":
            assert (draws >= 0).all()
            assert (draws == np.rint(draws)).all()
        else:
            standing = observed(past, quantity, country).values[NOW]
            assert (draws[0] >= standing).all()
            assert (np.diff(draws, axis=0) >= 0).all()


@pytest.mark.parametrize("baseline", [*BASELINES, *PACED])
@settings(max_examples=5)
@given(change=st.floats(-40.0, 40.0), country=st.sampled_from(["US", "CN", "KR", "JP"]))
def test_what_comes_after_the_origin_changes_nothing(
    baseline: Baseline, change: float, country: str
) -> None:
    past = packaged()
    origin = dt.date(2025, 4, 30)
    other = replace(
        past,
        scores=(
            *(
                row if row.date <= origin else row.model_copy(update={"eci": row.eci + change})
                for row in past.scores
            ),
            score(country, "2025-05-01", 150.0 + change),
        ),
        runs=tuple(row for row in past.runs if row.date <= origin),
        end=UNTIL + 5,
    )
    first, second = (forecast(baseline, rows, NOW, UNTIL, 50, 1) for rows in (past, other))
    assert set(first) == set(second)
    for key, draws in first.items():
        np.testing.assert_array_equal(draws, second[key])


@pytest.mark.parametrize("baseline", [*BASELINES, *PACED])
def test_a_steady_race_goes_on(baseline: Baseline) -> None:
    found = forecast(baseline, steady(UNTIL), NOW, UNTIL, 500, 1)
    ahead = np.arange(NOW + 1, UNTIL + 1, dtype=float)
    # A line through records of mid-month is read at the end of a month, half a step further.
    middles: tuple[tuple[tuple[str, Quantity], Floats], ...] = (
        (("AA", "best_eci"), 100.0 + ahead),
        (("BB", "best_eci"), 94.0 + ahead),
        (("AA", "lag_months"), np.zeros_like(ahead)),
        (("BB", "lag_months"), np.full_like(ahead, 6.0)),
    )
    for key, expected in middles:
        np.testing.assert_allclose(np.median(found[key], axis=1), expected, atol=1.0)
    np.testing.assert_allclose(
        np.median(found["AA", "largest_run_log10_flop"], axis=1), 23.0 + 0.05 * ahead, atol=0.05
    )


def test_the_trend_is_the_slope_of_the_records() -> None:
    rows = [
        score("AA", f"{2022 + at // 2}-{1 + 6 * (at % 2):02d}-01", 100.0 + 4 * at)
        for at in range(7)
    ]
    rows += [score("BB", "2025-02-01", 90.0)]
    runs = [run("AA", f"{2022 + at}-06-01", 23.0 + at) for at in range(3)]
    found = forecast("trend", history(*rows, *runs), NOW, UNTIL, 500, 1)
    middle = np.median(found["AA", "best_eci"], axis=1)
    assert np.diff(middle) == pytest.approx(4 / 6, abs=0.02)
    # One record makes no trend: the frontier's pace, from its own level.
    middle = np.median(found["BB", "best_eci"], axis=1)
    np.testing.assert_allclose(middle, 90.0 + 4 / 6 * np.arange(1, 12), atol=0.3)


def test_a_walk_steps_like_the_past() -> None:
    past = packaged()
    found = forecast("random_walk", past, NOW, UNTIL, 20_000, 1)["US", "best_eci"]
    record = observed(past, "best_eci", "US").values[: NOW + 1]
    steps = np.diff(record[np.isfinite(record)])
    rises = found - record[NOW]
    ahead = np.arange(1, UNTIL - NOW + 1)
    np.testing.assert_allclose(rises.mean(axis=1), ahead * steps.mean(), rtol=0.05)
    # Wider than by the steps alone, since the drift is uncertain too.
    assert (rises.std(axis=1) > np.sqrt(ahead) * steps.std() * 0.95).all()
    assert rises.std(axis=1)[-1] > np.sqrt(ahead[-1]) * steps.std() * 1.1


def test_the_lag_persists() -> None:
    past = packaged()
    found = forecast("persistence", past, NOW, UNTIL, 2_000, 1)
    for country in ("CN", "FR", "KR"):
        lag = observed(past, "lag_months", country).values[NOW]
        draws = found[country, "lag_months"]
        assert np.abs(np.median(draws, axis=1) - lag).max() <= 1.0
        assert (draws.std(axis=1) > 0).all()
    assert (found["US", "lag_months"] == 0).all()


@pytest.mark.parametrize("baseline", [*BASELINES, *PACED])
def test_luck_is_the_seeds(baseline: Baseline) -> None:
    first = forecast(baseline, packaged(), NOW, UNTIL, 50, 1)
    other = forecast(baseline, packaged(), NOW, UNTIL, 50, 2)
    assert any((first[key] != other[key]).any() for key in first)
    again = forecast(baseline, packaged(), NOW, UNTIL, 50, 1)
    assert all((first[key] == again[key]).all() for key in first)


def test_an_impossible_question_is_refused() -> None:
    with pytest.raises(InputError, match="after 2025-04"):
        forecast("trend", packaged(), NOW, NOW, 10, 1)
    with pytest.raises(InputError, match="3 records of best_eci"):
        forecast("trend", packaged(), step("2023-03"), UNTIL, 10, 1)


def test_without_a_known_lag_the_record_persists() -> None:
    past = steady(UNTIL)
    past = replace(past, scores=(*past.scores, score("CC", "2024-01-10", 50.0)))
    found = forecast("persistence", past, NOW, UNTIL, 10, 1)
    assert ("CC", "lag_months") not in found
    assert (found["CC", "best_eci"] == 50.0).all()


@pytest.mark.parametrize(("baseline", "rise"), [("trend", 24.0), ("paced_trend", 8.0)])
def test_a_rush_of_first_scores(baseline: Baseline, rise: float) -> None:
    """Three scores within half a year: one believes their pace, the other the frontier's."""
    rows = [
        score("AA", f"{2022 + at // 2}-{1 + 6 * (at % 2):02d}-01", 100.0 + 4 * at)
        for at in range(7)
    ]
    rows += [score("BB", f"2025-{month:02d}-01", 80.0 + 2 * month) for month in (1, 2, 3)]
    runs = [run("AA", f"{2022 + at}-06-01", 23.0 + at) for at in range(3)]
    found = forecast(baseline, history(*rows, *runs), NOW, UNTIL, 500, 1)
    middle = np.median(found["BB", "best_eci"], axis=1)
    assert middle[-1] - middle[0] == pytest.approx(rise * 10 / 12, abs=1.0)
