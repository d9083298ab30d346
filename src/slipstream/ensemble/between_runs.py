"""What is kept in the user's cache folder between processes: compiled programs and draws.

Losing it, sharing it or finding it stale costs time and never changes a number: entries are
keyed by everything that they depend on, and a folder that cannot be used is done without.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jax
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from slipstream.files import InputError, writing_atomically

MOST_ARRAYS = 100
"""Arrays that are kept, the most recently written ones."""


@cache
def keep_compiled() -> None:
    """Let JAX keep compiled runs, once per process."""
    folder = _folder("compiled")
    if folder is not None:
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def kept_array(
    key: str, shape: tuple[int, ...], make: Callable[[], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return the array of ``key``, from the folder or by making it and keeping it there.

    ``key`` has to name all that the array depends on. A file that is damaged or has another
    ``shape`` is made anew.
    """
    folder = _folder("arrays")
    if folder is None:
        return make()
    path = folder / f"{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}.npy"
    try:
        found = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        found = None
    if found is not None and found.shape == shape and found.dtype == np.float32:
        return np.asarray(found)
    made = make()
    try:
        with writing_atomically(path) as part, part.open("wb") as stream:
            np.save(stream, made, allow_pickle=False)
        _forget_oldest(folder)
    except (InputError, OSError):
        # Another process may be cleaning up, or the disk may be full: the array is there anyway.
        return made
    return made


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.npy"), key=lambda file: file.stat().st_mtime)
    for file in files[:-MOST_ARRAYS]:
        file.unlink(missing_ok=True)


@cache
def _folder(name: str) -> Path | None:
    folder = user_cache_path("slipstream") / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None
