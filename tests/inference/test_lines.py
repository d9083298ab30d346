import datetime as dt

import numpy as np
import pytest
from scipy.stats import t as student

from slipstream.inference import lines
from tests.inference.make import step


def test_a_straight_line_is_found() -> None:
    line = lines.fit(np.array([0.0, 12.0, 24.0, 36.0]), np.array([100.0, 106.0, 112.0, 118.0]))
    assert line.slope == pytest.approx(0.5)
    assert line.height + line.slope * (60.0 - line.centre) == pytest.approx(130.0)
    assert line.sd == pytest.approx(0.0, abs=1e-9)


def test_paths_follow_the_students_t_of_a_new_point() -> None:
    times = np.array([0.0, 3.0, 7.0, 12.0, 20.0, 24.0])
    values = np.array([100.0, 104.0, 103.0, 111.0, 118.0, 119.0])
    line = lines.fit(times, values)
    ahead = np.array([30.0, 48.0])
    paths = lines.paths(line, ahead, 200_000, np.random.default_rng(1))
    scale = line.sd * np.sqrt(1 + 1 / len(times) + (ahead - line.centre) ** 2 / line.spread)
    middle = line.height + line.slope * (ahead - line.centre)
    for level in (0.05, 0.25, 0.5, 0.9):
        expected = student.ppf(level, len(times) - 2, middle, scale)
        np.testing.assert_allclose(np.quantile(paths, level, axis=1), expected, atol=0.1)


def test_paths_from_a_level_keep_the_pace() -> None:
    line = lines.fit(np.array([0.0, 12.0, 24.0]), np.array([100.0, 112.0, 124.0]))
    paths = lines.paths(line, np.array([31.0, 42.0]), 10, np.random.default_rng(1), level=90.0)
    np.testing.assert_allclose(paths, np.array([[91.0], [102.0]]) * np.ones((2, 10)), atol=1e-6)


def test_records_are_those_that_break_the_record() -> None:
    times, values = lines.records(
        [
            (dt.date(2024, 3, 31), 110.0),
            (dt.date(2024, 1, 15), 100.0),
            (dt.date(2024, 2, 1), 99.0),
        ]
    )
    assert values.tolist() == [100.0, 110.0]
    assert times.tolist() == pytest.approx([step("2024-01") + 15 / 31, step("2024-04")])


@pytest.mark.parametrize(
    ("times", "enough"),
    [([0.0, 24.0], False), ([0.0, 10.0, 23.0], False), ([0.0, 10.0, 24.0], True)],
)
def test_a_trend_needs_records_and_time(times: list[float], enough: bool) -> None:
    assert lines.is_trend(np.array(times), 24.0) is enough
