"""Quasi-random draws from the priors of all parameters."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from slipstream.arrays import Floats64
from slipstream.countries.model_data import ModelData
from slipstream.countries.pack import Range, believe
from slipstream.ensemble.disk_cache import kept_array
from slipstream.ensemble.random_streams import BLOCK
from slipstream.evidence.fact_files import known_by
from slipstream.model.constants import month_end
from slipstream.registry.schema import Correlation, Family, Parameter

if TYPE_CHECKING:
    from scipy.stats import qmc

MOST_SEQUENCES = 4
"""Sequences of points whose samplers are kept, the newest."""


@dataclass(frozen=True)
class Coordinate:
    """One uncertain or fixed number of the model: a parameter, of the world or of a country."""

    parameter: str
    country: str | None
    prior: Range

    @property
    def name(self) -> str:
        """Name for people and streams, such as ``KR.power_2025``."""
        return f"{self.country}.{self.parameter}" if self.country else self.parameter


@cache
def coordinates(data: ModelData, now: int) -> tuple[Coordinate, ...]:
    """List all numbers of the model: the world's first, then country by country.

    ``now`` is the step of the last month of the evidence that their priors rest on.
    """
    rows, evidence = data.registry.parameters, data.evidence
    end = month_end(now)
    world = [
        Coordinate(name, None, believe(row, None, end, evidence))
        for name, row in rows.items()
        if row.scope == "world" and row.prior is not None
    ]
    local = [
        Coordinate(name, code, believe(row, pack, end, evidence))
        for code, pack in data.packs.items()
        for name, row in rows.items()
        if row.scope == "country"
    ]
    return (*world, *local)


@cache
def correlations(data: ModelData, now: int) -> tuple[Correlation, ...]:
    """List pairs of numbers that are drawn together: those whose facts were known by ``now``."""
    end = month_end(now)
    return tuple(
        pair
        for pair in data.registry.correlations
        if all(known_by(data.evidence.fact(name), end) for name in pair.facts)
    )


@lru_cache(maxsize=16)
def draw_block(
    data: ModelData, seed: int, block: int, now: int
) -> Mapping[str, NDArray[np.float32]]:
    """Draw every parameter from its prior, for one block of draws.

    Parameters
    ----------
    data
        What the priors rest on.
    seed
        Seed of the scrambling.
    block
        Which `BLOCK` draws of the sequence; blocks can be made one by one, in any order.
    now
        Step of the last month of the evidence that the priors rest on.

    Returns
    -------
    Mapping
        Parameter name to ``(draw,)`` for the world or ``(country, draw)``, countries in the
        order of its packs; units as in the registry.

    Notes
    -----
    Scrambled Sobol points (Owen 1998), correlated through a Gaussian copula where the
    evidence gives a correlation, truncated to each parameter's legal range.
    """
    numbers = coordinates(data, now)
    key = f"{_fingerprint(data, now)}/{seed}/{block}"
    values = kept_array(key, (len(numbers), BLOCK), lambda: _drawn(data, now, seed, block))
    return by_parameter(data, now, values)


def by_parameter(
    data: ModelData, now: int, values: NDArray[np.float32]
) -> Mapping[str, NDArray[np.float32]]:
    """Sort values ``(number, draw)``, in the order of `coordinates`, into the parameters."""
    rows = data.registry.parameters
    table: dict[str, list[NDArray[np.float32]]] = {}
    for number, drawn in zip(coordinates(data, now), values, strict=True):
        table.setdefault(number.parameter, []).append(drawn)
    return {
        name: drawn[0] if rows[name].scope == "world" else np.stack(drawn)
        for name, drawn in table.items()
    }


def _drawn(data: ModelData, now: int, seed: int, block: int) -> NDArray[np.float32]:
    numbers = coordinates(data, now)
    uncertain = [number for number in numbers if not number.prior.fixed]
    scores = _sobol_scores(len(uncertain), seed, block)
    columns = {number.name: column for number, column in zip(uncertain, scores.T, strict=True)}
    for pair in correlations(data, now):
        own = np.sqrt(1.0 - pair.correlation**2) * columns[pair.second]
        columns[pair.second] = pair.correlation * columns[pair.first] + own
    rows = data.registry.parameters
    return np.stack(
        [
            np.full(BLOCK, number.prior.centre)
            if number.prior.fixed
            else quantile(rows[number.parameter], number.prior, columns[number.name])
            for number in numbers
        ]
    ).astype(np.float32)


@cache
def _fingerprint(data: ModelData, now: int) -> str:
    """All that draws depend on, beside seed and block: priors, their libraries, this module."""
    libraries = (version("scipy"), version("numpy"))
    recipe = Path(__file__).read_text(encoding="utf-8")
    return repr((beliefs(data, now), libraries, recipe))


def beliefs(data: ModelData, now: int) -> str:
    """Write down the numbers of all priors, without the words and the sources beside them."""
    shapes = [(row.name, row.family, row.range) for row in data.registry.parameters.values()]
    pairs = [(pair.first, pair.second, pair.correlation) for pair in correlations(data, now)]
    return repr((coordinates(data, now), shapes, pairs))


def quantile(row: Parameter, prior: Range, score: Floats64) -> Floats64:
    """Map standard normal scores through a prior, truncated to the parameter's range.

    The middle ``prior.level`` of belief lies between ``prior.low`` and ``prior.high``.
    """
    # SciPy takes longer to import than kept draws to load, so only fresh draws wait for it.
    from scipy.special import ndtr, ndtri

    mean, sd, first, last = shape(row, prior)
    if first > 0.0 or last < 1.0:
        score = ndtri(first + (last - first) * ndtr(score))
    return _from_normal(row.family, mean + sd * score)


def score(row: Parameter, prior: Range, value: Floats64) -> Floats64:
    """Place values on the normal scale of a prior, in its standard deviations from its centre."""
    mean, sd, _, _ = shape(row, prior)
    return (_to_normal(row.family, value) - mean) / sd


def shape(row: Parameter, prior: Range) -> tuple[float, float, float, float]:
    """Mean and standard deviation of an uncertain prior on the normal scale of its family.

    The third and fourth number are the probabilities below the ends of the parameter's range;
    0 and 1 where the range does not cut the prior.
    """
    from scipy.special import ndtr, ndtri

    low, high, bottom, top = _to_normal(row.family, np.array([prior.low, prior.high, *row.range]))
    mean = (low + high) / 2.0
    sd = (high - low) / (-2.0 * ndtri((1.0 - prior.level) / 2.0))
    first, last = ndtr((bottom - mean) / sd), ndtr((top - mean) / sd)
    if first <= 1e-9 and last >= 1.0 - 1e-9:
        first, last = 0.0, 1.0
    return float(mean), float(sd), float(first), float(last)


def _to_normal(family: Family, value: Floats64) -> Floats64:
    # The end of a range may be infinitely far on the normal scale.
    with np.errstate(divide="ignore"):
        match family:
            case "normal":
                return value
            case "lognormal":
                return np.log(value)
            case "logitnormal":
                return np.log(value) - np.log1p(-value)


def _from_normal(family: Family, value: Floats64) -> Floats64:
    match family:
        case "normal":
            return value
        case "lognormal":
            return np.exp(value)
        case "logitnormal":
            return 1.0 / (1.0 + np.exp(-value))


def _sobol_scores(dimensions: int, seed: int, block: int) -> Floats64:
    from scipy.special import ndtri

    with _points_up_to(dimensions, seed, block * BLOCK) as sampler:
        points = sampler.random(BLOCK)
    # Scrambled points lie in [0, 1): keep clear of 0, where the normal score is infinite.
    return np.asarray(ndtri(np.clip(points, 1e-9, 1.0 - 1e-9)))


@contextmanager
def _points_up_to(dimensions: int, seed: int, passed: int) -> "Iterator[qmc.Sobol]":
    """Lend a sampler that has passed so many points, the nearest behind or a new one.

    Scrambling takes as long as drawing a block, and passing points takes longer the more there are.
    """
    from scipy.stats import qmc

    idle = _samplers[dimensions, seed]
    with _lending:
        behind = [sampler for sampler in idle if sampler.num_generated <= passed]
        sampler = max(behind, key=lambda each: each.num_generated, default=None)
        if sampler is not None:
            idle.remove(sampler)
    if sampler is None:
        sampler = qmc.Sobol(dimensions, scramble=True, rng=seed)
    if sampler.num_generated < passed:
        sampler.fast_forward(passed - sampler.num_generated)
    yield sampler
    with _lending:
        idle.append(sampler)
        del idle[: -(os.cpu_count() or 1)]
        for oldest in list(_samplers)[:-MOST_SEQUENCES]:
            del _samplers[oldest]


_samplers: "defaultdict[tuple[int, int], list[qmc.Sobol]]" = defaultdict(list)
_lending = Lock()
