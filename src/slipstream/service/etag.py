"""Documents that a client need not fetch twice."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from slipstream.service.errors import Problem

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "As the client has it."}}
REFUSED: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such thing."},
    422: {"model": Problem, "description": "A value that does not fit."},
    429: {"model": Problem, "description": "Too many requests from this address."},
}


def packed(content: Mapping[str, Any]) -> bytes:
    """Write a document as JSON."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def digest(content: bytes) -> str:
    """Tag of a document: it changes when the document does."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def tagged(request: Request, content: bytes, tag: str) -> Response:
    """Send a document with its tag, or say that the client has it."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def known(request: Request, tag: str) -> bool:
    """Whether the client says that it has the document with this tag."""
    given = request.headers.get("if-none-match", "")
    return any(part.strip().removeprefix("W/") == f'"{tag}"' for part in given.split(","))
