"""Errors as RFC 9457 problem details, each with its message in both languages."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from slipstream.evidence.fact_schema import Label
from slipstream.files import InputError
from slipstream.model.constants import LAST_YEAR, START_YEAR
from slipstream.registry.load import registry
from slipstream.service.error_messages import (
    EXPECTED,
    KINDS,
    NOTHING,
    OTHER_COUNTRY,
    UNKNOWN_FIELD,
    UNKNOWN_NAME,
    Expected,
    one_of,
)

log = logging.getLogger("slipstream.service")

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:slipstream:problem:"
MAX_SHOWN = 120
"""Characters of a rejected value that are repeated in the answer."""


class ProblemDetails(BaseModel):
    """Problem details (RFC 9457) of every answer that is not a success.

    ``field`` is the path to the rejected value, ``found`` that value and ``expected`` what the
    field accepts; they are empty where no value of the request is at fault.
    """

    type: str = Field(description="URI of the kind of problem; it ends in `code`.")
    title: str
    status: int
    detail: str = Field(description="The message in English.")
    code: str
    field: str = ""
    found: str = ""
    expected: str = Field(default="", description="In English.")
    message: Label


class ProblemError(HTTPException):
    """Raised to answer with problem details.

    Parameters
    ----------
    problem
        What the answer says.
    retry_after
        Seconds after which the client may try again, if that helps.
    """

    def __init__(self, problem: ProblemDetails, retry_after: int | None = None) -> None:
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        super().__init__(problem.status, problem.detail, headers)
        self.problem = problem


_CODES = {kind.status: code for code, kind in KINDS.items()}

_FIELD_CODES = {
    "levers": "bad_lever",
    "shocks": "bad_shock",
    "policy": "bad_policy",
    "country": "bad_country",
    "by": "bad_by",
    "within": "bad_within",
    "draws": "bad_draws",
    "seed": "bad_seed",
    "outputs": "bad_output",
    "compare": "bad_compare",
}

_DESCRIPTIONS = {
    400: "Not JSON.",
    404: "There is no such thing.",
    409: "A later request of the same page took its place, or the client hung up.",
    413: "The body is too large.",
    415: "The body is not declared as JSON.",
    422: "A value that does not fit.",
    429: "Too many requests from this address.",
    503: "Too much work at once.",
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe an operation's errors for the API's document."""
    return {
        status: {"model": ProblemDetails, "description": _DESCRIPTIONS[status]}
        for status in statuses
    }


def declare_media_type(document: Mapping[str, Any]) -> None:
    """Put errors under their media type in an OpenAPI document: FastAPI declares one for all."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    content[MEDIA_TYPE] = content.pop("application/json")


def problem(code: str, retry_after: int | None = None) -> ProblemError:
    """Make the error of a reason that is not in the request's values."""
    status, title, message = KINDS[code]
    details = ProblemDetails(
        type=TYPE_PREFIX + code,
        title=title,
        status=status,
        detail=message.en,
        code=code,
        message=message,
    )
    return ProblemError(details, retry_after)


def invalid_value(
    field: str,
    found: object | Label,
    expected: Expected | Label,
    *,
    code: str = "",
    status: int = 422,
) -> ProblemError:
    """Make the error of a rejected value.

    Parameters
    ----------
    field
        Path to the value; empty for the whole request.
    found
        The value, or words that say what is wrong with it.
    expected
        What the field accepts.
    code
        By default the one of the field, or ``bad_state``.
    status
        HTTP status.
    """
    code = code or _FIELD_CODES.get(re.split(r"[.\[ ]", field, maxsplit=1)[0], "bad_state")
    accepted = expected.label if isinstance(expected, Expected) else expected
    shown = found if isinstance(found, Label) else _shown(found)
    field = _sendable(field[:MAX_SHOWN])
    message = Label(
        en=f"{field or 'request'}: found {shown.en}; expected {accepted.en}",
        ko=f"{field or '요청'}: 입력된 값은 {shown.ko}, 가능한 값은 {accepted.ko}",
    )
    details = ProblemDetails(
        type=TYPE_PREFIX + code,
        title=KINDS[code].title if code in KINDS else "Invalid value",
        status=status,
        detail=message.en,
        code=code,
        field=field,
        found=shown.en,
        expected=accepted.en,
        message=message,
    )
    return ProblemError(details)


def _shown(value: object) -> Label:
    text = str(value)
    text = _sendable(f"{text[:MAX_SHOWN]}…" if len(text) > MAX_SHOWN else text)
    # An empty value is written out, for a label cannot be empty.
    return Label(en=text or repr(text), ko=text or repr(text))


def _sendable(text: str) -> str:
    """Replace lone surrogates, which cannot be sent as UTF-8."""
    return text.encode("utf-8", "replace").decode()


def not_found(field: str, name: str, expected: Expected) -> ProblemError:
    """Make the error of an address whose last part names nothing that there is."""
    return invalid_value(field, repr(name), expected, code="not_found", status=404)


def from_input_error(error: InputError) -> ProblemError:
    """Turn an error of the layers below into that of the request's field."""
    # What an argument of a function holds is a field of a request.
    field = error.field or error.where.removeprefix("--")
    return invalid_value(field, *_explained(error))


def _explained(error: InputError) -> tuple[object | Label, Expected | Label]:
    """Say what was found, and what the field accepts by the registry."""
    rows, found = registry(), error.found
    match error.field.split("."):
        case ["levers", name, *_] if name in rows.levers:
            return found, _range(*rows.levers[name].range, rows.levers[name].unit)
        case ["levers", names] if " + " in names:
            return found, Expected("budget_shares")
        case ["levers", name]:
            return UNKNOWN_NAME, one_of(name, rows.levers)
        case ["shocks", name, "severity"] if name in rows.shocks:
            return found, _range(*rows.shocks[name].range, rows.shocks[name].unit)
        case ["shocks", _, "window", *_]:
            first, last = f"{START_YEAR}-01", f"{LAST_YEAR}-12"
            return found, Expected("months_in_order", {"first": first, "last": last})
        case ["shocks", name]:
            return UNKNOWN_NAME, one_of(name, rows.shocks)
        case ["country"]:
            return OTHER_COUNTRY, Expected("policy_of_country")
    return found, Label(en=error.expected, ko=error.expected)


def _range(low: float, high: float, unit: str) -> Expected:
    unit = "" if unit == "dimensionless" else f" {unit}"
    return Expected("range", {"low": low, "high": high, "unit": unit})


def from_validation_error(error: Mapping[str, Any]) -> ProblemError:
    """Turn the first error of pydantic into that of the request's field."""
    path = [str(part) for part in error["loc"] if part not in ("body", "header", "query", "path")]
    kind = error["type"]
    found: str | Label = repr(error["input"])
    expected = Expected(kind if kind in EXPECTED else "valid_value", error.get("ctx", {}))
    if kind == "missing":
        found = NOTHING
        if len(error["loc"]) <= 1:
            expected = Expected("model_type")
    elif kind == "extra_forbidden":
        found = UNKNOWN_FIELD
    return invalid_value(".".join(path), found, expected)


def problem_response(error: ProblemError) -> Response:
    """Write an error as an answer."""
    content = error.problem.model_dump_json()
    headers = {**(error.headers or {}), "Cache-Control": "no-store"}
    return Response(content, error.status_code, headers, media_type=MEDIA_TYPE)


def add_error_handlers(app: FastAPI) -> None:
    """Answer with problem details whatever is raised, never with a traceback."""

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return problem_response(error)

    async def on_input_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, InputError)
        return problem_response(from_input_error(error))

    async def on_validation_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem_response(from_validation_error(error.errors()[0]))

    async def on_http_exception(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = _CODES.get(error.status_code)
        if code is not None:
            raised = problem(code)
        else:
            expected = Expected("readable_request")
            raised = invalid_value(
                "", error.detail, expected, code="bad_request", status=error.status_code
            )
        raised.headers = {**(raised.headers or {}), **(error.headers or {})}
        return problem_response(raised)

    async def on_exception(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem_response(problem("failed"))

    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(InputError, on_input_error)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(Exception, on_exception)
