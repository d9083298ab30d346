"""What a run is asked: levers, shocks, whose answer is wanted, and how far its evidence goes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slipstream.countries.model_data import ModelData
from slipstream.ensemble.posterior import Posterior


@dataclass(frozen=True)
class ShockSetting:
    """A shock as a scenario has it.

    Attributes
    ----------
    probability
        Probability that it happens at all.
    first, last
        Steps between which it begins, each as likely as the other.
    duration
        Months that it lasts.
    severity
        In the registry's unit.
    reach
        ``world``, ``focal`` or a country's code.
    """

    probability: float
    first: int
    last: int
    duration: int
    severity: float
    reach: str


@dataclass(frozen=True)
class Scenario:
    """Levers ``(month, country)`` by name, shocks by name, and the focal country.

    ``data`` is what it rests on, ``name`` what it is called; ``countries`` gives the order of the
    country axis; ``now`` is the step of the last month of the evidence; ``posterior`` is what
    numbers and past luck are drawn from, or nothing for the priors.
    """

    data: ModelData
    name: str
    focal: str
    countries: tuple[str, ...]
    levers: Mapping[str, NDArray[np.float64]]
    shocks: Mapping[str, ShockSetting]
    now: int
    posterior: Posterior | None = None

    @property
    def focal_row(self) -> int:
        """Position of the focal country on the country axis."""
        return self.countries.index(self.focal)
