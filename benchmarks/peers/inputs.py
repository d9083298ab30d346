"""What every peer is given: one country's inputs against a fixed world, as plain arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.engine import Inputs, simulate
from slipstream.ensemble.random_streams import BLOCK
from slipstream.ensemble.run import alone, block_inputs, first_draws
from slipstream.ensemble.scenario import Scenario
from slipstream.model.state import View
from slipstream.policy.build_scenario import build

Floats = NDArray[np.floating]
Named = Mapping[str, Floats]
Precision = type[np.float32] | type[np.float64]

SEED = 1
COUNTRY = "KR"
"""Whose equations are timed."""


@dataclass(frozen=True)
class FocalInputs:
    """One country alone: what `slipstream.ensemble.run.alone` hands to the engine, without JAX.

    Attributes
    ----------
    parameters
        By registry name, ``(draw,)``.
    levers
        ``(month,)``.
    shock_start
        First month of each shock, ``(draw,)``.
    shock_duration, shock_severity
        Months, and severity for this country, ``()``.
    noise
        ``rate``, ``lag``, ``skill``, ``departure`` and ``release``, ``(month, draw)``.
    view
        What the kept countries look like at the start of each month, ``(month, draw)``.
    kept
        Their best released model at its end: ``frontier`` (ECI) and ``effective`` (log10 FLOP),
        ``(month, draw)``.
    deliveries
        World deliveries by month, H100e/year.
    market_deliveries
        Those of the year for which markets are quoted.
    deliveries_until
        Step of the last month whose deliveries are known.
    now
        Step of the last month of the evidence.
    """

    parameters: Named
    levers: Named
    shock_start: Named
    shock_duration: Named
    shock_severity: Named
    noise: Named
    view: Named
    kept: Named
    deliveries: Floats
    market_deliveries: float
    deliveries_until: int
    now: int

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.parameters["talent_home"])

    def part(self, first: int, last: int) -> "FocalInputs":
        """Narrow to the draws from ``first`` up to but not including ``last``, without copying."""
        return self._narrowed(slice(first, last))

    def one(self, draw: int, parameters: Mapping[str, float]) -> "FocalInputs":
        """Narrow to one draw without a draw axis, its ``parameters`` replaced where given."""
        alone = self._narrowed(draw)
        # A scalar stands for an array without axes.
        return replace(alone, parameters={**alone.parameters, **cast(Named, parameters)})

    def _narrowed(self, draws: slice | int) -> "FocalInputs":
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        for group in ("parameters", "shock_start", "noise", "view", "kept"):
            held[group] = {name: value[..., draws] for name, value in held[group].items()}
        return FocalInputs(**held)


def focal_blocks(scenario: Scenario, draws: int, seed: int = SEED) -> list[Inputs]:
    """Run the whole world once, and narrow each block of draws to the focal country alone."""
    blocks = []
    for block in range(-(-draws // BLOCK)):
        inputs = block_inputs(scenario, seed, block)
        _, kept = simulate(inputs)
        blocks.append(alone(*first_draws(inputs, kept, min(BLOCK, draws - block * BLOCK))))
    return blocks


def plain(blocks: Sequence[Inputs], dtype: Precision = np.float64) -> FocalInputs:
    """Join blocks into plain arrays; single-precision numbers widen exactly."""

    def values(given: object) -> Floats:
        return np.asarray(given).astype(dtype)

    def joined(parts: Sequence[object]) -> Floats:
        return np.concatenate([values(part) for part in parts], axis=-1)

    first = blocks[0]
    kept = [block.kept for block in blocks if block.kept is not None]
    return FocalInputs(
        parameters={
            name: joined([values(block.parameters[name]).reshape(-1) for block in blocks])
            for name in first.parameters
        },
        levers={name: values(value)[:, 0, 0] for name, value in first.levers.items()},
        shock_start={
            name: joined([block.shocks[name].start for block in blocks]) for name in first.shocks
        },
        shock_duration={name: values(shock.duration) for name, shock in first.shocks.items()},
        shock_severity={
            name: values(shock.severity).reshape(()) for name, shock in first.shocks.items()
        },
        noise={
            name: joined([_rows(block.noise[name]) for block in blocks]) for name in first.noise
        },
        view={name: joined([getattr(part.view, name) for part in kept]) for name in View._fields},
        kept={
            name: joined([getattr(part, name) for part in kept])
            for name in ("frontier", "effective")
        },
        deliveries=values(first.deliveries),
        market_deliveries=float(first.market_deliveries),
        deliveries_until=int(first.deliveries_until),
        now=int(first.now),
    )


@lru_cache(maxsize=1)
def timed_blocks(draws: int) -> Sequence[Inputs]:
    """Make that with which ours is timed: today's policy, priors, the same luck for every peer."""
    return focal_blocks(build(COUNTRY), draws)


def timed_inputs(draws: int, dtype: Precision) -> FocalInputs:
    """Make the same for a peer."""
    return plain(timed_blocks(draws), dtype)


def _rows(noise: object) -> Floats:
    values = np.asarray(noise)
    return values[:, 0] if values.ndim == 3 else values
