from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pytest

from slipstream.ensemble.exogenous import NOW
from slipstream.files import InputError
from slipstream.inference.records import (
    LAG_SD,
    QUANTITIES,
    SCALE_SD,
    Quantity,
    observed,
    packaged,
    with_outcomes,
    world,
)
from slipstream.model.constants import MONTHS
from slipstream.model.lag import months_behind
from tests.inference.make import history, run, score, step

SCORES = "country,date,model,organisation,eci,low,high,level,kind,source\n"
RUNS = "country,date,model,organisation,log10_flop,sd,kind,source\n"
RUN: Quantity = "largest_run_log10_flop"


def test_a_record_stands_until_it_is_broken() -> None:
    series = observed(
        history(score("KR", "2024-01-25", 124.8), score("KR", "2024-03-02", 130.0, None)),
        "best_eci",
        "KR",
    )
    first = step("2024-01")
    assert np.isnan(series.values[:first]).all()
    assert series.values[first : first + 4].tolist() == [124.8, 124.8, 130.0, 130.0]
    assert series.sd[first] == pytest.approx(2.0 / 1.6449, rel=1e-4)
    assert series.sd[first + 2] == SCALE_SD
    assert np.isfinite(series.values[NOW])
    assert np.isnan(series.values[NOW + 1 :]).all()


def test_only_rows_up_to_the_month_are_seen() -> None:
    rows = history(score("US", "2024-01-31", 120.0), score("US", "2024-02-01", 125.0))
    early = observed(rows.until(step("2024-01")), "best_eci", "US")
    assert early.values[step("2024-01")] == 120.0
    assert np.isnan(early.values[step("2024-02")])


def test_a_country_without_rows_has_no_series() -> None:
    past = packaged()
    for quantity in QUANTITIES:
        assert np.isnan(observed(past, quantity, "SG").values).all()
        assert "SG" not in past.countries(quantity)
        assert {"US", "CN", "FR", "KR"} <= set(past.countries(quantity))


def test_the_lag_is_the_simulators() -> None:
    past = packaged()
    scores = {code: observed(past, "best_eci", code).values for code in past.countries("best_eci")}
    frontier = np.fmax.reduce(list(scores.values()))
    path = jnp.asarray(np.nan_to_num(frontier, nan=-np.inf)[: NOW + 1, None])
    for country, values in scores.items():
        best = jnp.asarray(np.nan_to_num(values, nan=-np.inf)[: NOW + 1, None])
        expected = np.asarray(months_behind(best, path))[:, 0]
        lag = observed(past, "lag_months", country).values[: NOW + 1]
        seen = np.isfinite(lag)
        np.testing.assert_array_equal(lag[seen], expected[seen])
        reached = values[: NOW + 1] >= frontier[step("2023-02")]
        np.testing.assert_array_equal(seen, reached)


def test_lags_by_hand() -> None:
    rows = history(
        score("US", "2023-01-10", 100.0),
        score("US", "2023-05-10", 110.0),
        score("CN", "2023-03-10", 90.0),
        score("CN", "2023-06-10", 100.0),
        score("CN", "2023-08-10", 105.0),
        score("CN", "2023-09-10", 120.0),
    )
    lag = observed(rows, "lag_months", "CN").values
    # Where the frontier's record begins it is ahead of 90 already.
    assert np.isnan(lag[: step("2023-06")]).all()
    assert lag[step("2023-06") : step("2023-11")].tolist() == [5.0, 6.0, 3.0, 0.0, 0.0]
    holder = observed(rows, "lag_months", "US")
    assert holder.values[step("2023-01") : step("2023-11")].tolist() == [0.0] * 8 + [4.0, 5.0]
    assert (holder.sd[step("2023-01") : step("2023-09")] == LAG_SD).all()


def test_the_error_of_a_score_makes_that_of_the_lag() -> None:
    rows = history(
        *(score("US", f"2023-{month:02d}-10", 100.0 + month) for month in range(1, 13)),
        score("CN", "2023-12-10", 106.0, half=2.9 * 1.6449),
    )
    series = observed(rows, "lag_months", "CN")
    assert series.values[step("2023-12")] == 6.0
    # 103.1 would have been reached in April, 108.9 in September.
    assert series.sd[step("2023-12")] == pytest.approx((8 - 3) / 2)


def test_floors_are_no_observations() -> None:
    rows = history(
        run("US", "2025-07-09", 26.7),
        run("US", "2026-01-31", 27.5, floor=True),
        run("FR", "2024-01-31", 25.0, floor=True),
    )
    series = observed(rows, RUN, "US")
    assert series.values[NOW] == 26.7
    assert not series.floor[step("2025-07")]
    assert series.floor[step("2025-08") :].all()
    assert rows.countries(RUN) == ("US",)
    assert world(rows, RUN).floor[step("2025-08")]
    # What was to come could not be known in September 2025.
    assert not observed(rows.until(step("2025-09")), RUN, "US").floor.any()


def test_a_floor_ends_when_a_run_is_disclosed() -> None:
    rows = history(
        run("US", "2025-07-09", 26.7),
        run("US", "2025-10-31", 26.7, floor=True),
        run("US", "2026-01-09", 27.0),
    )
    floor = observed(rows, RUN, "US").floor
    assert np.flatnonzero(floor).tolist() == list(range(step("2025-08"), step("2026-01")))


def test_the_shipped_american_runs_are_a_floor_after_july_2025() -> None:
    floor = observed(packaged(), RUN, "US").floor
    assert np.flatnonzero(floor).tolist() == list(range(step("2025-08"), MONTHS))


def write(folder: Path, text: str) -> Path:
    path = folder / "outcomes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_outcomes_reach_beyond_the_history(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        SCORES
        + "US,2020-01-01,Old,A,500,,,,score,page\n"
        + "US,2026-08-10,New,A,170.0,168.0,172.0,0.9,score,page\n"
        + "CN,2026-09-02,New,B,157.0,155.0,159.0,0.9,score,page\n",
    )
    past = packaged()
    more = with_outcomes(past, path)
    us = observed(more, "best_eci", "US").values
    assert us[: NOW + 1].tolist() == pytest.approx(
        observed(past, "best_eci", "US").values[: NOW + 1].tolist(), nan_ok=True
    )
    last = step("2026-09")
    assert us[step("2026-07")] == us[NOW]
    assert us[last] == 170.0
    assert np.isnan(us[last + 1])
    # 157 lies below the American record of March 2026.
    assert observed(more, "lag_months", "CN").values[last] == 6.0
    # The file does not tell of Korea, nor of runs.
    assert np.isnan(observed(more, "best_eci", "KR").values[NOW + 1])
    assert np.isnan(observed(more, RUN, "CN").values[NOW + 1])
    assert more.until(NOW).scores == past.scores
    assert np.isnan(observed(more.until(NOW + 1), "best_eci", "US").values[NOW + 2])


def test_without_the_holder_there_is_no_later_lag(tmp_path: Path) -> None:
    path = write(tmp_path, SCORES + "CN,2026-07-02,New,B,170.0,,,,score,page\n")
    more = with_outcomes(packaged(), path)
    assert np.isfinite(observed(more, "best_eci", "CN").values[step("2026-07")])
    assert np.isnan(observed(more, "lag_months", "CN").values[NOW + 1])


def test_runs_may_be_outcomes(tmp_path: Path) -> None:
    past = packaged()
    path = write(tmp_path, RUNS + "US,2026-06-30,Grok 4,xAI,26.699,0.4,floor,page\n")
    series = observed(with_outcomes(past, path), RUN, "US")
    assert series.values[step("2026-06")] == 26.699
    assert series.floor[step("2026-06")]
    early = write(tmp_path, RUNS + "US,2026-01-30,Grok 4,xAI,26.699,0.4,floor,page\n")
    assert with_outcomes(past, early) == past


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "header: found nothing; expected country,date"),
        ("a,b\n1,2\n", "header: found a,b; expected country,date"),
        (SCORES + "US,2026-05-10,New,A,high,,,,score,page\n", "line 2: eci"),
        (SCORES + "US,2026-05-10,New\n", "line 2: found another count"),
    ],
)
def test_a_mistake_in_the_outcomes_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        with_outcomes(packaged(), write(tmp_path, text))


def test_outcomes_have_to_be_readable(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a readable CSV file"):
        with_outcomes(packaged(), tmp_path / "absent.csv")
    path = tmp_path / "latin.csv"
    path.write_bytes(b"caf\xe9\n")
    with pytest.raises(InputError, match="not UTF-8"):
        with_outcomes(packaged(), path)
