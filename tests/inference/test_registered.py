"""Forecasts on file: they come back, nobody can change them, and later months score them."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from slipstream.files import InputError
from slipstream.inference import baselines
from slipstream.inference.records import History, Samples
from slipstream.inference.registered import (
    FORECAST_LEVELS,
    About,
    Registered,
    read,
    score,
    sealed,
    write,
)
from slipstream.inference.scores import Model
from slipstream.inference.scores import score as score_draws
from slipstream.inference.task import BASELINES
from tests.inference.make import steady, step

NOW, UNTIL = step("2025-06"), step("2025-12")
ON_FILE = sorted((Path(__file__).parents[2] / "docs" / "forecasts").glob("*.json"))


def _about() -> About:
    return About(
        origin=dt.date(2025, 6, 30),
        until="2025-12",
        made=dt.date(2025, 7, 1),
        version="1",
        evidence="facts",
        posterior="fit",
        draws=2000,
        seed=1,
    )


@pytest.fixture(scope="module")
def history() -> History:
    """Three months more than the forecasts knew."""
    return steady(step("2025-09")).until(step("2025-09"))


@pytest.fixture(scope="module")
def told(history: History) -> dict[Model, Samples]:
    """Draws of the baselines."""
    return {name: baselines.forecast(name, history, NOW, UNTIL, 2000, 1) for name in BASELINES}


@pytest.fixture(scope="module")
def registered(told: dict[Model, Samples]) -> Registered:
    """What is put on file of them."""
    return sealed(_about(), told)


def test_a_file_comes_back(registered: Registered, tmp_path: Path) -> None:
    """Hash, where it comes from and every quantile."""
    write(registered, tmp_path / "one.json")
    assert read(tmp_path / "one.json") == registered


@pytest.mark.parametrize(("old", "new"), [("2025-07-01", "2025-06-30"), ("0", "1")])
def test_a_changed_file_is_refused(
    registered: Registered, tmp_path: Path, old: str, new: str
) -> None:
    """An earlier day and a single digit of a forecast are both found."""
    path = tmp_path / "one.json"
    write(registered, path)
    head, forecasts = path.read_text().split('"forecasts"')
    if old in head and old != "0":
        head = head.replace(old, new)
    else:
        forecasts = forecasts.replace(old, new, 1)
    path.write_text(f'{head}"forecasts"{forecasts}')
    with pytest.raises(InputError, match=r"one\.json: sha256"):
        read(path)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    """No JSON, and JSON of something else."""
    path = tmp_path / "one.json"
    path.write_text("forecasts")
    with pytest.raises(InputError, match="forecast register"):
        read(path)
    path.write_text('{"sha256": "0"}')
    with pytest.raises(InputError, match=r"one\.json: about"):
        read(path)


def test_quantiles_on_file_score_as_the_draws_do(
    registered: Registered, told: dict[Model, Samples], history: History
) -> None:
    """Every month that came, within a few hundredths of what all draws would have got."""
    found = score(registered, history)
    assert {one.month for one in found.scores} == {step(f"2025-0{at}") for at in (7, 8, 9)}
    assert {one.model for one in found.scores} == set(BASELINES)
    for model in BASELINES:
        whole = {
            (one.country, one.quantity, one.month): one
            for one in score_draws(model, told[model], NOW, history)
        }
        for one in found.scores:
            if one.model == model:
                expected = whole[one.country, one.quantity, one.month]
                assert one.observed == expected.observed
                assert one.crps == pytest.approx(expected.crps, abs=0.03, rel=0.05)


def test_a_record_that_stands_is_still_the_forecast(history: History) -> None:
    """Half of the draws stay at the record: so do half of the quantiles, to the last digit."""
    standing = 141.0
    draws = np.full((UNTIL - NOW, 1000), standing)
    draws[:, 500:] += np.linspace(0.004, 9.0, 500)
    found = sealed(_about(), {"trend": {("AA", "best_eci"): draws}})
    kept = np.array(found.forecasts[0].quantiles)
    assert np.mean(kept[0] == standing) == pytest.approx(0.5, abs=1.0 / len(FORECAST_LEVELS))


@pytest.mark.parametrize("path", ON_FILE, ids=lambda path: path.stem)
def test_what_the_project_has_on_file_is_unchanged(path: Path) -> None:
    """Each file has its hash and is named after its origin."""
    found = read(path)
    assert found.about.origin.isoformat() == path.stem
    assert {"slipstream", *BASELINES} <= {one.model for one in found.forecasts}


def test_march_is_on_file() -> None:
    """The first forecasts that were made before their months came, as they were."""
    march = read(next(path for path in ON_FILE if path.stem == "2026-03-31"))
    assert march.sha256 == "c4038a77357ee91318412330b155e3ca2f1cc470992647ce2350edaa49cef2d9"
