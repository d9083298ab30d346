import pytest
from httpx import Client

from slipstream.claims.ledger_files import ARTICLE, read_ledger
from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.exogenous import NOW
from slipstream.policy.grounds import grounds
from slipstream.service.attribution_schemas import ClaimEffect, Weight


def test_the_weight_of_facts_is_that_of_all_numbers(client: Client) -> None:
    found = client.get("/api/weight", params={"country": "KR"}).json()
    Weight.model_validate(found)
    numbers = found["coverage"]["numbers"]
    assert numbers["all"] == len(grounds(NOW))
    assert numbers["facts"] + numbers["both"] + numbers["assumption"] == numbers["all"]
    uncertain = {number.name for number in coordinates(model_data(), NOW) if not number.prior.fixed}
    assert {share["number"] for share in found["coverage"]["shares"]} == uncertain


def test_facts_that_move_the_answer_have_a_label_and_two_ends(client: Client) -> None:
    facts = client.get("/api/weight", params={"country": "KR"}).json()["value"]["facts"]
    assert facts
    for fact in facts:
        assert fact["label"]["ko"]
        swing = fact["high"]["lag_months"] - fact["low"]["lag_months"]
        assert fact["swing"]["lag_months"] == pytest.approx(swing, abs=2e-3)


def test_a_claim_is_run_as_stated_and_as_it_is_held_against(client: Client) -> None:
    claim = next(each for each in read_ledger(ARTICLE).claims if each.effect is not None)
    assert claim.effect is not None
    found = client.get(f"/api/claims/{claim.id}/effect").json()
    ClaimEffect.model_validate(found)
    stated, other = found["stated"]["probability"], found[claim.effect.against[0]]["probability"]
    assert found["difference"]["probability"]["mean"] == pytest.approx(stated - other, abs=1e-6)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/weight?country=XX", 422),
        ("/api/claims/nobody-said-this/effect", 404),
        ("/api/claims/investing-heavily/effect?country=XX", 422),
    ],
)
def test_what_does_not_exist_is_told(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["message"]["ko"]
