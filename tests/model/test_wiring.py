"""Each input of the month moves what its equation says, as far as it says, and nothing else."""

import pytest

from tests.model.wiring import machines, people
from tests.model.wiring.case import Case

CASES = [*machines.CASES, *people.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}={case.to:g}")
def test_one_input_moves_what_it_should(case: Case) -> None:
    assert case.problems() == []
