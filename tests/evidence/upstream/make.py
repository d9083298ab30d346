"""Small files in the columns of those who publish series, and where the real ones are."""

import csv
import datetime as dt
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from slipstream.evidence import CUTOFF, Evidence
from slipstream.evidence.fact_files import folder
from slipstream.evidence.upstream import Change, Proposal, propose

UPSTREAM = Path(__file__).resolve().parents[4] / "shared" / "data"
REAL = {
    "epoch/notable_ai_models.csv": "epoch-models",
    "epoch/large_scale_ai_models.csv": "epoch-models",
    "epoch/eci_benchmarked_models.csv": "epoch-eci",
    "epoch/gpu_clusters.csv": "epoch-clusters",
    "epoch/data_centers.csv": "epoch-data-centers",
    "epoch/data_center_timelines.csv": "epoch-data-centers",
    "epoch/ml_hardware.csv": "epoch-hardware",
    "world/world_bank.csv": "world-bank",
    "world/aa_intelligence_index.csv": "aa-index",
}
LATER = (CUTOFF + dt.timedelta(days=1)).isoformat()
needs_real = pytest.mark.skipif(
    not UPSTREAM.is_dir(), reason="the upstream files are not part of the project"
)

MODEL = {
    "Model": "Grok 4",
    "Organization": "xAI",
    "Publication date": "2025-07-09",
    "Training compute (FLOP)": "5e+26",
    "Confidence": "Speculative",
    "Abstract": 'It says "hello", =1+1, and\nmore.',
    "Country (of organization)": "United States of America",
    "Base model": "",
    "Hardware utilization (MFU)": "",
    "Training compute cost (2023 USD)": "",
}
SCORE = {
    "Model": "Claude Fable 5",
    "id_model_version": "claude-fable-5_high",
    "Display name": "Claude Fable 5 (high)",
    "Organization": "Anthropic",
    "Country (of organization)": "United States of America",
    "Version release date": "2026-06-09",
    "Model accessibility": "API access",
    "eci": "162.49",
    "eci_ci_low": "159.5",
    "eci_ci_high": "166.3",
}
MARCH = SCORE | {
    "Model": "GPT-5.4",
    "id_model_version": "gpt-5.4-pro",
    "Display name": "GPT-5.4 Pro (xhigh)",
    "Organization": "OpenAI",
    "Version release date": "2026-03-05",
    "eci": "158.57",
    "eci_ci_low": "156.25",
    "eci_ci_high": "161.58",
}
INDEX = {
    "name": "K2 Think V2",
    "slug": "k2-think-v2",
    "date": "2025-12-15",
    "creator": "MBZUAI Institute of Foundation Models",
    "country": "ae",
    "aai": "17.2613662319887",
}
CLUSTER = {
    "Name": "Core42 SuperPOD",
    "Status": "Existing",
    "Certainty": "Likely",
    "H100 equivalents": "1272",
    "Country": "United Arab Emirates",
    "First Operational Date": "2024-10-30",
    "Note": "=261*4+31*8",
    "Possible Duplicate": "",
    "Superseded by": "",
}
CLUSTERS = [
    CLUSTER,
    CLUSTER | {"Name": "A", "H100 equivalents": "82", "First Operational Date": "2024-01-01"},
    CLUSTER | {"Name": "B", "H100 equivalents": "395", "First Operational Date": "2025-03-01"},
    CLUSTER | {"Name": "C", "Status": "Planned"},
]
SITE = {
    "Name": "Google Waltham Cross",
    "Current H100 equivalents": "123799.9",
    "Current power (MW)": "112",
    "Owner": "Google #confident",
    "Country": "United Kingdom",
}
MONTH = {
    "Data center": "Google Waltham Cross",
    "Date": "2025-09-01",
    "Construction status": "Runs.",
    "IT power (MW)": "88.0",
    "H100 equivalents": "123799.9",
}
CHIP = {
    "Hardware name": "NVIDIA H100 SXM5 80GB",
    "Manufacturer": "NVIDIA",
    "Release date": "2022-09-20",
    "Release price (USD)": "33600.0",
    "Tensor-FP16/BF16 performance (FLOP/s)": "989400000000000.0",
    "TDP (W)": "700.0",
}
INDICATOR = {
    "country": "Korea, Rep.",
    "code": "KOR",
    "year": "2025",
    "value": "1872374961553",
    "indicator": "gdp_current_usd",
    "wdi_code": "NY.GDP.MKTP.CD",
}
SMALL: dict[str, tuple[str, list[dict[str, str]]]] = {
    "models": ("epoch-models", [MODEL, MODEL | {"Model": "Small", "Base model": "Grok 4"}]),
    "scores": ("epoch-eci", [SCORE, SCORE | {"id_model_version": "other", "eci": ""}]),
    "clusters": ("epoch-clusters", CLUSTERS),
    "sites": ("epoch-data-centers", [SITE, SITE | {"Name": "Vantage Frontier"}]),
    "timelines": ("epoch-data-centers", [MONTH, MONTH | {"Date": "2026-12-31"}]),
    "hardware": ("epoch-hardware", [CHIP, CHIP | {"Hardware name": "Abacus"}]),
    "index": ("aa-index", [INDEX, INDEX | {"name": "Nameless", "aai": ""}]),
    "indicators": ("world-bank", [INDICATOR, INDICATOR | {"year": "2024"}]),
}
"""A file of each kind by name: the kind, and its rows."""


def text_of(rows: list[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text(text_of(list(rows)), encoding="utf-8")
    return path


def copy_evidence(place: Path) -> Path:
    """A copy of the packaged evidence, for a test to change."""
    shutil.copytree(folder(), place)
    return place


def contents(place: Path) -> dict[str, Any]:
    """Every file below ``place`` with its bytes."""
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


class Files:
    """Proposals from rows."""

    def __init__(self, place: Path, evidence: Evidence) -> None:
        self.path, self.evidence = place / "file.csv", evidence

    def propose(self, kind: str, *rows: dict[str, str]) -> Proposal:
        found = propose(kind, write(self.path, *rows), self.evidence)
        reading = found.reading
        missed = sum(sum(names.values()) for names in reading.unmatched.values())
        assert reading.rows == reading.matched + missed + sum(reading.left_out.values())
        return found

    def change(self, kind: str, *rows: dict[str, str]) -> Change:
        (change,) = self.propose(kind, *rows).comparison.changes
        return change
