"""The cache folder costs time when it is lost, and never changes a number."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from slipstream.ensemble import disk_cache

SCRIPT = """
import jax
import numpy as np
from slipstream.ensemble.disk_cache import kept_array, keep_compiled, kept_program

keep_compiled()
doubled = jax.jit(lambda x: 2 * x + 1)(np.arange(4, dtype=np.float32))
drawn = kept_array("key", (3,), lambda: np.array([1, 2, 3], np.float32))

@jax.jit
def counted(x):
    print("traced", end=" ")
    return jax.lax.scan(lambda total, each: (total + each, total), 0.0 * x[0], x)

given = jax.device_put(np.arange(4, dtype=np.float32))
TWICE
total, _ = kept_program(counted, given)(given)
kept_program(counted, given)
print(doubled.tolist(), drawn.tolist(), float(total))
"""
SAID = "[1.0, 3.0, 5.0, 7.0] [1.0, 2.0, 3.0] 6.0"


def ran(cache: Path, before: str = "") -> str:
    """What a process says that has this cache folder."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("TWICE", before)],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def kept(cache: Path) -> list[Path]:
    return [path for path in (cache / "slipstream").rglob("*") if path.is_file()]


def test_programs_and_draws_are_found_again(tmp_path: Path) -> None:
    assert ran(tmp_path) == f"traced {SAID}"
    first = {path: path.read_bytes() for path in kept(tmp_path)}
    assert {path.parent.name for path in first} >= {"compiled", "arrays", "programs"}
    assert ran(tmp_path) == SAID
    assert {path for path in kept(tmp_path) if path.name.endswith("-cache")} == {
        path for path in first if path.name.endswith("-cache")
    }


@pytest.mark.parametrize("content", [b"", b"damaged"])
def test_damaged_files_are_made_anew(tmp_path: Path, content: bytes) -> None:
    ran(tmp_path)
    for path in kept(tmp_path):
        path.write_bytes(content)
    assert ran(tmp_path) == f"traced {SAID}"


def test_a_program_that_jax_has_kept_too_is_written_whole(tmp_path: Path) -> None:
    """JAX hands out what it kept without the parts that writing it again would need."""
    assert ran(tmp_path, "counted(given)") == f"traced {SAID}"
    for path in (tmp_path / "slipstream" / "programs").iterdir():
        path.unlink()
    assert ran(tmp_path, "counted(given)") == f"traced {SAID}"
    assert ran(tmp_path).endswith(SAID)
    assert ran(tmp_path) == SAID


def test_options_have_programs_of_their_own(tmp_path: Path) -> None:
    assert ran(tmp_path) == f"traced {SAID}"
    other = "jax.config.update('jax_default_matmul_precision', 'highest')"
    assert ran(tmp_path, other) == f"traced {SAID}"
    assert ran(tmp_path, other) == ran(tmp_path) == SAID


def test_programs_depend_on_no_code_outside_what_names_them() -> None:
    code = "import slipstream.ensemble.engine, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    parts = {name.split(".")[1] for name in ran.stdout.split() if name.startswith("slipstream.")}
    assert parts <= {*(name.removesuffix(".py") for name in disk_cache.TRACED), "version"}


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        assert all(said.endswith(SAID) for said in pool.map(ran, [tmp_path] * 3))


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert ran(tmp_path / "file") == f"traced {SAID}"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    for name in ("compiled", "arrays", "programs"):
        (tmp_path / "slipstream" / name).mkdir(parents=True)
        (tmp_path / "slipstream" / name).chmod(0o500)
    assert ran(tmp_path) == f"traced {SAID}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(disk_cache, "cache_folder", lambda name: tmp_path)
    return tmp_path


def made() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.arange(3, dtype=np.float32)


def test_an_array_of_another_shape_or_kind_is_made_anew(folder: Path) -> None:
    disk_cache.kept_array("key", (3,), made)
    (path,) = folder.glob("*.npy")
    for stale in (np.zeros(5, np.float32), np.zeros(3, np.float64)):
        np.save(path, stale)
        assert disk_cache.kept_array("key", (3,), made).tolist() == [0.0, 1.0, 2.0]


def test_a_full_disk_costs_nothing_but_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numpy.save", full)
    assert disk_cache.kept_array("key", (3,), made).tolist() == [0.0, 1.0, 2.0]
    assert not list(folder.glob("*.npy"))


def test_only_so_many_arrays_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_cache, "MOST_ARRAYS", 2)
    for key in ("a", "b", "c"):
        disk_cache.kept_array(key, (3,), made)
    assert len(list(folder.glob("*.npy"))) == 2
