"""What follows from the moves and pictures that a page noted."""

import os
import time
from pathlib import Path

import pytest

from benchmarks.browser.page import render
from benchmarks.browser.record import Record, Times
from benchmarks.browser.results import ASKED, FULL, OURS, Results, goals
from benchmarks.browser.sessions import Load
from benchmarks.browser.spent import Spent, spent


def noted(*paints: tuple[float, str, bool]) -> Record:
    """Three moves, 100 ms apart, to positions 1 to 3; ``paints`` are time, key and settled."""

    def request(value: int, draws: int, sent: float, came: float, key: str) -> dict[str, object]:
        times = {"sent": sent, "came": came}
        return {"key": key, "value": value, "position": value, "draws": draws, **times}

    ahead = request(2, 10_000, 20.0, 50.0, "TWO")
    del ahead["position"]
    asked = [
        request(0, 10_000, 0.0, 5.0, "early"),
        {**ahead, "ahead": True},
        request(1, 10_000, 101.0, 131.0, "one"),
        request(2, 1_024, 201.0, 211.0, "two"),
        request(3, 1_024, 301.0, 311.0, "three"),
        request(3, 10_000, 320.0, 350.0, "THREE"),
        {"value": 3, "position": 3, "draws": 10_000, "sent": 320.0},
    ]
    return Record.of(
        {
            "moves": [{"at": 100.0 * i, "position": i} for i in (1, 2, 3)],
            "asked": asked,
            "painted": [
                {"at": at, "key": key, "settled": whole, "slider": None}
                for at, key, whole in paints
            ],
        }
    )


FOLLOWED = noted(
    (90, "early", True),
    (150, "one", True),
    (230, "two", False),
    (330, "three", False),
    (370, "THREE", True),
)


def test_a_full_answer_counts_for_its_own_move_only() -> None:
    assert FOLLOWED.full() == [50, 70]
    assert FOLLOWED.served() == [30, 30]


def test_an_answer_that_was_asked_ahead_counts_for_the_move_to_its_value() -> None:
    record = noted((150, "one", True), (205, "TWO", True))
    assert record.full() == [50, 5]
    assert record.served() == [30, 0]
    assert record.foreseen == 1


def test_where_the_slider_did_not_rest_the_page_says_what_an_answer_is_for() -> None:
    ahead = {"key": "a", "value": 9, "draws": 10_000, "ahead": True, "sent": 0.0, "came": 9.0}
    record = Record.of(
        {
            "moves": [{"at": 100.0, "position": 4}],
            "asked": [ahead],
            "painted": [
                {"at": 90.0, "key": "a", "settled": False, "slider": 3},
                {"at": 110.0, "key": "a", "settled": True, "slider": 4},
            ],
        }
    )
    assert record.full() == [10]


def test_a_quick_picture_shows_a_move() -> None:
    assert FOLLOWED.shown() == [50, 30, 30]
    assert FOLLOWED.own == 3
    assert FOLLOWED.last_right
    assert FOLLOWED.disorder == 0


def test_the_picture_of_a_later_move_shows_an_earlier_one() -> None:
    record = noted((370, "THREE", True))
    assert record.shown() == [270, 170, 70]
    assert record.own == 1


def test_a_move_without_any_picture_is_lost() -> None:
    record = noted((150, "one", True))
    assert record.shown() == [50]
    assert not record.last_right


def test_a_quick_last_picture_is_not_the_right_one() -> None:
    assert not noted((150, "one", True), (330, "three", False)).last_right


def test_an_older_picture_after_a_newer_one_is_disorder() -> None:
    assert noted((230, "two", False), (240, "one", True), (370, "THREE", True)).disorder == 1


def test_the_first_moves_can_be_left_out() -> None:
    assert FOLLOWED.after(1).full() == [70]


def test_times_fall_between_neighbours() -> None:
    assert Times.of([10, 20, 30]) == Times(20, 29, 3)


def test_the_page_says_what_is_missed() -> None:
    results = Results(
        plan=FULL,
        moves={OURS: [FOLLOWED, FOLLOWED], ASKED: [FOLLOWED, FOLLOWED]},
        loads={OURS: [Load(300, 120_000), Load(1_400, 120_000)]},
        drag=FOLLOWED,
        half=[FOLLOWED],
        crowd=[FOLLOWED, noted((150, "one", True), (330, "three", False))],
        taken=Spent(machine=0.6, process=0.15),
        paintless=[20.0, 40.0],
        missing=["Panel"],
        chromium="1.2.3",
        load=0.5,
    )
    reached = {goal.what: goal.reached for goal in goals(results)}
    assert reached["key press to the full answer on the screen, p95"]
    assert not reached["first visit, until the answer is there, p95"]
    assert not reached["their last pictures that are right"]
    assert reached["first visit, compressed"]
    page = render(results)
    assert "| key press to the full answer on the screen, p95 | at most 100 ms | 70 ms |" in page
    assert "**missed**" in page
    assert "| Panel | not installed |" in page
    assert "1 people see theirs after 30 ms (p95 48)" in page
    # Two people pressed three keys each.
    assert "25 ms of processor time in the server and 75 ms in their browsers" in page
    assert "wait 30 ms (p95 39) for the quick answers" in page


@pytest.mark.skipif(not Path("/proc/stat").exists(), reason="there is no /proc here")
def test_processor_time_is_that_of_machine_and_process() -> None:
    before, end = spent(os.getpid()), time.process_time() + 0.1
    while time.process_time() < end:
        pass
    taken = spent(os.getpid()) - before
    assert taken.process >= 0.05
    assert taken.machine >= 0.05
    assert spent(2**31 - 1) == Spent(0.0, 0.0)
