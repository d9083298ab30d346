"""The evidence that comes with the package."""

from pathlib import Path

import pytest

from slipstream.countries.pack import country_codes
from slipstream.evidence import CUTOFF, load_facts, load_history
from slipstream.evidence.fact_check import check
from slipstream.evidence.fact_schema import LargestRun
from slipstream.policy.citations import cited_facts, mentions

COUNTRIES = ("US", "CN", "KR", "JP", "IN", "FR", "GB", "DE", "CA", "AE", "SA", "SG")


def test_the_review_finds_no_errors() -> None:
    findings = check(load_facts(), used=cited_facts(), texts=mentions())
    assert [finding for finding in findings if finding.severity == "error"] == []


def test_the_documents_mention_no_fact_that_does_not_exist() -> None:
    # Brazil is the country of which the guide for contributors makes an example.
    root = Path(__file__).parents[2]
    pages = [*root.glob("*.md"), *(root / "docs").glob("*.md"), *(root / "docs/adr").glob("*.md")]
    texts = {path.name: path.read_text(encoding="utf-8").replace("BR.", "") for path in pages}
    assert [each for each in check(load_facts(), texts=texts) if each.rule == "dead-anchor"] == []


@pytest.mark.parametrize("country", [*COUNTRIES, "WORLD"])
def test_every_country_has_its_facts(country: str) -> None:
    least = {"KR": 60, "WORLD": 25}.get(country, 10)
    assert sum(fact.country == country for fact in load_facts().facts) >= least


def test_no_country_is_without_a_pack() -> None:
    assert {fact.country for fact in load_facts().facts} <= {*country_codes(), "WORLD"}


def test_every_source_of_history_says_what_was_done() -> None:
    evidence = load_facts()
    cited = {row.source for rows in evidence.history.values() for row in rows}
    assert [name for name in sorted(cited) if not evidence.sources[name].note] == []


def test_history_ends_at_the_cutoff() -> None:
    rows = [row for table in load_facts().history.values() for row in table]
    assert max(row.date for row in rows) <= CUTOFF


@pytest.mark.parametrize("country", ["US", "CN", "FR", "AE", "GB", "KR", "CA", "IN"])
def test_best_scores_cover_the_countries_with_models(country: str) -> None:
    assert any(row.country == country for row in load_history("best_eci"))


def test_estimated_scores_have_the_range_of_their_index() -> None:
    estimates = [row for row in load_history("best_eci") if row.kind == "estimate"]
    assert {row.country for row in estimates} == {"AE", "CA", "IN", "KR"}
    # Below an Artificial Analysis index of 20, which is 140 ECI, scores scatter more.
    for row in estimates:
        assert row.low is not None
        assert row.high is not None
        sd = 4.5 if row.eci < 140 else 2.8
        assert row.high - row.low == pytest.approx(2 * 1.645 * sd, abs=0.11)


def _largest(country: str) -> LargestRun:
    return [row for row in load_history("largest_run") if row.country == country][-1]


def test_the_largest_american_run_is_a_floor() -> None:
    assert _largest("US").kind == "floor"


def test_a_x_k1_is_no_record_after_exaone_4() -> None:
    korean = [row.model for row in load_history("largest_run") if row.country == "KR"]
    assert korean[-2:] == ["EXAONE 4.0 (32B)", "EXAONE 4.5"]


def test_h100e_counts_do_not_fall() -> None:
    last: dict[tuple[str, str], float] = {}
    for row in load_history("h100e"):
        assert row.h100e >= last.get((row.country, row.owner), 0.0)
        last[row.country, row.owner] = row.h100e
