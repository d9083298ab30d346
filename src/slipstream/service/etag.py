"""Entity tags, so that a client need not fetch a document twice.

The tag of a simulation is the key of its state: it is compared once the body is read and before
any work is done, for which middleware that hashes a finished body comes too late.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "As the client has it."}}


def serialize(content: Mapping[str, Any]) -> bytes:
    """Write a document as JSON."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def content_hash(content: bytes) -> str:
    """Hash a document for its entity tag."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def etag_response(request: Request, content: bytes, etag: str) -> Response:
    """Answer with a document and its entity tag, or with 304 if the client has it."""
    headers = {"ETag": f'"{etag}"', "Cache-Control": "no-cache"}
    if matches(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def matches(request: Request, etag: str) -> bool:
    """Whether ``If-None-Match`` holds this entity tag."""
    header = request.headers.get("if-none-match", "")
    return any(part.strip().removeprefix("W/") == f'"{etag}"' for part in header.split(","))
