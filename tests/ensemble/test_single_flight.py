import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from slipstream.ensemble.single_flight import SingleFlight


def test_those_who_ask_at_once_share_what_one_makes() -> None:
    memory: SingleFlight[str, object] = SingleFlight()
    made = []
    all_there = threading.Barrier(4)

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        all_there.wait()
        return memory.get("key", make)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(4)))
    assert len(made) == 1
    assert found == made * 4


def test_what_failed_is_tried_again() -> None:
    memory: SingleFlight[str, int] = SingleFlight()
    with pytest.raises(ZeroDivisionError):
        memory.get("key", lambda: 1 // 0)
    assert memory.get("key", lambda: 5) == 5


def test_the_one_unused_for_longest_goes() -> None:
    memory: SingleFlight[str, int] = SingleFlight(2)
    for key, value in (("a", 1), ("b", 2), ("a", 0), ("c", 3)):
        memory.get(key, lambda value=value: value)  # type: ignore[misc]
    assert [memory.get(key, lambda: 9) for key in ("a", "c", "b")] == [1, 3, 9]
