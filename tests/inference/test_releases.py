"""Releases as a Poisson process, watched now and then."""

import jax.numpy as jnp
import numpy as np
import pytest

from slipstream.inference.observations import Releases
from slipstream.inference.releases import (
    backwards,
    best_of_releases,
    months_told,
    walk,
    watching,
)

ENDS = np.array([[0.1], [0.2]])


def _seen(records: list[int], months: int = 6) -> Releases:
    """One country, with the score 10 higher at each record."""
    standing = np.zeros((months, 1))
    for at, month in enumerate(records):
        standing[month + 1 :] = 100.0 + 10.0 * at
    told = np.zeros((months, 1), dtype=bool)
    told[records[0] :] = True
    told[records] = False
    return Releases(
        month=np.array(records),
        row=np.zeros(len(records), dtype=int),
        value=np.asarray(100.0 + 10.0 * np.arange(len(records)), np.float64),
        sd=np.full(len(records), 1.0),
        standing=standing,
        standing_sd=np.ones((months, 1)),
        open=told,
    )


def _by_enumeration(log_on: np.ndarray, record: np.ndarray) -> float:
    """Sum over all paths of a chain that begins watched."""
    total = 0.0
    months = len(log_on)
    lost, taken_up = ENDS[:, 0]
    for path in range(2 ** (months - 1)):
        on = [True, *(bool(path >> at & 1) for at in range(months - 1))]
        weight = 1.0
        for month in range(months):
            if month:
                stays = (1.0 - lost) if on[month - 1] else taken_up
                weight *= stays if on[month] else 1.0 - stays
            weight *= np.exp(log_on[month]) if on[month] else float(not record[month])
        total += weight
    return float(np.log(total))


def test_watching_sums_over_every_path() -> None:
    """The recursion gives what adding up all histories of the index gives."""
    seen = _seen([0, 3])
    log_on = np.log(np.random.default_rng(0).uniform(0.1, 0.9, (6, 1, 1)))
    found, on = watching(seen, jnp.asarray(log_on), jnp.asarray(ENDS))
    record = np.isin(np.arange(6), [0, 3])
    assert float(found[0]) == pytest.approx(_by_enumeration(log_on[:, 0, 0], record), rel=1e-5)
    assert np.asarray(on)[[0, 3], 0, 0] == pytest.approx(1.0)
    assert np.all(np.asarray(on)[[1, 2, 4, 5], 0, 0] < 1.0)


def test_paths_of_the_index_go_through_its_records() -> None:
    """Drawn backwards, a country is watched when it sets a record, and not before the first."""
    seen = _seen([1, 4], months=8)
    log_on = jnp.full((8, 1, 500), -0.7)
    ends = np.repeat(ENDS, 500, axis=1)
    on = np.asarray(watching(seen, log_on, jnp.asarray(ends))[1])
    found = backwards(seen, on, ends, np.random.default_rng(0))
    assert found[[1, 4]].all()
    assert not found[0].any()
    assert 0.3 < found[7].mean() < 0.9
    # What comes later tells of the months before: a gap between records is more often watched.
    assert found[3].mean() > found[7].mean()


def test_the_best_of_several_is_better() -> None:
    """Against releases drawn one by one: as often none, and the same distribution of the best."""
    rng = np.random.default_rng(0)
    rate = 1.7
    drawn = best_of_releases(rng.random(20_000), np.full(20_000, 1.0 - np.exp(-rate)))
    count = rng.poisson(rate, 20_000)
    single = [rng.standard_normal(number).max() for number in count if number]
    came = drawn[np.isfinite(drawn)]
    assert len(came) / 20_000 == pytest.approx(len(single) / 20_000, abs=0.01)
    levels = (0.05, 0.25, 0.5, 0.75, 0.95)
    np.testing.assert_allclose(np.quantile(came, levels), np.quantile(single, levels), atol=0.06)


def test_releases_that_do_not_count_thin_the_process() -> None:
    """Half of them known are as half the rate."""
    chance = np.full(20_000, 0.8)
    found = best_of_releases(np.random.default_rng(0).random(20_000), chance, 0.5)
    assert np.isfinite(found).mean() == pytest.approx(1.0 - np.sqrt(0.2), abs=0.01)


def test_a_month_says_that_nothing_better_came() -> None:
    """Poisson: minus the rate of better ones, and the log rate where a record fell."""
    rate, expected = jnp.full((6, 1, 1), 0.5), jnp.full((6, 1, 1), 100.0)
    found = np.asarray(months_told(_seen([1, 3]), rate, expected, 0.0))[:, 0, 0]
    better = 0.5
    assert found[0] == 0.0
    assert found[1] == pytest.approx(np.log(0.5) - 0.5 * better)
    assert found[2] == pytest.approx(-0.5 * better)
    assert found[3] == pytest.approx(np.log(0.5), abs=1e-6)
    assert found[4] == pytest.approx(0.0, abs=1e-6)


def test_an_index_comes_and_goes() -> None:
    """In the long run watched for the share of time that the ends give; held to the first month."""
    dice = np.random.default_rng(0).random((200, 1, 2000))
    found = walk(np.zeros((1, 2000), dtype=bool), ENDS, dice, np.array([4]))
    assert not found[:5].any()
    assert found[-1].mean() == pytest.approx(0.2 / 0.3, abs=0.03)
