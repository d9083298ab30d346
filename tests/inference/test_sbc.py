"""Ranks that are uniform or not, and results that outlive the process."""

import json
from pathlib import Path

import numpy as np
import pytest

from slipstream.files import InputError
from slipstream.inference import sbc
from slipstream.inference.sbc import Calibrated, Fitted, Plan, calibrated, p_uniform
from slipstream.report.checks_text import sbc_json, sbc_text

MEMBERS = 200
PLAN = Plan(4, MEMBERS, 1)


def test_uniform_ranks_pass_and_others_do_not() -> None:
    """Ranks that crowd in the middle, at the ends or on one side are found out."""
    rng = np.random.default_rng(1)
    uniform = rng.integers(0, MEMBERS, 60, endpoint=True)
    assert p_uniform(uniform, MEMBERS) > 0.05
    half = uniform // 2
    for wrong in (half, MEMBERS // 4 + half, np.where(half < 50, half // 4, MEMBERS - half // 4)):
        assert p_uniform(wrong, MEMBERS) < 0.01


def test_narrow_posteriors_have_a_large_spread() -> None:
    """Truths at the ends of the members: spread above one, and the text says what that means."""
    fits = tuple(Fitted({"x": 0 if at % 2 else MEMBERS}, "", 10, 1.0) for at in range(40))
    found = Calibrated(PLAN, (*fits, Fitted({}, "stage 3: weights", 9, 1.0)))
    (one,) = found.uniformities
    assert one.mean == pytest.approx(0.5)
    assert one.spread == pytest.approx(np.sqrt(3.0), abs=0.02)
    assert one.p_value < 0.01
    text = sbc_text(found)
    assert "1 fits ended in an error" in text
    assert "too narrow" in text
    assert len(sbc_json(found)["sets"]) == 41


class _Bench:
    """Fits that cost nothing: the rank is the number of the data set."""

    fitted: list[int]

    def __init__(self, now: int) -> None:
        _Bench.fitted = []

    def fit(self, plan: Plan, index: int) -> Fitted:
        _Bench.fitted.append(index)
        return Fitted({"x": index}, "", 1, 0.0)


def test_a_second_call_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done is not done again, also where more is asked for."""
    monkeypatch.setattr(sbc, "_Bench", _Bench)
    calibrated(Plan(2, MEMBERS, 1), tmp_path)
    found = calibrated(PLAN, tmp_path)
    assert _Bench.fitted == [2, 3]
    assert [fit.ranks["x"] for fit in found.fits] == [0, 1, 2, 3]


def test_results_of_another_plan_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another size, or a damaged file: an error that names the field, and the file stays."""
    monkeypatch.setattr(sbc, "_Bench", _Bench)
    calibrated(PLAN, tmp_path)
    with pytest.raises(InputError, match=r"plan\.members: found 200"):
        calibrated(Plan(4, 300, 1), tmp_path)
    path = tmp_path / "sbc.json"
    assert len(json.loads(path.read_text(encoding="utf-8"))["sets"]) == 4
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="another folder"):
        calibrated(PLAN, tmp_path)
