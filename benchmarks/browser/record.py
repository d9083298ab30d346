"""What a page noted of its moves (watch.js), and what follows from it."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

FULL = 10_000
"""Draws of a full answer."""


@dataclass(frozen=True)
class Press:
    """A key press: when, milliseconds on the page's clock, and where it led the slider."""

    at: float
    position: int


@dataclass(frozen=True)
class Paint:
    """A repainted picture: of which position, with how many draws, and when it was there."""

    at: float
    position: int
    draws: int
    settled: bool
    """Whether the page held it for the answer to where the slider then was."""
    served: float
    """Milliseconds from the request to the head of its answer; 0 if not known, or asked ahead."""


@dataclass(frozen=True)
class Record:
    """Moves of one page and what came of them."""

    presses: Sequence[Press]
    paints: Sequence[Paint]

    @classmethod
    def of(cls, noted: Mapping[str, Any]) -> Self:
        """Read what watch.js noted."""
        asked = {each["key"]: each for each in noted["asked"] if each.get("key")}
        # What was asked ahead is for the position at which the same value was asked about later,
        # or, where the slider did not rest there, for the one that the page holds it for.
        places = {
            each["value"]: each["position"] for each in noted["asked"] if not each.get("ahead")
        }
        paints = []
        for each in noted["painted"]:
            question = asked.get(each.get("key"), {})
            ahead = question.get("ahead", False)
            placed = question.get("position")
            if ahead:
                placed = places.get(question["value"], each["slider"] if each["settled"] else None)
            position = each.get("position", placed)
            if position is None:
                continue  # the answer of before the first move
            draws, settled = question.get("draws", FULL), each["settled"]
            served = question["came"] - question["sent"] if question and not ahead else 0.0
            paints.append(Paint(each["at"], int(position), draws, settled, served))
        presses = [Press(each["at"], int(each["position"])) for each in noted["moves"]]
        return cls(presses, paints)

    def after(self, count: int) -> Self:
        """Leave out the first presses, which warm up."""
        return type(self)(self.presses[count:], self.paints)

    def full(self) -> list[float]:
        """Milliseconds from each press to its own full answer on the screen, if it came."""
        return [paint.at - press.at for press, paint in self._answered()]

    def served(self) -> list[float]:
        """Milliseconds of that which passed between request and answer."""
        return [paint.served for _, paint in self._answered()]

    @property
    def foreseen(self) -> int:
        """Presses whose full answer was there before them."""
        return self.served().count(0.0)

    def _answered(self) -> list[tuple[Press, Paint]]:
        found = []
        for press in self.presses:
            own = (
                paint
                for paint in self.paints
                if paint.position == press.position
                and paint.at >= press.at
                and paint.draws >= FULL
                and paint.settled
            )
            if (paint := next(own, None)) is not None:
                found.append((press, paint))
        return found

    def shown(self) -> list[float]:
        """Milliseconds from each press until its picture, or one of a later press, was there.

        Presses go one way. A quick answer of fewer draws counts.
        """
        found = []
        for press in self.presses:
            later = (p.at for p in self.paints if p.position >= press.position and p.at >= press.at)
            if (at := next(later, None)) is not None:
                found.append(at - press.at)
        return found

    @property
    def own(self) -> int:
        """Presses whose own picture was shown, and not only that of a later one."""
        painted = {paint.position for paint in self.paints}
        return sum(press.position in painted for press in self.presses)

    @property
    def disorder(self) -> int:
        """Pictures that were older than the one before them."""
        positions = [paint.position for paint in self.paints]
        return sum(b < a for a, b in pairwise(positions))

    @property
    def last_right(self) -> bool:
        """Whether the last picture is the full answer to where the last press led."""
        last = self.paints[-1]
        return last.position == self.presses[-1].position and last.draws >= FULL and last.settled


@dataclass(frozen=True)
class Times:
    """Median and 95th percentile of milliseconds over all moves."""

    p50: float
    p95: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Summarise at least two times."""
        return cls(statistics.median(values), percentile(values, 95), len(values))


def percentile(values: Sequence[float], percent: int) -> float:
    """A percentile, between neighbours where it falls there."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
