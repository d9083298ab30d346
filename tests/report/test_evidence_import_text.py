import json
from pathlib import Path

from slipstream.evidence.upstream.proposal import Change, Comparison, Proposal, Reading
from slipstream.policy.renewal import Departure, Moved
from slipstream.report.evidence_import_text import import_dict, import_text

ADDED = Change(
    "added",
    "history.best_eci",
    "KR 2026-03-10 Example",
    {},
    {"country": "KR", "date": "2026-03-10", "model": "Example", "eci": "144.2", "low": ""},
)
RENEWED = Change(
    "changed",
    "facts",
    "KR.economy.gdp",
    {"value": "1", "date": "2025"},
    {"value": "2", "date": "2026"},
    remark="read its note",
)
DOUBTED = Change("dropped", "history.best_eci", "KR old", {"eci": "140"}, {}, "not from here")
READING = Reading(
    6, 3, {"no score": 2}, {"country": {"Mars": 1}}, {"organisation": ("Example Labs",)}
)


def proposal(*changes: Change) -> Proposal:
    names = tuple(f"row {number}" for number in range(14))
    return Proposal(
        "epoch-eci", "a.csv", "abc", READING, Comparison(changes, 5, names, ("KR later",))
    )


def departure(value: float, floor: bool = False) -> Departure:
    return Departure("KR 2026-03-10 Example", value, 10.0, 20.0, 30.0, 1.25, floor)


def told(*changes: Change, written: tuple[Path, ...] = (), moved: Moved | None = None) -> list[str]:
    return import_text(proposal(*changes), (), moved, written).splitlines()


def test_counts_and_names_come_first() -> None:
    assert told()[:9] == [
        "epoch-eci: a.csv",
        "6 rows: 3 matched, 1 unmatched, 2 left out",
        "  left out 2: no score",
        "  unmatched country: Mars (1)",
        "  unknown organisation on a new row, is the country right? Example Labs",
        "5 rows of history and facts agree with the file",
        "14 stay that it does not mention: "
        + ", ".join(f"row {n}" for n in range(12))
        + " and 2 more",
        "1 held out, after the end of calibration: KR later",
        "0 added, 0 changed, 0 dropped; 0 of them in doubt",
    ]
    assert told()[-1] == "nothing to change"


def test_changes_say_what_moves_and_what_is_in_doubt() -> None:
    lines = told(ADDED, RENEWED, DOUBTED)
    assert "added: history.best_eci KR 2026-03-10 Example: eci 144.2" in lines
    assert "changed: facts KR.economy.gdp: value 1 -> 2, date 2025 -> 2026 (read its note)" in lines
    assert (
        "dropped: history.best_eci KR old: eci 140 - in doubt, not taken in: not from here" in lines
    )
    assert lines[-1] == "nothing was written; --apply takes in 2 changes"
    assert told(DOUBTED)[-1] == "nothing was written: every change is in doubt"


def test_the_effect_is_told() -> None:
    assert "1 row of history changes the answer only after `slipstream calibrate`" in told(ADDED)
    assert "no fact that the model uses changes: the answer stays" in told(RENEWED)
    moved = Moved("KR", 4_000, prior=(0.1, 0.12), calibrated=(0.09, 0.09))
    (line,) = (line for line in told(RENEWED, moved=moved) if line.startswith("answer for KR"))
    assert "from priors 10.0% -> 12.0%; as calibrated 9.0% -> 9.0%" in line


def test_a_row_is_held_against_the_band() -> None:
    def line(each: Departure) -> str:
        return import_text(proposal(ADDED), [each], None, ()).splitlines()[-3]

    assert "25.00 is inside the model's 90% band of 10.00 to 30.00, +1.2 sd" in line(departure(25))
    assert "5.00 is outside" in line(departure(5))
    assert "5.00 is below, as a floor may be, the model's" in line(departure(5, floor=True))
    assert "35.00 is outside" in line(departure(35, floor=True))
    assert "2,500 is outside" in line(departure(2500))


def test_what_was_written_is_named() -> None:
    assert told(ADDED, written=(Path("a.csv"),))[-1] == "wrote a.csv"


def test_the_dictionary_is_json() -> None:
    content = import_dict(proposal(ADDED, DOUBTED), [departure(5)], None, [Path("a.csv")])
    again = json.loads(json.dumps(content))
    assert again["unmatched"] == {"country": {"Mars": 1}}
    assert again["changes"][1]["doubt"] == "not from here"
    assert again["departures"][0]["inside"] is False
    assert again["answer"] is None
