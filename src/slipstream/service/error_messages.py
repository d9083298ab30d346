"""What the API's errors say, by message id, in both languages."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from slipstream.evidence.fact_schema import Label


class ProblemKind(NamedTuple):
    """Status, title and message of a problem that lies in no value of the request."""

    status: int
    title: str
    message: Label


KINDS = {
    "not_found": ProblemKind(
        404,
        "Not found",
        Label(en="There is nothing at this address.", ko="이 주소에는 아무것도 없습니다."),
    ),
    "bad_method": ProblemKind(
        405,
        "Method not allowed",
        Label(
            en="This address does not take such a request.",
            ko="이 주소는 이런 요청을 받지 않습니다.",
        ),
    ),
    "superseded": ProblemKind(
        409,
        "Superseded",
        Label(
            en="A later request of the same page took the place of this one.",
            ko="같은 화면의 나중 요청이 이 요청을 대신했습니다.",
        ),
    ),
    "too_large": ProblemKind(
        413,
        "Request too large",
        Label(
            en="The request is larger than the server takes.", ko="요청이 서버의 한도보다 큽니다."
        ),
    ),
    "bad_type": ProblemKind(
        415,
        "Unsupported media type",
        Label(
            en="The request has to be JSON (Content-Type: application/json).",
            ko="요청은 JSON이어야 합니다(Content-Type: application/json).",
        ),
    ),
    "too_many_requests": ProblemKind(
        429,
        "Too many requests",
        Label(
            en="Too many requests from this address; try again in a moment.",
            ko="이 주소에서 온 요청이 너무 많습니다. 잠시 뒤에 다시 시도하십시오.",
        ),
    ),
    "failed": ProblemKind(
        500,
        "Server error",
        Label(
            en="The server failed; the mistake is its own, and its log tells more.",
            ko="서버에 오류가 났습니다. 서버의 잘못이며 자세한 내용은 서버 기록에 있습니다.",
        ),
    ),
    "busy": ProblemKind(
        503,
        "Server busy",
        Label(
            en="The server is busy with other simulations; try again in a moment.",
            ko="서버가 다른 시뮬레이션을 처리하고 있습니다. 잠시 뒤에 다시 시도하십시오.",
        ),
    ),
}
_OBJECT = Label(en="a JSON object", ko="JSON 객체")
_INTEGER = Label(en="a whole number", ko="정수")
_NUMBER = Label(en="a number", ko="숫자")
_TEXT = Label(en="text", ko="문자열")
_BOOLEAN = Label(en="true or false", ko="true 또는 false")
_AT_MOST = Label(
    en="at most {max_length} entries or characters", ko="최대 {max_length}개 항목 또는 글자"
)

EXPECTED = {
    # Types of pydantic's errors; their context holds the parameters.
    "missing": Label(en="a value", ko="값"),
    "extra_forbidden": Label(en="a field that the API knows", ko="API에 있는 필드"),
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "list_type": Label(en="a list", ko="목록"),
    "int_type": _INTEGER,
    "int_parsing": _INTEGER,
    "int_parsing_size": _INTEGER,
    "int_from_float": _INTEGER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "greater_than_equal": Label(en="{ge:g} or more", ko="{ge:g} 이상"),
    "less_than_equal": Label(en="{le:.17g} or less", ko="{le:.17g} 이하"),
    "string_too_long": _AT_MOST,
    "too_long": _AT_MOST,
    "too_short": Label(en="at least {min_length} entries", ko="최소 {min_length}개 항목"),
    # Months are the only text whose form is prescribed.
    "string_pattern_mismatch": Label(en="a month such as 2027-01", ko="2027-01 같은 달"),
    # Our own.
    "json": Label(en="valid JSON", ko="올바른 JSON"),
    "json_number": _NUMBER,
    "json_unique_names": Label(en="each name once", ko="이름마다 한 번씩"),
    "readable_request": Label(en="a request that can be read", ko="읽을 수 있는 요청"),
    "valid_value": Label(en="a value that the API's document allows", ko="API 문서가 허용하는 값"),
    "range": Label(en="{low:g} to {high:g}{unit}", ko="{low:g}~{high:g}{unit}"),
    "months_in_order": Label(
        en="two months from {first} to {last}, the earlier first",
        ko="{first}~{last} 사이의 두 달, 앞선 달을 먼저",
    ),
    "budget_shares": Label(
        en="shares of the budget that come to 1 or less", ko="합이 1 이하인 예산 비중"
    ),
    "policy_of_country": Label(
        en="a policy for this country or for any", ko="이 국가용 또는 모든 국가용 정책"
    ),
    "one_of": Label(en="one of: {names}", ko="다음 가운데 하나: {names}"),
    "nearest_of": Label(
        en="did you mean {nearest!r}? One of: {names}",
        ko="{nearest!r} 등 다음 가운데 하나: {names}",
    ),
    "nearest": Label(en="did you mean {nearest!r}?", ko="혹시 {nearest!r}?"),
    "listed_name": Label(en="a name that the list holds", ko="목록에 있는 이름"),
}
"""What a field accepts, by message id; the parameters are filled in with ``str.format``."""


NOTHING = Label(en="nothing", ko="없음")
UNKNOWN_FIELD = Label(en="an unknown field", ko="알 수 없는 필드")
UNKNOWN_NAME = Label(en="an unknown name", ko="알 수 없는 이름")
REPEATED_NAME = Label(en="the name twice", ko="두 번 나온 이름")
OTHER_COUNTRY = Label(en="a policy for another country", ko="다른 국가용 정책")


@dataclass(frozen=True)
class Expected:
    """What a field accepts: the id of a message in `EXPECTED` and its parameters."""

    message: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def label(self) -> Label:
        """The message in both languages."""
        template = EXPECTED[self.message]
        return Label(
            en=template.en.format(**self.parameters), ko=template.ko.format(**self.parameters)
        )


def one_of(name: str, known: Iterable[str], *, list_known: bool = True) -> Expected:
    """Accept known names, the closest spelling first; ``list_known`` says whether to list them."""
    known = list(known)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close and list_known:
        return Expected("nearest_of", {"nearest": close[0], "names": ", ".join(known)})
    if close:
        return Expected("nearest", {"nearest": close[0]})
    return (
        Expected("one_of", {"names": ", ".join(known)}) if list_known else Expected("listed_name")
    )
