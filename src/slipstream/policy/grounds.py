"""What each number of the model rests on: facts with sources, or an assumption alone."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import form_of, packs
from slipstream.ensemble.draws import Coordinate, coordinates
from slipstream.evidence.fact_files import load_facts
from slipstream.model.constants import month_end
from slipstream.policy.variance import Shares
from slipstream.registry.load import registry
from slipstream.registry.schema import Form

Kind = Literal["facts", "both", "assumption"]


@dataclass(frozen=True)
class Ground:
    """A number and the form of its prior that holds at the end of the evidence."""

    number: Coordinate
    form: Form

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts with a source on which it rests."""
        return tuple(name for name in self.form.cited if load_facts().fact(name).sources)

    @property
    def kind(self) -> Kind:
        """Whether it rests on facts, on facts and a judgement beside them, or on neither fact."""
        if not self.facts:
            return "assumption"
        return "both" if self.form.assumption else "facts"


@cache
def grounds(now: int) -> tuple[Ground, ...]:
    """List what all numbers rest on, in the order of `coordinates`.

    ``now`` is the step of the last month of the evidence.
    """
    rows, end = registry().parameters, month_end(now)
    return tuple(
        Ground(
            number,
            form_of(
                rows[number.parameter],
                packs()[number.country] if number.country else None,
                end,
                load_facts(),
            ),
        )
        for number in coordinates(model_data(), now)
    )


@dataclass(frozen=True)
class Rest:
    """A parameter that rests on an assumption alone, in the ``countries`` where it does.

    ``lag`` and ``joined`` are the shares of what all numbers explain, one by one, of the variance
    of the lag and of joining. ``countries`` is empty for a number of the world.
    """

    parameter: str
    countries: tuple[str, ...]
    assumptions: tuple[str, ...]
    lag: float
    joined: float


@dataclass(frozen=True)
class Coverage:
    """How much of an answer rests on facts.

    ``numbers``, ``lag`` and ``joined`` give for each kind of ground how many numbers rest on it
    and their share of what all numbers explain of the variance of the lag and of joining.
    """

    numbers: dict[Kind, int]
    lag: dict[Kind, float]
    joined: dict[Kind, float]
    rest: tuple[Rest, ...]

    def share_of_numbers(self, *kinds: Kind) -> float:
        """Share of all numbers that rest on one of ``kinds``."""
        return sum(self.numbers[kind] for kind in kinds) / sum(self.numbers.values())


def coverage(shares: Shares, now: int) -> Coverage:
    """Sum shares of variance by what the numbers rest on.

    Parameters
    ----------
    shares
        Each uncertain number's share of the variance; fixed numbers have none.
    now
        Step of the last month of the evidence.
    """
    places = {number.name: place for place, number in enumerate(shares.numbers)}
    whole = {"lag": float(shares.lag.sum()), "joined": float(shares.joined.sum())}

    def of(ground: Ground, outcome: Literal["lag", "joined"]) -> float:
        place = places.get(ground.number.name)
        values = shares.lag if outcome == "lag" else shares.joined
        if place is None or whole[outcome] <= 0:
            return 0.0
        return float(values[place]) / whole[outcome]

    kinds: tuple[Kind, ...] = ("facts", "both", "assumption")
    listed = grounds(now)
    by_kind = {kind: [ground for ground in listed if ground.kind == kind] for kind in kinds}
    alone: dict[str, list[Ground]] = {}
    for ground in by_kind["assumption"]:
        alone.setdefault(ground.number.parameter, []).append(ground)
    rest = (
        Rest(
            parameter=name,
            countries=tuple(each.number.country for each in found if each.number.country),
            assumptions=tuple(
                dict.fromkeys(each.form.assumption for each in found if each.form.assumption)
            ),
            lag=sum(of(each, "lag") for each in found),
            joined=sum(of(each, "joined") for each in found),
        )
        for name, found in alone.items()
    )
    return Coverage(
        numbers={kind: len(found) for kind, found in by_kind.items()},
        lag={kind: sum(of(each, "lag") for each in found) for kind, found in by_kind.items()},
        joined={kind: sum(of(each, "joined") for each in found) for kind, found in by_kind.items()},
        rest=tuple(sorted(rest, key=lambda each: -max(each.lag, each.joined))),
    )
