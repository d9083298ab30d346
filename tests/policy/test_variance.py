"""Shares of variance, against answers of which they are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.countries.pack import Range
from slipstream.ensemble.draws import Coordinate
from slipstream.ensemble.posterior import believed
from slipstream.policy.question import Question
from slipstream.policy.variance import Members, by_member, variance_shares

WIDE = Range(0.0, -1.0, 1.0, 0.9)
COUNT = 4_000


def members(
    values: NDArray[np.float64], lag: NDArray[np.float64], *, futures: int = 1, within: float = 0.0
) -> Members:
    numbers = tuple(Coordinate(f"number_{at}", None, WIDE) for at in range(len(values)))
    joined = (lag < np.median(lag)).astype(float)
    return Members(numbers, values, lag, joined, futures, within, 0.0)


def normals(count: int, seed: int = 7) -> NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal((count, COUNT))


def test_independent_numbers_have_the_squares_of_their_weights() -> None:
    drawn = normals(4)
    lag = 3.0 * drawn[0] + 1.0 * drawn[1] + 0.0 * drawn[2]
    shares = variance_shares(members(drawn, lag)).lag
    assert shares == pytest.approx([0.9, 0.1, 0.0, 0.0], abs=0.02)


def test_a_bend_counts_as_much_as_a_slope() -> None:
    drawn = normals(2)
    lag = drawn[0] ** 2
    assert variance_shares(members(drawn, lag)).lag == pytest.approx([1.0, 0.0], abs=0.02)


def test_only_ranks_count() -> None:
    drawn = normals(2)
    lag = drawn[0] + drawn[1]
    one = variance_shares(members(drawn, lag)).lag
    other = variance_shares(members(np.exp(drawn), lag)).lag
    assert one == pytest.approx(other, abs=1e-9)


def test_noise_alone_explains_nothing_on_average() -> None:
    drawn = normals(300)
    lag = np.random.default_rng(1).standard_normal(COUNT)
    shares = variance_shares(members(drawn, lag)).lag
    assert abs(float(shares.sum())) < 0.03
    assert float(np.abs(shares).max()) < 0.01


def test_the_luck_of_few_futures_is_taken_out() -> None:
    drawn = normals(1)
    luck = np.random.default_rng(2).standard_normal((5, COUNT))
    futures = drawn[0] + 2.0 * luck
    within = float(np.mean(np.var(futures, axis=0, ddof=1)))
    found = variance_shares(members(drawn, futures.mean(axis=0), futures=5, within=within))
    assert found.lag == pytest.approx([1.0], abs=0.1)
    assert found.lag_luck == pytest.approx(0.8, abs=0.02)


def test_an_answer_that_never_varies_has_no_shares() -> None:
    found = variance_shares(members(normals(2), np.full(COUNT, 9.0)))
    assert np.all(np.isfinite(found.lag))
    assert found.lag == pytest.approx([0.0, 0.0])


def test_members_of_a_posterior_are_averaged_over_their_futures() -> None:
    posterior = believed(prior=False)
    assert posterior is not None
    question = Question("KR", posterior=posterior)
    found = by_member(question, draws=2 * posterior.members + 100)
    assert found.futures == 2
    assert found.lag.shape == found.joined.shape == (posterior.members,)
    assert found.values.shape == (len(found.numbers), posterior.members)
    assert set(np.unique(found.joined)) <= {0.0, 0.5, 1.0}
    assert found.lag_within > 0
    place = [number.name for number in found.numbers].index("eci_per_oom")
    kept = posterior.values[posterior.names.index("eci_per_oom")]
    assert found.values[place] == pytest.approx(kept)


def test_every_draw_of_a_prior_is_a_member() -> None:
    found = by_member(Question("KR"), draws=512)
    assert found.futures == 1
    assert found.lag.size == 512
    assert variance_shares(found).lag_luck is None
