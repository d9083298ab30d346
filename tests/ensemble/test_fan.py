"""Quantiles of a fan are those of NumPy, whatever the numbers."""

import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.ensemble.fan import REACH, monthly_quantiles
from slipstream.statistics import LEVELS

RANDOM = np.random.default_rng(1)
NORMAL = RANDOM.normal(size=(3, 3000)).astype(np.float32)
# A tenth of the draws agree, as where a record stands, and one lies far from all others.
STANDING = np.maximum(NORMAL, np.quantile(NORMAL, 0.1, axis=1, keepdims=True))
FAR = np.concatenate([NORMAL, np.full((3, 1), 1e9, np.float32)], axis=1)


@pytest.mark.parametrize(
    "values",
    [
        NORMAL,
        STANDING,
        FAR,
        np.exp(8 * NORMAL),
        np.repeat(NORMAL, 5, axis=1),
        np.zeros((3, 3000)),
        np.full((3, 3000), 0.3),
        np.round(20 * np.abs(NORMAL)),
        np.round(200 * NORMAL),
        NORMAL.astype(float) - 1e6,
        np.array([[0.0, 255.0, 3.0], [3.0, 255.0, 0.0]]),
        np.array([[0.5, 1e9, 2.0]]),
    ],
)
def test_quantiles_are_those_of_numpy(values: NDArray[np.floating]) -> None:
    expected = np.quantile(values.astype(float), LEVELS, axis=1)
    assert monthly_quantiles(values) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("draws", [1, 2, 7, 2 * REACH + 2, 2 * REACH + 3, 100])
def test_quantiles_of_few_draws_are_those_of_numpy(draws: int) -> None:
    values = np.random.default_rng(draws).normal(size=(5, draws))
    levels = [0.0, 0.3, 1.0]
    expected = np.quantile(values, levels, axis=1)
    assert monthly_quantiles(values, levels) == pytest.approx(expected)


def test_draws_without_end_do_not_upset_the_others() -> None:
    values = NORMAL.copy()
    values[:, :20] = -np.inf
    expected = np.quantile(values.astype(float), LEVELS, axis=1)
    assert monthly_quantiles(values) == pytest.approx(expected, rel=1e-6)
