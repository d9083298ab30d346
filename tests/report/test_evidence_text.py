import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from slipstream.ensemble.exogenous import NOW
from slipstream.evidence.fact_check import check
from slipstream.files import InputError
from slipstream.policy.grounds import grounds
from slipstream.report.evidence_text import (
    coverage,
    listing_dict,
    number,
    print_listing,
    print_review,
    review_dict,
    select,
)
from slipstream.report.language import language
from tests.evidence.make import evidence, fact, money

EVIDENCE = evidence(
    fact(spread={"low": 50_000, "level": 0.9, "basis": "judgement"}),
    money("KR.budget.ai", 9.9e12, "KRW/year", conflicts_with=["KR.budget.gone"]),
    money("JP.budget.ai", 1e12, "JPY", sources=["a rumour"], derived="1e12 = 2e11 x 5"),
)
ASSUMED = next(each for each in grounds(NOW) if not each.facts)
GROUNDS = (
    ASSUMED,
    *[each for each in grounds(NOW) if each.kind == "facts"][:2],
    next(each for each in grounds(NOW) if each.kind == "both"),
)


def printed(terminal: bool) -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    return Console(file=stream, force_terminal=terminal, width=120), stream


def test_facts_are_selected_by_country_and_kind() -> None:
    assert [fact.id for fact in select(EVIDENCE, country="KR", kind="money")] == ["KR.budget.ai"]
    assert len(select(EVIDENCE)) == 3


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ai workers", ["KR.talent.home", "KR.budget.ai", "JP.budget.ai"]),
        ("talent.HOME", ["KR.talent.home"]),
        ("인공지능 인력", ["KR.talent.home", "KR.budget.ai", "JP.budget.ai"]),
        (unicodedata.normalize("NFD", "인력"), ["KR.talent.home", "KR.budget.ai", "JP.budget.ai"]),
        ("paper budget", ["KR.budget.ai"]),
        ("paper nowhere", []),
    ],
)
def test_facts_are_found_by_words_of_either_language(search: str, found: list[str]) -> None:
    assert [each.id for each in select(EVIDENCE, search=search)] == found


@pytest.mark.parametrize(
    ("country", "kind", "message"),
    [("KP", None, "--country: found 'KP'"), (None, "mony", "did you mean 'money'")],
)
def test_a_wrong_filter_names_the_right_ones(
    country: str | None, kind: str | None, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        select(EVIDENCE, country=country, kind=kind)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (57_000, "57,000"),
        (9.9e12, "9,900,000,000,000"),
        (2.55e24, "2.55e+24"),
        (-0.36, "-0.36"),
        (179.2, "179.2"),
        (0, "0"),
        (1e-5, "1e-05"),
    ],
)
def test_numbers_are_written_out_while_they_can_be_read(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(-1e30, 1e30))
def test_a_written_number_is_nearly_the_number(value: float) -> None:
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=1e-3)


def test_a_listing_is_tab_separated_away_from_a_terminal() -> None:
    console, stream = printed(terminal=False)
    print_listing(EVIDENCE.facts, language("en"), console)
    lines = stream.getvalue().splitlines()
    assert lines[0].split("\t") == ["id", "value", "unit", "date", "trust", "label"]
    assert lines[1].split("\t")[:3] == ["KR.talent.home", "57,000", "person"]
    assert len(lines) == 4


def test_a_listing_is_a_table_on_a_terminal() -> None:
    console, stream = printed(terminal=True)
    print_listing(EVIDENCE.facts, language("en"), console)
    assert "KR.talent.home" in stream.getvalue()
    assert "\t" not in stream.getvalue()


def test_dictionaries_are_json() -> None:
    listing = json.loads(json.dumps(listing_dict(EVIDENCE.facts)))
    assert [each["id"] for each in listing["facts"]] == [each.id for each in EVIDENCE.facts]
    review = json.loads(json.dumps(review_dict(EVIDENCE, check(EVIDENCE), (), GROUNDS)))
    assert review["numbers"] == {
        "all": len(GROUNDS),
        "on_facts_alone": 2,
        "on_facts": len(GROUNDS) - 1,
        "on_assumptions_alone": [ASSUMED.number.name],
    }
    assert review["errors"] == sum(each["severity"] == "error" for each in review["findings"])


def test_coverage_counts_by_country() -> None:
    assert coverage(EVIDENCE) == {
        "JP": {
            "facts": 1,
            "kinds": 1,
            "with_spread": 0,
            "several_sources": 0,
            "high_confidence": 1,
            "in_conflict": 0,
            "context": 0,
        },
        "KR": {
            "facts": 2,
            "kinds": 2,
            "with_spread": 1,
            "several_sources": 0,
            "high_confidence": 2,
            "in_conflict": 1,
            "context": 0,
        },
    }


@pytest.mark.parametrize("terminal", [False, True])
def test_a_review_ends_with_its_sum(terminal: bool) -> None:
    console, stream = printed(terminal)
    print_review(EVIDENCE, check(EVIDENCE), (), GROUNDS, console)
    assert "error: JP.budget.ai: no source is called 'a rumour' [unknown-source]" in (
        stream.getvalue()
    )
    assumed, share, last = stream.getvalue().splitlines()[-3:]
    assert assumed == f"on an assumption alone: {ASSUMED.number.parameter}"
    assert share.startswith("2 of the 4 numbers of the model rest on facts alone (50%), 1 on facts")
    assert "1 on facts and a judgement (25%)" in share
    assert last.startswith("3 facts (0 used by the model), 1 sources, 0 rows of history:")
    assert last.endswith("2 errors, 0 warnings")
