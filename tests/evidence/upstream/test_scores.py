"""Scores on the Epoch Capabilities Index, and what another index says of them."""

import pytest

from slipstream.evidence import CUTOFF
from tests.evidence.upstream.make import INDEX, LATER, MARCH, SCORE, Files


def new_score(**changes: str) -> dict[str, str]:
    korean = {
        "id_model_version": "new",
        "Display name": "K-EXAONE 2",
        "Organization": "LG AI Research",
        "Country (of organization)": "Korea (Republic of)",
        "Version release date": "2026-04-10",
        "eci": "144.2",
        "eci_ci_low": "142.0",
        "eci_ci_high": "146.0",
    }
    return SCORE | korean | changes


def test_a_new_record_is_added(files: Files) -> None:
    change = files.change("epoch-eci", SCORE, new_score())
    assert (change.action, change.where, change.doubt) == ("added", "history.best_eci", "")
    assert change.name == "KR 2026-04-10 K-EXAONE 2"
    assert change.after == {
        "country": "KR",
        "date": "2026-04-10",
        "model": "K-EXAONE 2",
        "organisation": "LG AI Research",
        "eci": "144.2",
        "low": "142",
        "high": "146",
        "level": "0.9",
        "kind": "score",
        "source": "epoch-eci",
    }


def test_a_model_below_the_record_is_none(files: Files) -> None:
    assert files.propose("epoch-eci", SCORE, new_score(eci="142.4")).comparison.changes == ()


def test_a_model_after_the_cutoff_is_held_out(files: Files) -> None:
    late = new_score(eci="150", eci_ci_low="148", eci_ci_high="152")
    comparison = files.propose("epoch-eci", late | {"Version release date": LATER}).comparison
    assert comparison.held_out == (f"KR {LATER} K-EXAONE 2",)
    assert not [each for each in comparison.changes if each.where != "facts"]


PRO = SCORE | {
    "id_model_version": "gpt-5.2-pro",
    "Display name": "GPT-5.2 Pro",
    "Version release date": "2025-12-11",
    "eci": "155.09",
    "eci_ci_low": "152.87",
    "eci_ci_high": "157.36",
}


def test_a_recomputed_score_is_a_change(files: Files) -> None:
    change = files.change("epoch-eci", SCORE, MARCH, PRO | {"eci": "155.4"})
    assert change.action == "changed"
    assert (change.before["eci"], change.after["eci"]) == ("155.09", "155.4")


def test_an_earlier_record_drops_those_it_beats(files: Files) -> None:
    early = SCORE | {
        "id_model_version": "early",
        "Display name": "Early",
        "Version release date": "2025-10-01",
        "eci": "151.0",
        "eci_ci_low": "150.0",
        "eci_ci_high": "152.0",
    }
    changes = files.propose("epoch-eci", early, MARCH, SCORE).comparison.changes
    assert [(each.action, each.name) for each in changes] == [
        ("added", "US 2025-10-01 Early"),
        ("dropped", "US 2025-10-07 GPT-5 Pro"),
    ]


def test_a_row_of_another_source_is_dropped_by_nobody(files: Files) -> None:
    changes = files.propose(
        "epoch-eci", new_score(**{"Version release date": "2025-12-20"}), SCORE
    ).comparison.changes
    dropped = [each for each in changes if each.action == "dropped"]
    assert {each.name for each in dropped} == {
        "KR 2025-12-26 HyperCLOVA X SEED Think (32B)",
        "KR 2025-12-31 K-EXAONE (Reasoning)",
    }
    assert all("eci-from-aa-index" in each.doubt for each in dropped)


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"eci": "1442"}, "outside 0 to 300"),
        ({"eci": "180", "eci_ci_low": "170", "eci_ci_high": "190"}, "above the record"),
        ({"eci": "144.2", "eci_ci_low": "144.5"}, "outside its own interval"),
    ],
)
def test_what_is_hard_to_believe_is_in_doubt_and_hides_nothing(
    files: Files, changes: dict[str, str], doubt: str
) -> None:
    wrong = new_score(id_model_version="wrong", **{"Display name": "Wrong"}) | changes
    wrong["Version release date"] = "2026-03-01"
    found = files.propose("epoch-eci", wrong, new_score())
    history = [each for each in found.comparison.changes if each.where != "facts"]
    assert doubt in history[0].doubt
    assert [(each.name, each.doubt) for each in history[1:]] == [("KR 2026-04-10 K-EXAONE 2", "")]


def test_a_slip_in_a_known_value_drops_no_row(files: Files) -> None:
    change = files.change("epoch-eci", SCORE, MARCH, PRO | {"eci": "15.509"})
    assert change.action == "changed"
    assert change.doubt != ""


def test_no_absence_drops_a_row(files: Files) -> None:
    comparison = files.propose("epoch-eci", SCORE).comparison
    assert comparison.changes == ()
    assert "CN 2025-01-20 DeepSeek-R1" in comparison.absent


def test_names_that_no_table_knows_are_counted(files: Files) -> None:
    atlantis = new_score(**{"Country (of organization)": "Atlantis"})
    twice = [atlantis, atlantis | {"id_model_version": "again"}]
    found = files.propose("epoch-eci", SCORE, *twice)
    assert found.reading.unmatched == {"country": {"Atlantis": 2}}
    assert found.comparison.changes == ()


def test_a_new_developer_is_named(files: Files) -> None:
    found = files.propose("epoch-eci", SCORE, new_score(Organization="Two Brothers"))
    assert found.reading.strangers == {"organisation": ("Two Brothers",)}


def test_a_developer_that_is_of_elsewhere_is_in_doubt(files: Files) -> None:
    change = files.change("epoch-eci", SCORE, new_score(Organization="Google DeepMind"))
    assert change.doubt == "Google DeepMind is of US, says the table of organisations"


def test_an_organisation_tells_the_country_where_the_file_does_not(files: Files) -> None:
    found = files.propose("epoch-eci", SCORE, new_score(**{"Country (of organization)": ""}))
    assert found.comparison.changes[0].name.startswith("KR ")


def test_a_new_best_brings_its_own_interval(files: Files) -> None:
    newer = {
        "id_model_version": "newer",
        "Display name": "Newer",
        "Version release date": CUTOFF.isoformat(),
        "eci": "164.1",
        "eci_ci_low": "161.0",
        "eci_ci_high": "168.2",
    }
    found = files.propose("epoch-eci", SCORE, SCORE | newer).comparison.changes
    change = next(each for each in found if each.name == "US.capability.best_eci")
    assert change.after == {
        "value": "164.1",
        "date": CUTOFF.isoformat(),
        "spread.low": "161",
        "spread.high": "168.2",
    }
    assert change.doubt == ""
    assert "Newer" in change.remark


def test_a_best_without_an_interval_has_to_lie_in_that_of_the_fact(files: Files) -> None:
    newer = {
        "id_model_version": "newer",
        "Display name": "Newer",
        "Version release date": CUTOFF.isoformat(),
        "eci": "170",
        "eci_ci_low": "",
        "eci_ci_high": "",
    }
    found = files.propose("epoch-eci", SCORE, SCORE | newer).comparison.changes
    change = next(each for each in found if each.name == "US.capability.best_eci")
    assert change.doubt == "outside the fact's spread, 159.5 to 166.3"


def test_the_best_of_a_month_is_not_that_of_a_later_one(files: Files) -> None:
    found = files.propose("epoch-eci", SCORE, MARCH | {"eci": "158.9"}).comparison.changes
    change = next(each for each in found if each.name == "WORLD.eci.best_2026_03")
    assert change.after == {"value": "158.9"}


def test_changes_come_by_country_and_date(files: Files) -> None:
    late, early = new_score(), new_score(id_model_version="early", eci="143.0")
    early |= {"Display name": "Early", "Version release date": "2026-02-01"}
    chinese = late | {
        "id_model_version": "cn",
        "Display name": "Later",
        "Organization": "Alibaba",
        "Country (of organization)": "China",
        "Version release date": CUTOFF.isoformat(),
        "eci": "154.2",
        "eci_ci_low": "152",
        "eci_ci_high": "156",
    }
    found = files.propose("epoch-eci", SCORE, MARCH, late, chinese, early).comparison.changes
    added = [each.name for each in found if each.action == "added"]
    assert added == [
        f"CN {CUTOFF} Later",
        "KR 2026-02-01 Early",
        "KR 2026-04-10 K-EXAONE 2",
    ]


def new_index(**changes: str) -> dict[str, str]:
    new = {"name": "Sarvam 2", "creator": "Sarvam", "country": "in", "date": "2026-05-01"}
    return INDEX | new | {"aai": "40"} | changes


def test_an_index_is_turned_into_a_score_with_its_scatter(files: Files) -> None:
    change = files.change("aa-index", INDEX, new_index())
    assert (change.action, change.name) == ("added", "IN 2026-05-01 Sarvam 2")
    # One doubling above 20, where the line is at 139.8.
    assert change.after["eci"] == "148.7"
    assert (change.after["low"], change.after["high"]) == ("144.1", "153.3")
    assert (change.after["kind"], change.after["source"]) == ("estimate", "eci-from-aa-index")
    weak = files.change("aa-index", INDEX, new_index(aai="14")).after
    assert float(weak["high"]) - float(weak["low"]) == pytest.approx(2 * 1.645 * 4.5, abs=0.11)


def test_scores_of_epoch_keep_an_estimate_out(files: Files) -> None:
    rows = [new_index(country=code, creator="Somebody", aai="90") for code in ("us", "cn", "fr")]
    names = [row | {"name": f"Model {at}"} for at, row in enumerate(rows)]
    assert files.propose("aa-index", INDEX, *names).comparison.changes == ()
