"""What claims change in an answer."""

from pathlib import Path

import pytest

from slipstream.claims.ledger_files import ARTICLE, read_ledger
from slipstream.evidence import load_facts
from slipstream.files import InputError
from slipstream.policy.compare import compare
from slipstream.policy.effects import claim_effects, overlay, review_settings
from slipstream.policy.policy_files import find_policy
from slipstream.policy.question import Question
from tests.claims.make import claim, ledger

WHERE = Path("my.claims.yaml")
WORDS = {"en": "so", "ko": "그렇게"}
KOREA = Question("KR")


def effect(**levers: object) -> dict[str, object]:
    return {"stated": {"says": WORDS, "levers": levers}, "shown": {"says": WORDS}}


def test_the_effect_is_that_of_the_same_levers_as_a_policy() -> None:
    given = ledger(claim(effect=effect(from_scratch=0)))
    found = claim_effects(given, KOREA, where=WHERE, draws=512).claims[0]
    pair = compare(KOREA, [[], [find_policy("open-base")]], draws=512).differences[0]
    assert found.difference.probability == pytest.approx(pair.probability, abs=1e-12)
    assert found.difference.lag_mean == pytest.approx(pair.lag_mean)
    assert found.stated.probability - found.other.probability == pytest.approx(pair.probability)
    assert found.lag_low < found.difference.lag_mean < found.lag_high < 0


def test_a_claim_that_says_what_holds_today_changes_nothing() -> None:
    found = claim_effects(
        ledger(claim(effect={"stated": {"says": WORDS}, "otherwise": {"says": WORDS}})),
        KOREA,
        where=WHERE,
        draws=512,
    ).claims[0]
    assert found.against == "otherwise"
    assert found.difference.probability == found.difference.lag_mean == 0
    assert found.difference.public_cost_usd == 0


def test_units_are_converted_to_the_registrys() -> None:
    won = {"value": 3e11, "unit": "KRW/year"}
    given = ledger(claim(effect=effect(public_budget=won))).claims[0]
    assert given.effect is not None
    (policy,) = overlay(given.effect.stated, given, "stated", WHERE)
    assert policy.levers["public_budget"].value == pytest.approx(3e11 / 1422.16, rel=1e-3)


@pytest.mark.parametrize(
    ("levers", "field", "found"),
    [
        ({"public_budgt": 1}, "levers.public_budgt", "an unknown name"),
        ({"public_budget": {"value": 1, "unit": "person"}}, "levers.public_budget.unit", "person"),
        ({"open_release": 2}, "levers.open_release", "2"),
        ({"open_release": float("nan")}, "levers.open_release", "nan"),
        ({"open_release": {"value": 1, "facts": ["KR.none"]}}, "fact", "KR.none"),
    ],
)
def test_mistakes_are_named_with_their_claim(
    levers: dict[str, object], field: str, found: str
) -> None:
    given = ledger(claim(effect=effect(**levers)))
    (finding,) = review_settings(given, WHERE, load_facts())
    assert finding.field == f"claims.workers.effect.stated.{field}"
    assert found in finding.found
    if field != "fact":
        with pytest.raises(InputError, match=r"my\.claims\.yaml: claims\.workers\.effect\.stated"):
            claim_effects(given, KOREA, where=WHERE, draws=512)


def test_the_shipped_settings_are_sound_and_one_is_the_articles_own_policy() -> None:
    shipped = read_ledger(ARTICLE)
    assert review_settings(shipped, ARTICLE, load_facts()) == ()
    money = next(claim for claim in shipped.claims if claim.id == "one-and-a-half-billion")
    assert money.effect is not None
    (policy,) = overlay(money.effect.stated, money, "stated", ARTICLE)
    article = find_policy("article")
    assert policy.levers["public_budget"].by_year == article.levers["public_budget"].by_year
    assert policy.starts == article.starts
