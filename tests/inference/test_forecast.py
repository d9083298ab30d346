"""The model's forecasts of records, from draws of the prior in the place of a fit."""

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest

from slipstream.ensemble.posterior import Posterior
from slipstream.inference.calibrate import posterior_of
from slipstream.inference.forecast import forecast
from slipstream.inference.latent import Latent, spell_ends
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors
from slipstream.inference.records import History, observed, packaged
from slipstream.model.constants import month_step
from tests.inference.make import score

MARCH = month_step("2024-03")
UNTIL = MARCH + 12


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    """Draws near the middle of the prior."""
    latent = Latent(Priors.known(MARCH, {}), observations(MARCH))
    vectors = np.random.default_rng(0).standard_normal((latent.dimension, 64))
    return posterior_of(latent, 0.3 * vectors.astype(np.float32), {})


def _watched(posterior: Posterior, now: bool, years: tuple[float, float]) -> Posterior:
    watched = np.full_like(posterior.watched, now)
    spells = np.repeat(np.array(years, dtype=np.float32)[:, None], posterior.members, axis=1)
    return replace(posterior, watched=watched, spells=spells)


def _best(posterior: Posterior, country: str, history: History | None = None) -> np.ndarray:
    found = forecast(posterior, history or packaged(), UNTIL, 256, 1)
    return np.asarray(found[country, "best_eci"])


def test_a_country_that_nobody_watches_keeps_its_record(posterior: Posterior) -> None:
    """Silence of the index leaves the record; what the country releases goes on regardless."""
    standing = observed(packaged().until(MARCH), "best_eci", "CN").values[MARCH]
    silent = _best(_watched(posterior, now=False, years=(1.0, 1e6)), "CN")
    np.testing.assert_array_equal(silent, standing)
    watched = _best(_watched(posterior, now=True, years=(1e6, 1.0)), "CN")
    assert (watched[-1] > standing).mean() > 0.9
    back = _best(_watched(posterior, now=False, years=(1e6, 0.5)), "CN")
    assert (watched[-1] > standing).mean() > (back[-1] > standing).mean() > 0.3
    # Once it is watched again it is where it would have been.
    assert np.median(back[-1][back[-1] > standing]) == pytest.approx(
        np.median(watched[-1]), abs=3.0
    )


def test_more_teams_are_lost_sight_of_more_rarely() -> None:
    """In proportion, while a country is taken up again at the same pace everywhere."""
    ends = np.asarray(spell_ends(jnp.array([[2.0], [4.0]]), MARCH))[:, :, 0]
    assert len(set(ends[1].tolist())) == 1
    assert ends[1, 0] == pytest.approx(1.0 - np.exp(-1.0 / 48.0), rel=1e-4)
    few, many = ends[0].max(), ends[0].min()
    assert few <= 1.0 - np.exp(-1.0 / 24.0) + 1e-6
    assert many < 0.5 * few


def test_a_good_record_lifts_what_follows(posterior: Posterior) -> None:
    """A record 10 points above another one that stands: later ones keep part of it, then less."""
    on = _watched(posterior, now=True, years=(1e6, 1.0))
    past = packaged().until(MARCH)
    low, high = (
        replace(past, scores=(*past.scores, score("US", "2024-03-30", eci)))
        for eci in (130.0, 140.0)
    )
    rose = []
    for history, standing in ((low, 130.0), (high, 140.0)):
        # Records far above what a country could do now stand for long; who beats them is asked.
        rose.append((_best(on, "US", history)[-1] > standing + 1e-6).mean())
    assert rose[1] > 0.15
    middle = [np.median(_best(on, "US", history)[-1]) for history in (low, high)]
    assert middle[1] > middle[0] + 2.0


def test_luck_is_the_seeds(posterior: Posterior) -> None:
    """The same seed gives the same forecasts."""
    one = forecast(posterior, packaged(), UNTIL, 256, 1)
    again = forecast(posterior, packaged(), UNTIL, 256, 1)
    other = forecast(posterior, packaged(), UNTIL, 256, 2)
    key = ("US", "best_eci")
    np.testing.assert_array_equal(one[key], again[key])  # type: ignore[index]
    assert not np.array_equal(one[key], other[key])  # type: ignore[index]
