"""The review catches what is missing or wrong, and tells disagreements from mistakes."""

import pytest

from slipstream.claims.ledger_check import Finding
from tests.claims.make import SOURCE, claim, findings, ledger


def fields(*changes: dict[str, object]) -> dict[str, str]:
    return {found.field: found.found for found in findings(ledger(*(claim(**c) for c in changes)))}


def stated(**number: object) -> tuple[Finding, ...]:
    return findings(ledger(claim(states=[number])))


def test_a_whole_ledger_passes() -> None:
    assert findings(ledger()) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"verdict": None}, "verdict"),
        ({"reason": None}, "reason.en"),
        ({"reason": {"en": "Counted.", "ko": " "}}, "reason.ko"),
        ({"label": {"ko": "인력"}}, "label.en"),
        ({"would_change": {"en": "Another count."}}, "would_change.ko"),
        ({"note": {"en": "A departure."}}, "note.ko"),
        ({"reached": None}, "reached"),
        ({"facts": []}, "sources"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], field: str) -> None:
    assert fields(changes)[f"claims.workers.{field}"] == "nothing"


def test_a_number_or_a_source_of_the_file_is_ground_enough() -> None:
    number = {"value": 57_000, "unit": "person", "fact": "KR.talent.home"}
    assert fields({"facts": [], "states": [number]}) == {}
    given = ledger(claim(facts=[], sources=["own"]), sources={"own": SOURCE})
    assert findings(given) == ()


def test_an_article_without_its_place_and_date_is_reported() -> None:
    given = ledger(article={"title": "Workers", "language": "en"})
    found = [finding.field for finding in findings(given)]
    assert found == ["article.publisher", "article.date", "article.url"]


def test_ids_are_used_once() -> None:
    assert fields({}, {})["claims.workers.id"] == "2 claims"


def test_unknown_facts_and_sources_are_reported_with_the_nearest() -> None:
    found = findings(ledger(claim(facts=["KR.talent.hom"], sources=["pages"])))
    assert [finding.found for finding in found] == ["'pages'", "'KR.talent.hom'"]
    assert "KR.talent.home" in found[1].expected


def test_a_source_may_not_take_the_name_of_another() -> None:
    other = SOURCE | {"title": "Another page"}
    (found,) = findings(ledger(sources={"page": other}))
    assert (found.field, found.found) == ("sources.page", "'Another page'")
    assert findings(ledger(sources={"page": SOURCE})) == ()


def test_dates_in_the_future_are_reported() -> None:
    given = ledger(
        claim(reached="2026-11-26"),
        sources={"own": SOURCE | {"date": "2027"}},
    )
    found = {finding.field: finding.expected for finding in findings(given)}
    assert set(found) == {"sources.own.date", "claims.workers.reached"}
    assert set(found.values()) == {"a date up to 2026-11-25"}


def test_quotes_are_short() -> None:
    assert fields({"quote": "word " * 15}) == {}
    assert fields({"quote": "word " * 16}) == {"claims.workers.quote": "16 words"}


def test_quotes_stand_in_the_article_whatever_the_shape_of_its_signs() -> None:
    given = ledger(claim(quote="it's “57,000 people”"))
    assert findings(given, "They say it’s\n“57,000   people” now.") == ()
    (found,) = findings(given, "They say it is 57,000 people now.")
    assert found.severity == "error"
    assert found.field == "claims.workers.quote"


@pytest.mark.parametrize("value", [50_000, 57_000, 65_000])
def test_a_number_inside_the_spread_agrees(value: float) -> None:
    assert stated(value=value, unit="person", fact="KR.talent.home") == ()


@pytest.mark.parametrize("value", [49_999, 65_001])
def test_a_number_outside_the_spread_is_a_disagreement(value: float) -> None:
    (found,) = stated(value=value, unit="person", fact="KR.talent.home")
    assert found.severity == "disagreement"
    assert found.field == "claims.workers.states.0.value"
    assert found.expected == "5e+04 to 6.5e+04 person as in KR.talent.home"


def test_an_open_end_holds_all_beyond_it() -> None:
    assert stated(value=-3, unit="person", fact="KR.talent.returned") == ()
    (found,) = stated(value=11, unit="person", fact="KR.talent.returned")
    assert "open to 10" in found.expected


@pytest.mark.parametrize(
    ("value", "agrees"), [(3.3e12, True), (3.26e12, False), (3.0e12, False), (3.4e12, False)]
)
def test_a_fact_without_a_spread_agrees_with_what_it_rounds_to(value: float, agrees: bool) -> None:
    found = stated(value=value, unit="KRW/year", fact="KR.budget.ai")
    assert [finding.severity for finding in found] == ([] if agrees else ["disagreement"])


def test_units_are_converted() -> None:
    assert stated(value=0.275e12, unit="KRW/month", fact="KR.budget.ai") == ()
    assert stated(value=2.36e9, unit="USD/year", fact="KR.budget.ai") == ()
    (found,) = stated(value=2.5e9, unit="USD/year", fact="KR.budget.ai")
    assert found.found == "2.5e+09 USD/year = 3.5e+12 KRW/year"


def test_money_is_converted_at_the_rate_that_is_named() -> None:
    number = {"value": 2.54e9, "unit": "USD/year", "fact": "KR.budget.ai"}
    assert stated(**number)[0].severity == "disagreement"
    assert stated(**number, rate="KR.fx.krw_per_usd_2024") == ()
    (found,) = stated(value=57_000, unit="person", fact="KR.talent.home", rate="KR.growth.compute")
    assert (found.severity, found.field) == ("error", "claims.workers.states.0.rate")
    assert stated(**number, rate="KR.fx.won")[0].severity == "error"


@pytest.mark.parametrize(
    ("value", "unit", "fact"),
    [
        (1.0, "person", "KR.budget.ai"),
        (1.0, "won", "KR.budget.ai"),
        (1.0, "EUR/year", "KR.budget.ai"),
        (-3.0, "times_per_year", "KR.growth.compute"),
        (0.0, "times_per_year", "KR.growth.compute"),
    ],
)
def test_a_unit_that_does_not_convert_is_an_error(value: float, unit: str, fact: str) -> None:
    (found,) = stated(value=value, unit=unit, fact=fact)
    assert (found.severity, found.field) == ("error", "claims.workers.states.0.unit")
    assert found.found == repr(unit)


def test_an_unknown_fact_of_a_number_is_an_error() -> None:
    (found,) = stated(value=1, unit="person", fact="KR.talent.homes")
    assert (found.severity, found.field) == ("error", "claims.workers.states.0.fact")


def test_errors_come_before_disagreements() -> None:
    number = {"value": 1, "unit": "person", "fact": "KR.talent.home"}
    given = ledger(claim(states=[number]), claim(id="other", verdict=None))
    assert [found.severity for found in findings(given)] == ["error", "disagreement"]
