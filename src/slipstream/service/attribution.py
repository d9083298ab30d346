"""What facts, assumptions and claims weigh in a country's answer."""

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from slipstream.claims.load import ARTICLE, find_effect
from slipstream.countries.model_data import model_data
from slipstream.ensemble.posterior import believed
from slipstream.evidence.load import load_facts
from slipstream.files import InputError
from slipstream.policy.effects import claim_effects
from slipstream.policy.grounds import coverage
from slipstream.policy.information import value_of_facts
from slipstream.policy.question import Question
from slipstream.policy.variance import by_member, variance_shares
from slipstream.registry.load import registry
from slipstream.report.effects_text import effects_json
from slipstream.report.grounds_text import coverage_json, value_json
from slipstream.service.errors import Problem, mistake
from slipstream.service.etag import REFUSED, UNCHANGED, digest, packed
from slipstream.service.evidence import article, place
from slipstream.service.jobs import Caller, JobQueue, Work
from slipstream.service.state import DRAWS, posterior_digest
from slipstream.service.waiting import caller_of, worked_out
from slipstream.version import __version__

SEED = 1
SHOWN = 20
"""Facts that are told, those that move the answer most."""

Code = Annotated[str, Query(max_length=8, description="Code of a country.")]
_ANSWERS: dict[int | str, dict[str, Any]] = {
    **UNCHANGED,
    **REFUSED,
    409: {"model": Problem, "description": "The client hung up before the answer was there."},
    503: {"model": Problem, "description": "Too much work at once."},
}


def weighing(queue: JobQueue) -> APIRouter:
    """Answer what takes some seconds to work out; each answer is worked out once."""
    router = APIRouter(prefix="/api")

    @router.get("/weight", responses=_ANSWERS)
    async def get_weight(
        request: Request, caller: Annotated[Caller, Depends(caller_of)], country: Code = "KR"
    ) -> Response:
        """How much of today's answer rests on facts, and which facts move it most."""
        model_data().pack(country)
        return await ask(request, caller, f"weight {country}", lambda _: packed(weight(country)))

    @router.get("/claims/{claim}/effect", responses=_ANSWERS)
    async def get_effect(
        request: Request,
        caller: Annotated[Caller, Depends(caller_of)],
        claim: Annotated[str, Path(max_length=64)],
        country: Code = "KR",
    ) -> Response:
        """What a claim of the article changes in an answer."""
        model_data().pack(country)
        try:
            find_effect(article(), claim)
        except InputError as error:
            raise mistake(404, "not_found", "claim", error.found, error.expected) from error
        name = f"effect {country} {claim}"
        return await ask(request, caller, name, lambda _: packed(effect(claim, country)))

    async def ask(request: Request, caller: Caller, name: str, work: Work) -> Response:
        # It runs beside the simulator, whose moves are not to be held up or dropped for it.
        beside = Caller(f"{caller.name} weight")
        return await worked_out(request, queue, _key(name), beside, work)

    return router


def weight(country: str) -> dict[str, Any]:
    """Coverage of a country's answer by facts, and the facts that move it most."""
    question = _question(country)
    members = by_member(question, draws=DRAWS, seed=SEED)
    shares = variance_shares(members)
    found = value_of_facts(members, question)
    told = coverage_json(coverage(shares, question.now), shares, question, DRAWS, SEED)
    value = value_json(found, found.facts[:SHOWN], question, DRAWS, SEED)
    facts, rows = load_facts(), registry().parameters
    return {
        "place": place(country),
        "coverage": {
            **told,
            "rest": [
                {**rest, "label": rows[rest["parameter"]].label.model_dump()}
                for rest in told["rest"]
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
    found = claim_effects(article(), question, where=ARTICLE, only=[claim], draws=DRAWS, seed=SEED)
    content = effects_json(found)
    return {**content, **content["claims"][0]}


def _question(country: str) -> Question:
    return Question(country, posterior=believed(prior=False))


@cache
def _key(name: str) -> str:
    facts = len(load_facts().facts)
    return digest(f"{name} {__version__} {posterior_digest()} {facts}".encode())
