"""Where compiled programs are kept between processes."""

import os
from functools import cache
from pathlib import Path

import jax
from platformdirs import user_cache_path


@cache
def keep_compiled() -> None:
    """Keep compiled runs in the user's cache folder, once per process.

    A folder that cannot be made or written to is no error: runs then compile anew. Entries
    are keyed by the program, the compiler's version and the processor, so that a stale or
    shared folder is safe.
    """
    folder = user_cache_path("slipstream") / "compiled"
    if _usable(folder):
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def _usable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)
