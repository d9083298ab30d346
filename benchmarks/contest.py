"""Throughput of ours and of each peer on the same equations, repetition by repetition in turn."""

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.agreement import PEERS, Peer

OURS = Peer("Slipstream", "benchmarks.peers.ours")
SLOT = 0.5
"""Seconds for which a peer runs again and again within one repetition."""


@dataclass(frozen=True)
class Spread:
    """Middle and ends over repetitions."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Summarise one number per repetition."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Contest:
    """Seconds per trajectory by name, one for each repetition, and why others did not run."""

    seconds: Mapping[str, Sequence[float]]
    missing: Mapping[str, str]

    def throughput(self, name: str) -> Spread:
        """Trajectories per second."""
        return Spread.of([1.0 / seconds for seconds in self.seconds[name]])

    def ratio(self, peer: str) -> Spread:
        """Our throughput over a peer's, each repetition by itself."""
        pairs = zip(self.seconds[OURS.name], self.seconds[peer], strict=True)
        return Spread.of([theirs / ours for ours, theirs in pairs])


def hold(draws: Mapping[str, int], repetitions: int, slot: float = SLOT) -> Contest:
    """Run ours and the peers in turn, so that what else the machine does strikes all alike.

    Parameters
    ----------
    draws
        Trajectories in one run by name of the peer: more than fit into ``slot`` for none, and
        few for those that take them one by one. Peers that are not named do not run.
    repetitions
        How often each has its turn, after a warm-up.
    slot
        Seconds of one turn; at least one run.
    """
    named = [peer for peer in (OURS, *PEERS) if peer.name in draws]
    missing = {peer.name: reason for peer in named if (reason := peer.missing)}
    running = [peer for peer in named if peer.name not in missing]
    seconds: dict[str, list[float]] = {peer.name: [] for peer in running}
    with ExitStack() as stack:
        runs = {peer.name: stack.enter_context(peer.ready(draws[peer.name])) for peer in running}
        for _ in range(repetitions):
            for name, run in runs.items():
                seconds[name].append(_mean_seconds(run, slot) / draws[name])
    return Contest(seconds, missing)


def cores_used(name: str) -> int:
    """Cores that a peer runs on: all, but for PySD, which has no way to use more than one."""
    return 1 if name == "PySD" else os.cpu_count() or 1


def _mean_seconds(run: Callable[[], object], slot: float) -> float:
    start, runs = time.perf_counter(), 0
    while True:
        run()
        runs += 1
        passed = time.perf_counter() - start
        if passed >= slot:
            return passed / runs
