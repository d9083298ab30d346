"""What is said of how much rests on facts."""

import numpy as np
import pytest
from numpy.typing import NDArray

from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.exogenous import NOW
from slipstream.policy.grounds import Kind, coverage, grounds
from slipstream.policy.question import Question
from slipstream.policy.variance import Shares
from slipstream.report.grounds_text import coverage_json, coverage_text
from slipstream.report.language import language

NUMBERS = tuple(number for number in coordinates(model_data(), NOW) if not number.prior.fixed)
QUESTION = Question("KR", 2030, 7.0, posterior=None)


def first(kind: Kind) -> str:
    return next(
        ground.number.name
        for ground in grounds(NOW)
        if ground.kind == kind and ground.number in NUMBERS
    )


FACTS, ASSUMPTION = first("facts"), first("assumption")
CARRIED = {FACTS: 0.6, first("both"): 0.3, ASSUMPTION: 0.1}


def shares(lag: dict[str, float], joined: dict[str, float]) -> Shares:
    """Shares of named numbers, all others carry nothing."""

    def each(given: dict[str, float]) -> NDArray[np.float64]:
        return np.array([given.get(number.name, 0.0) for number in NUMBERS])

    return Shares(NUMBERS, each(lag), each(joined), None, None)


def told(found: Shares, locale: str) -> str:
    return coverage_text(coverage(found, NOW), found, QUESTION, 2_048, 1, language(locale))


def test_facts_alone_are_told_apart_from_facts_with_a_judgement() -> None:
    found = shares(CARRIED, {})
    variance = coverage_json(coverage(found, NOW), found, QUESTION, 2_048, 1)["variance"]
    assert variance["lag"] == pytest.approx({"facts": 0.6, "both": 0.3, "assumption": 0.1})
    text = told(found, "en")
    assert "those on facts alone carry 60%, those on facts and a judgement 30%" in text
    assert "assumption alone 10%" in text
    assert "사실에만 근거한 수치의 몫은 60%" in told(found, "ko")


def test_what_does_not_vary_has_nothing_to_share_out() -> None:
    found = shares(CARRIED, {})
    assert (
        coverage_json(coverage(found, NOW), found, QUESTION, 2_048, 1)["variance"]["joined"] is None
    )
    assert "Joining by then does not vary." in told(found, "en")
    assert "그때까지의 합류 여부는 변하지 않는다." in told(found, "ko")
    swapped = shares({}, CARRIED)
    assert "The lag at the end of 2030 does not vary." in told(swapped, "en")
    assert "joining by then they carry 60%, 30% and 10%" in told(swapped, "en")


def test_noise_below_nothing_is_told_as_little() -> None:
    found = shares({FACTS: 1.05, ASSUMPTION: -0.05}, CARRIED)
    variance = coverage_json(coverage(found, NOW), found, QUESTION, 2_048, 1)["variance"]
    assert variance["lag"]["assumption"] == 0.0001
    assert variance["lag"]["facts"] == 0.9999
