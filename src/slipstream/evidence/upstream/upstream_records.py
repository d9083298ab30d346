"""Models that raised their country's record, from a file, against the tables of history."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

from slipstream.evidence.fact_files import CUTOFF, Evidence
from slipstream.evidence.fact_schema import BestScore, HistoryRow, Kind, LargestRun
from slipstream.evidence.plausible import out_of_range
from slipstream.evidence.upstream.proposal import Cells, Change, Comparison

Table = Literal["best_eci", "largest_run"]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Scale:
    """How values of a table are judged.

    Attributes
    ----------
    field
        The row's field that holds the value.
    unit, kind
        For the range in which a value is plausible; ``log`` says that the field holds its
        decimal logarithm.
    same
        Largest difference that is due to rounding.
    leap, slip
        A rise over the country's record, and a change of a known value, from which on a mistake
        is likelier than news.
    """

    field: str
    unit: str
    kind: Kind
    log: bool
    same: float
    leap: float
    slip: float


SCALES: Mapping[Table, Scale] = {
    "best_eci": Scale("eci", "ECI", "capability", False, 0.0051, 25.0, 10.0),
    "largest_run": Scale("log10_flop", "FLOP", "training_run", True, 6e-4, 2.0, 1.0),
}
FIELDS = {"best_eci": tuple(BestScore.model_fields), "largest_run": tuple(LargestRun.model_fields)}


@dataclass(frozen=True)
class Candidate:
    """A model of a country with its value, and the cells of its row in the table.

    ``doubt`` says why it may not be the country's.
    """

    key: Key
    value: float
    cells: Cells
    doubt: str = ""


@dataclass(frozen=True)
class _Entry:
    key: Key
    value: float
    cells: Cells
    known: BestScore | LargestRun | None
    in_file: bool
    doubt: str = ""


def compare_records(
    evidence: Evidence, table: Table, source: str, candidates: Iterable[Candidate]
) -> Comparison:
    """Find the records among the file's models and those the table knows already.

    A model that the file does not mention stays. One after `CUTOFF` is held out. Floors are a
    person's judgement and are left alone.
    """
    scale = SCALES[table]
    known = {_key(row): row for row in evidence.history.get(table, ()) if _is_record(row)}
    found = {each.key: each for each in candidates}
    early = {key: each for key, each in found.items() if key[1] <= CUTOFF.isoformat()}
    entries = [
        _Entry(each.key, each.value, each.cells, known.get(key), True, each.doubt)
        for key, each in early.items()
    ]
    entries += [
        _Entry(key, _value(row, scale), cells_of(row), row, False)
        for key, row in known.items()
        if key not in early
    ]
    kept, doubts, records = _records(entries, scale)
    comparison = Comparison(held_out=_held_out(found, records))
    for entry in sorted(entries, key=lambda each: each.key):
        comparison += _outcome(entry, table, source, scale, entry.key in kept, doubts)
    return comparison


def _outcome(
    entry: _Entry,
    table: Table,
    source: str,
    scale: Scale,
    is_record: bool,
    doubts: Mapping[Key, str],
) -> Comparison:
    name, where = " ".join(entry.key), f"history.{table}"
    before = cells_of(entry.known) if entry.known else {}
    doubt = doubts.get(entry.key, "")
    if entry.known is None:
        if not is_record and not doubt:
            return Comparison()
        return Comparison((Change("added", where, name, {}, entry.cells, doubt),))
    if is_record and (not entry.in_file or entry.known.source != source):
        return Comparison(absent=(name,) if entry.known.source == source else ())
    if is_record or doubt:
        after = _changed(before, entry.cells, scale)
        if after == before:
            return Comparison(agreeing=1)
        return Comparison((Change("changed", where, name, before, after, doubt),))
    if entry.known.source != source:
        doubt = f"it comes from {entry.known.source}, not from this file"
    return Comparison((Change("dropped", where, name, before, {}, doubt),))


def cells_of(row: HistoryRow) -> dict[str, str]:
    """Fields of a row as the text of its cells."""
    content = row.model_dump(mode="json")
    return {name: "" if value is None else str(value) for name, value in content.items()}


def _changed(before: Cells, found: Cells, scale: Scale) -> Cells:
    """A known row with the numbers of the file; the row itself if only rounding parts them."""
    numbers = [name for name in ("eci", "low", "high", "log10_flop", "sd") if name in before]
    if all(_same(before[name], found[name], scale.same) for name in numbers):
        return before
    taken = (*numbers, "level") if "level" in before else numbers
    return {**before, **{name: found[name] for name in taken}}


def _same(one: str, other: str, tolerance: float) -> bool:
    if one == other:
        return True
    return one != "" and other != "" and abs(float(one) - float(other)) <= tolerance


def _records(
    entries: Iterable[_Entry], scale: Scale
) -> tuple[frozenset[Key], dict[Key, str], dict[str, float]]:
    """Keys of the entries that raise their country's record, doubts, and the records at the end.

    What is in doubt raises no record: a slip would hide all that follow.
    """
    best: dict[str, float] = {}
    kept: set[Key] = set()
    doubts: dict[Key, str] = {}
    for entry in sorted(entries, key=lambda each: (each.key[1], -each.value)):
        record, value = best.get(entry.key[0], -math.inf), entry.value
        # A known value that fell by a slip would drop its row.
        judged = entry.in_file and (value > record or entry.known is not None)
        doubt = _doubt(entry, scale, record) if judged else ""
        if doubt:
            doubts[entry.key] = doubt
            if entry.known is None:
                continue
            value = _value(entry.known, scale)
        if value > record:
            kept.add(entry.key)
            best[entry.key[0]] = value
    return frozenset(kept), doubts, best


def _held_out(found: Mapping[Key, Candidate], records: Mapping[str, float]) -> tuple[str, ...]:
    best = dict(records)
    names = []
    late = [each for each in found.values() if each.key[1] > CUTOFF.isoformat()]
    for each in sorted(late, key=lambda one: (one.key[1], -one.value)):
        if each.value > best.get(each.key[0], -float("inf")):
            best[each.key[0]] = each.value
            names.append(" ".join(each.key))
    return tuple(names)


def _doubt(entry: _Entry, scale: Scale, record: float) -> str:
    size = 10.0 ** min(entry.value, 300.0) if scale.log else entry.value
    if problem := out_of_range(size, scale.unit, scale.kind):
        return problem
    low, high = (entry.cells.get(name, "") for name in ("low", "high"))
    if (low and float(low) > entry.value) or (high and float(high) < entry.value):
        return f"{entry.value:g} lies outside its own interval of {low} to {high}"
    if entry.known is not None:
        moved = abs(entry.value - _value(entry.known, scale))
        return f"{moved:.3g} away from the value so far: a slip?" if moved > scale.slip else ""
    if entry.doubt:
        return entry.doubt
    rise = entry.value - record
    return f"{rise:.3g} above the record so far: a slip?" if scale.leap < rise < math.inf else ""


def _is_record(row: HistoryRow) -> TypeGuard[BestScore | LargestRun]:
    return isinstance(row, BestScore | LargestRun) and row.kind != "floor"


def _key(row: BestScore | LargestRun) -> Key:
    return row.country, row.date.isoformat(), row.model


def _value(row: BestScore | LargestRun, scale: Scale) -> float:
    return float(getattr(row, scale.field))
