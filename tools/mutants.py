"""Change the equations a little, one place at a time, and list the changes that no test notices.

Usage: python tools/mutants.py SAMPLE [SEED]

``make mutants`` runs this with cosmic-ray, on a copy of the checkout in ``build/mutants``, for a
random sample of the changes that cosmic-ray knows: all of them take many hours. A change that no
test of ``tests/model`` notices is a survivor: either a test is missing, or the change makes no
difference.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mutants"
TOOL = Path(sys.executable).parent / "cosmic-ray"
SESSION = COPY / "session.sqlite"
# Numbers have no bits to combine or shift: these fail without a test. Types have bars too.
POINTLESS = re.compile("BitAnd|BitOr|BitXor|LShift|RShift")
CONFIG = f"""
[cosmic-ray]
module-path = "src/slipstream/model"
timeout = 900.0
excluded-modules = []
test-command = "{ROOT}/.venv/bin/python -m pytest -x -q -n 0 tests/model"
[cosmic-ray.distributor]
name = "local"
"""


def main(sample: int, seed: int = 1) -> int:
    """Try a sample of the changes, print the survivors, and return the exit status."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in ("src", "tests", "tools"):
        shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns("static"))
    shutil.copy2(ROOT / "pyproject.toml", COPY)
    (COPY / "mutants.toml").write_text(CONFIG, encoding="utf-8")
    # Without a change the tests have to pass, or every change would seem to be noticed.
    run("baseline", "mutants.toml")
    run("init", "mutants.toml", SESSION.name)
    with use_db(str(SESSION)) as session:
        every = [
            item.job_id
            for item in session.pending_work_items
            if not POINTLESS.search(item.mutations[0].operator_name)
        ]
        chosen = set(Random(seed).sample(sorted(every), min(sample, len(every))))
        others = [one.job_id for one in session.pending_work_items if one.job_id not in chosen]
        session.set_multiple_results(others, WorkResult(WorkerOutcome.SKIPPED))
    run("exec", "mutants.toml", SESSION.name)
    with use_db(str(SESSION)) as session:
        results = [found for found in session.completed_work_items if found[0].job_id in chosen]
    for _, result in results:
        if result.test_outcome is TestOutcome.SURVIVED:
            print(result.diff)
    counts = Counter(str(result.test_outcome) for _, result in results)
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    print(f"{len(chosen)} of {len(every)} changes (seed {seed}): {told}")
    return 0


def run(*arguments: str) -> None:
    """Run cosmic-ray in the copy, whose package goes before the installed one."""
    around = {**os.environ, "PYTHONPATH": str(COPY / "src"), "CI": "true"}
    subprocess.run([TOOL, *arguments], cwd=COPY, env=around, check=True)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
