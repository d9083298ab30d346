"""What moving a fact to the ends of its spread changes in an answer.

A number's prior is moved by weighting the draws anew: of a posterior they become those of the
moved prior and the same history, to within noise. Where that would rest on few draws, and for
numbers of other countries, the move is taken to first order: the derivative of an answer's mean
with respect to the centre of a prior, in its standard deviations, is the covariance of the answer
with the number's score (Gustafson 1996; Giordano, Broderick and Jordan 2018).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from slipstream.arrays import Floats64
from slipstream.ensemble.draws import Coordinate, quantile, score
from slipstream.evidence.fact_files import load_facts
from slipstream.evidence.fact_schema import Fact
from slipstream.policy.grounds import Ground, grounds
from slipstream.policy.question import Question
from slipstream.policy.variance import Members
from slipstream.registry.load import registry

SURE = 2.576
"""Half a 99% band in standard errors: of a hundred facts that move nothing, one seems to."""

ENOUGH = 0.2
"""Part of the draws on which new weights must effectively rest (Kish 1965)."""


@dataclass(frozen=True)
class Change:
    """Change of the mean lag (months) and of the probability, each with its standard error."""

    lag_months: float
    lag_error: float
    probability: float
    probability_error: float


@dataclass(frozen=True)
class FactValue:
    """A fact, the numbers that rest on it, and the change at either end of its spread.

    ``swing`` is the change from the low end to the high one.
    """

    fact: Fact
    numbers: tuple[Coordinate, ...]
    low: Change
    high: Change
    swing: Change

    @property
    def least(self) -> float:
        """Size of the swing of the mean lag at the near end of its 99% band, months.

        Zero or less where these draws cannot tell it from none.
        """
        return abs(self.swing.lag_months) - SURE * self.swing.lag_error


@dataclass(frozen=True)
class Information:
    """Facts that can be moved, the surest swing first, and how many give no spread to move in."""

    facts: tuple[FactValue, ...]
    without_spread: int


def value_of_facts(members: Members, question: Question) -> Information:
    """Move each fact behind an uncertain number to the ends of its spread.

    A number that has its prior from a fact moves to the ends of that prior. One that rests on
    facts in another way moves in proportion to each, as far as its own prior reaches; a fact that
    tells how widely a number scatters around zero moves nothing.

    Parameters
    ----------
    members
        The answer by member.
    question
        What the members answer.
    """
    rows = registry().parameters
    index = {number.name: place for place, number in enumerate(members.numbers)}
    resting: dict[str, list[Ground]] = {}
    for ground in grounds(question.now):
        if ground.number.name in index:
            for name in dict.fromkeys(ground.form.cited):
                resting.setdefault(name, []).append(ground)
    scores = {
        number.name: score(rows[number.parameter], number.prior, values)
        for number, values in zip(members.numbers, members.values, strict=True)
    }
    found: list[FactValue] = []
    without = 0
    for name, numbers in resting.items():
        fact = load_facts().fact(name)
        if fact.spread is None or fact.spread.low is None or fact.spread.high is None:
            without += 1
            continue
        moved = [
            ground.number.name
            for ground in numbers
            if ground.number.country in (None, question.country)
        ]
        low, high = (
            _pull(dict(_shifts(fact, numbers, end)), scores, frozenset(moved)) for end in (0, 1)
        )
        found.append(
            FactValue(
                fact,
                tuple(each.number for each in numbers),
                *(_change(members, pull) for pull in (low, high, high - low)),
            )
        )
    ranked = sorted(found, key=lambda each: (-max(each.least, 0.0), -abs(each.swing.lag_months)))
    return Information(tuple(ranked), without)


def _shifts(fact: Fact, numbers: list[Ground], end: int) -> Iterator[tuple[str, float]]:
    """Shift of each number's prior, in its standard deviations, at an end (0 low, 1 high)."""
    assert fact.spread is not None
    for ground in numbers:
        prior = ground.number.prior
        reach = NormalDist().inv_cdf((1.0 + prior.level) / 2.0)
        if ground.form.fact == fact.id:
            yield ground.number.name, (-reach, reach)[end]
            continue
        bound = (fact.spread.low, fact.spread.high)[end]
        if not bound or not fact.value or bound / fact.value <= 0:
            continue
        row = registry().parameters[ground.number.parameter]
        centre = float(quantile(row, prior, np.array(0.0)))
        ratio = bound / fact.value
        moved = centre + np.log10(ratio) if row.unit.startswith("log10") else centre * ratio
        clipped = np.clip(moved, max(prior.low, row.range[0]), min(prior.high, row.range[1]))
        shift = float(score(row, prior, clipped) - score(row, prior, np.array(centre)))
        yield ground.number.name, float(np.clip(shift, -reach, reach))


def _pull(
    shifts: Mapping[str, float], scores: Mapping[str, Floats64], exactly: frozenset[str]
) -> Floats64:
    """Weight that each member gains or loses by some shifts, ``(member,)``; they add up to zero.

    Numbers in ``exactly`` are moved by new weights where enough draws carry them, and to first
    order like all others where not.
    """
    count = next(iter(scores.values())).size
    parts = [np.zeros(count), np.zeros(count)]
    for name, shift in shifts.items():
        parts[name in exactly] += shift * scores[name]
    apart, together = parts
    weights = np.exp(together - together.max())
    weights /= weights.sum()
    if 1.0 / float(np.sum(weights**2)) < ENOUGH * count:
        weights = np.full(count, 1.0 / count)
        apart = apart + together
    return np.asarray(weights - 1.0 / count + (apart - apart.mean()) / count)


def _change(members: Members, pull: Floats64) -> Change:
    numbers: list[float] = []
    for outcome in (members.lag, members.joined):
        products = pull * (outcome - outcome.mean())
        numbers += [float(products.sum()), float(np.sqrt(np.sum(products**2)))]
    return Change(*numbers)
