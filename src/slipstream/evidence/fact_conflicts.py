"""Facts against each other: slips of the decimal point and totals that do not agree."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from slipstream.evidence.fact_schema import Fact, last_day
from slipstream.evidence.plausible import comparable, currencies, family

_SAME_CURRENCY_TOLERANCE = 0.012
_CROSS_CURRENCY_TOLERANCE = 0.06
_AGREEMENT = 1.5
_JUMP = 8.0
_JUMP_YEARS = 2.0
_TWIN_DAYS = 400
_ALIKE = 0.5
_STOP = frozenset(("a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "the", "to"))


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


def twins(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Fact, int]]:
    """Yield pairs that seem to tell one quantity a power of ten apart, and the power.

    They are of one country and kind and some `_TWIN_DAYS` apart at most, at least half the words
    of their labels are the same, and neither names the other. Shares are left out: among them a
    tenth is nothing odd.
    """
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if family(fact.unit) != "share":
            groups[fact.country, fact.kind].append(fact)
    for members in groups.values():
        words = {fact.id: _words(fact.label.en) for fact in members}
        for one, two in combinations(members, 2):
            if _linked(one, two) or not _alike(words[one.id], words[two.id]):
                continue
            apart = abs((last_day(one.date) - last_day(two.date)).days)
            if apart <= _TWIN_DAYS and (power := slip(one, two)):
                yield one, two, power


def totals(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs of totals of one thing that differ and do not name one another.

    By their ids, which are the same up to the word ``total``, as in
    ``KR.budget.model_project_total_kbs``.
    """
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        stem, word, _ = f"{fact.id}_".partition("_total_")
        if word:
            groups[stem].append(fact)
    for members in groups.values():
        for one, two in combinations(members, 2):
            values = comparable(one, two)
            if values and values[0] != values[1] and not _linked(one, two):
                yield one, two


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


def _linked(one: Fact, two: Fact) -> bool:
    return two.id in (*one.conflicts_with, *one.same_as) or one.id in (
        *two.conflicts_with,
        *two.same_as,
    )


def _words(label: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+|\d+", label.lower())) - _STOP


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= _ALIKE * len(one | two)
