import shutil
from pathlib import Path

import pytest

import slipstream as ss
from slipstream.evidence.fact_files import folder, load_history
from slipstream.evidence.fact_schema import InstalledCompute
from slipstream.evidence.upstream.proposal import Change
from slipstream.evidence.upstream.upstream_records import cells_of
from slipstream.files import InputError
from slipstream.policy.renewal import departures, moved, rows_of


def test_rows_of_changes_are_rows_of_history() -> None:
    row = load_history("best_eci")[-1]
    added = Change("added", "history.best_eci", "", {}, cells_of(row))
    dropped = Change("dropped", "history.best_eci", "", cells_of(row), {})
    fact = Change("changed", "facts", "KR.talent.home", {"value": "1"}, {"value": "2"})
    assert rows_of([added, dropped, fact]) == (row,)


def test_the_last_record_lies_where_the_model_was_fitted_to_it() -> None:
    last = [row for row in load_history("best_eci") if row.country == "KR"][-1]
    (near, far) = departures([last, last.model_copy(update={"eci": last.eci + 40})], draws=400)
    assert near.name == f"KR {last.date} {last.model}"
    assert near.p5 < near.p50 < near.p95
    assert abs(near.sds) < 3
    assert not far.inside
    assert far.sds > near.sds + 3


def test_a_floor_may_lie_below_the_band() -> None:
    floor = next(
        row for row in load_history("h100e") if row.kind == "floor" and row.country == "JP"
    )
    low, high = (floor.model_copy(update={"h100e": value}) for value in (10.0, 1e9))
    below, above = departures([low, high], draws=400)
    assert isinstance(floor, InstalledCompute)
    assert below.value < below.p5
    assert below.inside
    assert not above.inside


def test_an_answer_rests_on_the_evidence_that_is_given(tmp_path: Path) -> None:
    copy = tmp_path / "evidence"
    shutil.copytree(folder(), copy)
    path = copy / "facts" / "WORLD.yaml"
    before, fact, after = path.read_text().partition("- id: WORLD.price.h100e\n")
    assert "value: 32100\n" in after
    assert "{low: 27000, high: 45000," in after
    cheaper = after.replace("value: 32100\n", "value: 3210\n", 1)
    path.write_text(
        before + fact + cheaper.replace("low: 27000, high: 45000,", "low: 2700, high: 4500,", 1)
    )
    found = moved(folder(), copy, "KR", 300)
    assert found.prior[0] == ss.answer("KR", draws=300, prior=True).probability
    assert found.prior[1] > found.prior[0]
    # Its numbers are in the posterior, which is fitted anew only by a calibration.
    assert found.calibrated[1] == found.calibrated[0]


def test_evidence_that_the_model_cannot_run_on_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=str(tmp_path)):
        moved(tmp_path, tmp_path, "KR", 100)
