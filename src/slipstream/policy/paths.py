"""The whole way, month by month, with the draws and random numbers of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slipstream.arrays import Floats
from slipstream.ensemble.engine import Track
from slipstream.ensemble.run import run_blocks
from slipstream.model.lag import joining_step
from slipstream.policy.policy_files import Policy
from slipstream.policy.question import Question
from slipstream.statistics import PERCENTILES

PATH_DRAWS = 100_000
"""Draws beyond which percentiles no longer change visibly, and memory would grow for nothing."""

FOLLOWED = ("capability", "frontier", "open", "lag")


@dataclass(frozen=True)
class Paths:
    """Percentiles by month, from the run's first month to the question's last.

    ``capability``, ``frontier`` and ``open`` (ECI) and ``lag`` (months) are
    ``(percentile, month)`` with the percentiles of `Quantiles`; ``joined`` is the share of draws
    that have joined, ``(month,)``.
    """

    capability: Floats
    frontier: Floats
    open: Floats
    lag: Floats
    joined: Floats


def follow(
    question: Question, policies: Sequence[Policy] = (), *, draws: int = 10_000, seed: int = 1
) -> Paths:
    """Run the answer's draws again and keep every month.

    Parameters
    ----------
    question
        Country, year and what counts as being in the race.
    policies
        Overlays on today's policy.
    draws, seed
        Number of draws and seed of the ensemble, as for the answer; of many draws the first
        `PATH_DRAWS`.
    """
    months = question.last + 1

    def of_block(track: Track, count: int) -> dict[str, Floats]:
        lag = np.asarray(track.lag)[:, :count]
        by_month = {
            "capability": np.asarray(track.outcome.capability)[:months, :count],
            "frontier": np.asarray(track.frontier)[:months, :count],
            "open": np.asarray(track.open)[:months, :count],
            "lag": lag[:months],
        }
        return {**by_month, "joined": joining_step(lag, question.within_months, question.now)}

    scenario = question.scenario(policies)
    parts = run_blocks(scenario, min(draws, PATH_DRAWS), seed, of_block)
    percentiles = {
        name: np.percentile(
            np.concatenate([part[name] for part in parts], axis=1), PERCENTILES, axis=1
        )
        for name in FOLLOWED
    }
    joined = np.concatenate([part["joined"] for part in parts])
    steps = np.arange(months)[:, None]
    return Paths(**percentiles, joined=np.mean(joined <= steps, axis=1))
