"""What goes wrong, told in one shape and in both languages."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from starlette.exceptions import HTTPException

from slipstream.evidence.schema import Label
from slipstream.files import InputError


class Trouble(BaseModel):
    """One mistake or refusal.

    ``field`` is the path to the value at fault, ``found`` what stands there and ``expected`` what
    may; they are empty where nothing in the request is at fault.
    """

    code: str
    field: str = ""
    found: str = ""
    expected: str = ""
    message: Label


class Problem(BaseModel):
    """The body of every answer that is not a success."""

    error: Trouble


class RefusedError(HTTPException):
    """An answer that is not a success.

    Parameters
    ----------
    status
        HTTP status.
    trouble
        What is told.
    retry_after
        Seconds after which to ask again, if that helps.
    """

    def __init__(self, status: int, trouble: Trouble, retry_after: int | None = None) -> None:
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        super().__init__(status, trouble.message.en, headers)
        self.trouble = trouble


SHOWN = 120
"""Characters of a mistaken value that are told back."""

_MESSAGES = {
    "not_found": Label(en="There is nothing at this address.", ko="이 주소에는 아무것도 없습니다."),
    "bad_method": Label(
        en="This address does not take such a request.", ko="이 주소는 이런 요청을 받지 않습니다."
    ),
    "too_large": Label(
        en="The request is larger than the server takes.", ko="요청이 서버의 한도보다 큽니다."
    ),
    "bad_type": Label(
        en="The request has to be JSON (Content-Type: application/json).",
        ko="요청은 JSON이어야 합니다(Content-Type: application/json).",
    ),
    "too_many_requests": Label(
        en="Too many requests from this address; try again in a moment.",
        ko="이 주소에서 온 요청이 너무 많습니다. 잠시 뒤에 다시 시도하십시오.",
    ),
    "busy": Label(
        en="The server is busy with other simulations; try again in a moment.",
        ko="서버가 다른 시뮬레이션을 처리하고 있습니다. 잠시 뒤에 다시 시도하십시오.",
    ),
    "superseded": Label(
        en="A later request of the same page took the place of this one.",
        ko="같은 화면의 나중 요청이 이 요청을 대신했습니다.",
    ),
    "failed": Label(
        en="The server failed; the mistake is its own, and its log tells more.",
        ko="서버에 오류가 났습니다. 서버의 잘못이며 자세한 내용은 서버 기록에 있습니다.",
    ),
}


def refusal(status: int, code: str, retry_after: int | None = None) -> RefusedError:
    """Refuse for a reason that is not in the request's values."""
    return RefusedError(status, Trouble(code=code, message=_MESSAGES[code]), retry_after)


def mistake(status: int, code: str, field: str, found: object, expected: str) -> RefusedError:
    """Refuse a value."""
    shown = str(found)
    if len(shown) > SHOWN:
        shown = f"{shown[:SHOWN]}…"
    # A lone surrogate cannot be sent as UTF-8.
    field, shown = (text.encode("utf-8", "replace").decode() for text in (field[:SHOWN], shown))
    where = field or "request"
    label = Label(
        en=f"{where}: found {shown}; expected {expected}",
        ko=f"{field or '요청'}: 입력된 값은 {shown}, 가능한 값은 {_korean(expected)}",
    )
    trouble = Trouble(code=code, field=field, found=shown, expected=expected, message=label)
    return RefusedError(status, trouble)


def of_input(error: InputError) -> RefusedError:
    """Turn a mistake that the layers below found into a refusal."""
    # Options of the command line are fields of a request.
    field = error.field or error.where.removeprefix("--")
    kind = re.split(r"[.\[ ]", field, maxsplit=1)[0]
    return mistake(422, _CODES.get(kind, "bad_state"), field, error.found, error.expected)


def of_validation(error: Mapping[str, Any]) -> RefusedError:
    """Turn what a validator found first into a refusal."""
    path = [str(part) for part in error["loc"] if part not in ("body", "header", "query", "path")]
    kind = path[0] if path else ""
    found, expected = repr(error["input"]), _expected(error)
    match error["type"]:
        case "missing":
            found = "nothing"
        case "extra_forbidden":
            found = "an unknown field"
    return mistake(422, _CODES.get(kind, "bad_state"), ".".join(path), found, expected)


def _expected(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "missing" | "model_type" | "model_attributes_type" | "dict_type" if (
            len(error["loc"]) <= 1 or error["type"] != "missing"
        ):
            return "a JSON object"
        case "missing":
            return "a value"
        case "extra_forbidden":
            return "a field that the API knows"
        case "greater_than_equal":
            return f"{context['ge']:g} or more"
        case "less_than_equal":
            return f"{context['le']:.17g} or less"
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return "a whole number"
        case "float_type" | "finite_number":
            return "a number"
        case "string_type":
            return "text"
        case "bool_type":
            return "true or false"
        case "list_type":
            return "a list"
        case "string_too_long" | "too_long":
            return f"at most {context['max_length']} entries or characters"
        case "too_short":
            return f"at least {context['min_length']} entries"
        case "string_pattern_mismatch":
            return "a month such as 2027-01"
    return str(error["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")


_CODES = {
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

_KOREAN = (
    (r"^(\S+) to (\S+)(.*)$", r"\1~\2\3"),
    (r"^did you mean (.+)\? One of: (.*)$", r"\1 등 다음 가운데 하나: \2"),
    (r"^one of: (.*)$", r"다음 가운데 하나: \1"),
    (r"^a year from (\d+) to (\d+)$", r"\1~\2년"),
    (r"^a month from (\S+) to (\S+)$", r"\1~\2 사이의 달"),
    (r"^the earlier month first$", r"앞선 달을 먼저"),
    (r"^shares of the budget that come to 1 or less$", r"합이 1 이하인 예산 비중"),
    (r"^one for (\w+) or any$", r"\1 또는 모든 국가용 정책"),
    (r"^valid JSON$", r"올바른 JSON"),
    (r"^a JSON object$", r"JSON 객체"),
    (r"^a number$", r"숫자"),
    (r"^a whole number$", r"정수"),
    (r"^a value$", r"값"),
    (r"^text$", r"문자열"),
    (r"^true or false$", r"true 또는 false"),
    (r"^a list$", r"목록"),
    (r"^(\S+) or more$", r"\1 이상"),
    (r"^(\S+) or less$", r"\1 이하"),
    (r"^at most (\S+) entries or characters$", r"최대 \1개 항목 또는 글자"),
    (r"^at least (\S+) entries$", r"최소 \1개 항목"),
    (r"^a month such as (\S+)$", r"\1 같은 달"),
    (r"^a field that the API knows$", r"API에 있는 필드"),
    (r"^each name once$", r"이름마다 한 번씩"),
)


def _korean(expected: str) -> str:
    for pattern, korean in _KOREAN:
        if re.match(pattern, expected):
            return re.sub(pattern, korean, expected)
    return expected
