"""Run a command in a process of its own, and say how long it took and how much memory."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# A process begins with the peak of the one that starts it, so a small one has to stand between.
_STARTER = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
said = process.stdout.read()
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
print(json.dumps([said, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, status]))
"""


@dataclass(frozen=True)
class Ran:
    """What a command printed, its seconds and its peak of resident memory, MiB.

    ``seconds`` are those of the wall clock, ``processor`` those of all cores together.
    """

    said: str
    seconds: float
    processor: float
    memory: float


def run(command: Sequence[str], environment: Mapping[str, str]) -> Ran:
    """Run a command to its end.

    Raises
    ------
    RuntimeError
        If it ends with another status than 0.
    """
    starter = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _STARTER, *command],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    said, seconds, processor, peak, status = json.loads(starter.stdout)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with status {status}")
    # Kibibytes on Linux, bytes on a Mac.
    return Ran(said, seconds, processor, peak / 2 ** (20 if sys.platform == "darwin" else 10))
