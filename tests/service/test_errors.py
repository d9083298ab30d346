"""Every message of an error has both languages, and says what the English text does."""

from string import Formatter

import pytest

from slipstream.service.error_messages import EXPECTED, KINDS, Expected, one_of


def fields(template: str) -> set[tuple[str | None, str | None]]:
    return {(name, form) for _, name, form, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("message", EXPECTED)
def test_both_languages_take_the_same_parameters(message: str) -> None:
    template = EXPECTED[message]
    assert fields(template.en) == fields(template.ko)
    assert any("가" <= letter <= "힣" for letter in template.ko) or message in (
        "range",
        "bool_type",
    )


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_of_problem_has_a_status_of_its_own(code: str) -> None:
    assert [kind.status for kind in KINDS.values()].count(KINDS[code].status) == 1
    assert any("가" <= letter <= "힣" for letter in KINDS[code].message.ko)


@pytest.mark.parametrize(
    ("name", "list_known", "english"),
    [
        ("teems", True, "did you mean 'teams'? One of: teams, tax"),
        ("zzz", True, "one of: teams, tax"),
        ("teems", False, "did you mean 'teams'?"),
        ("zzz", False, "a name that the list holds"),
    ],
)
def test_the_nearest_name_comes_first(name: str, list_known: bool, english: str) -> None:
    assert one_of(name, ["teams", "tax"], list_known=list_known).label.en == english


def test_parameters_are_written_in_both_languages() -> None:
    label = Expected("range", {"low": 1.0, "high": 2e10, "unit": " USD"}).label
    assert (label.en, label.ko) == ("1 to 2e+10 USD", "1~2e+10 USD")
