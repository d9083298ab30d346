"""History against the files it was made from, where those are at hand."""

import csv
import datetime as dt
import math
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from slipstream.evidence import CUTOFF, load_facts, load_history
from slipstream.evidence.upstream.estimates import CENTRE, estimated_eci

UPSTREAM = Path(__file__).resolve().parents[3] / "shared" / "data"
CODES = {
    "United States of America": "US",
    "China": "CN",
    "France": "FR",
    "United Arab Emirates": "AE",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "Korea (Republic of)": "KR",
    "Japan": "JP",
    "Germany": "DE",
    "Saudi Arabia": "SA",
    "India": "IN",
    "Canada": "CA",
    "Singapore": "SG",
}
SD = {"Confident": 0.1, "Likely": 0.2, "Speculative": 0.4}

pytestmark = pytest.mark.skipif(
    not UPSTREAM.is_dir(), reason="the upstream files are not part of the project"
)

Record = dict[str, str]
Rows = Callable[[str], list[Record]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    csv.field_size_limit(10**7)

    def read(name: str) -> list[Record]:
        with (UPSTREAM / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read


def home(record: Record) -> str | None:
    """The one country of the developers, or None if there are several."""
    names = set(record["Country (of organization)"].split(","))
    return CODES.get(names.pop()) if len(names) == 1 else None


def scored(rows: Rows) -> list[Record]:
    return [
        record
        for record in rows("epoch/eci_benchmarked_models.csv")
        if record["eci"] and "" < record["Version release date"] <= CUTOFF.isoformat()
    ]


def test_best_scores_are_the_records(rows: Rows) -> None:
    expected: list[tuple[str, str, str, float]] = []
    best: dict[str, float] = {}
    in_order = sorted(
        scored(rows), key=lambda each: (each["Version release date"], -float(each["eci"]))
    )
    for record in in_order:
        country, eci = home(record), float(record["eci"])
        if country and eci > best.get(country, 0.0):
            best[country] = eci
            name = record["Display name"] or record["Model"]
            expected.append((country, record["Version release date"], name, eci))
    shipped = [
        (row.country, row.date.isoformat(), row.model, row.eci)
        for row in load_history("best_eci")
        if row.kind == "score"
    ]
    assert shipped == sorted(expected)


def test_intervals_of_scores_are_the_published_ones(rows: Rows) -> None:
    published = {
        (record["Version release date"], float(record["eci"])): (
            record["eci_ci_low"],
            record["eci_ci_high"],
        )
        for record in scored(rows)
    }
    for row in load_history("best_eci"):
        if row.kind == "score":
            low, high = published[row.date.isoformat(), row.eci]
            assert (row.low, row.high) == (float(low or "nan"), float(high or "nan")) or not low


def test_other_estimates_lie_on_the_line_of_the_facts(rows: Rows) -> None:
    index = {
        (record["name"], record["date"]): float(record["aai"])
        for record in rows("world/aa_intelligence_index.csv")
        if record["aai"]
    }
    estimates = [row for row in load_history("best_eci") if row.kind == "estimate"]
    found = [row for row in estimates if (row.model, row.date.isoformat()) in index]
    # Solar Open2 is in no edition of the index before August 2026.
    assert {row.model for row in estimates} - {row.model for row in found} == {"Solar Open2 250B"}
    for row in found:
        expected, _ = estimated_eci(index[row.model, row.date.isoformat()], load_facts())
        assert row.eci == pytest.approx(expected, abs=0.051)


def test_the_line_is_within_the_error_of_a_fit_of_our_own(rows: Rows) -> None:
    indexed = [record for record in rows("world/aa_intelligence_index.csv") if record["aai"]]
    index = {record["slug"]: float(record["aai"]) for record in indexed}
    best: dict[str, float] = {}
    for record in rows("epoch/eci_benchmarked_models.csv"):
        if record["eci"] and record["slug"] in index:
            best[record["slug"]] = max(best.get(record["slug"], 0.0), float(record["eci"]))
    logs = [math.log2(index[slug] / CENTRE) for slug in best]
    slope, centre = statistics.linear_regression(logs, [*best.values()])
    assert len(best) == 77
    for name, value in (("aa_slope", slope), ("aa_centre", centre)):
        spread = load_facts().fact(f"WORLD.eci.{name}").spread
        assert spread is not None
        assert spread.holds(value)


def test_korean_estimates_are_the_records(rows: Rows) -> None:
    estimates = {
        (record["model"], record["date"]): float(record["eci_hat"])
        for record in rows("korea/eci_estimates_from_aa.csv")
    }
    korean = [row for row in load_history("best_eci") if row.country == "KR"]
    for row in korean:
        assert row.eci == estimates[row.model, row.date.isoformat()]
    assert korean[-1].eci == max(estimates.values())


def test_largest_runs_are_the_records(rows: Rows) -> None:
    models = {
        (record["Model"], record["Publication date"]): record
        for name in ("notable_ai_models", "large_scale_ai_models")
        for record in rows(f"epoch/{name}.csv")
        if "2020" <= record["Publication date"] <= CUTOFF.isoformat()
        and float(record["Training compute (FLOP)"] or 0) >= 1e23
    }
    expected: set[tuple[str, str]] = set()
    best: dict[str, float] = {}
    by_date = sorted(
        models.values(),
        key=lambda each: (each["Publication date"], -float(each["Training compute (FLOP)"])),
    )
    for record in by_date:
        country, flop = home(record), float(record["Training compute (FLOP)"])
        if country and not record["Base model"] and flop > best.get(country, 0.0):
            best[country] = flop
            expected.add((country, record["Model"]))
    shipped = [row for row in load_history("largest_run") if row.source == "epoch-models"]
    named = {(row.country, row.model) for row in shipped}
    # PaLM stands for GPT-3.5. BLOOM has developers in two countries but was trained on France's
    # machine, and leaves LightOn Mini no record.
    assert named - expected == {("US", "PaLM (540B)"), ("FR", "BLOOM-176B")}
    assert expected - named == {("US", "GPT-3.5 (davinci-002)"), ("FR", "LightOn Mini")}
    for row in shipped:
        if row.kind == "estimate":
            record = models[row.model, row.date.isoformat()]
            flop = float(record["Training compute (FLOP)"])
            assert row.log10_flop == pytest.approx(math.log10(flop), abs=6e-4)
            assert row.sd == SD[record["Confidence"]]


def test_open_lags_are_recomputed(rows: Rows) -> None:
    models = sorted(
        (
            dt.date.fromisoformat(record["Version release date"]),
            float(record["eci"]),
            record["Model accessibility"].startswith("Open weights"),
        )
        for record in scored(rows)
    )
    for row in load_history("open_lag"):
        best = max(eci for day, eci, is_open in models if is_open and day <= row.date)
        first = next(day for day, eci, _ in models if eci >= best)
        assert row.months == pytest.approx((row.date - first).days / 30.4375, abs=0.051)


def test_chip_counts_are_sums_over_owners(rows: Rows) -> None:
    counts: dict[tuple[str, str], dict[dt.date, float]] = {}
    for maker in ("nvidia", "amd", "tpu", "trainium"):
        for record in rows(f"epoch/chip_counts/{maker}_owners_cumulative_totals.csv"):
            if record["Owner"] != "Other":
                day = dt.datetime.strptime(record["End date"], "%m/%d/%Y").date()
                chips = float(record["Compute estimate in H100e (median)"])
                counts.setdefault((maker, record["Owner"]), {})[day] = chips
    checked = 0
    for row in load_history("h100e"):
        if row.source == "epoch-chip-owners" and row.country != "WORLD":
            # In a quarter that a maker is not counted in yet, its count of the last one stands.
            total = sum(
                max((chips for day, chips in series.items() if day <= row.date), default=0.0)
                for (_, owner), series in counts.items()
                if (owner == "China") == (row.country == "CN")
            )
            assert row.h100e == pytest.approx(total, abs=500)
            checked += 1
    assert checked == 12


def test_the_worlds_chips_are_sums_over_makers(rows: Rows) -> None:
    sold: dict[str, float] = {}
    for name in ("nvidia", "tpu", "amd_owners", "trainium_owners"):
        for record in rows(f"epoch/chip_counts/{name}_cumulative_totals.csv"):
            day = dt.datetime.strptime(record["End date"], "%m/%d/%Y").date().isoformat()
            sold[day] = sold.get(day, 0.0) + float(record["Compute estimate in H100e (median)"])
    for row in load_history("h100e"):
        if row.country == "WORLD":
            assert row.h100e == pytest.approx(sold[row.date.isoformat()], abs=500)


def test_floors_are_sums_over_clusters(rows: Rows) -> None:
    clusters = [
        record
        for record in rows("epoch/gpu_clusters.csv")
        if record["Status"] == "Existing"
        and record["Certainty"] in ("Confirmed", "Likely")
        and record["Possible Duplicate"] != "True"
        and not record["Superseded by"]
    ]
    for row in load_history("h100e"):
        if row.source == "epoch-gpu-clusters":
            total = sum(
                float(record["H100 equivalents"] or 0)
                for record in clusters
                if CODES.get(record["Country"]) == row.country
                and "" < record["First Operational Date"] <= row.date.isoformat()
            )
            assert row.h100e == pytest.approx(total, abs=0.51)
