"""Routes of documents that change with the package alone: evidence, claims, track record, model."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from slipstream.evidence.fact_files import load_facts
from slipstream.registry.load import registry
from slipstream.service import (
    claims_document,
    document_schemas,
    documents,
    evidence_document,
    history_document,
    parameters,
    track_record_schemas,
)
from slipstream.service.error_messages import one_of
from slipstream.service.errors import not_found, problem_responses
from slipstream.service.etag import NOT_MODIFIED, content_hash, etag_response, serialize

DOCUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "evidence": evidence_document.facts,
    "history": history_document.history,
    "parameters": parameters.rows,
    "claims": claims_document.claims,
    "track-record": documents.track_record,
    "model": documents.model,
}
Name = Annotated[str, Path(max_length=64)]


def document_router() -> APIRouter:
    """Serve the documents; their models describe them and cost nothing when they are sent."""
    router = APIRouter(prefix="/api")

    @router.get("/evidence", responses=_responses(document_schemas.FactList))
    def get_evidence(request: Request) -> Response:
        """All facts in brief."""
        return _document(request, "evidence")

    @router.get("/evidence/{fact}", responses=_responses(document_schemas.Fact, 404, 422))
    def get_fact(request: Request, fact: Name) -> Response:
        """A fact with its sources, conflicts and uses."""
        known = load_facts().by_id
        return _item(request, "fact", fact, known, evidence_document.fact, list_known=False)

    @router.get("/history", responses=_responses(document_schemas.Observations))
    def get_history(request: Request) -> Response:
        """The observations that the model is fitted to."""
        return _document(request, "history")

    @router.get("/parameters", responses=_responses(document_schemas.RowList))
    def get_parameters(request: Request) -> Response:
        """All parameters, levers and shocks in brief, and what they rest on."""
        return _document(request, "parameters")

    @router.get("/parameters/{name}", responses=_responses(document_schemas.AnyRow, 404, 422))
    def get_parameter(request: Request, name: Name) -> Response:
        """What is believed of a parameter, a lever or a shock, and why."""
        tables = registry()
        known = [*tables.parameters, *tables.levers, *tables.shocks]
        return _item(request, "parameter", name, known, parameters.row)

    @router.get("/claims", responses=_responses(document_schemas.ClaimList))
    def get_claims(request: Request) -> Response:
        """The article's claims and their verdicts."""
        return _document(request, "claims")

    @router.get("/track-record", responses=_responses(track_record_schemas.TrackRecord))
    def get_track_record(request: Request) -> Response:
        """What was forecast at past dates, how it turned out, and the scores."""
        return _document(request, "track-record")

    @router.get("/model", responses=_responses(document_schemas.ModelDescription))
    def get_model(request: Request) -> Response:
        """The equations with their words."""
        return _document(request, "model")

    return router


def _responses(model: type[BaseModel], *errors: int) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model}, **NOT_MODIFIED, **problem_responses(*errors, 429)}


@cache
def _serialized(name: str) -> tuple[bytes, str]:
    content = serialize(DOCUMENTS[name]())
    return content, content_hash(content)


def _document(request: Request, name: str) -> Response:
    return etag_response(request, *_serialized(name))


def _item(
    request: Request,
    field: str,
    name: str,
    known: Iterable[str],
    make: Callable[[str], dict[str, Any]],
    *,
    list_known: bool = True,
) -> Response:
    known = list(known)
    if name not in known:
        raise not_found(field, name, one_of(name, known, list_known=list_known))
    content = serialize(make(name))
    return etag_response(request, content, content_hash(content))
