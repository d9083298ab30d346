"""Processor time of the machine and of one process, from Linux's /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time since some start: of the whole machine, and of one process."""

    machine: float
    process: float

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(self.machine - before.machine, self.process - before.process)


def spent(process: int) -> Spent:
    """Processor time so far; nothing where there is no /proc."""
    try:
        # Behind "cpu": user, nice, system, idle, waiting, interrupts ...
        machine = [int(each) for each in (PROC / "stat").read_text().splitlines()[0].split()[1:8]]
        # The name in brackets may hold spaces: user and system time are the 12th and 13th after it.
        own = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return Spent(0.0, 0.0)
    busy = sum(machine) - machine[3] - machine[4]
    return Spent(busy / TICKS, (int(own[11]) + int(own[12])) / TICKS)
