import os
import sys

import pytest

from benchmarks.process import run
from benchmarks.whole_process import over


def test_memory_is_that_of_the_command_and_not_of_who_started_it() -> None:
    held = bytearray(400 * 2**20)
    held[::4096] = b"x" * len(held[::4096])  # touched, so that it is there
    ran = run([sys.executable, "-S", "-c", "print(3)"], os.environ)
    assert ran.said == "3\n"
    assert 1 < ran.memory < 100
    grown = run([sys.executable, "-S", "-c", f"b = b'x' * {200 * 2**20}"], os.environ)
    assert 200 < grown.memory < 300


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(RuntimeError, match="status"):
        run([sys.executable, "-c", "raise SystemExit(3)"], os.environ)


def test_both_clocks_are_those_of_the_command() -> None:
    """Sleep takes no processor; work takes both, in the command and not in who started it."""
    asleep = run([sys.executable, "-S", "-c", "import time; time.sleep(0.3)"], os.environ)
    assert asleep.seconds > 0.3 > asleep.processor
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    assert run([sys.executable, "-S", "-c", busy], os.environ).processor >= 0.3


def test_a_ratio_is_that_of_pairs() -> None:
    """A machine that slows down over the pairs moves both, and so not their ratio."""
    ratio = over([8.0, 16.0, 30.0], [2.0, 4.0, 6.0])
    assert (ratio.low, ratio.median, ratio.high) == (4.0, 4.0, 5.0)
