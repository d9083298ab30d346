import numpy as np

from slipstream.inference.records import observed
from slipstream.inference.task import Task, changes, last_known, never_falling, short
from tests.inference.make import history, run, score, steady, step


def test_changes_over_spans() -> None:
    now = step("2024-01")
    series = observed(steady(now).until(now), "best_eci", "AA")
    assert np.allclose(changes(series, 3), 3.0)
    assert len(changes(series, 3)) == now + 1 - 3
    # No longer than half of what is known.
    assert np.allclose(changes(series, 100), (now + 1) // 2)
    assert not short(series)


def test_one_month_tells_no_change() -> None:
    now = step("2024-01")
    series = observed(history(score("AA", "2024-01-10", 100.0)).until(now), "best_eci", "AA")
    assert len(changes(series, 1)) == 0
    assert short(series)


def test_floors_tell_no_change() -> None:
    now = step("2023-12")
    rows = history(
        run("AA", "2022-01-10", 24.0),
        run("AA", "2022-12-10", 25.0),
        run("AA", "2023-12-10", 25.0, floor=True),
    ).until(now)
    series = observed(rows, "largest_run_log10_flop", "AA")
    assert last_known(series, now) == step("2022-12")
    assert len(changes(series, 1)) == 11


def test_records_never_fall() -> None:
    values = np.array([[1.0, 5.0], [3.0, 4.0], [2.0, 6.0]])
    assert never_falling(values, 2.0).tolist() == [[2.0, 5.0], [3.0, 5.0], [3.0, 6.0]]


def test_luck_has_a_name_of_its_own() -> None:
    task = Task(history(), 30, 40, 5, 1)
    assert task.steps.tolist() == list(range(31, 41))
    first = task.rng("trend", "AA").random(3)
    assert (first == task.rng("trend", "AA").random(3)).all()
    assert (first != task.rng("trend", "BB").random(3)).all()
    assert (first != task.rng("random_walk", "AA").random(3)).all()
