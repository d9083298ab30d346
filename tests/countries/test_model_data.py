"""Countries by any name that people type."""

import pytest

from slipstream.countries.model_data import model_data
from slipstream.files import InputError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KR", "KR"),
        ("kr", "KR"),
        ("Korea", "KR"),
        (" south korea ", "KR"),
        ("대한민국", "KR"),
        ("한국", "KR"),
        ("uk", "GB"),
        ("미국", "US"),
        ("united arab emirates", "AE"),
    ],
)
def test_a_country_has_its_code_and_its_names(text: str, code: str) -> None:
    assert model_data().code(text) == code


def test_no_name_stands_for_two_countries() -> None:
    names = [
        name.casefold()
        for code, pack in model_data().packs.items()
        for name in {code, pack.name.en, pack.name.ko, *pack.aliases}
    ]
    assert len(names) == len(set(names))


def test_an_unknown_country_gets_the_list() -> None:
    with pytest.raises(InputError, match="found 'Narnia'; expected one of: AE United"):
        model_data().code("Narnia")
