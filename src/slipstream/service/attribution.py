"""How much facts, assumptions and claims contribute to a country's answer."""

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from slipstream.claims.ledger_files import ARTICLE
from slipstream.ensemble.posterior import believed
from slipstream.evidence.fact_files import load_facts
from slipstream.policy.effects import claim_effects
from slipstream.policy.grounds import coverage
from slipstream.policy.information import value_of_facts
from slipstream.policy.question import Question
from slipstream.policy.variance import by_member, variance_shares
from slipstream.registry.load import registry
from slipstream.report.effects_text import effects_json
from slipstream.report.grounds_text import coverage_json, value_json
from slipstream.service import attribution_schemas
from slipstream.service.error_messages import one_of
from slipstream.service.errors import not_found, problem_responses
from slipstream.service.etag import NOT_MODIFIED, content_hash, serialize
from slipstream.service.evidence_document import article, place
from slipstream.service.job_response import client_of, job_response
from slipstream.service.jobs import Client, JobQueue, Work
from slipstream.service.page_state import DRAWS, check_country, posterior_digest
from slipstream.version import __version__

SEED = 1
MAX_FACTS = 20
"""Facts in an answer, those that move it most."""

Code = Annotated[str, Query(max_length=8, description="Code of a country.")]
_RESPONSES = {**NOT_MODIFIED, **problem_responses(404, 409, 422, 429, 503)}


def attribution_router(queue: JobQueue) -> APIRouter:
    """Serve what takes seconds to compute; each answer is computed once."""
    router = APIRouter(prefix="/api")

    @router.get("/weight", responses={200: {"model": attribution_schemas.Weight}, **_RESPONSES})
    async def get_weight(
        request: Request, client: Annotated[Client, Depends(client_of)], country: Code = "KR"
    ) -> Response:
        """How much of today's answer rests on facts, and which facts move it most."""
        check_country(country)
        name = f"weight {country}"
        return await enqueue(request, client, name, lambda _: serialize(weight(country)))

    @router.get(
        "/claims/{claim}/effect",
        responses={200: {"model": attribution_schemas.ClaimEffect}, **_RESPONSES},
    )
    async def get_effect(
        request: Request,
        client: Annotated[Client, Depends(client_of)],
        claim: Annotated[str, Path(max_length=64)],
        country: Code = "KR",
    ) -> Response:
        """What a claim of the article changes in an answer."""
        check_country(country)
        effects = [each.id for each in article().claims if each.effect is not None]
        if claim not in effects:
            raise not_found("claim", claim, one_of(claim, effects))
        name = f"effect {country} {claim}"
        return await enqueue(request, client, name, lambda _: serialize(effect(claim, country)))

    async def enqueue(request: Request, client: Client, name: str, work: Work) -> Response:
        # Under a name of its own, so that it and the simulator's requests do not supersede
        # one another.
        background = Client(f"{client.name} weight")
        return await job_response(request, queue, _key(name), background, work)

    return router


def weight(country: str) -> dict[str, Any]:
    """Coverage of a country's answer by facts, and the facts that move it most."""
    question = _question(country)
    members = by_member(question, draws=DRAWS, seed=SEED)
    shares = variance_shares(members)
    values = value_of_facts(members, question)
    covered = coverage_json(coverage(shares, question.now), shares, question, DRAWS, SEED)
    value = value_json(values, values.facts[:MAX_FACTS], question, DRAWS, SEED)
    facts, rows = load_facts(), registry().parameters
    return {
        "place": place(country),
        "coverage": {
            **covered,
            "rest": [
                {**rest, "label": rows[rest["parameter"]].label.model_dump()}
                for rest in covered["rest"]
            ],
        },
        "value": {
            **value,
            "facts": [
                {**each, "label": facts.fact(each["id"]).label.model_dump()}
                for each in value["facts"]
            ],
        },
    }


def effect(claim: str, country: str) -> dict[str, Any]:
    """What a claim changes in a country's answer."""
    question = _question(country)
    effects = claim_effects(
        article(), question, where=ARTICLE, only=[claim], draws=DRAWS, seed=SEED
    )
    content = effects_json(effects)
    (claim_effect,) = content.pop("claims")
    return {**content, **claim_effect}


def _question(country: str) -> Question:
    return Question(country, posterior=believed(prior=False))


@cache
def _key(name: str) -> str:
    facts = len(load_facts().facts)
    return content_hash(f"{name} {__version__} {posterior_digest()} {facts}".encode())
