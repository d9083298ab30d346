"""What every peer asks of the model at a position of the slider, as the simulator does."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from slipstream.ensemble.fixed_world import CORE, Worlds
from slipstream.model.constants import MONTHS, month_name
from slipstream.policy.adjustments import Adjustments, overlays
from slipstream.policy.build_scenario import build
from slipstream.registry.load import registry
from slipstream.statistics import LEVELS

Floats = NDArray[np.floating]

LEVER = "public_budget"
POSITIONS = 100
SHOWN = {
    "capability": ("capability_eci", "frontier_eci", "open_eci"),
    "lag": ("lag_months",),
}
FIRST = 12
"""First month shown."""
WORLDS = Worlds(2)
DATES = pd.to_datetime([month_name(step) for step in range(FIRST, MONTHS)])


def value(position: int) -> float:
    """The lever's value at a position of its slider."""
    low, high = registry().levers[LEVER].slider
    return low + (high - low) * position / POSITIONS


def quantiles(position: int) -> dict[str, Floats]:
    """Run 10,000 draws; quantiles of what is shown, ``(level, month)``."""
    scenario = build("KR", overlays(Adjustments({LEVER: value(position)}, {}), "peer"))
    run = WORLDS.run(scenario, CORE, draws=10_000)
    return {
        name: run.quantiles(name, LEVELS)[:, FIRST:] for names in SHOWN.values() for name in names
    }
