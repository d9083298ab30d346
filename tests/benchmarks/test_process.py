import os
import sys

import pytest

from benchmarks.process import run


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
