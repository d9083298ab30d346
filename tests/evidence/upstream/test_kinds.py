from typing import Any

import pytest

from slipstream.evidence import Evidence
from slipstream.evidence.upstream import propose
from slipstream.evidence.upstream.figures import agrees
from slipstream.evidence.upstream.match import matches
from slipstream.files import InputError
from tests.evidence.upstream.make import (
    CHIP,
    CLUSTER,
    CLUSTERS,
    INDICATOR,
    LATER,
    MODEL,
    MONTH,
    SITE,
    SMALL,
    Files,
)


@pytest.mark.parametrize("name", SMALL)
def test_a_file_that_agrees_changes_nothing(files: Files, name: str) -> None:
    kind, rows = SMALL[name]
    found = files.propose(kind, *rows)
    assert found.reading.rows == len(rows)
    assert found.comparison.changes == ()


def test_an_unknown_kind_names_the_nearest(files: Files) -> None:
    with pytest.raises(InputError, match="did you mean 'epoch-models'"):
        files.propose("epoch-model", MODEL)


def new_run(**changes: str) -> dict[str, str]:
    return (
        MODEL
        | {
            "Model": "K-EXAONE 2",
            "Organization": "LG AI Research",
            "Country (of organization)": "Korea (Republic of)",
            "Publication date": "2026-04-10",
            "Training compute (FLOP)": "6e24",
            "Confidence": "Likely",
        }
        | changes
    )


def test_a_larger_run_is_added_with_its_doubt(files: Files) -> None:
    change = files.change("epoch-models", MODEL, new_run())
    assert change.after["log10_flop"] == "24.778"
    assert change.after["sd"] == "0.2"
    assert change.doubt == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Base model": "Qwen2.5-72B"}, "built on another model's weights"),
        ({"Training compute (FLOP)": ""}, "no training compute"),
        ({"Publication date": ""}, "no date"),
        ({"Country (of organization)": "Korea (Republic of),China"}, "several countries"),
        ({"Country (of organization)": "Finland"}, "a country without a pack"),
        ({"Model": "GPT-3.5 (davinci-002)"}, "another model stands for it"),
    ],
)
def test_runs_that_do_not_count_are_left_out(
    files: Files, changes: dict[str, str], reason: str
) -> None:
    found = files.propose("epoch-models", MODEL, new_run(**changes))
    assert found.comparison.changes == ()
    assert [reason in each for each in found.reading.left_out] == [True]


def test_a_thousandfold_run_is_a_slip(files: Files) -> None:
    assert (
        "slip"
        in files.change("epoch-models", MODEL, new_run(**{"Training compute (FLOP)": "6e27"})).doubt
    )


def test_bloom_counts_for_france(files: Files) -> None:
    row = MODEL | {
        "Model": "BLOOM-176B",
        "Organization": "Hugging Face,BigScience",
        "Country (of organization)": "United States of America,France",
        "Publication date": "2022-07-11",
        "Training compute (FLOP)": "3.656e23",
        "Confidence": "Confident",
    }
    found = files.propose("epoch-models", MODEL, row)
    assert found.comparison.changes == ()
    assert found.reading.matched == 2


def test_a_fact_follows_its_model(files: Files) -> None:
    row = new_run(**{"Model": "K-EXAONE", "Training compute (FLOP)": "1.61e24"})
    change = files.change("epoch-models", MODEL, row)
    assert (change.where, change.name) == ("facts", "KR.run.k_exaone")
    assert (change.before, change.after) == ({"value": "1.52e+24"}, {"value": "1.61e+24"})


def test_floors_are_sums_of_what_exists(files: Files) -> None:
    more = CLUSTER | {"Name": "Second", "H100 equivalents": "1000"}
    others = [
        more | {"Name": "Planned", "Status": "Planned"},
        more | {"Name": "Unlikely", "Certainty": "Unlikely"},
        more | {"Name": "Copy", "Possible Duplicate": "True"},
        more | {"Name": "Old", "Superseded by": "New"},
    ]
    found = files.propose("epoch-clusters", CLUSTER, more, *others)
    floors = {each.name: each for each in found.comparison.changes if each.where != "facts"}
    assert floors["AE 2025-10-31 all"].after["h100e"] == "2272"
    assert found.reading.matched == 2


def test_a_longer_list_adds_a_floor(files: Files) -> None:
    new = CLUSTER | {"Name": "New", "H100 equivalents": "500"}
    new["First Operational Date"] = "2026-02-10"
    later = new | {"Name": "Later", "First Operational Date": LATER}
    found = files.propose("epoch-clusters", *CLUSTERS, new, later)
    changes = {each.name: each for each in found.comparison.changes}
    floor = changes["AE 2026-02-28 all"]
    assert (floor.action, floor.after["h100e"], floor.after["kind"]) == ("added", "2249", "floor")
    assert floor.doubt == ""
    total = changes["AE.compute.tracked_clusters"]
    assert total.after == {"value": "2749", "date": "2026"}
    # Of countries that the file does not mention it shows fewer than there were.
    assert "fewer than" in changes["JP 2026-02-28 all"].doubt


def test_sites_are_held_against_the_table(files: Files) -> None:
    moved, new = SITE | {"Country": "China"}, SITE | {"Name": "New site"}
    for row, sort in ((moved, "country"), (new, "site")):
        assert sort in files.propose("epoch-data-centers", row).reading.unmatched


def test_the_power_of_a_site_is_that_of_the_facts_date(files: Files) -> None:
    rows = [MONTH, MONTH | {"Date": "2025-12-31", "IT power (MW)": "300"}]
    assert files.propose("epoch-data-centers", *rows).comparison.changes == ()
    change = files.propose(
        "epoch-data-centers", MONTH | {"IT power (MW)": "91"}
    ).comparison.changes[0]
    assert (change.name, change.after) == ("GB.power.largest_data_centre", {"value": "91"})


def test_units_of_hardware_are_converted(files: Files) -> None:
    change = files.change("epoch-hardware", CHIP | {"TDP (W)": "750"})
    assert (change.name, change.after) == ("WORLD.chip.h100_tdp", {"value": "0.75"})


def test_a_later_year_renews_an_indicator(files: Files) -> None:
    change = files.change("world-bank", INDICATOR, INDICATOR | {"year": "2026", "value": "1.95e12"})
    assert change.before == {"value": "1872374961553", "date": "2025"}
    assert change.after == {"value": "1950000000000", "date": "2026"}
    assert change.doubt == ""


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"year": "2026", "value": "1.9e9"}, "slip of units"),
        ({"year": "2026", "value": "3e13"}, "slip of units"),
        ({"year": "2026", "value": "3"}, "outside"),
        ({"year": "2019"}, "older edition"),
    ],
)
def test_an_indicator_that_leaps_is_in_doubt(
    files: Files, changes: dict[str, str], doubt: str
) -> None:
    assert doubt in files.change("world-bank", INDICATOR | changes).doubt


def test_the_banks_own_wide_table_reads_the_same(files: Files, shipped: Evidence) -> None:
    wide = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-01",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2024","2025","2026"\n'
        '"Korea, Rep.","KOR","GDP (current US$)","NY.GDP.MKTP.CD","1.8e12","1872374961553",""\n'
        '"Arab World","ARB","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3"\n'
    )
    files.path.write_text(wide, encoding="utf-8")
    found = propose("world-bank", files.path, shipped)
    assert found.comparison.agreeing == 1
    assert found.comparison.changes == ()
    assert found.reading.unmatched == {"country": {"Arab World": 3}}
    assert (found.reading.rows, found.reading.matched) == (6, 2)


@pytest.mark.parametrize(
    ("told", "found", "same"),
    [
        (2.69e24, 2.69000000000001e24, True),
        (57_000.0, 57_400.0, True),
        (57_000.0, 57_600.0, False),
        (200.0, 240.0, False),
        (0.0, 0.0, True),
        (0.0, 1.0, False),
        (0.4, 0.4017, True),
    ],
)
def test_a_number_agrees_if_it_rounds_to_the_digits_told(
    told: float, found: float, same: bool
) -> None:
    assert agrees(told, found) is same


def test_every_link_leads_to_a_fact(shipped: Evidence) -> None:
    links: Any = matches().links
    assert [link.fact for link in links if link.fact not in shipped.by_id] == []
    assert len({link.fact for link in links}) == len(links)
