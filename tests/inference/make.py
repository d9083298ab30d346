"""Small histories to test with."""

import datetime as dt

from slipstream.ensemble.exogenous import NOW
from slipstream.evidence.fact_schema import BestScore, LargestRun
from slipstream.inference.records import History
from slipstream.model.constants import month_index


def score(country: str, date: str, eci: float, half: float | None = 2.0) -> BestScore:
    return BestScore(
        country=country,
        date=dt.date.fromisoformat(date),
        model=f"{country} {date}",
        organisation="Somebody",
        eci=eci,
        low=None if half is None else eci - half,
        high=None if half is None else eci + half,
        level=None if half is None else 0.9,
        kind="score",
        source="page",
    )


def run(country: str, date: str, log10_flop: float, floor: bool = False) -> LargestRun:
    return LargestRun(
        country=country,
        date=dt.date.fromisoformat(date),
        model=f"{country} {date}",
        organisation="Somebody",
        log10_flop=log10_flop,
        sd=0.2,
        kind="floor" if floor else "estimate",
        source="page",
    )


def history(*rows: BestScore | LargestRun, end: int = NOW) -> History:
    return History(
        tuple(row for row in rows if isinstance(row, BestScore)),
        tuple(row for row in rows if isinstance(row, LargestRun)),
        end,
    )


def step(month: str) -> int:
    year, number = map(int, month.split("-"))
    return month_index(year, number)


def steady(until: int, slope: float = 1.0) -> History:
    """AA breaks its records by ``slope`` ECI a month, and BB does the same six months later."""
    rows: list[BestScore | LargestRun] = []
    for at in range(until + 1):
        day = f"{2022 + at // 12}-{at % 12 + 1:02d}-15"
        rows += [score("AA", day, 100.0 + slope * at), run("AA", day, 23.0 + 0.05 * at)]
        if at >= 6:
            rows += [score("BB", day, 100.0 + slope * (at - 6)), run("BB", day, 22.0 + 0.05 * at)]
    return history(*rows)
