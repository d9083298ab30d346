"""How often the bands of a run hold what history saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.engine import Track
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.evidence.fact_files import load_history
from slipstream.evidence.fact_schema import BestScore, LargestRun
from slipstream.model.constants import MONTHS, month_index, month_name

Quantity = Literal["best_eci", "largest_run_log10_flop"]

FIRST = month_index(2023, 1)
"""First month that is compared; before it few scores exist."""


@dataclass(frozen=True)
class MonthSeen:
    """One month: the observed record and the band of the run."""

    month: str
    observed: float
    p5: float
    p50: float
    p95: float

    @property
    def inside(self) -> bool:
        """Whether the 90% band holds the record."""
        return self.p5 <= self.observed <= self.p95


@dataclass(frozen=True)
class Coverage:
    """All months of one quantity of one country since the first record of it.

    A record stands until it is broken, so that a month without news counts as well: the band
    has to hold the running maximum.
    """

    country: str
    quantity: Quantity
    months: tuple[MonthSeen, ...]

    @property
    def share(self) -> float:
        """Share of months inside the band."""
        return float(np.mean([month.inside for month in self.months]))


def coverage(scenario: Scenario, draws: int, seed: int) -> tuple[Coverage, ...]:
    """Compare the focal country's 90% bands with its records, month by month.

    Parameters
    ----------
    scenario
        Today's policy of the country.
    draws, seed
        Number of draws and seed of the ensemble.

    Returns
    -------
    tuple
        Best score and largest training run, each only if history has records of it.
    """

    def of_block(track: Track, count: int) -> NDArray[np.float32]:
        outcome = track.outcome
        return np.stack(
            [
                np.asarray(values)[: scenario.now + 1, :count]
                for values in (outcome.capability, outcome.largest_run)
            ]
        )

    scores, runs = np.concatenate(run_blocks(scenario, draws, seed, of_block), axis=-1)
    found = (
        _compare(scenario.focal, "best_eci", load_history("best_eci"), scores),
        _compare(scenario.focal, "largest_run_log10_flop", load_history("largest_run"), runs),
    )
    return tuple(item for item in found if item.months)


def observed_records(
    country: str, rows: Sequence[BestScore] | Sequence[LargestRun]
) -> NDArray[np.float64]:
    """Running record by month, ``(month,)``, not a number before the first."""
    records = np.full(MONTHS, np.nan)
    for row in rows:
        if row.country == country:
            value = row.eci if isinstance(row, BestScore) else row.log10_flop
            step = max(month_index(row.date.year, row.date.month), 0)
            records[step:] = np.fmax(records[step:], value)
    return records


def _compare(
    country: str,
    quantity: Quantity,
    rows: Sequence[BestScore] | Sequence[LargestRun],
    values: NDArray[np.float32],
) -> Coverage:
    records = observed_records(country, rows)
    bands = np.percentile(values, [5, 50, 95], axis=1)
    months = [
        MonthSeen(month_name(step), float(records[step]), *(float(band) for band in bands[:, step]))
        for step in range(FIRST, bands.shape[1])
        if np.isfinite(records[step])
    ]
    return Coverage(country, quantity, tuple(months))
