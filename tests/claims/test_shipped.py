"""The shipped ledger is whole, and holds what the article says."""

from pathlib import Path

import pytest

from slipstream.claims.ledger_check import check
from slipstream.claims.ledger_files import ARTICLE, read_article, read_ledger, vocabulary
from slipstream.evidence import load_facts
from slipstream.policy.policy_files import find_policy
from tests.claims.make import TODAY

TEXT = Path(__file__).resolve().parents[3] / "shared" / "evidence" / "article.txt"
LEDGER = read_ledger(ARTICLE)


def test_it_has_no_error_and_only_the_money_disagrees() -> None:
    found = check(LEDGER, load_facts(), today=TODAY, exchange_rates=load_facts().exchange_rates)
    assert {finding.severity for finding in found} == {"disagreement"}
    assert {finding.field.split(".")[1] for finding in found} == {"one-and-a-half-billion"}


@pytest.mark.skipif(not TEXT.is_file(), reason="the article is not part of the project")
def test_quotes_stand_in_the_article() -> None:
    rates, article = load_facts().exchange_rates, read_article(TEXT)
    found = check(LEDGER, load_facts(), today=TODAY, exchange_rates=rates, article=article)
    assert not [finding for finding in found if finding.severity == "error"]
    assert article.startswith(LEDGER.article.title)


def test_every_verdict_and_every_source_is_used() -> None:
    assert {claim.verdict for claim in LEDGER.claims} == set(vocabulary().verdicts)
    cited = {name for claim in LEDGER.claims for name in claim.sources}
    assert set(LEDGER.sources) <= cited


def test_no_source_is_listed_twice() -> None:
    own = [source.url for source in LEDGER.sources.values()]
    assert len(own) == len(set(own))
    assert not set(own) & {source.url for source in load_facts().sources.values()}


def test_the_policy_of_the_article_spends_what_the_claim_states() -> None:
    budget = find_policy("article").levers["public_budget"].by_year or {}
    states = next(c for c in LEDGER.claims if c.id == "one-and-a-half-billion").states
    assert budget[2025] == states[1].value
    assert states[0].value == 5 * states[1].value
