"""Scores that are estimated from the index of Artificial Analysis, where Epoch has none."""

import datetime as dt
import math
from typing import TYPE_CHECKING

from slipstream.evidence.fact_files import CUTOFF, Evidence
from slipstream.evidence.fact_schema import BestScore
from slipstream.evidence.upstream.match import Matches
from slipstream.evidence.upstream.places import Sorting, country_of
from slipstream.evidence.upstream.proposal import Comparison, Reading
from slipstream.evidence.upstream.table import Layout, records
from slipstream.evidence.upstream.upstream_records import Candidate, compare_records
from slipstream.statistics import Z90

if TYPE_CHECKING:
    import pandas as pd

INDEX = Layout(
    texts=("name", "creator", "country"),
    numbers=("aai",),
    dates=("date",),
    key=("name", "creator"),
    filled=("name", "creator"),
)

CENTRE = 20.0
"""Index at which the fact ``WORLD.eci.aa_centre`` gives the score; below it models scatter more."""

_SOURCE = "eci-from-aa-index"
_YEARS_UNSCORED = 2


def estimated_eci(index: float, evidence: Evidence) -> tuple[float, float]:
    """Estimate a score from the Artificial Analysis Intelligence Index.

    A line in the logarithm of the index, through the facts ``WORLD.eci.aa_centre`` and
    ``WORLD.eci.aa_slope``, with the scatter of models that have both.

    Parameters
    ----------
    index
        Value on the scale of July 2026, above zero.
    evidence
        Holds the facts.

    Returns
    -------
    tuple of float
        The score and its standard deviation (ECI points).
    """
    doublings = math.log2(index / CENTRE)
    line = evidence.fact("WORLD.eci.aa_centre").value
    scatter = "aa_scatter" if index >= CENTRE else "aa_scatter_low"
    slope = evidence.fact("WORLD.eci.aa_slope").value
    return line + slope * doublings, evidence.fact(f"WORLD.eci.{scatter}").value


def compare_index(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold estimates from the index against the best scores of countries that lack scores.

    Those are the countries of which Epoch has scored no record in the last two years: elsewhere
    its scores say more than an estimate.
    """
    sorting = Sorting()
    scored = _scored(evidence)
    candidates = []
    for row in records(rows):
        if not row["aai"] > 0 or not row["date"]:
            sorting.leave_out("no index or no date")
        elif code := country_of(row["country"], row["creator"], matches, sorting):
            sorting.matched += 1
            if code not in scored:
                candidates.append(_candidate(code, row, evidence))
    return sorting.reading(len(rows)), compare_records(evidence, "best_eci", _SOURCE, candidates)


def _scored(evidence: Evidence) -> frozenset[str]:
    since = dt.date(CUTOFF.year - _YEARS_UNSCORED, CUTOFF.month, 1)
    rows = [row for row in evidence.history.get("best_eci", ()) if isinstance(row, BestScore)]
    return frozenset(row.country for row in rows if row.kind == "score" and row.date >= since)


def _candidate(code: str, row: dict[str, str], evidence: Evidence) -> Candidate:
    eci, sd = estimated_eci(float(row["aai"]), evidence)
    cells = {
        "country": code,
        "date": row["date"],
        "model": row["name"],
        "organisation": row["creator"],
        "eci": f"{eci:.1f}",
        "low": f"{eci - Z90 * sd:.1f}",
        "high": f"{eci + Z90 * sd:.1f}",
        "level": "0.9",
        "kind": "estimate",
        "source": _SOURCE,
    }
    return Candidate((code, row["date"], row["name"]), float(cells["eci"]), cells)
