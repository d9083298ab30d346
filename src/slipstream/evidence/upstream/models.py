"""Epoch AI's tables of models: those with the largest training runs, and those with scores."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from slipstream.evidence.fact_files import CUTOFF, Evidence
from slipstream.evidence.fact_schema import Fact, last_day
from slipstream.evidence.upstream.figures import Figure, compare_facts
from slipstream.evidence.upstream.match import Link, Matches
from slipstream.evidence.upstream.places import Sorting, country_of, elsewhere, unknown
from slipstream.evidence.upstream.proposal import Comparison, Reading
from slipstream.evidence.upstream.table import Layout, records
from slipstream.evidence.upstream.upstream_records import Candidate, compare_records

if TYPE_CHECKING:
    import pandas as pd

_COUNTRY = "Country (of organization)"
_COMPUTE = "Training compute (FLOP)"
_UNITS = {
    _COMPUTE: "FLOP",
    "Training compute cost (2023 USD)": "USD",
    "Hardware utilization (MFU)": "dimensionless",
}

MODELS = Layout(
    texts=("Model", "Organization", _COUNTRY, "Confidence", "Base model"),
    numbers=tuple(_UNITS),
    dates=("Publication date",),
    key=("Model",),
    filled=("Model",),
    optional=("Training compute cost (2023 USD)",),
)
SCORES = Layout(
    texts=(
        "Model",
        "id_model_version",
        "Display name",
        "Organization",
        _COUNTRY,
        "Model accessibility",
    ),
    numbers=("eci", "eci_ci_low", "eci_ci_high"),
    dates=("Version release date",),
    key=("id_model_version",),
    filled=("id_model_version",),
)

LEAST_FLOP = 1e23
_FIRST_YEAR = "2020"
_SD = {"Confident": "0.1", "Likely": "0.2"}
_SD_OF_OTHERS = "0.4"


def compare_models(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold notable or large-scale models against the largest runs and the facts about runs.

    Counted are models from 2020 on with at least `LEAST_FLOP` that are not built on another's
    weights; see the source ``epoch-models`` of the history.
    """
    sorting = Sorting()
    candidates = list(_runs(rows, matches, sorting))
    found = compare_records(evidence, "largest_run", "epoch-models", candidates)
    by_name = {row["Model"]: row for row in records(rows)}

    def lookup(link: Link, _: Fact) -> Figure | None:
        value = by_name.get(link.item, {}).get(link.series, math.nan)
        return None if math.isnan(value) else Figure(value, _UNITS[link.series])

    _name_strangers(found, candidates, matches, sorting)
    facts = compare_facts(evidence, matches, "epoch-models", lookup)
    return sorting.reading(len(rows)), found + facts


def _runs(rows: "pd.DataFrame", matches: Matches, sorting: Sorting) -> Iterator[Candidate]:
    rulings = matches.rulings("epoch-models")
    for row in records(rows):
        ruling = rulings.get(row["Model"])
        if ruling is not None and ruling.use == "no":
            sorting.leave_out("another model stands for it, says the table of models")
        elif not row[_COMPUTE] >= LEAST_FLOP:
            sorting.leave_out(f"no training compute, or less than {LEAST_FLOP:g} FLOP")
        elif row["Publication date"] < _FIRST_YEAR:
            sorting.leave_out("no date, or one before 2020")
        elif row["Base model"] and ruling is None:
            sorting.leave_out("built on another model's weights")
        elif code := country_of(row[_COUNTRY], row["Organization"], matches, sorting, ruling):
            sorting.matched += 1
            flop = math.log10(row[_COMPUTE])
            cells = {
                "country": code,
                "date": row["Publication date"],
                "model": row["Model"],
                "organisation": _spaced(row["Organization"]),
                "log10_flop": f"{flop:.3f}",
                "sd": _SD.get(row["Confidence"], _SD_OF_OTHERS),
                "kind": "estimate",
                "source": "epoch-models",
            }
            doubt = "" if ruling else elsewhere(row["Organization"], code, matches)
            yield Candidate((code, cells["date"], cells["model"]), flop, cells, doubt)


def compare_scores(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold scores on the Epoch Capabilities Index against the best scores and the facts."""
    sorting = Sorting()
    candidates = list(_scores(rows, matches, sorting))
    found = compare_records(evidence, "best_eci", "epoch-eci", candidates)
    dated = rows[(rows["Version release date"] != "") & rows["eci"].notna()]
    dated = dated[dated["Version release date"] <= CUTOFF.isoformat()]
    names = dated[_COUNTRY].map(lambda name: matches.countries.get(name) or "")
    is_open = dated["Model accessibility"].str.startswith("Open weights")

    def lookup(link: Link, _: Fact) -> Figure | None:
        chosen = dated if link.item == "WORLD" else dated[names == link.item]
        series, *month = link.series.split(" by ")
        if month:
            chosen = chosen[chosen["Version release date"] <= last_day(month[0]).isoformat()]
        if series == "best with open weights":
            chosen = chosen[is_open.reindex(chosen.index)]
        if chosen.empty:
            return None
        best = chosen.sort_values("eci", ascending=False, kind="stable").iloc[0]
        low, high = float(best["eci_ci_low"]), float(best["eci_ci_high"])
        return Figure(
            float(best["eci"]),
            "ECI",
            str(best["Version release date"]),
            (low, high) if low < high else None,
            str(best["Display name"] or best["Model"]),
        )

    _name_strangers(found, candidates, matches, sorting)
    facts = compare_facts(evidence, matches, "epoch-eci", lookup)
    return sorting.reading(len(rows)), found + facts


def _scores(rows: "pd.DataFrame", matches: Matches, sorting: Sorting) -> Iterator[Candidate]:
    for row in records(rows):
        if math.isnan(row["eci"]):
            sorting.leave_out("no score")
        elif not row["Version release date"] or not (row["Display name"] or row["Model"]):
            sorting.leave_out("no date or no name")
        elif code := country_of(row[_COUNTRY], row["Organization"], matches, sorting):
            sorting.matched += 1
            low, high = row["eci_ci_low"], row["eci_ci_high"]
            # Models that fix the scale have no interval, or one that holds only the score.
            ranged = not math.isnan(low) and not math.isnan(high) and low < high
            cells = {
                "country": code,
                "date": row["Version release date"],
                "model": row["Display name"] or row["Model"],
                "organisation": _spaced(row["Organization"]),
                "eci": f"{row['eci']:.10g}",
                "low": f"{low:.10g}" if ranged else "",
                "high": f"{high:.10g}" if ranged else "",
                "level": "0.9" if ranged else "",
                "kind": "score",
                "source": "epoch-eci",
            }
            doubt = elsewhere(row["Organization"], code, matches)
            yield Candidate((code, cells["date"], cells["model"]), row["eci"], cells, doubt)


def _name_strangers(
    found: Comparison, candidates: list[Candidate], matches: Matches, sorting: Sorting
) -> None:
    """List organisations behind new rows that the tables do not know: is the country right?"""
    added = {change.name for change in found.changes if change.action == "added"}
    for each in candidates:
        if " ".join(each.key) in added:
            names = unknown(each.cells["organisation"], matches.organisations)
            sorting.notice("organisation", names)


def _spaced(names: str) -> str:
    return ", ".join(name.strip() for name in names.split(","))
