import numpy as np
import pytest

from slipstream.ensemble.indicators import quantiles
from slipstream.policy.build_scenario import build
from slipstream.policy.question import Question, take_sample
from slipstream.policy.ranking import rank

DRAWS = 1100


def test_each_country_has_the_place_of_its_own_answer() -> None:
    question = Question("KR", 2028)
    places = rank(build("KR"), question, DRAWS, 3)
    assert list(places) == list(build("KR").countries)
    for code in ("KR", "US", "FR"):
        sample = take_sample(build(code), Question(code, 2028), DRAWS, 3)
        assert places[code].lag_now == quantiles(np.asarray(sample.lag[0]))
        assert places[code].lag_by == quantiles(np.asarray(sample.lag[-1]))
        # A shock that strikes who asks may tip a draw.
        inside = float(sample.in_race(question).mean())
        assert places[code].in_race == pytest.approx(inside, abs=2.5 / DRAWS)
        joined = sample.probability(question.last)
        assert places[code].probability == pytest.approx(joined, abs=2.5 / DRAWS)
