"""A country forecast from everything but its own models."""

from pathlib import Path

import numpy as np
import pytest

from slipstream.ensemble.posterior import Posterior
from slipstream.files import InputError
from slipstream.inference import left_out as module
from slipstream.inference.calibrate import posterior_of
from slipstream.inference.forecast import forecast, unrecorded
from slipstream.inference.latent import Latent
from slipstream.inference.left_out import LeftOut, left_out
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors
from slipstream.inference.records import observed, packaged
from slipstream.model.constants import month_step
from slipstream.report.checks_text import left_out_json, left_out_text

MARCH = month_step("2024-03")


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    """Draws of the prior in the place of a fit without Korea."""
    latent = Latent(Priors.known(MARCH, {}), observations(MARCH, "KR"))
    vectors = np.random.default_rng(0).standard_normal((latent.dimension, 64))
    return posterior_of(latent, 0.5 * vectors.astype(np.float32), {})


@pytest.fixture(scope="module")
def found(posterior: Posterior) -> LeftOut:
    """What comes of such a fit."""
    asked: dict[str, object] = {}

    def fit(now: int, **given: object) -> Posterior:
        asked.update(given)
        return posterior

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "calibrate", fit)
        result = left_out("KR", MARCH, members=128, draws=256, seed=1, folder=Path())
    assert asked["without"] == "KR"
    return result


def test_the_fit_is_told_nothing_of_the_country() -> None:
    """No score and no run of Korea, and all of the others."""
    whole, rest = observations(MARCH), observations(MARCH, "KR")
    gone = set(whole.scores.row) - set(rest.scores.row)
    assert len(gone) == 1
    assert gone.isdisjoint(rest.runs.row)
    assert len(rest.scores.row) == np.sum(whole.scores.row != next(iter(gone)))
    assert next(iter(gone)) in rest.unscored


def test_every_month_with_a_record_is_scored(found: LeftOut) -> None:
    """From the first one on, against what was observed and beside the others' records."""
    values = observed(packaged().until(MARCH), "best_eci", "KR").values[: MARCH + 1]
    seen = np.flatnonzero(np.isfinite(values))
    assert [one.month for one in found.scores] == seen.tolist()
    assert [one.observed for one in found.scores] == values[seen].tolist()
    assert found.quantiles.shape[1] == len(seen)
    others = [
        observed(packaged().until(MARCH), "best_eci", code).values[MARCH]
        for code in packaged().until(MARCH).countries("best_eci")
        if code != "KR"
    ]
    # Of one month at least: the mean distance to others less half of that among them.
    assert 0.0 < found.others < max(abs(value - values[MARCH]) for value in others)


def test_text_and_json_tell_the_same(found: LeftOut) -> None:
    """The same mean score in both."""
    assert f"mean CRPS is {left_out_json(found)['crps']:.2f} points" in left_out_text(found)


def test_a_country_without_scores_is_refused() -> None:
    """In words, before anything is fitted."""
    with pytest.raises(InputError, match=r"left-out: country: found JP; expected one of"):
        left_out("JP", MARCH, members=128, draws=100, seed=1, folder=Path())


def test_countries_without_a_record_are_forecast_apart(posterior: Posterior) -> None:
    """Each country's score is forecast once: from its record, or from what it would measure."""
    history, until = packaged().without("KR"), MARCH + 3
    known = forecast(posterior, history, until, 256, 1)
    rest = unrecorded(posterior, history, until, 256, 1)
    assert ("KR", "best_eci") in rest
    assert known.keys().isdisjoint(rest)
    for draws in (*known.values(), *rest.values()):
        assert draws.shape == (3, 256)
        assert np.isfinite(draws).all()
    assert np.all(np.diff(rest["KR", "best_eci"], axis=0) >= 0.0)
