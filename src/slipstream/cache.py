"""What is kept in the user's cache folder between processes.

Losing it, sharing it or finding it stale costs time and never changes an answer: entries are
named after everything that they depend on, and a folder that cannot be used is done without. Like
compiled programs, values run as code when they are read: the folder is trusted as much as the
package is.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pydantic
from platformdirs import user_cache_path

from slipstream.files import InputError, write_atomically

Value = TypeVar("Value")

MOST_VALUES = 30
"""Values that are kept, the most recently written ones."""

_PACKAGE = Path(__file__).parent


@cache
def cache_folder(name: str) -> Path | None:
    """Return a folder in the user's cache, made if need be; nothing if it cannot be written to."""
    folder = user_cache_path("slipstream") / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def kept_value(
    name: str,
    make: Callable[[], Value],
    packages: Sequence[str],
    folders: Iterable[Path] = (),
) -> Value:
    """Return what ``make`` makes of files, from the cache as long as none of them changes.

    Parameters
    ----------
    name
        What it is, for the name of the file.
    make
        Reads the files; an exception of it is not kept.
    packages
        Folders of this package whose code or data it depends on.
    folders
        Folders of data elsewhere.
    """
    folder = cache_folder("values")
    if folder is None:
        return make()
    known = hashlib.sha256(f"{sys.version} {pydantic.VERSION}".encode())
    for digest in (*map(package_digest, packages), *map(_digest, folders)):
        known.update(digest)
    path = folder / f"{name}-{known.hexdigest()[:32]}.pickle"
    content = read_kept(path)
    if content is not None:
        found: Value = pickle.loads(content)
        return found
    made = make()
    write_kept(path, pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL), MOST_VALUES)
    return made


def read_kept(path: Path) -> bytes | None:
    """Read what `write_kept` wrote; nothing if it is not there or damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    digest, content = kept[:32], kept[32:]
    return content if hashlib.sha256(content).digest() == digest else None


def write_kept(path: Path, content: bytes, most: int) -> None:
    """Write a file with its hash, and remove the oldest of its kind beyond ``most``.

    A full disk, or another process that cleans up, is passed over: it costs only time.
    """
    try:
        write_atomically(path, hashlib.sha256(content).digest() + content)
        forget_oldest(path.parent, path.suffix, most)
    except (InputError, OSError):
        return


def forget_oldest(folder: Path, suffix: str, most: int) -> None:
    """Remove all but the ``most`` last written files that end in ``suffix``."""
    files = sorted(folder.glob(f"*{suffix}"), key=lambda file: file.stat().st_mtime)
    for file in files[:-most]:
        file.unlink(missing_ok=True)


@cache
def package_digest(name: str) -> bytes:
    """Hash of the code and data in a folder of this package, or of a module such as `files.py`."""
    return _digest(_PACKAGE / name)


def _digest(place: Path) -> bytes:
    known = hashlib.sha256()
    files = sorted(place.rglob("*.*")) if place.is_dir() else [place]
    for file in files:
        if file.suffix in (".py", ".yaml", ".csv"):
            content = file.read_bytes()
            known.update(f"{file.relative_to(place)} {len(content)} ".encode() + content)
    return known.digest()
