"""What history holds of the charts' quantities, as points."""

import datetime as dt
from dataclasses import dataclass

from slipstream.evidence.fact_files import load_history
from slipstream.evidence.fact_schema import BestScore

DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Record:
    """An observed value of a model: the ends of its interval, and if it is a rough estimate."""

    date: dt.date
    model: str
    value: float
    low: float
    high: float
    rough: bool


def best_scores(country: str) -> tuple[Record, ...]:
    """Return the models that raised a country's best score (ECI), in order."""
    rows = [row for row in load_history("best_eci") if row.country == country]
    return tuple(_record(row) for row in sorted(rows, key=lambda row: row.date))


def world_scores() -> tuple[Record, ...]:
    """Return the models that raised the world's best score (ECI), in order."""
    records: list[Record] = []
    for row in sorted(load_history("best_eci"), key=lambda row: row.date):
        if not records or row.eci > records[-1].value:
            records.append(_record(row))
    return tuple(records)


def observed_lags(country: str) -> tuple[Record, ...]:
    """Return how far each record of a country trailed the first as good anywhere (months).

    A score's interval becomes one of the lag: the higher score was reached later elsewhere. A
    record that nobody had reached before has no lag; one that lies below the world's first record
    is left out.
    """
    world = world_scores()

    def behind(date: dt.date, score: float) -> float:
        reached = next((record.date for record in world if record.value >= score), date)
        return max((date - reached).days / DAYS_PER_MONTH, 0.0)

    return tuple(
        Record(
            date=record.date,
            model=record.model,
            value=behind(record.date, record.value),
            low=behind(record.date, record.high),
            high=behind(record.date, record.low),
            rough=record.rough,
        )
        for record in best_scores(country)
        if record.value >= world[0].value
    )


def _record(row: BestScore) -> Record:
    low = row.eci if row.low is None else row.low
    high = row.eci if row.high is None else row.high
    return Record(row.date, row.model, row.eci, low, high, row.kind == "estimate")
