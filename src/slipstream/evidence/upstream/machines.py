"""Epoch AI's tables of machines: clusters, frontier data centres and accelerators."""

import datetime as dt
import math
from typing import TYPE_CHECKING, TypeGuard

from slipstream.evidence.fact_files import CUTOFF, Evidence
from slipstream.evidence.fact_schema import Fact, HistoryRow, InstalledCompute, last_day
from slipstream.evidence.upstream.figures import LEAP, Figure, agrees, compare_facts
from slipstream.evidence.upstream.match import Link, Matches
from slipstream.evidence.upstream.places import Sorting, country_of
from slipstream.evidence.upstream.proposal import Change, Comparison, Reading
from slipstream.evidence.upstream.table import Layout, records
from slipstream.evidence.upstream.upstream_records import cells_of

if TYPE_CHECKING:
    import pandas as pd

_H100E = "H100 equivalents"
_POWER = "IT power (MW)"
_START = "First Operational Date"

CLUSTERS = Layout(
    texts=("Name", "Status", "Certainty", "Country", "Possible Duplicate", "Superseded by"),
    numbers=(_H100E,),
    dates=(_START,),
    filled=("Name", "Status", "Certainty"),
)
SITES = Layout(
    texts=("Name", "Country"),
    numbers=("Current H100 equivalents", "Current power (MW)"),
    key=("Name",),
    filled=("Name",),
)
TIMELINES = Layout(
    texts=("Data center",),
    numbers=(_POWER, _H100E),
    dates=("Date",),
    key=("Data center", "Date"),
    filled=("Data center", "Date"),
)
_HARDWARE_UNITS = {
    "Release price (USD)": "USD/accelerator",
    "Tensor-FP16/BF16 performance (FLOP/s)": "FLOP",
    "TDP (W)": "watt/accelerator",
}
HARDWARE = Layout(
    texts=("Hardware name", "Manufacturer"),
    numbers=tuple(_HARDWARE_UNITS),
    dates=("Release date",),
    key=("Hardware name",),
    filled=("Hardware name",),
)


def compare_clusters(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold the sums over clusters against the floors of installed compute, and the facts.

    Counted are clusters that exist, are confirmed or likely, and are neither possible duplicates
    nor superseded; see the source ``epoch-gpu-clusters`` of the history.
    """
    sorting = Sorting()
    codes = [_country_of_cluster(row, matches, sorting) or "" for row in records(rows)]
    counted = rows.assign(code=codes)
    counted = counted[(counted["code"] != "") & counted[_H100E].notna()]

    def total(code: str, day: dt.date) -> float:
        chosen = counted[counted["code"] == code]
        chosen = chosen[(chosen[_START] != "") & (chosen[_START] <= day.isoformat())]
        return float(chosen[_H100E].sum())

    def lookup(link: Link, fact: Fact) -> Figure | None:
        chosen = counted[counted["code"] == link.item]
        if chosen.empty:
            return None
        if link.series == "sum by date":
            return Figure(total(link.item, last_day(fact.date)), "H100e")
        if link.series == "sum":
            latest = str(chosen[_START].max())
            later = latest > last_day(fact.date).isoformat()
            return Figure(float(chosen[_H100E].sum()), "H100e", latest[:4] if later else None)
        largest = chosen.sort_values(_H100E, ascending=False, kind="stable").iloc[0]
        return Figure(float(largest[_H100E]), "H100e", str(largest[_START]) or None)

    comparison = Comparison()
    known = [row for row in evidence.history.get("h100e", ()) if _is_floor(row)]
    for row in known:
        comparison += _compared_floor(row, total(row.country, row.date))
    day = _end_of_list(counted)
    for code, last in {row.country: row for row in known}.items():
        counted_then = total(code, day)
        if last.date < day and not agrees(last.h100e, counted_then):
            comparison += Comparison((_next_floor(last, day, counted_then),))
    facts = compare_facts(evidence, matches, "epoch-clusters", lookup)
    return sorting.reading(len(rows)), comparison + facts


def _country_of_cluster(row: dict[str, str], matches: Matches, sorting: Sorting) -> str | None:
    if row["Status"] != "Existing":
        sorting.leave_out("planned or decommissioned")
    elif row["Certainty"] not in ("Confirmed", "Likely"):
        sorting.leave_out("unlikely")
    elif row["Possible Duplicate"] == "True" or row["Superseded by"]:
        sorting.leave_out("possible duplicates, and phases that a later one replaced")
    elif code := country_of(row["Country"], "", matches, sorting):
        sorting.matched += 1
        return code
    return None


def _is_floor(row: HistoryRow) -> TypeGuard[InstalledCompute]:
    return isinstance(row, InstalledCompute) and row.source == "epoch-gpu-clusters"


def _end_of_list(clusters: "pd.DataFrame") -> dt.date:
    """End of the month up to which the file knows of clusters, or of what calibration may see."""
    latest = max([day for day in clusters[_START] if day <= CUTOFF.isoformat()], default="1900")
    return last_day(latest[:7])


def _next_floor(last: InstalledCompute, day: dt.date, total: float) -> Change:
    before = cells_of(last)
    after = {**before, "date": day.isoformat(), "h100e": f"{total:.0f}"}
    ratio = total / last.h100e
    doubt = ""
    if total < last.h100e:
        doubt = f"fewer than the {last.h100e:g} of {last.date}"
    elif ratio > LEAP:
        doubt = f"{ratio:.3g} times the count of {last.date}: a slip?"
    return Change("added", "history.h100e", f"{last.country} {day} {last.owner}", {}, after, doubt)


def _compared_floor(row: InstalledCompute, total: float) -> Comparison:
    name = f"{row.country} {row.date} {row.owner}"
    if total <= 0:
        return Comparison(absent=(name,))
    if agrees(row.h100e, total):
        return Comparison(agreeing=1)
    before = cells_of(row)
    after = {**before, "h100e": f"{total:.0f}"}
    ratio = total / row.h100e
    doubt = "" if 1 / LEAP < ratio < LEAP else f"{ratio:.3g} times the count so far: a slip?"
    return Comparison((Change("changed", "history.h100e", name, before, after, doubt),))


def compare_sites(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Check that the tables know every data centre and put it in the country the file does.

    No number of the evidence comes from this file: it has no dates, and the timelines do.
    """
    sorting = Sorting()
    for row in records(rows):
        name = row["Name"]
        code = country_of(row["Country"], "", matches, sorting)
        if code is None:
            continue
        if name not in matches.sites:
            sorting.miss("site", name)
        elif matches.sites[name] != code:
            sorting.miss("country", f"{row['Country']} (for {name})")
        else:
            sorting.matched += 1
    return sorting.reading(len(rows)), Comparison()


def compare_timelines(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold the sums over data centres, and the largest, against the facts of their dates."""
    sorting = Sorting()
    for name in rows["Data center"]:
        if name not in matches.sites:
            sorting.miss("site", name)
        elif matches.sites[name] is None:
            sorting.leave_out("a country without a pack")
        else:
            sorting.matched += 1
    dated = rows.assign(code=rows["Data center"].map(lambda name: matches.sites.get(name) or ""))

    def lookup(link: Link, fact: Fact) -> Figure | None:
        how, _, column = link.series.partition(" ")
        column = column.removeprefix("of ")
        chosen = dated[(dated["code"] == link.item) & dated[column].notna()]
        chosen = chosen[chosen["Date"] <= last_day(fact.date).isoformat()]
        if chosen.empty:
            return None
        latest = chosen.sort_values("Date").groupby("Data center")[column].last()
        value = latest.sum() if how == "sum" else latest.max()
        return Figure(float(value), "MW" if column == _POWER else "H100e")

    return sorting.reading(len(rows)), compare_facts(
        evidence, matches, "epoch-data-centers", lookup
    )


def compare_hardware(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold prices, operations and power of accelerators against the facts about chips."""
    sorting = Sorting()
    named = {link.item for link in matches.links if link.kind == "epoch-hardware"}
    by_name = {row["Hardware name"]: row for row in records(rows)}
    for name in by_name:
        if name in named:
            sorting.matched += 1
        else:
            sorting.leave_out("accelerators that no fact is about")

    def lookup(link: Link, _: Fact) -> Figure | None:
        value = by_name.get(link.item, {}).get(link.series, math.nan)
        return None if math.isnan(value) else Figure(value, _HARDWARE_UNITS[link.series])

    return sorting.reading(len(rows)), compare_facts(evidence, matches, "epoch-hardware", lookup)
