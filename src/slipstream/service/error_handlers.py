"""What the application answers when something raises: always a problem, never a traceback."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from slipstream.files import InputError
from slipstream.service.errors import (
    Problem,
    RefusedError,
    mistake,
    of_input,
    of_validation,
    refusal,
)

log = logging.getLogger("slipstream.service")


def handle_errors(app: FastAPI) -> None:
    """Let the application tell every error as a problem."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(InputError, _mistaken)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)


def _problem(found: RefusedError) -> Response:
    headers = {**(found.headers or {}), "Cache-Control": "no-store"}
    content = Problem(error=found.trouble).model_dump_json()
    return Response(content, found.status_code, headers, media_type="application/json")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _problem(error)


async def _mistaken(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    return _problem(of_input(error))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(of_validation(error.errors()[0]))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {404: "not_found", 405: "bad_method", 413: "too_large"}
    code = known.get(error.status_code)
    found = (
        mistake(error.status_code, "bad_request", "", error.detail, "a request that can be read")
        if code is None
        else refusal(error.status_code, code)
    )
    found.headers = {**(found.headers or {}), **(error.headers or {})}
    return _problem(found)


async def _failed(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _problem(refusal(500, "failed"))
