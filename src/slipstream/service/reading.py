"""What there is to read beside the simulator: evidence, claims, track record, equations."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from slipstream.files import InputError
from slipstream.service import claims, documents, evidence, history, parameters
from slipstream.service.errors import mistake
from slipstream.service.etag import REFUSED, UNCHANGED, digest, packed, tagged

MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "evidence": evidence.facts,
    "history": history.history,
    "parameters": parameters.rows,
    "claims": claims.claims,
    "track-record": documents.track_record,
    "model": documents.model,
}
Name = Annotated[str, Path(max_length=64)]
_ANSWERS: dict[int | str, dict[str, Any]] = {**UNCHANGED, 429: REFUSED[429]}
_ANSWERS_BY_NAME: dict[int | str, dict[str, Any]] = {**UNCHANGED, **REFUSED}


def reading() -> APIRouter:
    """Answer with documents that change with the package alone; each is made once."""
    router = APIRouter(prefix="/api")

    @router.get("/evidence", responses=_ANSWERS)
    def get_evidence(request: Request) -> Response:
        """All facts in brief."""
        return _document(request, "evidence")

    @router.get("/evidence/{fact}", responses=_ANSWERS_BY_NAME)
    def get_fact(request: Request, fact: Name) -> Response:
        """A fact with its sources, conflicts and uses."""
        return _found(request, fact, evidence.fact)

    @router.get("/history", responses=_ANSWERS)
    def get_history(request: Request) -> Response:
        """The observations that the model is fitted to."""
        return _document(request, "history")

    @router.get("/parameters", responses=_ANSWERS)
    def get_parameters(request: Request) -> Response:
        """All parameters, levers and shocks in brief, and what they rest on."""
        return _document(request, "parameters")

    @router.get("/parameters/{name}", responses=_ANSWERS_BY_NAME)
    def get_parameter(request: Request, name: Name) -> Response:
        """What is believed of a parameter, a lever or a shock, and why."""
        return _found(request, name, parameters.row)

    @router.get("/claims", responses=_ANSWERS)
    def get_claims(request: Request) -> Response:
        """The article's claims and their verdicts."""
        return _document(request, "claims")

    @router.get("/track-record", responses=_ANSWERS)
    def get_track_record(request: Request) -> Response:
        """What was forecast at past dates, how it turned out, and the scores."""
        return _document(request, "track-record")

    @router.get("/model", responses=_ANSWERS)
    def get_model(request: Request) -> Response:
        """The equations with their words."""
        return _document(request, "model")

    return router


@cache
def _made(name: str) -> tuple[bytes, str]:
    content = packed(MAKERS[name]())
    return content, digest(content)


def _document(request: Request, name: str) -> Response:
    return tagged(request, *_made(name))


def _found(request: Request, name: str, find: Callable[[str], dict[str, Any]]) -> Response:
    try:
        content = packed(find(name))
    except InputError as error:
        raise mistake(404, "not_found", error.field, error.found, error.expected) from error
    return tagged(request, content, digest(content))
