"""Facts against each other: slips of the decimal point and totals that do not agree."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from slipstream.evidence.plausible import comparable, currencies, family
from slipstream.evidence.schema import Fact, last_day

_SAME_CURRENCY_TOLERANCE = 0.012
_CROSS_CURRENCY_TOLERANCE = 0.06
_AGREEMENT = 1.5
_JUMP = 8.0
_JUMP_YEARS = 2.0


def slip(one: Fact, other: Fact) -> int | None:
    """Power of ten by which ``one`` is too large for ``other``, if nothing else parts them.

    Korean counts in units of 10,000 and 100,000,000, so a slip may be any power of ten. The
    tolerance is that of rounding, and wider between currencies.
    """
    values = comparable(one, other)
    if values is None or values[0] * values[1] <= 0:
        return None
    distance = math.log10(values[0] / values[1])
    power = round(distance)
    same = currencies(one.unit) == currencies(other.unit)
    tolerance = _SAME_CURRENCY_TOLERANCE if same else _CROSS_CURRENCY_TOLERANCE
    return power if power and abs(distance - power) <= tolerance else None


def unequal(one: Fact, other: Fact) -> str | None:
    """Say why two facts that tell the same quantity do not agree, if they do not."""
    values = comparable(one, other)
    if values is None:
        return f"{one.unit} and {other.unit} do not measure the same quantity"
    low, high = sorted(values)
    if low == high or (low > 0 and high / low <= _AGREEMENT):
        return None
    return f"{values[0]:.3g} and {values[1]:.3g} {one.unit} for the same quantity"


def uncovered(one: Fact, other: Fact) -> str | None:
    """Say whether a conflict is hidden: neither fact's spread reaches the other's value."""
    values, back = comparable(one, other), comparable(other, one)
    if values is None or back is None or values[0] == values[1]:
        return None
    if one.spread and one.spread.holds(values[1]):
        return None
    if other.spread and other.spread.holds(back[1]):
        return None
    return f"{values[0]:.4g} and {values[1]:.4g} {one.unit}: no spread covers both"


def jumps(facts: Mapping[str, Fact]) -> Iterator[tuple[Fact, Fact, float]]:
    """Yield neighbours in a yearly series, and their ratio, that are too far apart.

    Facts form a series if their ids differ only in a year, as ``KR.investment.private_2024`` does
    from ``KR.investment.private_2025``.
    """
    series: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts.values():
        words = fact.id.split("_")
        stem = "_".join(word for word in words if not (len(word) == 4 and word.isdigit()))
        if stem != fact.id and family(fact.unit) in ("money", "people", "chips", "power"):
            series[stem, fact.unit].append(fact)
    for members in series.values():
        members.sort(key=lambda fact: last_day(fact.date))
        for before, after in pairwise(members):
            years = (last_day(after.date) - last_day(before.date)).days / 365.25
            if before.value <= 0 or after.value <= 0 or not 0 < years <= _JUMP_YEARS:
                continue
            ratio = after.value / before.value
            if max(ratio, 1 / ratio) >= _JUMP and after.id not in before.conflicts_with:
                yield before, after, ratio
