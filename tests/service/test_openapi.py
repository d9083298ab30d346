"""The API does what its document says, and nothing that it does not say."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from slipstream.service.app import create_app
from slipstream.service.schemas import Meta
from slipstream.service.settings import Settings
from tools import make_openapi

PATHS = create_app(Settings(warm=False)).openapi()["paths"]
OPERATIONS = [
    (path, method, mode)
    for path, methods in PATHS.items()
    for method, operation in methods.items()
    for mode in GenerationMode
    # An address that takes nothing can be given nothing wrong.
    if mode == GenerationMode.POSITIVE or {"parameters", "requestBody"} & set(operation)
]


@pytest.mark.parametrize(("path", "method", "mode"), OPERATIONS)
def test_every_answer_is_one_that_the_document_tells_of(
    client: httpx.Client, path: str, method: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_url(f"{client.base_url}/api/openapi.json")
    strategy = schema[path][method].as_strategy(generation_mode=mode)

    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def ask(case: Any) -> None:  # noqa: ANN401
        if isinstance(case.body, dict) and isinstance(case.body.get("draws", 1), int):
            # As many draws as a page asks for would only take longer.
            case.body["draws"] = min(case.body.get("draws", 100), 100)
        # What fits the document can still name a lever that does not exist.
        case.call_and_validate(excluded_checks=[positive_data_acceptance], timeout=120)

    ask()


def test_every_address_tells_of_refusals_and_what_success_looks_like() -> None:
    assert {"/api/meta", "/api/simulate", "/api/ranking"} <= set(PATHS)
    for operations in PATHS.values():
        for operation in operations.values():
            assert operation["description"]
            assert {"200", "304", "429"} <= set(operation["responses"])
            assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]


def test_the_document_of_the_front_end_is_up_to_date() -> None:
    assert make_openapi.PATH.read_text(encoding="utf-8") == make_openapi.document(), (
        "run `make api`"
    )


def test_what_a_page_has_to_know_is_as_the_document_says(client: httpx.Client) -> None:
    found = Meta.model_validate(client.get("/api/meta").json())
    assert {lever.group for lever in found.levers} <= {group.name for group in found.groups}
    codes = [country.code for country in found.countries]
    for lever in found.levers:
        assert list(lever.today) == codes
        assert {source.country for source in lever.sources} <= set(codes)
    # Some levers rest on facts in Korea, whose pack cites them.
    cited = {source.fact for lever in found.levers for source in lever.sources}
    assert any(fact.startswith("KR.budget") for fact in cited)
    article = next(policy for policy in found.policies if policy.name == "article")
    assert article.levers["partnership_depth"] == 0.6
    closure = next(policy for policy in found.policies if policy.name == "open-weights-closure")
    assert closure.shocks["open_weights_closure"]["probability"] == 1
