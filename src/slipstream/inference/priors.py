"""Priors as smooth maps from standard normal scores, so that gradients pass through them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import ndtr, ndtri

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import Range
from slipstream.ensemble.draws import Coordinate, coordinates, correlations, shape
from slipstream.files import InputError, nearest
from slipstream.registry.load import registry

_FAMILIES = ("normal", "lognormal", "logitnormal")


@dataclass(frozen=True)
class Priors:
    """All numbers of the model as they were believed at the end of the month ``now``.

    ``numbers`` lists them all, ``uncertain`` the positions of those that are not fixed, each of
    which has a standard normal score.
    """

    now: int
    numbers: tuple[Coordinate, ...]
    uncertain: tuple[int, ...]

    @classmethod
    def known(cls, now: int, fixed: Mapping[str, float]) -> "Priors":
        """Priors of the evidence up to the end of the month ``now``.

        Numbers in ``fixed``, by their own name or by their parameter's, are held at a value.

        Raises
        ------
        InputError
            If there is no such number.
        """
        numbers = coordinates(model_data(), now)
        known = {name for number in numbers for name in (number.name, number.parameter)}
        for name in fixed:
            if name not in known:
                parameters = sorted({number.parameter for number in numbers})
                raise InputError("--fix", name, "an unknown number", nearest(name, parameters))
        numbers = tuple(
            replace(number, prior=Range(held, held, held, number.prior.level))
            if (held := fixed.get(number.name, fixed.get(number.parameter))) is not None
            else number
            for number in numbers
        )
        free = tuple(at for at, number in enumerate(numbers) if not number.prior.fixed)
        return cls(now, numbers, free)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the uncertain numbers, such as ``KR.power_2025``."""
        return tuple(self.numbers[at].name for at in self.uncertain)

    def values(self, scores: Array) -> Array:
        """Map scores ``(uncertain, draw)`` to values ``(number, draw)`` in the registry's units.

        The same map as `slipstream.ensemble.draws.quantile`, correlations included.
        """
        place = {name: at for at, name in enumerate(self.names)}
        for pair in correlations(model_data(), self.now):
            if not {pair.first, pair.second} <= place.keys():
                continue
            own = np.sqrt(1.0 - pair.correlation**2) * scores[place[pair.second]]
            moved = pair.correlation * scores[place[pair.first]] + own
            scores = scores.at[place[pair.second]].set(moved)
        family, mean, sd, first, last = self._shapes()
        drawn = jnp.zeros((len(self.numbers), scores.shape[1]), scores.dtype)
        drawn = drawn.at[np.array(self.uncertain)].set(scores)
        # Keep clear of the ends of the unit interval, where the score is infinite.
        within = jnp.clip(first + (last - first) * ndtr(drawn), 1e-6, 1.0 - 1e-6)
        truncated = (first > 0.0) | (last < 1.0)
        normal = mean + sd * jnp.where(truncated, ndtri(within), drawn)
        return jnp.where(
            family == 0,
            normal,
            jnp.where(
                family == 1,
                jnp.exp(jnp.where(family == 1, normal, 0.0)),
                jax.nn.sigmoid(jnp.where(family == 2, normal, 0.0)),
            ),
        )

    def parameters(self, values: Array) -> Mapping[str, Array]:
        """Sort values ``(number, draw)`` into the model's parameters, as `draw_block` does."""
        rows = registry().parameters
        places: dict[str, list[int]] = {}
        for at, number in enumerate(self.numbers):
            places.setdefault(number.parameter, []).append(at)
        return {
            name: values[at[0]] if rows[name].scope == "world" else values[np.array(at)]
            for name, at in places.items()
        }

    def _shapes(self) -> tuple[Array, ...]:
        """Family, mean, sd and ends of the truncation of each number, ``(number, 1)``."""
        rows = registry().parameters
        columns = [
            (0, number.prior.centre, 0.0, 0.0, 1.0)
            if number.prior.fixed
            else (_FAMILIES.index(row.family), *shape(row, number.prior))
            for number in self.numbers
            for row in (rows[number.parameter],)
        ]
        return tuple(
            jnp.asarray(column, jnp.float32)[:, None] for column in zip(*columns, strict=True)
        )
