"""What is measured in one go, how much of it, and what it is held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.browser.record import Record, Times, percentile
from benchmarks.browser.sessions import Load
from benchmarks.browser.spent import Spent

OURS = "Slipstream"
ASKED = "Slipstream, nothing worked out ahead"
"""Ours where no answer is there before its key press."""

EVERY = 0.2
"""Seconds between the moves of each of the people who move levers at once."""


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    ``rounds`` of ``moves`` key presses on each page, one at a time; first visits (``loads``); one
    ``drag`` of key presses at 10 a second; ``people`` at once with ``crowd`` key presses each at
    5 a second.
    """

    rounds: int
    moves: int
    loads: int
    drag: int
    people: int
    crowd: int


FULL = Plan(rounds=4, moves=25, loads=7, drag=40, people=10, crowd=80)
QUICK = Plan(rounds=1, moves=5, loads=2, drag=40, people=3, crowd=15)


@dataclass(frozen=True)
class Results:
    """What one run found; ``moves`` and ``loads`` by page, ours first.

    ``half`` is half of the crowd, on its own. ``taken`` is the processor time from the crowd's
    first press to its last, of the machine and of our server; ``paintless`` how long a crowd waits
    that paints nothing, milliseconds a move.
    """

    plan: Plan
    moves: Mapping[str, Sequence[Record]]
    loads: Mapping[str, Sequence[Load]]
    drag: Record
    half: Sequence[Record]
    crowd: Sequence[Record]
    taken: Spent
    paintless: Sequence[float]
    missing: Sequence[str]
    chromium: str
    load: float

    def times(self, name: str) -> Times:
        """From a press to its full answer on the screen, over all rounds."""
        return Times.of([each for record in self.moves[name] for each in record.full()])

    def rounds(self, name: str) -> list[Times]:
        """The same, round by round."""
        return [Times.of(record.full()) for record in self.moves[name]]

    @property
    def served(self) -> float:
        """Milliseconds of a move of ours between request and answer, median."""
        return median(each for record in self.moves[ASKED] for each in record.served())

    @property
    def crowded(self) -> Times:
        """From a press to a picture that shows it, all people together."""
        return together(self.crowd)


def together(records: Sequence[Record]) -> Times:
    """From a press to a picture that shows it, over all records."""
    return Times.of([each for record in records for each in record.shown()])


@dataclass(frozen=True)
class Goal:
    """A figure to reach: at most ``limit``, or at least, where that is said."""

    what: str
    limit: float
    unit: str
    found: float
    least: bool = False

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.found >= self.limit if self.least else self.found <= self.limit


def goals(results: Results) -> tuple[Goal, ...]:
    """Hold the measurements against the figures to reach."""
    plan, drag, crowd = results.plan, results.drag, results.crowd
    visits = results.loads[OURS]
    asked = sum(len(record.presses) for record in crowd)
    return (
        Goal("key press to the full answer on the screen, p95", 100, "ms", results.times(OURS).p95),
        Goal(
            f"{plan.drag} moves at 10 a second: shown",
            plan.drag,
            "moves",
            drag.own,
            least=True,
        ),
        Goal("the last of them is the right one", 1, "of 1", int(drag.last_right), least=True),
        Goal(f"{plan.people} people at 5 moves a second: p95", 250, "ms", results.crowded.p95),
        Goal("their moves that were lost", 0, "moves", asked - results.crowded.count),
        Goal("their pictures out of order", 0, "pictures", sum(r.disorder for r in crowd)),
        Goal(
            "their last pictures that are right",
            plan.people,
            "people",
            sum(record.last_right for record in crowd),
            least=True,
        ),
        Goal("first visit, compressed", 150, "kB", max(each.bytes for each in visits) / 1000),
        Goal(
            "first visit, until the answer is there, p95",
            1000,
            "ms",
            percentile([each.milliseconds for each in visits], 95),
        ),
    )
