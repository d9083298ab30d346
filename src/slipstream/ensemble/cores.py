"""Work that is spread over all cores, by threads that stay."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Wanted = Callable[[], bool]
"""Whether anybody still waits for a piece of work."""

Item = TypeVar("Item")
Made = TypeVar("Made")

CORES = os.cpu_count() or 1


class AbandonedError(Exception):
    """Work was given up because nobody waited for it any more."""


def always() -> bool:
    """Work that is done in any case."""
    return True


def on_all_cores(one: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    """Return what ``one`` makes of each item, in their order; a single item takes no thread."""
    waiting = list(items)
    if len(waiting) == 1:
        return [one(waiting[0])]
    return list(_pool().map(one, waiting))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CORES, thread_name_prefix="core")
