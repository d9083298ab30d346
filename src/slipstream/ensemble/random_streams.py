"""Random numbers whose seeds come from names, so that two policies see common random numbers.

Every stream depends on the user's seed, on the component's name and on the block of draws,
and on nothing else: neither on the policy, nor on how many draws or countries there are.
"""

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from slipstream.model.constants import MONTHS

BLOCK = 1024
"""Draws that share a stream; runs are computed and reduced block by block."""

MOST_AHEAD = 10
"""Blocks that are drawn ahead of a run, 28 MB each for twelve countries."""

Innovations = dict[str, NDArray[np.float32]]
Key = tuple[tuple[str, ...], int, int]


def stream(seed: int, name: str, block: int) -> np.random.Generator:
    """Return the generator of a component for one block of draws."""
    digest = hashlib.blake2b(f"{seed}/{name}/{block}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.SFC64(int.from_bytes(digest, "little")))


def normals(seed: int, name: str, block: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return standard normal innovations of a component, single precision."""
    return stream(seed, name, block).standard_normal(shape, dtype=np.float32)


def uniforms(seed: int, name: str, block: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return uniform innovations of a component on [0, 1), single precision."""
    return stream(seed, name, block).random(shape, dtype=np.float32)


def innovations(countries: tuple[str, ...], seed: int, block: int) -> Innovations:
    """Draw the innovations of one block; a stream for each component of each country.

    The arrays are the caller's: nobody else sees them.
    """
    ahead = _ahead.pop((countries, seed, block), None)
    # What has not been begun is drawn here: others wait for their blocks at the same time.
    if ahead is None or ahead.cancel():
        return _drawn(countries, seed, block)
    return ahead.result()


def draw_ahead(countries: tuple[str, ...], seed: int, draws: int) -> None:
    """Begin to draw what the first blocks of a run will ask `innovations` for.

    It needs one core, which is idle while a command imports the libraries that it will need.
    """
    keys = [(countries, seed, block) for block in range(min(-(-draws // BLOCK), MOST_AHEAD))]
    fresh: dict[Key, Future[Innovations]] = {key: Future() for key in keys if key not in _ahead}
    _ahead.update(fresh)
    # A daemon, so that a command that fails meanwhile does not wait for it.
    Thread(target=_draw_all, args=(fresh,), daemon=True).start()


def _draw_all(waiting: Mapping[Key, Future[Innovations]]) -> None:
    for key, future in waiting.items():
        if not future.set_running_or_notify_cancel():
            continue
        try:
            future.set_result(_drawn(*key))
        except BaseException as error:
            future.set_exception(error)


def _drawn(countries: tuple[str, ...], seed: int, block: int) -> Innovations:
    shape = (MONTHS, BLOCK)

    def by_country(draw: Callable[..., NDArray[np.float32]], name: str) -> NDArray[np.float32]:
        # One country after the other: all of them at once would take the memory twice.
        values = np.empty((MONTHS, len(countries), BLOCK), np.float32)
        for row, code in enumerate(countries):
            values[:, row] = draw(seed, f"{name}/{code}", block, shape)
        return values

    return {
        "rate": normals(seed, "efficiency.rate", block, shape),
        "lag": normals(seed, "open_models.lag", block, shape),
        "skill": by_country(normals, "capability.skill"),
        "departure": by_country(normals, "capability.departure"),
        "release": by_country(uniforms, "capability.release"),
    }


_ahead: dict[Key, Future[Innovations]] = {}
