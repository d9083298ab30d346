"""Quasi-random draws from the priors of all parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from slipstream.countries.pack import Range, packs, resolve
from slipstream.registry.load import registry
from slipstream.registry.schema import Family, Parameter

Floats = NDArray[np.float64]


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
def coordinates() -> tuple[Coordinate, ...]:
    """List all numbers of the model: the world's first, then country by country."""
    rows = registry().parameters
    world = [
        Coordinate(name, None, resolve(row.prior, row.unit))
        for name, row in rows.items()
        if row.scope == "world" and row.prior is not None
    ]
    local = []
    for code, pack in packs().items():
        for name, row in rows.items():
            if row.scope == "country":
                prior = pack.parameters.get(name, row.prior)
                if prior is not None:
                    local.append(Coordinate(name, code, resolve(prior, row.unit)))
    return (*world, *local)


@lru_cache(maxsize=4)
def draw_priors(draws: int, seed: int) -> Mapping[str, NDArray[np.float64]]:
    """Draw every parameter from its prior.

    Parameters
    ----------
    draws
        Number of draws; the first n of more draws are the same as n draws.
    seed
        Seed of the scrambling.

    Returns
    -------
    Mapping
        Parameter name to ``(draw,)`` for the world or ``(country, draw)``, countries in the
        order of `packs`; units as in the registry.

    Notes
    -----
    Scrambled Sobol points (Owen 1998), correlated through a Gaussian copula where the
    evidence gives a correlation, truncated to each parameter's legal range.
    """
    numbers = coordinates()
    uncertain = [number for number in numbers if not number.prior.fixed]
    points = _sobol(len(uncertain), draws, seed)
    columns = {number.name: ndtri(points[:, i]) for i, number in enumerate(uncertain)}
    for pair in registry().correlations:
        own = np.sqrt(1.0 - pair.correlation**2) * columns[pair.second]
        columns[pair.second] = pair.correlation * columns[pair.first] + own
    rows = registry().parameters
    table: dict[str, list[Floats]] = {}
    for number in numbers:
        row = rows[number.parameter]
        if number.prior.fixed:
            values = np.full(draws, number.prior.centre)
        else:
            values = quantile(row, number.prior, columns[number.name])
        table.setdefault(number.parameter, []).append(values)
    return {
        name: values[0] if rows[name].scope == "world" else np.stack(values)
        for name, values in table.items()
    }


def quantile(row: Parameter, prior: Range, score: Floats) -> Floats:
    """Map standard normal scores through a prior, truncated to the parameter's range.

    The middle ``prior.level`` of belief lies between ``prior.low`` and ``prior.high``.
    """
    low, high, bottom, top = _to_normal(row.family, np.array([prior.low, prior.high, *row.range]))
    mean = (low + high) / 2.0
    sd = (high - low) / (-2.0 * ndtri((1.0 - prior.level) / 2.0))
    first, last = ndtr((bottom - mean) / sd), ndtr((top - mean) / sd)
    if first > 1e-9 or last < 1.0 - 1e-9:
        score = ndtri(first + (last - first) * ndtr(score))
    return _from_normal(row.family, mean + sd * score)


def _to_normal(family: Family, value: Floats) -> Floats:
    # The end of a range may be infinitely far on the normal scale.
    with np.errstate(divide="ignore"):
        match family:
            case "normal":
                return value
            case "lognormal":
                return np.log(value)
            case "logitnormal":
                return np.log(value) - np.log1p(-value)


def _from_normal(family: Family, value: Floats) -> Floats:
    match family:
        case "normal":
            return value
        case "lognormal":
            return np.exp(value)
        case "logitnormal":
            return 1.0 / (1.0 + np.exp(-value))


def _sobol(dimensions: int, draws: int, seed: int) -> Floats:
    sampler = qmc.Sobol(dimensions, scramble=True, rng=seed)
    points = sampler.random_base2(int(np.ceil(np.log2(max(draws, 2)))))[:draws]
    # Scrambled points lie in [0, 1): keep clear of 0, where the normal score is infinite.
    return np.asarray(np.clip(points, 1e-9, 1.0 - 1e-9))
