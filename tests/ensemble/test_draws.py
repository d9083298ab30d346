from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import qmc, rankdata

from slipstream.arrays import Floats64
from slipstream.countries.model_data import model_data
from slipstream.countries.pack import Range, country_codes
from slipstream.ensemble.draws import (
    _sobol_scores,
    coordinates,
    correlations,
    draw_block,
    quantile,
)
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.random_streams import BLOCK
from slipstream.evidence.fact_schema import Label
from slipstream.model.constants import month_step
from slipstream.registry.load import registry
from slipstream.registry.schema import Family, Parameter

DRAWS = 4096
WIDE: dict[Family, tuple[float, float]] = {
    "normal": (-1e9, 1e9),
    "lognormal": (0.0, 1e15),
    "logitnormal": (0.0, 1.0),
}


def draw_priors(draws: int, seed: int, now: int) -> dict[str, NDArray[np.float32]]:
    blocks = [draw_block(model_data(), seed, block, now) for block in range(-(-draws // BLOCK))]
    return {
        name: np.concatenate([block[name] for block in blocks], axis=-1)[..., :draws]
        for name in registry().parameters
    }


def parameter(family: Family, legal: tuple[float, float]) -> Parameter:
    return Parameter(
        name="x",
        unit="dimensionless",
        label=Label(en="x", ko="가"),
        range=legal,
        equation="compute.training_run",
        sector="compute",
        scope="world",
        family=family,
    )


@pytest.mark.parametrize("family", WIDE)
@given(low=st.floats(0.001, 0.9), width=st.floats(0.001, 0.099), level=st.floats(0.5, 0.99))
def test_the_middle_of_belief_lies_between_low_and_high(
    family: Family, low: float, width: float, level: float
) -> None:
    high = low + width
    prior = Range((low + high) / 2, low, high, level)
    edge = float(-ndtri((1.0 - level) / 2.0))
    reached = quantile(parameter(family, WIDE[family]), prior, np.array([-edge, edge]))
    assert reached == pytest.approx([low, high], rel=1e-6)


@pytest.mark.parametrize("family", WIDE)
@given(scores=st.lists(st.floats(-5.5, 5.5), min_size=2, max_size=9))
def test_truncation_keeps_the_order_and_the_range(family: Family, scores: list[float]) -> None:
    legal = (0.35, 0.6)
    values = quantile(parameter(family, legal), Range(0.5, 0.3, 0.7, 0.9), np.array(sorted(scores)))
    assert values.min() >= legal[0]
    assert values.max() <= legal[1] + 1e-12
    assert np.diff(values).min() >= -1e-12


def test_truncated_draws_follow_the_prior_inside_the_range() -> None:
    rng = np.random.default_rng(1)
    values = quantile(
        parameter("normal", (0.0, 10.0)), Range(0.0, -1.0, 1.0, 0.9), rng.standard_normal(100_000)
    )
    # Half of a normal: its median is the 75% quantile of the whole.
    assert np.median(values) == pytest.approx(ndtri(0.75) / ndtri(0.95), rel=0.02)


def test_every_number_of_the_model_has_its_place() -> None:
    rows = registry().parameters
    world = sum(row.scope == "world" for row in rows.values())
    assert len(coordinates(model_data(), NOW)) == world + (len(rows) - world) * len(country_codes())
    names = [number.name for number in coordinates(model_data(), NOW)]
    assert len(set(names)) == len(names)
    assert {"mfu", "KR.power_2025"} <= set(names)


def test_draws_have_the_axes_of_their_scope() -> None:
    draws = draw_priors(8, 1, NOW)
    assert set(draws) == set(registry().parameters)
    for name, values in draws.items():
        local = registry().parameters[name].scope == "country"
        assert values.shape == ((len(country_codes()), 8) if local else (8,))


def test_draws_of_an_earlier_time_follow_what_was_believed_then() -> None:
    march = month_step("2024-03")
    early, late = draw_priors(512, 1, march), draw_priors(512, 1, NOW)
    assert np.std(early["eci_per_oom"]) > np.std(late["eci_per_oom"])
    low, high = registry().parameters["private_order_share"].range
    assert early["private_order_share"].min() >= low
    assert early["private_order_share"].max() <= high


def test_a_correlation_that_was_not_yet_estimated_is_left_out() -> None:
    assert correlations(model_data(), NOW) == registry().correlations
    march = month_step("2024-03")
    assert correlations(model_data(), march) == ()
    draws = draw_priors(2048, 1, march)
    together = np.corrcoef(draws["eci_per_oom"], draws["eci_at_1e25"])[0, 1]
    assert abs(together) < 0.1


@pytest.mark.parametrize("fewer", [1, 100, 1000])
def test_the_first_of_more_draws_are_the_same(fewer: int) -> None:
    some, many = draw_priors(fewer, 3, NOW), draw_priors(2000, 3, NOW)
    for name, values in some.items():
        assert np.array_equal(values, many[name][..., :fewer])


def test_another_seed_draws_other_values() -> None:
    one, two = draw_priors(64, 1, NOW), draw_priors(64, 2, NOW)
    assert not np.any(one["mfu"] == two["mfu"])


@pytest.mark.parametrize("name", registry().parameters)
def test_all_draws_are_legal(name: str) -> None:
    low, high = registry().parameters[name].range
    values = draw_priors(DRAWS, 1, NOW)[name]
    assert np.isfinite(values).all()
    assert values.min() >= low - 1e-9 * abs(low)
    assert values.max() <= high + 1e-9 * abs(high)


@pytest.mark.parametrize("name", registry().parameters)
def test_draws_spread_as_the_prior_says(name: str) -> None:
    row = registry().parameters[name]
    values = np.atleast_2d(draw_priors(DRAWS, 1, NOW)[name])
    priors = [number.prior for number in coordinates(model_data(), NOW) if number.parameter == name]
    for drawn, prior in zip(values, priors, strict=True):
        if prior.fixed:
            assert np.all(drawn == prior.centre)
            continue
        tail = (1.0 - prior.level) / 2.0
        free = quantile(
            row.model_copy(update={"range": WIDE[row.family]}), prior, ndtri(_even(DRAWS))
        )
        inside = free[(free >= row.range[0]) & (free <= row.range[1])]
        expected = np.quantile(inside, [tail, 0.5, 1.0 - tail])
        width = expected[2] - expected[0]
        found = np.quantile(drawn, [tail, 0.5, 1.0 - tail])
        assert np.all(np.abs(found - expected) <= 0.05 * width)


def _even(count: int) -> Floats64:
    return (np.arange(count) + 0.5) / count


def correlation(one: NDArray[np.floating], two: NDArray[np.floating]) -> float:
    return float(np.asarray(np.corrcoef(one, two))[0, 1])


@pytest.mark.parametrize("pair", registry().correlations, ids=lambda pair: pair.second)
def test_scores_correlate_as_the_evidence_says(pair: object) -> None:
    row = next(one for one in registry().correlations if one == pair)
    draws = draw_priors(DRAWS, 1, NOW)
    scores = [ndtri((rankdata(draws[name]) - 0.5) / DRAWS) for name in (row.first, row.second)]
    assert correlation(*scores) == pytest.approx(row.correlation, abs=0.03)


def test_other_numbers_are_drawn_independently() -> None:
    draws = draw_priors(DRAWS, 1, NOW)
    for other in ("mfu", "price_2025", "diffusion"):
        scores = [rankdata(draws[name]) for name in ("eci_per_oom", other)]
        assert abs(correlation(*scores)) < 0.05


def test_blocks_are_parts_of_one_sequence_in_whatever_order_they_are_made() -> None:
    sequence = ndtri(qmc.Sobol(7, scramble=True, rng=5).random(8 * BLOCK))
    blocks = [3, 0, 7, 4, 1, 5, 2, 6, 0]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda block: _sobol_scores(7, 5, block), blocks))
    for block, scores in zip(blocks, made, strict=True):
        assert scores == pytest.approx(sequence[block * BLOCK : (block + 1) * BLOCK], abs=1e-5)
