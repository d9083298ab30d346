"""The headline answer as a user runs it: a whole process, first ever and warm."""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import process


@dataclass(frozen=True)
class Timing:
    """Wall-clock seconds of repeated runs, and the largest resident memory of any, MiB."""

    what: str
    seconds: tuple[float, ...]
    memory: float

    @property
    def median(self) -> float:
        """Middle of the runs."""
        return statistics.median(self.seconds)


def time_answers(repetitions: int) -> tuple[Timing, Timing]:
    """Time ``slipstream answer KR`` with an empty cache folder, then with a filled one."""
    first: list[tuple[float, float]] = []
    warm: list[tuple[float, float]] = []
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as cache:
            first.append(_answer(cache))
            warm.append(_answer(cache))
    return _timing("first ever, nothing cached", first), _timing("warm", warm)


def time_draws(sizes: Sequence[int]) -> tuple[Timing, ...]:
    """Time one warm answer for each size of the ensemble."""
    with tempfile.TemporaryDirectory() as cache:
        _answer(cache)
        return tuple(_timing(f"{size:,}", [_answer(cache, size)]) for size in sizes)


def _timing(what: str, runs: list[tuple[float, float]]) -> Timing:
    return Timing(what, tuple(seconds for seconds, _ in runs), max(memory for _, memory in runs))


def _answer(cache: str, draws: int = 10_000) -> tuple[float, float]:
    command = [sys.executable, "-m", "slipstream.cli", "answer", "KR", "--draws", str(draws)]
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    ran = process.run(command, environment)
    return ran.seconds, ran.memory
