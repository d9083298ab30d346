"""Takes changes in: into a copy of the evidence that is reviewed, and only then into its files."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml

from slipstream.evidence.fact_check import Finding, check
from slipstream.evidence.fact_files import Evidence, read_evidence
from slipstream.evidence.upstream.proposal import Cells, Change
from slipstream.files import InputError, read_yaml, write_atomically, writing_atomically

_KEYS = {
    "history.best_eci": ("country", "date", "model"),
    "history.largest_run": ("country", "date", "model"),
    "history.h100e": ("country", "date", "owner"),
}


@contextmanager
def changed_copy(folder: Path, changes: Sequence[Change]) -> Iterator[tuple[Path, Evidence]]:
    """Hand out a copy of a folder of evidence with the changes in it, and what it holds.

    Raises
    ------
    InputError
        If the evidence cannot be read, or the review finds errors that the changes bring.
    """
    before = _errors(read_evidence(folder))
    with tempfile.TemporaryDirectory(prefix="slipstream-evidence-") as name:
        copy = Path(name) / "data"
        shutil.copytree(folder, copy)
        for path, content in edited(folder, changes).items():
            (copy / path).write_bytes(content)
        evidence = read_evidence(copy)
        for finding in sorted(_errors(evidence) - before):
            found = f"{finding.message} [{finding.rule}] after the change"
            raise InputError(folder, finding.where, found, "evidence that its review accepts")
        yield copy, evidence


def take_in(folder: Path, changes: Sequence[Change]) -> tuple[Path, ...]:
    """Write the changes into the files of a folder of evidence: all of them or none.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    InputError
        If the review finds errors that the changes bring, or a file cannot be written.
    """
    with changed_copy(folder, changes) as (copy, _):
        names = sorted(edited(folder, changes))
        old = {name: (folder / name).read_bytes() for name in names}
        try:
            # All are written in full before the first takes its place.
            with ExitStack() as stack:
                for name in names:
                    part = stack.enter_context(writing_atomically(folder / name))
                    part.write_bytes((copy / name).read_bytes())
        except BaseException:
            for name in names:
                if (folder / name).read_bytes() != old[name]:
                    write_atomically(folder / name, old[name])
            raise
    return tuple(folder / name for name in names)


def edited(folder: Path, changes: Iterable[Change]) -> Mapping[Path, bytes]:
    """New contents of the files that the changes touch, by path in the folder.

    Only what changes is touched: the order and the look of all else stay.
    """
    tables: dict[str, list[Change]] = {}
    facts: dict[str, list[Change]] = {}
    for change in changes:
        if change.where == "facts":
            facts.setdefault(change.name.partition(".")[0], []).append(change)
        else:
            tables.setdefault(change.where, []).append(change)
    contents: dict[Path, bytes] = {}
    for where, listed in tables.items():
        path = Path("history") / f"{where.removeprefix('history.')}.csv"
        contents[path] = _edited_table(folder / path, listed, _KEYS[where])
    for country, listed in facts.items():
        path = Path("facts") / f"{country}.yaml"
        contents[path] = _edited_facts(folder / path, listed)
    return contents


def _edited_table(path: Path, changes: Iterable[Change], keys: Sequence[str]) -> bytes:
    """A table with rows replaced in place; new ones go before the first that follows by key."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    columns = list(rows[0])

    def key(row: Cells) -> tuple[str, ...]:
        return tuple(row[name] for name in keys)

    for change in changes:
        if change.before:
            at = next(i for i, row in enumerate(rows) if key(row) == key(change.before))
            rows[at : at + 1] = [dict(change.after)] if change.after else []
        else:
            order = [key(row)[:2] > key(change.after)[:2] for row in rows]
            rows.insert(order.index(True) if True in order else len(rows), dict(change.after))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _edited_facts(path: Path, changes: Iterable[Change]) -> bytes:
    """A file of facts with single values replaced where they stand."""
    read_yaml(path)
    text = path.read_text(encoding="utf-8")
    places = {}
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for entry in _value(root, "facts").value:
        places[_value(entry, "id").value] = entry
    edits: list[tuple[int, int, str]] = []
    for change in changes:
        for field, cell in change.after.items():
            node = places[change.name]
            for name in field.split("."):
                node = _value(node, name)
            new = f'"{cell}"' if field == "date" else cell
            edits.append((node.start_mark.index, node.end_mark.index, new))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode()


def _value(mapping: Any, name: str) -> Any:  # noqa: ANN401 - yaml gives its nodes no types
    return next(value for key, value in mapping.value if key.value == name)


def _errors(evidence: Evidence) -> frozenset[Finding]:
    return frozenset(each for each in check(evidence) if each.severity == "error")
