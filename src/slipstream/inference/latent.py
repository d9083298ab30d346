"""The numbers that calibration infers, as one vector of standard normal scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.inference.observations import Observations
from slipstream.inference.priors import Priors
from slipstream.model.constants import STEP_YEARS


@dataclass(frozen=True)
class Latent:
    """Layout of the vector, for one origin.

    Beside the model's uncertain ``numbers`` it holds what history did not show: the innovations
    of the two wandering rates and of the ``skill`` of countries with scores, how each
    record-setting release departed from what was to be expected (``departure``), how long an
    index keeps sight of a developer and how long it leaves a country out (``spells``), and what
    share of its runs each country discloses. All are standard normal before history is looked at.
    """

    priors: Priors
    observed: Observations

    @property
    def now(self) -> int:
        """Step of the last month of the evidence."""
        return self.priors.now

    @cached_property
    def scored(self) -> tuple[int, ...]:
        """Rows of the countries whose models have scores."""
        return tuple(map(int, self.observed.scored))

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Length of each part, in order."""
        months, countries = self.now + 1, len(country_codes())
        return {
            "numbers": len(self.priors.uncertain),
            "spells": 2,
            "disclosed_share": countries,
            "members_per_worker": countries,
            "rate": months,
            "lag": months,
            "skill": months * len(self.scored),
            "departure": len(self.observed.scores.month),
        }

    @property
    def dimension(self) -> int:
        """Length of the vector."""
        return sum(self.sizes.values())

    def split(self, vector: Array) -> dict[str, Array]:
        """Cut ``(dimension, draw)`` into parts; ``skill`` is ``(month, scored, draw)``."""
        ends = np.cumsum([0, *self.sizes.values()])
        parts = {
            name: vector[first:last]
            for name, first, last in zip(self.sizes, ends[:-1], ends[1:], strict=True)
        }
        shape = (self.now + 1, len(self.scored), vector.shape[1])
        return {**parts, "skill": parts["skill"].reshape(shape)}

    def noise(self, parts: Mapping[str, Array]) -> dict[str, Array]:
        """Innovations of the past, ``(month, country, draw)`` or ``(month, draw)``.

        Countries release when the record says so, and others never: what they would release is
        held against the record, and nobody else's path depends on it.
        """
        shape = (self.now + 1, len(country_codes()), parts["rate"].shape[1])
        scores = self.observed.scores
        release = jnp.ones((*shape[:2], 1)).at[scores.month, scores.row].set(-1.0)
        return {
            "rate": parts["rate"],
            "lag": parts["lag"],
            "skill": jnp.zeros(shape).at[:, np.array(self.scored)].set(parts["skill"]),
            "departure": jnp.zeros(shape).at[scores.month, scores.row].set(parts["departure"]),
            "release": jnp.broadcast_to(release, shape),
        }


def spells(scores: Array) -> Array:
    """Mean years that an index keeps sight of a developer, and that it leaves a country out.

    Assumption: 0.5 to 5 years and 1.3 to 13 years (middle 90%), chosen on forecasts of the past.
    ``(2, draw)``.
    """
    return jnp.array([[1.5], [4.0]]) * jnp.exp(0.7 * scores)


def spell_ends(years: Array, now: int) -> Array:
    """Probability in a month that an index loses sight of a country, and that it takes it up.

    A country with as many teams as one is lost as often, one with more the more rarely: somebody
    is watched still. ``(2, country, draw)`` from `spells`.
    """
    teams = jnp.asarray(model_data().levers_by_month(now)["teams"][now])
    kept = years[0] * jnp.maximum(teams, 1.0)[:, None]
    return -jnp.expm1(-STEP_YEARS / jnp.stack([kept, jnp.broadcast_to(years[1], kept.shape)]))


def disclosed_share(score: Array) -> Array:
    """Share of its largest runs whose compute a country lets be known; assumption: 34 to 93%."""
    return jax.nn.sigmoid(1.0 + score)


def members_per_worker(score: Array) -> Array:
    """Members of LinkedIn for each AI worker; assumption: 45 to 320."""
    return 120.0 * jnp.exp(0.6 * score)
