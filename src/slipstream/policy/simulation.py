"""What a page of the simulator shows of a scenario: its sample and its series month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slipstream.ensemble.engine import Track
from slipstream.ensemble.indicators import PERCENTILES
from slipstream.ensemble.outputs import outputs_of
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.model.constants import MONTHS_PER_YEAR, START_YEAR
from slipstream.policy.question import Floats, Question, Sample, joined_parts, sample_of_block


@dataclass(frozen=True)
class Simulation:
    """One scenario: its sample, and the outputs asked for, ``(month, draw)`` by name."""

    name: str
    question: Question
    sample: Sample
    outputs: Mapping[str, Floats]

    @property
    def joined_by_year(self) -> dict[str, float]:
        """Share of draws that have joined by the end of each year from the evidence's on."""
        first = self.question.now // MONTHS_PER_YEAR
        years = range(first, len(next(iter(self.outputs.values()))) // MONTHS_PER_YEAR)
        return {
            str(START_YEAR + year): self.sample.probability((year + 1) * MONTHS_PER_YEAR - 1)
            for year in years
        }


def simulate(
    scenario: Scenario, question: Question, draws: int, seed: int, outputs: Sequence[str]
) -> Simulation:
    """Run a scenario and keep its sample and some outputs of every month."""

    def of_block(track: Track, count: int) -> tuple[Sample, dict[str, Floats]]:
        found = outputs_of(track, outputs)
        kept = {name: np.asarray(values)[:, :count] for name, values in found.items()}
        return sample_of_block(track, count, question), kept

    parts = run_blocks(scenario, draws, seed, of_block)
    return Simulation(
        scenario.name,
        question,
        joined_parts([sample for sample, _ in parts]),
        {name: np.concatenate([found[name] for _, found in parts], axis=1) for name in outputs},
    )


def bands(values: Floats) -> Floats:
    """Percentiles of every month, ``(percentile, month)``, of ``(month, draw)``."""
    return np.asarray(np.percentile(values, PERCENTILES, axis=1))
