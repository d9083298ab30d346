"""Whether ours has become slower beside the C kernel; ``python -m benchmarks.guard`` fails if so.

Both run in turn in one process, so that a slow or busy machine strikes both; their ratio moves
much less than their times.
"""

import re
import sys
from pathlib import Path

from benchmarks.contest import OURS, hold

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PEER = "C kernel"
DRAWS = 10_000
REPETITIONS = 15
LEAST = 0.25
"""Throughput over the C kernel's below which the guard fails: less than half of what is usual."""

ROW = re.compile(rf"^\| {PEER} \|.*\| (?P<ratio>[\d.,]+) \([^|]*\) \|", re.MULTILINE)


def published(page: str) -> float | None:
    """Read the ratio off the page of measurements; nothing, if it has none."""
    row = ROW.search(page)
    return float(row["ratio"].replace(",", "")) if row else None


def main(least: float = LEAST, draws: int = DRAWS, repetitions: int = REPETITIONS) -> int:
    """Measure, print what moved, and return the exit status."""
    contest = hold({OURS.name: draws, PEER: draws}, repetitions, slot=0.0)
    if reason := contest.missing.get(PEER):
        print(f"skipped: {reason}")
        return 0
    ratio = contest.ratio(PEER)
    print(
        f"our throughput over the C kernel's: {ratio.median:.3f} ({ratio.low:.3f} to"
        f" {ratio.high:.3f} over {repetitions} repetitions); at least {least:.3f} is asked for"
    )
    before = published(PAGE.read_text(encoding="utf-8"))
    print(
        f"docs/benchmarks.md has {before:.3f}: moved by {ratio.median / before - 1:+.0%}"
        if before
        else "docs/benchmarks.md has no ratio to compare with"
    )
    return 0 if ratio.median >= least else 1


if __name__ == "__main__":
    sys.exit(main())
