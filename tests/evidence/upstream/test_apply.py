import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from slipstream.evidence.fact_files import read_evidence
from slipstream.evidence.upstream import Change, apply, propose
from slipstream.evidence.upstream.apply import changed_copy, edited, take_in
from slipstream.files import InputError, writing_atomically
from tests.evidence.upstream.make import INDICATOR, SCORE, contents, copy_evidence, write

ADDED = Change(
    "added",
    "history.best_eci",
    "KR 2026-04-10 K-EXAONE 2",
    {},
    {
        "country": "KR",
        "date": "2026-04-10",
        "model": "K-EXAONE 2",
        "organisation": "LG AI Research, and others",
        "eci": "144.2",
        "low": "",
        "high": "",
        "level": "",
        "kind": "score",
        "source": "epoch-eci",
    },
)
RENEWED = Change(
    "changed",
    "facts",
    "KR.economy.gdp",
    {"value": "1872374961553", "date": "2025"},
    {"value": "2000000000000", "date": "2026"},
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return copy_evidence(tmp_path / "data")


def differences(before: bytes, after: bytes) -> list[str]:
    old, new = before.decode().splitlines(), after.decode().splitlines()
    return [line for line in difflib.ndiff(old, new) if line[0] in "+-"]


def test_only_what_changes_is_touched(place: Path) -> None:
    before = contents(place)
    written = take_in(place, [ADDED, RENEWED])
    assert [path.relative_to(place).as_posix() for path in written] == [
        "facts/KR.yaml",
        "history/best_eci.csv",
    ]
    after = contents(place)
    changed = {name: differences(before[name], after[name]) for name in before}
    assert {Path(name).name: lines for name, lines in changed.items() if lines} == {
        "best_eci.csv": [
            '+ KR,2026-04-10,K-EXAONE 2,"LG AI Research, and others",144.2,,,,score,epoch-eci'
        ],
        "KR.yaml": [
            "-     value: 1872374961553",
            "+     value: 2000000000000",
            "-     date: '2025'",
            '+     date: "2026"',
        ],
    }
    evidence = read_evidence(place)
    assert evidence.fact("KR.economy.gdp").value == 2e12
    assert any(row.date.isoformat() == "2026-04-10" for row in evidence.history["best_eci"])


def test_a_row_can_be_changed_and_dropped(place: Path) -> None:
    path = place / "history" / "h100e.csv"
    names, *lines = (line.split(",") for line in path.read_text(encoding="utf-8").splitlines())
    known = next(line for line in lines if line[:2] == ["AE", "2025-10-31"])
    before = dict(zip(names, known, strict=True))
    change = Change("changed", "history.h100e", "AE", before, before | {"h100e": "1800"})
    old = path.read_bytes()
    (new,) = edited(place, [change]).values()
    assert differences(old, new) == [
        "- AE,2025-10-31,all,1749,,,,floor,epoch-gpu-clusters",
        "+ AE,2025-10-31,all,1800,,,,floor,epoch-gpu-clusters",
    ]
    (new,) = edited(place, [Change("dropped", "history.h100e", "AE", before, {})]).values()
    assert differences(old, new) == ["- AE,2025-10-31,all,1749,,,,floor,epoch-gpu-clusters"]


def test_the_packaged_files_are_written_as_they_are_read(place: Path) -> None:
    for table in ("best_eci", "largest_run", "h100e"):
        path = place / "history" / f"{table}.csv"
        assert apply._edited_table(path, [], ("country", "date")) == path.read_bytes()


def test_what_the_review_refuses_is_not_written(place: Path) -> None:
    before = contents(place)
    wrong = Change(ADDED.action, ADDED.where, ADDED.name, {}, {**ADDED.after, "eci": "100"})
    with pytest.raises(InputError, match=r"100 does not raise 142\.5.*after the change"):
        take_in(place, [RENEWED, wrong])
    assert contents(place) == before


@pytest.mark.parametrize("late", [False, True], ids=["while writing", "while replacing"])
def test_a_failure_half_way_leaves_all_as_it_was(
    place: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    before = contents(place)
    seen: list[dict[str, bytes]] = []

    @contextmanager
    def fail_for_facts(path: Path) -> Iterator[Path]:
        full = InputError(path, "", "no space left", "a place that can be written to")
        if path.parent.name != "facts":
            with writing_atomically(path) as part:
                yield part
        elif late:
            yield path.with_suffix(".part")
            path.with_suffix(".part").unlink()
            seen.append(contents(place))
            raise full
        else:
            raise full

    monkeypatch.setattr(apply, "writing_atomically", fail_for_facts)
    with pytest.raises(InputError, match="no space left"):
        take_in(place, [ADDED, RENEWED])
    assert contents(place) == before
    # The other file was in its new place by then, and had to be taken back.
    assert [each == before for each in seen] == [False] * late


def test_a_copy_leaves_the_original_alone(place: Path) -> None:
    before = contents(place)
    with changed_copy(place, [RENEWED]) as (copy, evidence):
        assert evidence.fact("KR.economy.gdp").value == 2e12
        assert copy != place
    assert contents(place) == before
    assert not copy.exists()


def test_what_was_taken_in_agrees_from_then_on(place: Path, tmp_path: Path) -> None:
    score = SCORE | {
        "id_model_version": "new",
        "Display name": "K-EXAONE 2",
        "Organization": "LG AI Research",
        "Country (of organization)": "Korea (Republic of)",
        "Version release date": "2026-04-10",
        "eci": "144.2",
        "eci_ci_low": "142.25",
        "eci_ci_high": "146.0",
    }
    files = {
        "epoch-eci": write(tmp_path / "eci.csv", SCORE, score),
        "world-bank": write(tmp_path / "wb.csv", INDICATOR | {"year": "2026", "value": "1.951e12"}),
    }
    for kind, path in files.items():
        proposal = propose(kind, path, read_evidence(place))
        assert len(proposal.sound) == 1
        take_in(place, proposal.sound)
        assert propose(kind, path, read_evidence(place)).comparison.changes == ()
