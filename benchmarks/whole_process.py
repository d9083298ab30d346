"""The headline answer as a user runs it: a whole process, first ever and warm.

Usage: python -m benchmarks.whole_process [PAIRS]
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import process
from benchmarks.contest import Spread
from benchmarks.machine import machine

BARE = "import jax; jax.numpy.add(1.0, 1.0).block_until_ready()"
"""What no program on JAX is faster than: seconds differ by machine, multiples of this less so."""


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


@dataclass(frozen=True)
class Answers:
    """Runs of the answer with nothing cached and then warm, each beside a bare import of JAX."""

    first: Timing
    warm: Timing
    bare: Timing

    @property
    def over_bare(self) -> Spread:
        """How many times as long as the import before it a warm answer takes."""
        return over(self.warm.seconds, self.bare.seconds)


def time_answers(repetitions: int) -> Answers:
    """Time ``slipstream answer KR`` with an empty cache folder, then with a filled one."""
    first: list[process.Ran] = []
    warm: list[process.Ran] = []
    bare: list[process.Ran] = []
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as cache:
            first.append(_answer(cache))
            bare.append(_bare())
            warm.append(_answer(cache))
    return Answers(
        _timing("first ever, nothing cached", first),
        _timing("warm", warm),
        _timing("bare `import jax` with one operation", bare),
    )


def time_draws(sizes: Sequence[int]) -> tuple[Timing, ...]:
    """Time one warm answer for each size of the ensemble."""
    with tempfile.TemporaryDirectory() as cache:
        _answer(cache)
        return tuple(_timing(f"{size:,}", [_answer(cache, size)]) for size in sizes)


def over(these: Sequence[float], those: Sequence[float]) -> Spread:
    """Spread of the ratios of pairs, each taken one right after the other."""
    return Spread.of([this / that for this, that in zip(these, those, strict=True)])


def main(pairs: int) -> None:
    """Print how many times as long as a bare import of JAX a warm answer takes."""
    with tempfile.TemporaryDirectory() as cache:
        _answer(cache)
        ran = [(_answer(cache), _bare()) for _ in range(pairs)]
    answers, bare = (list(runs) for runs in zip(*ran, strict=True))
    print(f"{machine()}. Load average after: {os.getloadavg()[0]:.1f}.")
    for what, clock in (("seconds", "seconds"), ("seconds of all cores", "processor")):
        mine, theirs = ([getattr(run, clock) for run in runs] for runs in (answers, bare))
        ratio = over(mine, theirs)
        print(
            f"slipstream answer KR, warm: {statistics.median(mine):.2f} {what},"
            f" import jax with one operation: {statistics.median(theirs):.2f};"
            f" ratio {ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f}) in {pairs} pairs,"
            f" of the shortest {min(mine) / min(theirs):.2f}"
        )


def _timing(what: str, runs: Sequence[process.Ran]) -> Timing:
    return Timing(what, tuple(run.seconds for run in runs), max(run.memory for run in runs))


def _answer(cache: str, draws: int = 10_000) -> process.Ran:
    command = [sys.executable, "-m", "slipstream.cli", "answer", "KR", "--draws", str(draws)]
    return process.run(command, {**os.environ, "XDG_CACHE_HOME": cache})


def _bare() -> process.Ran:
    return process.run([sys.executable, "-c", BARE], os.environ)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
