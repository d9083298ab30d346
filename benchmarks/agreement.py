"""Whether all peers give what ours gives; ``python -m benchmarks.agreement`` fails if one does not.

Run in double precision where a peer has it. The cases move every lever and every shock, so that
an equation changed in one place and forgotten in another has something to show in.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from benchmarks.peers import ours
from benchmarks.peers.inputs import Floats, FocalInputs, focal_blocks, plain
from slipstream.ensemble.scenario import Scenario
from slipstream.model.constants import MONTHS, MONTHS_PER_YEAR, month_name
from slipstream.policy.build_scenario import SHARES, build
from slipstream.registry.load import registry

TOLERANCE = 1e-4
"""Largest difference: relative for values above one, absolute below."""

DRAWS = 8

Run = Callable[[FocalInputs], Mapping[str, Floats]]


@dataclass(frozen=True)
class Peer:
    """A peer, the module that runs it, and what must be installed for it."""

    name: str
    module: str
    needs: str | None = None

    @property
    def missing(self) -> str | None:
        """Why the peer cannot run here, or nothing."""
        if self.needs is not None and find_spec(self.needs) is None:
            return f"{self.needs} is not installed"
        reason: str | None = getattr(import_module(self.module), "missing", lambda: None)()
        return reason

    @property
    def run(self) -> Run:
        """Run the peer's equations."""
        run: Run = import_module(self.module).run
        return run

    def ready(self, draws: int) -> AbstractContextManager[Callable[[], object]]:
        """Warm up, and give what runs as many draws as fast as the peer can."""
        ready: AbstractContextManager[Callable[[], object]] = import_module(self.module).ready(
            draws
        )
        return ready


PEERS = (
    Peer("NumPy", "benchmarks.peers.numpy_model"),
    Peer("C kernel", "benchmarks.peers.c_model"),
    Peer("EMA workbench", "benchmarks.peers.ema_model", needs="ema_workbench"),
    Peer("PySD", "benchmarks.peers.pysd_model", needs="pysd"),
)


@dataclass(frozen=True)
class Case:
    """Inputs on which peers are compared, and what ours makes of them."""

    name: str
    inputs: FocalInputs
    expected: Mapping[str, Floats]


@dataclass(frozen=True)
class Disagreement:
    """The largest difference of one output in one case."""

    peer: str
    case: str
    output: str
    month: int
    draw: int
    found: float
    expected: float

    def __str__(self) -> str:
        return (
            f"{self.peer}, {self.case}: {self.output} in {month_name(self.month)}, draw"
            f" {self.draw}, is {self.found:.9g}; ours is {self.expected:.9g}"
        )


def cases(draws: int) -> Iterator[Case]:
    """Today's policy, and countries that meet every lever and shock at legal values."""
    scenarios = {
        "KR today": build("KR"),
        "KR moved": moved(build("KR"), high=True),
        "CN moved": moved(build("CN"), high=False),
        "US today": build("US"),
    }
    for name, scenario in scenarios.items():
        blocks = focal_blocks(scenario, draws)
        yield Case(name, plain(blocks), ours.run(blocks, np.float64))


def moved(scenario: Scenario, *, high: bool) -> Scenario:
    """Draw the focal country's levers anew each year, and let every shock strike it.

    Shocks have their severest legal value, or the lowest where ``high`` is false; half of it
    for those that would take all.
    """
    chance = np.random.default_rng(int(high))
    levers = {name: values.copy() for name, values in scenario.levers.items()}
    years = MONTHS // MONTHS_PER_YEAR
    shares = np.repeat(chance.dirichlet(np.ones(len(SHARES) + 1), years), MONTHS_PER_YEAR, axis=0)
    for name, values in levers.items():
        yearly = chance.uniform(*registry().levers[name].slider, years)
        values[:, scenario.focal_row] = np.repeat(yearly, MONTHS_PER_YEAR)
    for column, name in enumerate(SHARES):
        levers[name][:, scenario.focal_row] = shares[:, column]
    shocks = {
        name: replace(
            setting,
            probability=1.0,
            reach="focal",
            severity=0.5 * registry().shocks[name].range[int(high)] or setting.severity,
        )
        for name, setting in scenario.shocks.items()
    }
    return replace(scenario, levers=levers, shocks=shocks)


def disagreements(peer: Peer, case: Case) -> list[Disagreement]:
    """Outputs of a peer that differ from ours by more than `TOLERANCE`, or are not there."""
    found = peer.run(case.inputs)
    worst = []
    for name in sorted(case.expected.keys() | found.keys()):
        absent = np.full((MONTHS, case.inputs.draws), np.nan)
        one, other = found.get(name, absent), case.expected.get(name, absent)
        apart = np.abs(one - other) / np.maximum(1.0, np.abs(other))
        # A value that is not a number agrees with nothing.
        apart = np.where(np.isnan(apart), np.inf, apart)
        month, draw = (int(at) for at in np.unravel_index(np.argmax(apart), apart.shape))
        if apart[month, draw] > TOLERANCE:
            values = float(one[month, draw]), float(other[month, draw])
            worst.append(Disagreement(peer.name, case.name, name, month, draw, *values))
    return worst


def check(draws: int = DRAWS) -> list[Disagreement]:
    """Run every peer that can run here on every case."""
    running = [peer for peer in PEERS if peer.missing is None]
    return [
        disagreement
        for case in cases(draws)
        for peer in running
        for disagreement in disagreements(peer, case)
    ]


def main() -> int:
    """Print what was compared and what disagrees; return the exit status."""
    for peer in PEERS:
        print(f"{peer.name}: {peer.missing or 'compared'}")
    wrong = check()
    for disagreement in wrong:
        print(disagreement)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
