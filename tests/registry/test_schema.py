import pytest
from pydantic import ValidationError

from slipstream.registry.schema import Prior

GROUND = {"assumption": "for the test"}


@pytest.mark.parametrize(
    "content",
    [
        {"value": 1.0, **GROUND},
        {"low": 1.0, "high": 2.0, **GROUND},
        {"fact": "KR.talent.home"},
        {"value": 1.0, "facts": ["KR.talent.home"]},
    ],
)
def test_a_prior_has_one_form_and_a_ground(content: dict[str, object]) -> None:
    Prior.model_validate(content)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({**GROUND}, "exactly one of"),
        ({"value": 1.0, "low": 0.0, "high": 2.0, **GROUND}, "exactly one of"),
        ({"value": 1.0, "fact": "KR.talent.home"}, "exactly one of"),
        ({"low": 1.0, **GROUND}, "go together"),
        ({"low": 2.0, "high": 1.0, **GROUND}, "below high"),
        ({"low": 1.0, "high": 1.0, **GROUND}, "below high"),
        ({"value": 1.0}, "assumption"),
        ({"value": 1.0, "level": 1.0, **GROUND}, "less than 1"),
        ({"value": "many", **GROUND}, "number"),
        ({"valeu": 1.0, **GROUND}, "Extra inputs"),
    ],
)
def test_any_other_prior_is_refused(content: dict[str, object], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Prior.model_validate(content)


def test_earlier_forms_follow_the_main_one_and_have_none_themselves() -> None:
    prior = Prior.model_validate({"value": 1.0, **GROUND, "earlier": [{"value": 2.0, **GROUND}]})
    assert [form.value for form in prior.forms] == [1.0, 2.0]
    nested = {"value": 1.0, **GROUND, "earlier": []}
    with pytest.raises(ValidationError, match="Extra inputs"):
        Prior.model_validate({"value": 1.0, **GROUND, "earlier": [nested]})
    with pytest.raises(ValidationError, match="assumption"):
        Prior.model_validate({"value": 1.0, **GROUND, "earlier": [{"value": 2.0}]})


def test_yaml_1_1_powers_of_ten_are_numbers() -> None:
    assert Prior.model_validate({"value": "1e9", **GROUND}).value == 1e9


def test_the_fact_that_gives_the_number_is_cited_first() -> None:
    prior = Prior.model_validate({"fact": "KR.talent.home", "facts": ["KR.talent.abroad"]})
    assert prior.cited == ("KR.talent.home", "KR.talent.abroad")
