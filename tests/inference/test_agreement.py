"""Comparison of two posteriors, on made-up draws whose agreement is known."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.posterior import Posterior
from slipstream.inference.agreement import compare, joined_share, quantities
from slipstream.model.constants import month_step
from slipstream.registry.load import registry

NOW = month_step("2024-03")
CHAINS = 8


def _posterior(
    seed: int, members: int = 1600, *, shift: float = 0.0, spread: float = 1.0, times: int = 1
) -> Posterior:
    """Members, each there so many times; the rate is moved and spread, all else is alike."""
    rng = np.random.default_rng(seed)
    rows = registry().parameters
    values = np.empty((len(coordinates(model_data(), NOW)), members))
    for at, number in enumerate(coordinates(model_data(), NOW)):
        score = rng.standard_normal(members)
        family = rows[number.parameter].family
        values[at] = {
            "normal": score,
            "lognormal": np.exp(score),
            "logitnormal": 1.0 / (1.0 + np.exp(-score)),
        }[family]
    months = NOW + 1

    def repeated(drawn: NDArray[np.float64]) -> NDArray[np.float32]:
        return np.repeat(drawn, times, axis=-1).astype(np.float32)

    return Posterior(
        now=NOW,
        names=tuple(number.name for number in coordinates(model_data(), NOW)),
        values=repeated(values),
        rate=repeated(shift + spread * rng.standard_normal((months, members))),
        lag=repeated(rng.standard_normal((months, members))),
        skill=repeated(rng.standard_normal((months, 2, members))),
        departure=repeated(rng.standard_normal((3, members))),
        scored=("CN", "US"),
        record_months=np.array([0, 2, 2]),
        record_rows=np.array([1, 0, 1]),
        watched=np.ones((months, 2, members * times), dtype=bool),
        spells=repeated(rng.uniform(1.0, 5.0, (2, members))),
        about={},
    )


def test_every_uncertain_number_is_compared_by_name() -> None:
    """On the scale on which its prior is normal, and only if it is uncertain."""
    found = quantities(_posterior(0))
    names, values = found["numbers"]
    assert names == tuple(one.name for one in coordinates(model_data(), NOW) if not one.prior.fixed)
    np.testing.assert_allclose(values.std(axis=1), 1.0, atol=0.1)
    assert found["departure"][0] == ("US.2022-01", "CN.2022-03", "US.2022-03")
    assert found["skill"][0][:3] == ("CN.2022-01", "US.2022-01", "CN.2022-02")
    posterior = _posterior(0)
    np.testing.assert_allclose(found["skill"][1][1], posterior.skill[0, 1])
    np.testing.assert_allclose(np.exp(found["spells"][1][1]), posterior.spells[1], rtol=1e-5)
    for names, values in found.values():
        assert values.shape == (len(names), posterior.members)


def test_samples_of_one_posterior_agree() -> None:
    """Differences beyond two and three errors are as frequent as chance has them."""
    found = compare(_posterior(1), CHAINS, [_posterior(2)])
    for what in ("z", "sd_z"):
        errors = np.array([getattr(row, what) for row in found.rows])
        assert 0.8 < errors.std() < 1.25
        assert np.mean(np.abs(errors) > 2.0) < 0.1
    assert set(found.effective.values()) == {1600.0}
    assert sum(map(len, found.kinds.values())) == len(found.rows)


def test_a_shift_and_a_spread_are_found() -> None:
    """A fifth of a deviation and a fifth more spread, in the numbers that have them alone."""
    found = compare(_posterior(1, shift=0.2, spread=1.2), CHAINS, [_posterior(2)])
    for row in found.kinds["rate"]:
        assert row.shift == pytest.approx(0.2, abs=0.12)
        assert row.sd_ratio == pytest.approx(1.2, abs=0.1)
        assert row.sd_z > 4.0
    assert np.mean([abs(row.z) > 3.0 for row in found.kinds["lag"]]) == 0.0
    assert {row.kind for row in found.worst(4)} == {"rate"}


def test_slow_chains_have_larger_errors() -> None:
    """The same numbers in chains that hardly move count for less, so that they differ less."""
    posterior = _posterior(1)
    # Each chain keeps every value for ten draws.
    held = np.repeat(posterior.rate.reshape(NOW + 1, -1, CHAINS)[:, ::10], 10, axis=1)
    slow = replace(posterior, rate=held.reshape(NOW + 1, -1))
    quick = compare(posterior, CHAINS, [_posterior(2)]).kinds["rate"]
    found = compare(slow, CHAINS, [_posterior(2)]).kinds["rate"]
    assert np.mean([row.ess for row in found]) < 0.3 * np.mean([row.ess for row in quick])
    assert all(row.ess > 800 for row in quick)


def test_runs_tell_what_their_members_count_for() -> None:
    """Members that came in fours count for a quarter, once there are runs to tell it by."""
    runs = [_posterior(seed, members=400, times=4) for seed in range(2, 10)]
    found = compare(_posterior(1), CHAINS, runs)
    assert found.effective["numbers"] == pytest.approx(400.0, rel=0.15)
    assert compare(_posterior(1), CHAINS, runs[:1]).effective["numbers"] == 1600.0


def test_the_error_of_a_share_holds_members_and_luck() -> None:
    """Members of 0 or 1 count once however often they are drawn; fair coins count every draw."""
    rng = np.random.default_rng(0)
    members, draws = 400, 4000
    certain = rng.random(members) < 0.3
    share = joined_share([np.tile(certain, draws // members)], members, effective=members)
    assert share.probability == pytest.approx(certain.mean())
    assert share.error == pytest.approx(np.sqrt(0.3 * 0.7 / members), rel=0.1)
    coins = rng.random(draws) < 0.3
    luck = joined_share([coins], members, effective=members)
    assert luck.error == pytest.approx(np.sqrt(0.3 * 0.7 / draws), rel=0.1)
    chained = joined_share([coins], members, chains=CHAINS)
    assert chained.error == pytest.approx(luck.error, rel=0.2)
    assert chained.effective == pytest.approx(members, rel=0.4)
