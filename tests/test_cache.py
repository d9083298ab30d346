"""What is kept between processes follows every change of what it was made from."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from slipstream import cache
from slipstream.cache import kept_value
from slipstream.files import InputError, read_yaml


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr(cache, "cache_folder", lambda name: kept)
    return kept


@pytest.fixture
def data(tmp_path: Path) -> Path:
    place = tmp_path / "data"
    place.mkdir()
    (place / "one.yaml").write_text("a: 1")
    return place


def reading(data: Path, reads: list[str]) -> Callable[[], object]:
    def read() -> object:
        reads.append("read")
        return {path.name: read_yaml(path) for path in sorted(data.glob("*.yaml"))}

    return lambda: kept_value("data", read, ("files.py",), [data])


def test_it_is_read_again_only_after_a_change(folder: Path, data: Path) -> None:
    reads: list[str] = []
    read = reading(data, reads)
    assert read() == read() == {"one.yaml": {"a": 1}}
    assert len(reads) == 1
    (data / "one.yaml").write_text("a: 2")
    assert read() == {"one.yaml": {"a": 2}}
    (data / "two.yaml").write_text("a: 2")
    assert read() == {"one.yaml": {"a": 2}, "two.yaml": {"a": 2}}
    (data / "one.yaml").rename(data / "three.yaml")
    assert read() == {"three.yaml": {"a": 2}, "two.yaml": {"a": 2}}
    assert len(reads) == 4


def test_a_change_of_the_code_is_a_change(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []
    read = reading(data, reads)
    read()
    monkeypatch.setattr(cache, "package_digest", lambda name: b"other code")
    read()
    assert len(reads) == 2


def test_a_mistake_is_told_every_time(folder: Path, data: Path) -> None:
    (data / "one.yaml").write_text("a: [")
    read = reading(data, [])
    for _ in range(2):
        with pytest.raises(InputError, match="valid YAML"):
            read()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 300])
def test_a_damaged_file_is_made_anew(folder: Path, data: Path, content: bytes) -> None:
    reads: list[str] = []
    read = reading(data, reads)
    right = read()
    (path,) = folder.iterdir()
    path.write_bytes(content)
    assert read() == right
    assert len(reads) == 2
    assert read() == right
    assert len(reads) == 2


def test_only_so_many_values_stay(
    folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_VALUES", 2)
    read = reading(data, [])
    for number in range(4):
        (data / "one.yaml").write_text(f"a: {number}")
        read()
    assert len(list(folder.iterdir())) == 2


def test_without_a_folder_it_is_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda name: None)
    reads: list[str] = []
    read = reading(data, reads)
    assert read() == read() == {"one.yaml": {"a": 1}}
    assert len(reads) == 2


SAME = """
from slipstream.countries.pack import packs
from slipstream.evidence.fact_files import folder, load_facts, read_evidence
from slipstream.registry.load import _read, registry

assert load_facts() == read_evidence(folder()) and registry() == _read()
print(load_facts().facts[0].id, len(packs()["KR"].cited), hash(load_facts().facts[0]) != 0)
"""


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    """Facts, registry and packs from the folder equal those that are read, in every field."""
    ran = [
        subprocess.run(
            [sys.executable, "-c", SAME],
            env={"XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert ran[0] == ran[1]
    assert {path.name.partition("-")[0] for path in (tmp_path / "slipstream/values").iterdir()} == {
        "evidence",
        "packs",
        "registry",
    }
