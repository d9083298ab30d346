"""Reads the packaged evidence."""

import csv
import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TextIO, overload

from slipstream.cache import kept_value
from slipstream.evidence.fact_schema import (
    BestScore,
    Fact,
    FactFile,
    HistoryRow,
    InstalledCompute,
    LargestRun,
    OpenLag,
    ScoreCeiling,
    Source,
    SourceFile,
    TalentFlow,
    last_day,
)
from slipstream.files import InputError, nearest, parse, read_yaml

HistoryName = Literal[
    "best_eci", "largest_run", "h100e", "talent_flow", "open_lag", "score_ceiling"
]

_ROWS: dict[str, type[HistoryRow]] = {
    "best_eci": BestScore,
    "largest_run": LargestRun,
    "h100e": InstalledCompute,
    "talent_flow": TalentFlow,
    "open_lag": OpenLag,
    "score_ceiling": ScoreCeiling,
}

AS_OF = dt.date(2026, 8, 31)
"""The day up to which sources were read; ages are counted from it, not from today."""

CUTOFF = dt.date(2026, 6, 30)
"""The last day of history that calibration may see; later outcomes are held out for testing."""


FOLDER = "SLIPSTREAM_EVIDENCE"
"""Variable of the environment that names a folder of evidence to use for the packaged one."""


@dataclass(frozen=True)
class Evidence:
    """All facts, the sources they cite and the history that calibration learns from."""

    facts: tuple[Fact, ...]
    sources: Mapping[str, Source]
    history: Mapping[str, tuple[HistoryRow, ...]]

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """Facts by their id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def exchange_rates(self) -> Mapping[str, float]:
        """Price of one US dollar in each currency, from ``<CC>.fx.<currency>_per_usd``."""
        rates: dict[str, float] = {}
        for fact in self.facts:
            currency, _, rest = fact.id.partition(".fx.")[2].partition("_per_usd")
            if currency and not rest:
                rates[currency.upper()] = fact.value
        return rates

    def fact(self, name: str) -> Fact:
        """Return the fact with the id ``name``.

        Raises
        ------
        InputError
            If there is none; the message names the nearest.
        """
        if name not in self.by_id:
            close = nearest(name, sorted(self.by_id)).partition(" One of:")[0]
            expected = close if close.startswith("did you mean") else "the id of a fact"
            raise InputError("evidence", "fact", repr(name), expected)
        return self.by_id[name]


def known_by(fact: Fact, end: dt.date) -> bool:
    """Whether a fact was known on the day ``end``.

    It is from the last day of the year, month or day that it is dated by, and a plan or a
    forecast from when it was told.
    """
    return last_day(fact.told or fact.date) <= end


@cache
def load_facts() -> Evidence:
    """Read the facts, sources and history of `folder`, by default those of the package.

    Raises
    ------
    InputError
        If a file is not valid, or two files define a source differently.
    """
    place = folder()
    return kept_value("evidence", lambda: read_evidence(place), ("evidence", "files.py"), [place])


def read_evidence(place: Path) -> Evidence:
    """Read a folder laid out like the packaged one, with ``facts`` and ``history`` in it.

    Raises
    ------
    InputError
        If a file is not valid, or two files define a source differently.
    """
    facts: list[Fact] = []
    sources: dict[str, Source] = {}
    for path in sorted((place / "facts").glob("*.yaml")):
        content = parse(FactFile, read_yaml(path), path)
        _add_sources(sources, content.sources, path)
        for fact in content.facts:
            if fact.country != path.stem:
                raise InputError(path, "facts", repr(fact.id), f"an id that starts '{path.stem}.'")
        facts += content.facts
    path = place / "history" / "sources.yaml"
    _add_sources(sources, parse(SourceFile, read_yaml(path), path).sources, path)
    history = {name: _read_rows(place / "history" / f"{name}.csv", _ROWS[name]) for name in _ROWS}
    return Evidence(tuple(facts), sources, history)


@overload
def load_history(name: Literal["best_eci"]) -> tuple[BestScore, ...]: ...
@overload
def load_history(name: Literal["largest_run"]) -> tuple[LargestRun, ...]: ...
@overload
def load_history(name: Literal["h100e"]) -> tuple[InstalledCompute, ...]: ...
@overload
def load_history(name: Literal["talent_flow"]) -> tuple[TalentFlow, ...]: ...
@overload
def load_history(name: Literal["open_lag"]) -> tuple[OpenLag, ...]: ...
@overload
def load_history(name: Literal["score_ceiling"]) -> tuple[ScoreCeiling, ...]: ...
def load_history(name: HistoryName) -> tuple[HistoryRow, ...]:
    """Read one table of history without the facts.

    Raises
    ------
    InputError
        If there is no such table, or a row is not valid.
    """
    if name not in _ROWS:
        raise InputError("evidence", "history", repr(name), nearest(name, sorted(_ROWS)))
    return _load_rows(name)


def read_table(path: Path, names: Sequence[HistoryName]) -> tuple[HistoryRow, ...]:
    """Read a table of somebody's own that is laid out like one of ``names`` of the packaged ones.

    The header tells which one it is.

    Raises
    ------
    InputError
        If the file cannot be read, has another header or a row that is not valid.
    """
    header = _header(path)
    for name in names:
        if header == list(_ROWS[name].model_fields):
            return _read_rows(path, _ROWS[name])
    expected = " or ".join(",".join(_ROWS[name].model_fields) for name in names)
    raise InputError(path, "header", ",".join(header) or "nothing", expected)


@cache
def _load_rows(name: str) -> tuple[HistoryRow, ...]:
    return _read_rows(folder() / "history" / f"{name}.csv", _ROWS[name])


def folder() -> Path:
    """Where the evidence is read from: the packaged one, unless `FOLDER` names another."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else Path(__file__).parent / "data"


def _add_sources(known: dict[str, Source], more: Mapping[str, Source], path: Path) -> None:
    for name, source in more.items():
        if known.setdefault(name, source) != source:
            raise InputError(path, f"sources.{name}", repr(source.title), "a name used only once")


def _read_rows(path: Path, row: type[HistoryRow]) -> tuple[HistoryRow, ...]:
    return tuple(
        parse(row, record, f"{path}: line {number}") for number, record in _records(path, row)
    )


def _header(path: Path) -> list[str]:
    with _reading(path) as stream:
        return next(csv.reader(stream), [])


def _records(path: Path, row: type[HistoryRow]) -> Iterator[tuple[int, dict[str, str]]]:
    with _reading(path) as stream:
        reader = csv.DictReader(stream)
        columns = list(row.model_fields)
        if reader.fieldnames != columns:
            raise InputError(path, "header", reader.fieldnames, ",".join(columns))
        for record in reader:
            if None in record or None in record.values():
                field = f"line {reader.line_num}"
                raise InputError(path, field, "another count", f"{len(columns)} cells")
            yield reader.line_num, record


@contextmanager
def _reading(path: Path) -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(path, "", reason, "a readable CSV file") from error
    except UnicodeDecodeError as error:
        raise InputError(path, "", f"byte {error.start} is not UTF-8", "UTF-8 text") from error
