import pytest

from slipstream.policy.answer import Answer, answer
from slipstream.policy.compare import Comparison, compare
from slipstream.policy.policy_files import Policy, find_policy
from slipstream.policy.question import Question


@pytest.fixture(scope="session")
def korea() -> Answer:
    """South Korea's answer from few draws."""
    return answer(Question("KR"), draws=1000)


@pytest.fixture(scope="session")
def america() -> Answer:
    """The leader's answer from few draws."""
    return answer(Question("US", 2028), draws=1000)


@pytest.fixture(scope="session")
def overlays() -> list[list[Policy]]:
    """Three policies to compare."""
    return [[find_policy(name)] for name in ("today", "open-base", "none")]


@pytest.fixture(scope="session")
def comparison(overlays: list[list[Policy]]) -> Comparison:
    """The three policies compared for South Korea, from few draws."""
    return compare(Question("KR", 2027), overlays, draws=300)
