"""Reads somebody else's CSV file, which may be damaged or hostile, whole or not at all.

The header is looked at before the rest, and every row is counted and typed before anything is done
with it: a mistake ends in one message that names the line and the column.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from slipstream.files import InputError

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES = 32_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 400
MOST_LINE_BYTES = 1_000_000
_MOST_NAME = 4_000

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMULA = ("=", "+", "-", "@")
# Terminals obey the first, and readers see text in another order by the second.
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
_BREAK = r"\s*[\r\n\t]+\s*"
_YEARS = (1940, 2100)


@dataclass(frozen=True)
class Layout:
    """What a file of one kind has to hold; columns that are not named are passed over.

    Attributes
    ----------
    texts, numbers, dates
        Columns by what their cells hold; a cell may be empty unless its column is ``filled``.
    key
        Columns that together stand for one row only; none if rows may repeat.
    filled
        Columns of which no cell may be empty.
    optional
        Columns of ``texts`` and ``numbers`` that some editions lack; then all their cells are
        empty.
    """

    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the optional ones too."""
        return (*self.texts, *self.numbers, *self.dates)

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns that the header has to name."""
        return tuple(name for name in self.columns if name not in self.optional)


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of a file, with the columns of its layout and ``line``, the row's last line."""

    path: Path
    digest: str
    rows: "pd.DataFrame"


def read(path: Path, layout: Layout) -> Table:
    """Read a CSV file with the columns of ``layout``.

    Raises
    ------
    InputError
        If the file is none, too large, cut short, not UTF-8, laid out otherwise, or holds a cell
        that its column cannot hold.
    """
    import pandas as pd

    content = read_bytes(path)
    header, found_records = split(path, content)
    check_header(path, header, layout)
    lines = []
    cells: list[list[str]] = []
    for line, record in found_records:
        if len(record) != len(header):
            raise InputError(path, f"line {line}", f"{len(record)} cells", f"{len(header)}")
        lines.append(line)
        cells.append(record)
    found = pd.DataFrame(cells, columns=header, dtype=str)
    return Table(path, sha256(content).hexdigest(), typed(path, found, lines, layout))


def read_bytes(path: Path) -> bytes:
    """Return a file's content, if it is small enough to be what it is said to be.

    Raises
    ------
    InputError
        If it cannot be read, is empty or too large.
    """
    expected = f"a CSV file of at most {MOST_BYTES / 1e6:.0f} MB"
    try:
        if not path.is_file():
            found = "a folder" if path.is_dir() else "no file"
            raise InputError(path, "", found, expected)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(path, "", f"{size / 1e6:,.0f} MB", expected)
        with path.open("rb") as stream:
            # A file may grow between the look at its size and this.
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(path, "", reason, expected) from error
    if not content.strip():
        raise InputError(path, "", "nothing", expected)
    if len(content) > MOST_BYTES:
        raise InputError(path, "", f"more than {MOST_BYTES / 1e6:.0f} MB", expected)
    return content


def split(path: Path, content: bytes) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the header, and the other records with the line on which each ends.

    Raises
    ------
    InputError
        If the content is not text in UTF-8, is cut short, or has lines or cells beyond all
        measure. Of the records as they are read.
    """
    if b"\0" in content:
        raise InputError(path, f"byte {content.index(0)}", "a zero byte", "text in UTF-8")
    head = content[: MOST_LINE_BYTES + 1].split(b"\n", 1)[0]
    if len(head) > MOST_LINE_BYTES or head.count(b",") >= MOST_COLUMNS:
        found = f"a header of more than {MOST_COLUMNS} columns"
        raise InputError(path, "line 1", found, "a table of the kind asked for")
    longest = max(map(len, content.split(b"\n")))
    if longest > MOST_LINE_BYTES:
        expected = f"lines of at most {MOST_LINE_BYTES / 1e6:.0f} MB"
        raise InputError(path, "", f"a line of {longest / 1e6:.1f} MB", expected)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start}", "no UTF-8", "text in UTF-8") from error
    if not text.endswith(("\n", "\r")):
        raise InputError(path, "last line", "no end of the line", "a file that is not cut short")
    rows = _records(path, text)
    _, header = next(rows, (1, []))
    return header, rows


def check_header(path: Path, header: Sequence[str], layout: Layout) -> None:
    """Check that every column of a layout is there once.

    Raises
    ------
    InputError
        If one is missing or twice there; the message names the nearest other.
    """
    import difflib

    for name in layout.columns:
        if header.count(name) > 1:
            raise InputError(path, "line 1", f"{name!r} {header.count(name)} times", "it once")
    for name in layout.needed:
        if name in header:
            continue
        others = [other for other in header if other not in layout.columns]
        close = difflib.get_close_matches(name, others, n=1, cutoff=0.5)
        found = f"no column {name!r}" + (f" but {_short(close[0])}" if close else "")
        raise InputError(path, "line 1", found, f"the columns {', '.join(layout.needed)}")


def typed(
    path: Path, found: "pd.DataFrame", lines: Sequence[int], layout: Layout
) -> "pd.DataFrame":
    """Return the columns of a layout with numbers as numbers, and each row's ``line``.

    Raises
    ------
    InputError
        If there is no row, a cell does not hold what its column is for, or two rows have one key.
    """
    import pandas as pd

    if not lines:
        raise InputError(path, "", "a header alone", "rows below it")
    rows = pd.DataFrame({"line": list(lines)})
    for name in layout.columns:
        cells = found[name] if name in found else pd.Series("", index=rows.index)
        # Names are sometimes broken over lines.
        rows[name] = cells.str.replace(_BREAK, " ", regex=True).str.strip()
    for name in layout.filled:
        _refuse(path, rows, name, rows[name] == "", "a value")
    for name in (*layout.texts, *layout.dates):
        formula = rows[name].str.startswith(_FORMULA)
        _refuse(path, rows, name, formula, "text that is no formula")
        odd = rows[name].str.contains(_CONTROL, regex=True)
        _refuse(path, rows, name, odd, "text without control characters")
        _refuse(path, rows, name, rows[name].str.len() > _MOST_NAME, "a name, or a list of them")
    for name in layout.dates:
        given = rows[name] != ""
        _refuse(path, rows, name, given & ~rows[name].map(_is_date), "a date such as 2025-07-09")
    for name in layout.numbers:
        given = rows[name] != ""
        bad = given & ~rows[name].str.fullmatch(_NUMBER)
        _refuse(path, rows, name, bad, "a number such as 2.1e25")
        values = pd.to_numeric(rows[name].where(given))
        infinite = values.abs() == float("inf")
        _refuse(path, rows, name, infinite, "a number such as 2.1e25")
        rows[name] = values
    if layout.key:
        _refuse_twins(path, rows, list(layout.key))
    return rows


def records(rows: "pd.DataFrame") -> list[dict[str, Any]]:
    """Rows as dictionaries, in which a number that is missing is not a number."""
    return cast("list[dict[str, Any]]", rows.to_dict("records"))


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for count, record in enumerate(reader):
            if count > MOST_ROWS:
                raise InputError(path, "", f"more than {MOST_ROWS:,} rows", "fewer")
            if record:
                yield reader.line_num, record
    except csv.Error as error:
        field = f"line {reader.line_num}"
        raise InputError(path, field, str(error), "a whole file of quoted cells") from error


def _refuse(
    path: Path, rows: "pd.DataFrame", column: str, bad: "pd.Series[bool]", expected: str
) -> None:
    if bad.any():
        row = rows[bad].iloc[0]
        cell = row[column]
        raise InputError(path, f"line {row['line']}, {column}", _short(cell), expected)


def _refuse_twins(path: Path, rows: "pd.DataFrame", key: list[str]) -> None:
    twice = rows[rows.duplicated(key, keep=False)]
    if twice.empty:
        return
    same = twice[(twice[key] == twice[key].iloc[0]).all(axis=1)]
    first, second = same["line"].iloc[:2]
    values = _short(", ".join(map(str, same[key].iloc[0])))
    found = f"the {', '.join(key)} of line {first} again: {values}"
    raise InputError(path, f"line {second}", found, "one row for each")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        return _YEARS[0] <= dt.date.fromisoformat(text).year <= _YEARS[1]
    except ValueError:
        return False


def _short(cell: object) -> str:
    text = repr(cell)
    return text if len(text) <= 80 else f"{text[:76]}...{text[0]}"
