from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import guard
from benchmarks.contest import OURS, Contest
from benchmarks.page import render
from tests.benchmarks.make import results


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, list[float]]:
    """Seconds by name; what is put in is what the guard measures. The page has a ratio of 0.5."""
    seconds: dict[str, list[float]] = {OURS.name: [1.0, 1.0, 1.0]}

    def held(draws: Mapping[str, int], repetitions: int, slot: float) -> Contest:
        missing = {} if guard.PEER in seconds else {guard.PEER: "there is no C compiler"}
        return Contest(seconds, missing)

    page = tmp_path / "benchmarks.md"
    page.write_text(render(results({guard.PEER: [0.0005, 0.001]})))
    monkeypatch.setattr(guard, "hold", held)
    monkeypatch.setattr(guard, "PAGE", page)
    return seconds


def test_a_ratio_as_usual_passes_and_says_by_how_much_it_moved(
    measured: dict[str, list[float]], capsys: pytest.CaptureFixture[str]
) -> None:
    measured[guard.PEER] = [0.4, 0.6, 0.45]
    assert guard.main() == 0
    said = capsys.readouterr().out
    assert "0.450 (0.400 to 0.600" in said
    assert "has 0.500: moved by -10%" in said


def test_half_the_speed_fails(measured: dict[str, list[float]]) -> None:
    measured[guard.PEER] = [guard.LEAST - 0.01] * 3
    assert guard.main() == 1


def test_without_a_compiler_it_says_so(
    measured: dict[str, list[float]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert guard.main() == 0
    assert "skipped: there is no C compiler" in capsys.readouterr().out


def test_a_page_without_a_ratio_is_told(
    measured: dict[str, list[float]], capsys: pytest.CaptureFixture[str]
) -> None:
    guard.PAGE.write_text("# Speed\n")
    measured[guard.PEER] = [0.5] * 3
    assert guard.main() == 0
    assert "no ratio to compare with" in capsys.readouterr().out
