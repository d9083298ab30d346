"""Check that the peers agree, measure everything and write docs/benchmarks.md.

Usage: python -m benchmarks [--quick]
"""

import argparse
import os
import sys
from pathlib import Path

from benchmarks import agreement, chart, page
from benchmarks.contest import hold
from benchmarks.in_process import time_parts
from benchmarks.results import FULL, QUICK, Plan, Results
from benchmarks.scaling import measure as measure_series
from benchmarks.whole_process import time_answers, time_draws

DOCS = Path(__file__).parent.parent / "docs"


def main() -> int:
    """Check, measure, print and write; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, only printed: whether all of it runs"
    )
    quick = parser.parse_args().quick
    if agreement.main():
        print("Peers that give something else measure nothing: stopped.", file=sys.stderr)
        return 1
    results = measure(QUICK if quick else FULL)
    written = page.render(results)
    print(written)
    if not quick:
        chart.draw(results, DOCS / "_static" / "benchmarks.svg")
        (DOCS / "benchmarks.md").write_text(written, encoding="utf-8")
    return 0


def measure(plan: Plan) -> Results:
    """Run everything one after the other."""
    load = os.getloadavg()[0]
    contest = hold(plan.trajectories, plan.repetitions)
    answers = time_answers(plan.repetitions)
    return Results(
        plan=plan,
        contest=contest,
        series={name: measure_series(name, sizes) for name, sizes in plan.series.items()},
        answers=answers,
        sizes=time_draws(plan.answer_draws),
        parts=time_parts(plan.repetitions),
        load=load,
    )


if __name__ == "__main__":
    sys.exit(main())
