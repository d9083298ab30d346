"""What an upstream file would change in the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from slipstream.evidence.upstream.match import Kind

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One row of history, or one fact, before and after.

    Attributes
    ----------
    action
        ``dropped`` is a row that is no record any more.
    where
        ``history.best_eci`` or ``facts``.
    name
        Id of the fact, or country, date and model of the row.
    before, after
        Fields by name: of a row all, of a fact those that change; empty if there are none.
    doubt
        Why it is hard to believe; such a change is shown but never applied.
    remark
        What a person has to look at.
    """

    action: Literal["added", "changed", "dropped"]
    where: str
    name: str
    before: Cells
    after: Cells
    doubt: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Comparison:
    """Some rows or facts against a file.

    ``agreeing`` counts those that the file bears out, ``absent`` names those that it does not
    mention, which stay as they are, and ``held_out`` those after the end of what calibration may
    see, which are never taken in.
    """

    changes: tuple[Change, ...] = ()
    agreeing: int = 0
    absent: tuple[str, ...] = ()
    held_out: tuple[str, ...] = ()

    def __add__(self, other: "Comparison") -> "Comparison":
        """Both together."""
        return Comparison(
            self.changes + other.changes,
            self.agreeing + other.agreeing,
            self.absent + other.absent,
            self.held_out + other.held_out,
        )


@dataclass(frozen=True)
class Reading:
    """How the rows of a file were understood; the counts add up to ``rows``.

    Attributes
    ----------
    rows, matched
        Rows in the file, and those whose names all stand for something in the evidence.
    left_out
        Counts of rows that are known to tell nothing here, by reason.
    unmatched
        Counts by name of rows with a name that no table knows, by sort of name.
    strangers
        Names on matched rows that a table does not know, but that nothing hangs on.
    """

    rows: int
    matched: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    unmatched: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    strangers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A file of one kind, how it was read and what it would change."""

    kind: Kind
    file: str
    digest: str
    reading: Reading
    comparison: Comparison

    @property
    def sound(self) -> tuple[Change, ...]:
        """The changes that are taken in if asked for."""
        return tuple(change for change in self.comparison.changes if not change.doubt)

    @property
    def doubtful(self) -> tuple[Change, ...]:
        """The changes that are only shown."""
        return tuple(change for change in self.comparison.changes if change.doubt)
