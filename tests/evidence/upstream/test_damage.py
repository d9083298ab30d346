"""Files damaged at random: each ends in a clear error or a report that adds up."""

import csv
import io
import random
from pathlib import Path

import pytest

from slipstream.evidence import Evidence, load_facts
from slipstream.evidence.upstream import Proposal, propose
from slipstream.files import InputError
from tests.evidence.upstream.make import REAL, SMALL, UPSTREAM, needs_real, text_of

COPIES = 200
COPIES_OF_SMALL = 40


def _cut(content: bytes, luck: random.Random) -> bytes:
    return content[: luck.randrange(len(content))]


def _cut_at_a_line(content: bytes, luck: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[: luck.randrange(len(lines))])


def _flip(content: bytes, luck: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(luck.randint(1, 20)):
        spoiled[luck.randrange(len(spoiled))] = luck.randrange(256)
    return bytes(spoiled)


def _rename(content: bytes, luck: random.Random) -> bytes:
    header, _, rest = content.partition(b"\n")
    names = next(csv.reader([header.decode()]))
    at = luck.randrange(len(names))
    names[at] = luck.choice([names[at].lower() + "_x", "", names[at - 1]])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(names)
    return out.getvalue().encode() + rest


def _recode(content: bytes, luck: random.Random) -> bytes:
    coding = luck.choice(["utf-16", "utf-32", "cp037", "utf-8-sig"])
    return content.decode().encode(coding, errors="replace")


def _repeat(content: bytes, luck: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    at = luck.randrange(len(lines))
    return b"".join([*lines[:at], *lines[at:] * 2])


def _insert(content: bytes, luck: random.Random) -> bytes:
    at = luck.randrange(len(content))
    junk = luck.choice(
        [b'"', b",", b"\n", b"\r", b"\0", b"=cmd|'/C calc'!A1,", b"\x1b[2J", b"1e999"]
    )
    return content[:at] + junk * luck.randint(1, 3) + content[at:]


def _spoil_cells(content: bytes, luck: random.Random) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    for _ in range(luck.randint(1, 5)):
        row = luck.choice(rows)
        if row:
            row[luck.randrange(len(row))] = luck.choice(
                [
                    "=1+1",
                    "-5e300",
                    "1e308",
                    "nan",
                    "9999-99-99",
                    "Atlantis",
                    "",
                    "1,000",
                    "네이버",
                    "0",
                ]
            )
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


DAMAGE = (_cut, _cut_at_a_line, _flip, _rename, _recode, _repeat, _insert, _spoil_cells)


def _survive(kind: str, content: bytes, path: Path, evidence: Evidence) -> bool:
    """Whether a damaged file was reported on; if not, its error has to name the file."""
    path.write_bytes(content)
    found: Proposal | InputError
    try:
        found = propose(kind, path, evidence)
    except InputError as error:
        found = error
    assert path.read_bytes() == content
    if isinstance(found, InputError):
        assert found.where == str(path)
        assert str(found.found)
        assert found.expected
        assert len(str(found)) < 2_000
        return False
    reading = found.reading
    missed = sum(sum(names.values()) for names in reading.unmatched.values())
    assert reading.rows == reading.matched + missed + sum(reading.left_out.values())
    assert all(change.before != change.after for change in found.comparison.changes)
    return True


@pytest.mark.parametrize("name", SMALL)
def test_damaged_small_files_end_well(name: str, tmp_path: Path) -> None:
    kind, rows = SMALL[name]
    whole, evidence = text_of(rows).encode(), load_facts()
    outcomes = set()
    for seed in range(COPIES_OF_SMALL):
        luck = random.Random(f"{name} {seed}")
        content = DAMAGE[seed % len(DAMAGE)](whole, luck)
        outcomes.add(_survive(kind, content, tmp_path / "file.csv", evidence))
    assert outcomes == {True, False}


@needs_real
def test_damaged_real_files_end_well(tmp_path: Path) -> None:
    evidence, files = load_facts(), list(REAL.items())
    outcomes = set()
    for seed in range(COPIES):
        name, kind = files[seed // len(DAMAGE) % len(files)]
        whole = (UPSTREAM / name).read_bytes()
        content = DAMAGE[seed % len(DAMAGE)](whole, random.Random(seed))
        outcomes.add(_survive(kind, content, tmp_path / "file.csv", evidence))
    assert outcomes == {True, False}
