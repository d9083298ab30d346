import json

from slipstream.policy.citations import Use
from slipstream.report.fact_text import equation, fact_dict, fact_text
from slipstream.report.language import language
from tests.evidence.make import evidence, fact, money

SPREAD = {"low": 50_000, "level": 0.9, "basis": "judgement"}
EVIDENCE = evidence(
    fact(spread=SPREAD, date="2024"),
    money("KR.budget.kbs", 2e11, conflicts_with=["KR.budget.parts", "KR.budget.gone"]),
    money("KR.budget.parts", 2.45e11, conflicts_with=["KR.budget.kbs"], context=True),
    money("JP.budget.ai", 1e12, "JPY", sources=["a rumour"], derived="1e12 = 2e11 x 5"),
)
TALENT = Use("parameter", "talent_home", "KR")
USES = (TALENT, Use("policy", "article"), Use("correlation", "talent_home", None, "pay_home"))


def shown(name: str, *uses: Use) -> str:
    return fact_text(EVIDENCE.fact(name), EVIDENCE, uses, language("en"))


def test_a_fact_is_shown_with_its_sources_and_its_age() -> None:
    text = shown("KR.talent.home")
    assert "57,000 person" in text
    assert "50,000 to open (90%, judgement)" in text
    assert "1.7 years on 2026-08-31; talent facts last 7" in text
    assert "[page] A page. A paper, 2025\nhttps://example.org/page" in text


def test_a_plan_lies_ahead() -> None:
    planned = evidence(fact(date="2030"))
    text = fact_text(planned.facts[0], planned, (), language("en"))
    assert "lies ahead of 2026-08-31" in text


def test_conflicting_facts_stand_side_by_side() -> None:
    lines = shown("KR.budget.kbs").splitlines()
    at = lines.index("Conflict:")
    assert [line.split()[:3] for line in lines[at + 1 : at + 3]] == [
        ["KR.budget.kbs", "200,000,000,000", "KRW"],
        ["KR.budget.parts", "245,000,000,000", "KRW"],
    ]
    assert "KR.budget.gone" not in lines[at + 1]


def test_what_rests_on_a_fact_is_named_with_its_equation() -> None:
    text = shown("KR.talent.home", *USES)
    assert (
        f"parameter KR.talent_home: AI workers at home in January 2022, enters {equation(TALENT)}"
        in text
    )
    assert equation(TALENT) == "talent.advance_talent"
    assert "policy article: " in text
    assert "correlation talent_home ~ pay_home: " in text


def test_a_fact_that_nothing_uses_says_so() -> None:
    assert "Nothing uses it." in shown("KR.budget.kbs")
    assert "For readers only" in shown("KR.budget.parts")


def test_a_missing_source_is_said_to_be_missing() -> None:
    text = shown("JP.budget.ai")
    assert "[a rumour] is not among the sources" in text
    assert "1e12 = 2e11 x 5" in text


def test_korean_names_come_first_in_korean() -> None:
    text = fact_text(EVIDENCE.fact("KR.talent.home"), EVIDENCE, USES, language("ko"))
    assert text.splitlines()[1:3] == ["인공지능 인력", "AI workers"]
    assert "50,000~열림" in text


def test_the_dictionary_is_json() -> None:
    content = json.loads(json.dumps(fact_dict(EVIDENCE.fact("KR.budget.kbs"), EVIDENCE, USES)))
    assert content["sources"][0]["url"] == "https://example.org/page"
    assert [each["id"] for each in content["conflicts"]] == ["KR.budget.parts"]
    assert content["conflicts"][0]["sources"][0]["id"] == "page"
    assert content["uses"][0] == {
        "kind": "parameter",
        "name": "talent_home",
        "country": "KR",
        "second": None,
        "equation": "talent.advance_talent",
    }
