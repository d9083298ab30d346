import pytest

from slipstream.policy.answer import Answer, answer
from slipstream.policy.question import Question


@pytest.fixture(scope="session")
def korea() -> Answer:
    """South Korea's answer from few draws."""
    return answer(Question("KR"), draws=1000)


@pytest.fixture(scope="session")
def america() -> Answer:
    """The leader's answer from few draws."""
    return answer(Question("US", 2028), draws=1000)
