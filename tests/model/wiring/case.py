"""One input of the month changed: what has to move, what must not, and by how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tests.model.wiring.world import BASE, FOLLOWER, LEADER, Found, Inputs, month, replaced

GROUPS = {
    "ORDERS": "ORDERS.public ORDERS.private ORDERS.foreign",
    "WAITING": "WAITING.public WAITING.private WAITING.foreign",
    **{
        f"ORDERS.{owner}": f"ordered.{owner} spent.{owner} STAGES.{owner}"
        for owner in ("public", "private", "foreign")
    },
    **{
        f"WAITING.{owner}": f"carried.{owner} lapsed.{owner}"
        for owner in ("public", "private", "foreign")
    },
    **{
        f"STAGES.{name}": f"{name}.first {name}.second {name}.stock"
        for name in ("public", "private", "foreign", "power")
    },
    "SOURCES": "own adopted distilled share.weights",
    "MODEL": "score SOURCES",
    "BOUGHT": "BOUGHT.public BOUGHT.private BOUGHT.foreign",
    **{
        f"BOUGHT.{owner}": f"ordered.{owner} STAGES.{owner}"
        for owner in ("public", "private", "foreign")
    },
    "RESEARCH": "accessible efficiency run MODEL",
    "PEOPLE": "home abroad top top_abroad share.talent",
}
"""Names for results that move together."""


@dataclass(frozen=True)
class By:
    """How a result has to move: to ``times`` what it was, and ``plus`` a number."""

    plus: float = 0.0
    times: float = 1.0

    def after(self, before: float) -> float:
        return before * self.times + self.plus


def plus(value: float) -> By:
    return By(plus=value)


def times(value: float) -> By:
    return By(times=value)


def at(value: float) -> By:
    return By(plus=value, times=0.0)


@dataclass(frozen=True)
class Case:
    """One input changed in the month of ``world``, from the values ``given`` instead of its own.

    ``moves`` lists all that may move, of the country whose input it is or of either if it is the
    world's, and ``spills`` what moves in the other; ``by`` says how far, of the follower (or
    ``leader.`` and the name).
    """

    name: str
    to: float
    moves: str
    by: Mapping[str, By] = field(default_factory=dict)
    given: Inputs = field(default_factory=dict)
    country: int = FOLLOWER
    spills: str = ""

    @property
    def inputs(self) -> Inputs:
        return {**BASE, **self.given}

    def pair(self) -> tuple[Found, Found]:
        """Run the month without and with the change."""
        return month(self.inputs), month(replaced(self.inputs, self.name, self.to, self.country))

    def problems(self) -> list[str]:
        """Say in words what did not move as it had to."""
        before, after = self.pair()
        ends = (
            [LEADER, FOLLOWER] if not isinstance(self.inputs[self.name], tuple) else [self.country]
        )
        moved, strayed = set(), set()
        for name, value in after.items():
            for row in range(value.size):
                if not same(value[row], before[name][row]):
                    ours = row in ends or value.size == 1
                    (moved if ours else strayed).add(name)
        found = []
        for where, names, listed in (
            ("", moved, members(self.moves)),
            (" in the other country", strayed, members(self.spills)),
        ):
            found += [f"{name} moved{where}" for name in names - listed]
            found += [f"{name} did not move{where}" for name in listed - names]
        for name, by in self.by.items():
            row = LEADER if name.startswith("leader.") else FOLLOWER
            key = name.removeprefix("leader.")
            position = row if after[key].size > 1 else 0
            right, is_now = by.after(before[key][position]), after[key][position]
            if not np.isclose(is_now, right, rtol=1e-7, atol=1e-9):
                found.append(f"{name} is {is_now:.10g}, expected {right:.10g}")
        return sorted(found)


def same(one: float, two: float) -> bool:
    """Tell whether two numbers are the same but for the last digits of double precision."""
    return one == two or bool(abs(one - two) <= 1e-12 * (1.0 + abs(two)))


def members(names: str) -> set[str]:
    """Write out the groups in a list of results."""
    found: set[str] = set()
    for name in names.split():
        found |= members(GROUPS[name]) if name in GROUPS else {name}
    return found
