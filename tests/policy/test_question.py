import pytest

from slipstream.files import InputError
from slipstream.model.constants import month_step
from slipstream.policy.question import Question


@pytest.mark.parametrize(
    ("now", "labels"),
    [
        ("2024-09", ("now", "2024", "2025", "2026")),
        ("2024-12", ("now", "2024", "2025", "2026")),
        ("2026-03", ("now", "2026")),
    ],
)
def test_an_answer_reports_from_the_end_of_its_evidence_on(
    now: str, labels: tuple[str, ...]
) -> None:
    question = Question("KR", 2026, now=month_step(now))
    assert question.labels == labels
    assert question.steps[0] == question.now
    assert question.steps[1:] == tuple(month_step(f"{year}-12") for year in labels[1:])


def test_a_year_before_the_evidence_ends_is_no_question() -> None:
    assert Question("KR", 2024, now=month_step("2024-09")).last == month_step("2024-12")
    with pytest.raises(InputError, match="a year from 2024"):
        Question("KR", 2023, now=month_step("2024-09"))
    with pytest.raises(InputError, match="a year from 2026"):
        Question("KR", 2024)
