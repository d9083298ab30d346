import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from slipstream.evidence import load_facts
from slipstream.evidence.fact_check import check
from slipstream.evidence.fact_schema import BestScore, Fact, InstalledCompute, LargestRun, OpenLag
from tests.evidence.make import evidence, fact, findings, money

SPREAD: dict[str, Any] = {"level": 0.9, "basis": "judgement"}


def score(date: str, eci: float, **changes: object) -> BestScore:
    content = {
        "country": "US",
        "date": date,
        "model": "A model",
        "organisation": "A lab",
        "eci": eci,
        "low": "",
        "high": "",
        "level": "",
        "kind": "score",
        "source": "page",
    }
    return BestScore.model_validate(content | changes)


def run(date: str, log10_flop: float, kind: str = "estimate") -> LargestRun:
    return LargestRun.model_validate(
        {
            "country": "US",
            "date": date,
            "model": "A model",
            "organisation": "A lab",
            "log10_flop": log10_flop,
            "sd": 0.1,
            "kind": kind,
            "source": "page",
        }
    )


def test_sound_evidence_has_no_findings() -> None:
    rows = (score("2025-01-01", 140.0), score("2025-06-01", 145.0))
    assert findings(fact(), best_eci=rows) == {}


# The five slips that reports on Korea are known to hold: each pair tells one quantity.
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (money("KR.upstage.round_copy", 5.6e12), money("KR.upstage.round", 560e9)),
        (money("KR.centre.cost_copy", 250e9), money("KR.centre.cost", 2.5e12)),
        (fact("KR.talent.emigrants_copy", value=12.9e6), fact("KR.talent.emigrants", value=129e3)),
        (money("KR.grid.plan_copy", 7.28e12), money("KR.grid.plan", 72.8e12)),
        (
            money("KR.investment.private_copy", 1.78e8, "USD/year"),
            money("KR.investment.private", 1.78e9, "USD/year"),
        ),
    ],
    ids=["upstage", "centre", "emigrants", "grid", "investment"],
)
@pytest.mark.parametrize("link", ["same_as", "conflicts_with"])
def test_known_slips_of_units_are_found(wrong: Fact, right: Fact, link: str) -> None:
    linked = wrong.model_copy(update={link: (right.id,)})
    found = findings(linked, right.model_copy(update={link: (wrong.id,)}))
    first = min(wrong.id, right.id)
    assert found["unit-slip", first].severity == "error"


def test_a_slip_kept_as_a_warning_to_readers_is_no_error() -> None:
    right = money("KR.centre.cost", 2.5e12, conflicts_with=["KR.centre.cost_copy"])
    wrong: dict[str, Any] = {
        "conflicts_with": ["KR.centre.cost"],
        "context": True,
        "confidence": "low",
    }
    found = findings(right, money("KR.centre.cost_copy", 250e9, **wrong))
    assert [finding.severity for finding in found.values()] == ["warning"]


# The same slips put beside what the shipped evidence says, by somebody who links nothing.
@pytest.mark.parametrize(
    ("beside", "value"),
    [
        ("KR.partnership.upstage_round", 5.6e12),
        ("KR.budget.centre_2026", 250e9),
        ("KR.power.grid_plan", 7.28e12),
        ("KR.investment.private_2025", 1.78e8),
    ],
)
def test_known_slips_are_found_beside_the_shipped_facts(beside: str, value: float) -> None:
    shipped = load_facts()
    copy = shipped.by_id[beside].model_copy(
        update={"id": f"{beside}_copy", "value": value, "conflicts_with": (), "spread": None}
    )
    found = check(replace(shipped, facts=(*shipped.facts, copy)))
    assert {(each.rule, each.where) for each in found} - {
        (each.rule, each.where) for each in check(shipped)
    } >= {("twin-slip", beside)}


@pytest.mark.parametrize(
    ("beside", "name", "value"),
    [
        ("KR.budget.growth_fund_total", "KR.budget.growth_fund_total_2024", 100e12),
        ("KR.budget.model_project_total_kbs", "KR.budget.model_project_total_other", 300e9),
    ],
)
def test_conflicting_totals_are_found_beside_the_shipped_facts(
    beside: str, name: str, value: float
) -> None:
    shipped = load_facts()
    assert not [each for each in check(shipped) if each.rule == "unlinked-total"]
    copy = shipped.by_id[beside].model_copy(
        update={"id": name, "value": value, "conflicts_with": ()}
    )
    found = check(replace(shipped, facts=(*shipped.facts, copy)))
    assert any(each.rule == "unlinked-total" and each.where == beside for each in found)


def test_twins_are_alike_near_in_time_and_a_power_of_ten_apart() -> None:
    right = money("KR.round.one", 560e9, date="2026-04-30")
    for change, number in (
        ({}, 1),
        ({"value": 5.0e12}, 0),
        ({"date": "2024-04-30"}, 0),
        ({"label": {"en": "Another thing altogether", "ko": "다른 것"}}, 0),
        ({"same_as": ["KR.round.one"]}, 0),
    ):
        wrong = money("KR.round.two", **{"value": 5.6e12, "date": "2026-04-30", **change})  # type: ignore[arg-type]
        found = findings(right, wrong)
        assert sum(rule == "twin-slip" for rule, _ in found) == number, change


def test_shares_have_no_twins() -> None:
    one, two = (fact(f"KR.a.{n}", value=n, unit="percent") for n in (4, 40))
    assert "twin-slip" not in {rule for rule, _ in findings(one, two)}


def test_a_mention_of_a_fact_leads_to_one() -> None:
    noted = fact(note="Compare KR.talent.gone and KR.talent.home.")
    found = findings(noted)
    assert "KR.talent.gone" in found["dead-anchor", "KR.talent.home"].message
    evidence_ = evidence(fact())
    (finding,) = check(evidence_, texts={"countries/KR.yaml": "rests on KR.talent.hom"})
    assert (finding.rule, finding.where) == ("dead-anchor", "countries/KR.yaml")
    assert not check(evidence_, texts={"countries/KR.yaml": "from KR.talent.home. In the U.S."})


def test_emigrants_beyond_belief_are_found_without_a_second_fact() -> None:
    assert ("implausible", "KR.talent.home") in findings(fact(value=12.9e6))


def test_investment_that_breaks_its_series_is_doubted() -> None:
    found = findings(
        money("KR.investment.private_2024", 1.33e9, "USD/year", date="2024"),
        money("KR.investment.private_2025", 1.78e8, "USD/year", date="2025"),
        money("KR.investment.private_2026", 1.9e9, "USD/year", date="2026"),
    )
    assert set(found) == {("jump", "KR.investment.private_2026")}


def test_conflicting_totals_are_reported_once() -> None:
    kbs = money("KR.project.total_kbs", 200e9, conflicts_with=["KR.project.total_parts"])
    parts = money("KR.project.total_parts", 245.4e9, conflicts_with=["KR.project.total_kbs"])
    found = findings(kbs, parts)
    assert set(found) == {("hidden-conflict", "KR.project.total_kbs")}
    assert found["hidden-conflict", "KR.project.total_kbs"].severity == "warning"


def test_a_conflict_is_told_on_both_sides() -> None:
    spread = {"low": 1e11, "high": 3e11, **SPREAD}
    kbs = money("KR.project.one", 200e9, spread=spread, conflicts_with=["KR.project.two"])
    assert set(findings(kbs, money("KR.project.two", 245.4e9))) == {
        ("one-sided-conflict", "KR.project.one")
    }


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"sources": []}, "no-source"),
        ({"sources": ["a rumour"]}, "unknown-source"),
        ({"spread": {"low": 1.0, "high": 2.0, **SPREAD}}, "outside-spread"),
        ({"unit": "peopl"}, "unknown-unit"),
        ({"unit": "MW"}, "unfit-unit"),
        ({"value": 5e9}, "implausible"),
        ({"conflicts_with": ["KR.talent.home"]}, "broken-link"),
        ({"same_as": ["KR.talent.nowhere"]}, "broken-link"),
        ({"date": "3027-01"}, "future-fact"),
    ],
)
def test_errors(change: dict[str, Any], rule: str) -> None:
    found = findings(fact(**change))
    assert found[rule, "KR.talent.home"].severity == "error"


def test_an_unknown_unit_does_not_stop_the_comparison_of_others() -> None:
    link = {"same_as": ["KR.talent.home"]}
    found = findings(fact(), fact("KR.talent.copy", unit="peopl", **link))
    assert ("unknown-unit", "KR.talent.copy") in found


def test_two_facts_cannot_share_an_id() -> None:
    assert findings(fact(), fact(value=58_000))["duplicate-id", "KR.talent.home"]


def test_the_same_quantity_told_twice_agrees() -> None:
    link = {"same_as": ["KR.talent.home"]}
    found = findings(fact(), fact("KR.talent.copy", value=110_000, **link))
    assert found["unequal", "KR.talent.copy"].severity == "error"


def test_a_plan_carries_its_doubt() -> None:
    rule = ("certain-plan", "KR.talent.home")
    assert findings(fact(date="2030"))[rule].severity == "warning"
    assert rule not in findings(fact(date="2030", context=True))
    spread = {"low": 40_000, "high": 60_000, **SPREAD}
    assert rule not in findings(fact(date="2030", spread=spread))


def test_facts_age_by_kind_unless_they_are_context() -> None:
    rule = ("stale", "KR.talent.home")
    assert findings(fact(date="2015"))[rule].severity == "warning"
    assert rule not in findings(fact(date="2015", context=True))
    assert rule not in findings(fact(date="2020"))


def test_a_fact_that_nothing_uses_is_doubted() -> None:
    rule = ("unused", "KR.talent.home")
    assert rule not in findings(fact())
    assert rule not in findings(fact(), used=frozenset({"KR.talent.home"}))
    assert rule not in findings(fact(context=True), used=frozenset())
    assert findings(fact(), used=frozenset())[rule].severity == "warning"


def test_a_citation_of_no_fact_is_an_error() -> None:
    found = findings(fact(context=True), used=frozenset({"KR.talent.gone"}))
    assert found["unknown-fact", "KR.talent.gone"].severity == "error"


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ((score("2026-07-01", 150.0),), "after-cutoff"),
        ((score("2025-01-01", 150.0, source="a rumour"),), "unknown-source"),
        ((score("2025-01-01", 140.0), score("2025-06-01", 140.0)), "no-record"),
        ((score("2025-06-01", 140.0), score("2025-01-01", 145.0)), "out-of-order"),
        ((score("2025-01-01", 140.0, low=141.0, level=0.9),), "outside-spread"),
        ((score("2025-01-01", 140.0, low=139.0),), "no-level"),
    ],
)
def test_history_errors(rows: tuple[BestScore, ...], rule: str) -> None:
    found = findings(fact(), best_eci=rows)
    assert [finding.rule for finding in found.values()] == [rule]
    assert next(iter(found.values())).where == f"history.best_eci US {rows[-1].date}"


def test_a_floor_may_repeat_the_record_but_not_fall_below_it() -> None:
    grok = run("2025-07-09", 26.7)
    assert not findings(fact(), largest_run=(grok, run("2026-03-31", 26.7, "floor")))
    found = findings(fact(), largest_run=(grok, run("2026-03-31", 26.5, "floor")))
    assert [finding.rule for finding in found.values()] == ["no-record"]


def test_ranges_of_stocks_and_lags_hold_their_values() -> None:
    day = dt.date(2025, 1, 1)
    chips = InstalledCompute(
        country="KR",
        date=day,
        owner="all",
        h100e=10.0,
        low=11.0,
        high=None,
        level=0.9,
        kind="floor",
        source="page",
    )
    lag = OpenLag(date=day, months=3.0, low=1.0, high=2.0, level=0.9, source="page")
    found = findings(fact(), h100e=(chips,), open_lag=(lag,))
    assert {finding.rule for finding in found.values()} == {"outside-spread"}
    assert len(found) == 2


def test_a_source_that_nothing_cites_is_doubted() -> None:
    found = findings(fact(sources=["other"]))
    assert found["unused-source", "page"].severity == "warning"
