"""How the answer responds: values, pairing, and that every lever does something."""

from dataclasses import replace

import numpy as np
import pytest

from slipstream.countries.pack import country_codes
from slipstream.ensemble.posterior import shipped
from slipstream.policy.adjustments import Adjustments, overlays
from slipstream.policy.build_scenario import build
from slipstream.policy.compare import difference
from slipstream.policy.question import Question, take_sample
from slipstream.policy.response import Curve, Response, respond, spread
from slipstream.registry.load import registry

DRAWS = 512
QUESTION = Question("KR", posterior=shipped())


@pytest.fixture(scope="module")
def korea() -> Response:
    return respond(QUESTION, draws=DRAWS)


def test_values_go_from_end_to_end_and_hold_today_s() -> None:
    assert spread(0.0, 10.0, 4.0, 0.5) == (0.0, 2.5, 4.0, 7.5, 10.0)
    assert spread(0.0, 10.0, 0.1, 0.5) == (0.0, 0.1, 5.0, 7.5, 10.0)
    assert spread(0.0, 10.0, 20.0, 0.5) == (0.0, 2.5, 5.0, 7.5, 10.0)
    assert spread(1.0, 10_000.0, 1.0, 1.0, log=True) == (1.0, 10.0, 100.0, 1000.0, 10_000.0)
    assert spread(0.0, 0.0, 0.0, 0.5) == (0.0,)


def test_every_lever_and_shock_is_there_with_its_values(korea: Response) -> None:
    rows = registry()
    assert [curve.name for curve in korea.levers] == list(rows.levers)
    assert [curve.name for curve in korea.shocks] == list(rows.shocks)
    levers = {name: values[:, build("KR").focal_row] for name, values in build("KR").levers.items()}
    for curve in korea.levers:
        low, high = rows.levers[curve.name].slider
        values = [point.value for point in curve.points]
        assert values == sorted(values)
        assert values[0] == low
        assert values[-1] <= high
        now = float(levers[curve.name][QUESTION.now + 1])
        marked = [point.value for point in curve.points if point.today]
        assert marked == ([now] if low <= now <= values[-1] else [])


def test_today_s_value_changes_nothing_where_today_s_policy_keeps_it(korea: Response) -> None:
    for curve in korea.levers:
        for point in curve.points:
            if point.today and len(curve.schedule) == 1:
                assert set(point.reading.lag_change.values()) == {(0, 0, 0)}
                assert point.reading.in_race_change.mean == 0


def test_a_reading_is_the_paired_difference_of_the_whole_world() -> None:
    policies = overlays(Adjustments(levers={"regulatory_burden": 12.0}), "test")
    today, slow = (
        take_sample(build("KR", each, posterior=shipped()), QUESTION, DRAWS, 1)
        for each in ([], policies)
    )
    expected = difference("today", "slow", today, slow, QUESTION)
    found = respond(QUESTION, draws=DRAWS, only=["regulatory_burden"], whole_world=True)
    (curve,) = found.levers
    last = curve.points[-1].reading
    assert curve.points[-1].value == 12.0
    assert last.mean_lag[2030] == pytest.approx(float(np.mean(slow.lag[-1])))
    assert last.lag_change[2030].mean == pytest.approx(expected.lag_mean)
    assert last.in_race_change == pytest.approx(
        (expected.in_race, expected.in_race_low, expected.in_race_high)
    )
    assert last.joined_change.mean == pytest.approx(expected.probability)


def test_a_wider_bar_and_a_later_year_are_asked_about() -> None:
    asked = replace(QUESTION, by=2034, within_months=24.0)
    found = respond(asked, draws=128, only=["teams"])
    assert found.years == (2034, 2036)
    assert found.today.in_race > respond(QUESTION, draws=128, only=["teams"]).today.in_race


def test_every_lever_moves_some_country_s_answer(korea: Response) -> None:
    idle = {curve.name for curve in korea.levers if not curve.moves}
    for country in country_codes():
        if not idle:
            return
        found = respond(replace(QUESTION, country=country), draws=DRAWS, only=sorted(idle))
        idle -= {curve.name for curve in found.levers if curve.moves}
    assert not idle


def moves(curve: Curve) -> bool:
    return any(abs(point.reading.lag_change[2030].mean) > 0 for point in curve.points)


def test_what_is_said_to_move_nothing_moves_nothing(korea: Response) -> None:
    for curve in (*korea.levers, *korea.shocks):
        assert moves(curve) or not curve.moves
