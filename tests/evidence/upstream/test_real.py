"""The publishers' own files, where they are at hand: the evidence was made from them."""

import pytest

from slipstream.evidence import load_facts
from slipstream.evidence.upstream import propose
from tests.evidence.upstream.make import REAL, UPSTREAM, needs_real

COUNTS = {
    "epoch/notable_ai_models.csv": (1037, 109, 42),
    "epoch/large_scale_ai_models.csv": (520, 269, 57),
    "epoch/eci_benchmarked_models.csv": (758, 475, 58),
    "epoch/gpu_clusters.csv": (786, 395, 38),
    "epoch/data_centers.csv": (75, 71, 0),
    "epoch/data_center_timelines.csv": (424, 404, 10),
    "epoch/ml_hardware.csv": (176, 3, 6),
    "world/world_bank.csv": (823, 765, 73),
    "world/aa_intelligence_index.csv": (549, 526, 14),
}
"""Rows, rows that match, and rows of history and facts that agree."""


@needs_real
@pytest.mark.parametrize("name", REAL)
def test_the_evidence_agrees_with_the_file(name: str) -> None:
    found = propose(REAL[name], UPSTREAM / name, load_facts())
    counts = (found.reading.rows, found.reading.matched, found.comparison.agreeing)
    assert counts == COUNTS[name]
    assert found.comparison.changes == ()
    assert found.comparison.held_out == ()


@needs_real
@pytest.mark.parametrize("name", REAL)
def test_every_name_in_the_file_is_known(name: str) -> None:
    assert propose(REAL[name], UPSTREAM / name, load_facts()).reading.unmatched == {}
