"""Compiled programs and draws that are kept between processes; see `slipstream.cache`."""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import jax
import jaxlib.version
import numpy as np
from jax.errors import JaxRuntimeError
from jax.experimental import serialize_executable
from jax.experimental.compilation_cache import compilation_cache
from jax.stages import Compiled
from jaxlib.xla_client import get_topology_for_devices
from numpy.typing import NDArray

from slipstream.cache import cache_folder, forget_oldest, package_digest, read_kept, write_kept
from slipstream.ensemble.single_flight import SingleFlight
from slipstream.files import InputError, writing_atomically

MOST_ARRAYS = 100
"""Arrays that are kept, the most recently written ones."""

MOST_PROGRAMS = 40
"""Programs that are kept, the most recently written ones; each takes a megabyte."""

TRACED = ("model", "ensemble", "registry", "arrays.py")
"""Folders and modules of the package whose code and data a program may depend on."""


@cache
def keep_compiled() -> None:
    """Let JAX keep compiled runs, once per process."""
    folder = cache_folder("compiled")
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
    folder = cache_folder("arrays")
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
        forget_oldest(folder, ".npy", MOST_ARRAYS)
    except (InputError, OSError):
        # Another process may be cleaning up, or the disk may be full: the array is there anyway.
        return made
    return made


def kept_program(
    function: Any,  # noqa: ANN401 - JAX gives what it compiles no name
    *arguments: object,
    **static: object,
) -> Compiled:
    """Return a function compiled for arguments of these shapes, from the folder or compiled now.

    JAX alone would trace and lower the function in each process, only to find what it compiled
    before: half a second for a run of the world.

    Parameters
    ----------
    function
        What `jax.jit` returned.
    arguments
        Arrays, in trees, of the shapes and types that the program is to take.
    static
        Static arguments by name; the program does not take them again.
    """
    leaves, tree = jax.tree.flatten(arguments)
    shapes = tuple((leaf.shape, str(leaf.dtype), leaf.weak_type) for leaf in leaves)
    chosen = tuple(sorted(static.items()))
    wide = jax.config.jax_enable_x64  # type: ignore[attr-defined]
    key = (function, tree, shapes, chosen, wide)

    def found_or_compiled() -> Compiled:
        folder = cache_folder("programs")
        if folder is None or jax.default_backend() != "cpu":
            return _compiled(function, arguments, static)
        name = f"{function.__module__}.{function.__qualname__}"
        described = repr((name, str(tree), shapes, chosen, wide, _setting()))
        path = folder / f"{hashlib.blake2b(described.encode(), digest_size=16).hexdigest()}.program"
        content = read_kept(path)
        if content is not None:
            return _loaded(content)
        return _compiled(function, arguments, static, path)

    return _programs.get(key, found_or_compiled)


def _compiled(
    function: Any,  # noqa: ANN401
    arguments: tuple[object, ...],
    static: dict[str, object],
    path: Path | None = None,
) -> Compiled:
    lowered = function.lower(*arguments, **static)
    if path is None:
        program: Compiled = lowered.compile()
        return program
    with _compiling_afresh():
        program = lowered.compile()
    content = pickle.dumps(serialize_executable.serialize(program))
    try:
        jax.block_until_ready(_loaded(content)(*arguments))
    except JaxRuntimeError:
        # It was not compiled in this process, but came from JAX's cache before.
        return program
    write_kept(path, content, MOST_PROGRAMS)
    return program


@contextmanager
def _compiling_afresh() -> Iterator[None]:
    """Compile past JAX's own cache: what comes from there lacks parts when it is written again."""
    with _compiling:
        jax.config.update("jax_enable_compilation_cache", False)
        # JAX looks at the option once, and again only after this.
        compilation_cache.reset_cache()
        try:
            yield
        finally:
            jax.config.update("jax_enable_compilation_cache", True)
            compilation_cache.reset_cache()


def _loaded(content: bytes) -> Compiled:
    program: Compiled = serialize_executable.deserialize_and_load(*pickle.loads(content))
    return program


@cache
def _setting() -> tuple[object, ...]:
    """What a program depends on beside its arguments: code, versions, options and processor."""
    code = [package_digest(name).hex() for name in TRACED]
    options = sorted(jax.config.values.items())
    processor = get_topology_for_devices(jax.local_devices()).fingerprint()
    flags = os.environ.get("XLA_FLAGS")
    return code, jax.__version__, jaxlib.version.__version__, options, flags, processor


_programs: SingleFlight[object, Compiled] = SingleFlight()
_compiling = Lock()
