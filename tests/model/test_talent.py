import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax import Array

from slipstream.model.talent import (
    Moves,
    Talent,
    TalentFlows,
    advance_talent,
    attraction,
    leaving_rate,
    pay_gap,
    research_labour,
    split_talent_line,
    top_pay_gap,
)
from tests.model.legal import DOLLARS, ONE, PERSONS, SHARE, ZERO, between, legal, number

PAY = legal("pay_home")
GAP = between(0.0, 5.8)


@given(home=PERSONS, share=between(0.001, 1.0), weight=legal("top_weight"))
def test_labour_has_constant_returns_to_all_and_to_top_people(
    home: Array, share: Array, weight: Array
) -> None:
    def labour(home: float, top: float) -> float:
        stocks = Talent(number(home), ONE, number(top), ONE)
        return float(research_labour(stocks, weight))

    people, top = 1e3 + float(home), 1e3 * float(share) + 1.0
    log2, half = math.log(2.0), float(weight) * math.log(2.0)
    base = labour(people, top)
    assert labour(2 * people, 2 * top) - base == pytest.approx(log2, abs=1e-4)
    assert labour(people, 2 * top) - base == pytest.approx(half, abs=1e-4)
    assert labour(people, people) == pytest.approx(math.log(people), abs=1e-4)


@given(home=PAY, best=PAY)
def test_a_pay_gap_is_a_log_ratio_and_never_negative(home: Array, best: Array) -> None:
    expected = max(math.log(float(best) / float(home)), 0.0)
    assert float(pay_gap(home, best)) == pytest.approx(expected, abs=1e-5)


TOP = {
    "gap": GAP,
    "top_gap_ratio": legal("top_gap_ratio"),
    "top_pay": legal("top_pay"),
    "pay_topup": legal("pay_topup"),
    "covered": SHARE,
}


@given(**TOP)
def test_a_top_up_narrows_the_gap_of_top_researchers(**given: Array) -> None:
    gap = float(top_pay_gap(**given))
    plain = float(given["gap"]) * float(given["top_gap_ratio"])
    assert -1e-5 <= gap <= plain + 1e-5
    for without in ("covered", "pay_topup"):
        nothing = float(top_pay_gap(**{**given, without: ZERO}))
        assert nothing == pytest.approx(plain, rel=1e-5, abs=1e-5)
    assert float(top_pay_gap(**{**given, "covered": ONE})) <= gap + 1e-5


def test_a_top_up_by_hand() -> None:
    gap = top_pay_gap(
        gap=number(1.0),
        top_gap_ratio=number(2.0),
        top_pay=number(1e6),
        pay_topup=number(3e5),
        covered=number(0.5),
    )
    topped = -math.log(math.exp(-2.0) + 0.3)
    assert float(gap) == pytest.approx(2.0 + 0.5 * (topped - 2.0), rel=1e-5)


LINE = {
    "line": DOLLARS,
    "places": between(0.0, 3e4),
    "place_cost": legal("place_cost"),
    "top": between(0.0, 1e6),
    "pay_topup": legal("pay_topup"),
    "training_cost": legal("training_cost"),
}


@given(**LINE)
def test_money_for_talent_is_spent_once(**given: Array) -> None:
    granted, covered, trained = map(float, split_talent_line(**given))
    assert 0.0 <= granted <= 1.0
    assert 0.0 <= covered <= 1.0
    assert trained >= 0.0
    value = {name: float(one) for name, one in given.items()}
    spent = granted * value["places"] * value["place_cost"]
    spent += covered * value["pay_topup"] * value["top"] + trained * value["training_cost"]
    assert spent <= value["line"] * (1.0 + 1e-5) + 1.0
    if value["pay_topup"] == 0.0:
        assert covered == 0.0


@pytest.mark.parametrize(
    ("line", "granted", "covered", "trained"),
    [(4e6, 0.4, 0.0, 0.0), (6e7, 1.0, 0.5, 0.0), (2e8, 1.0, 1.0, 450.0)],
)
def test_places_come_before_pay_and_pay_before_training(
    line: float, granted: float, covered: float, trained: float
) -> None:
    split = split_talent_line(
        line=number(line),
        places=number(100.0),
        place_cost=number(1e5),
        top=number(500.0),
        pay_topup=number(2e5),
        training_cost=number(2e5),
    )
    assert list(map(float, split)) == pytest.approx([granted, covered, trained], rel=1e-5)


def test_a_line_that_places_use_up_covers_nobodys_pay() -> None:
    # In single precision these places cost 64 dollars more than the whole line.
    split = split_talent_line(
        line=number(9.06e8),
        places=number(17_853.0),
        place_cost=number(186_650.0),
        top=number(10.0),
        pay_topup=number(100.0),
        training_cost=number(2e5),
    )
    assert float(split.covered) == 0.0


@given(gap=GAP, elasticity=legal("pay_elasticity"))
def test_a_pay_gap_repels(gap: Array, elasticity: Array) -> None:
    share = float(attraction(gap, elasticity))
    assert 0.0 < share <= 1.0
    assert share == pytest.approx(math.exp(-float(gap) * float(elasticity)), rel=1e-4)


LEAVING = {
    "leaving_base": legal("leaving_base"),
    "attraction": between(0.01, 1.0),
    "partnership_depth": legal("partnership_depth"),
    "partner_draw": legal("partner_draw"),
}


@given(**LEAVING)
def test_leaving_rises_with_the_pay_gap_and_with_a_partner(**given: Array) -> None:
    value = {name: float(one) for name, one in given.items()}
    partner = 1.0 + value["partner_draw"] * value["partnership_depth"]
    expected = value["leaving_base"] / value["attraction"] * partner
    assert float(leaving_rate(**given)) == pytest.approx(expected, rel=1e-5)
    bare = leaving_rate(given["leaving_base"], ONE, ZERO, given["partner_draw"])
    assert float(bare) == float(given["leaving_base"])


RATES = {
    "graduates": legal("graduates"),
    "immigrants": legal("immigrants"),
    "return_rate": legal("return_rate"),
    "talent_retirement": legal("talent_retirement"),
}
STOCKS = st.builds(
    lambda home, abroad, share, share_abroad: Talent(
        home, abroad, home * share, abroad * share_abroad
    ),
    home=PERSONS,
    abroad=PERSONS,
    share=between(0.001, 0.9),
    share_abroad=between(0.001, 0.9),
)
MOVES = st.builds(
    Moves,
    leaving=between(0.0005, 5.0),
    top_leaving=between(0.0005, 5.0),
    pull=between(1.0, 30.0),
    visas=legal("visa_places"),
    returnees=legal("returnee_places"),
    trained=between(0.0, 1e5),
)


@given(before=STOCKS, moves=MOVES, rates=st.fixed_dictionaries(RATES))
def test_people_are_conserved_at_home_and_abroad(
    before: Talent, moves: Moves, rates: dict[str, Array]
) -> None:
    after, flows = advance_talent(before, moves, **rates)
    pulled = float(before.home) * float(moves.pull)
    size = float(before.home) + float(before.abroad) + pulled + float(moves.visas)
    slack = 1e-5 * (size + float(moves.trained))
    assert min(map(float, flows)) >= 0.0
    assert float(after.home) > 0.0
    assert float(after.abroad) >= -slack
    gained = sum(map(float, after[:2])) - sum(map(float, before[:2]))
    entered = float(flows.graduated) + float(flows.immigrated) - float(flows.retired)
    assert abs(gained - entered) <= slack
    assert float(flows.returned) <= float(before.abroad) * (1.0 + 1e-6)
    assert float(flows.left) <= float(before.home) * (1.0 + 1e-6)


@given(before=STOCKS, moves=MOVES, rates=st.fixed_dictionaries(RATES))
def test_top_researchers_stay_a_part_of_all(
    before: Talent, moves: Moves, rates: dict[str, Array]
) -> None:
    after, _ = advance_talent(before, moves, **rates)
    assert 0.0 < float(after.top) <= float(after.home) * (1.0 + 1e-4)
    slack = 1e-4 * float(before.abroad)
    assert -slack <= float(after.top_abroad) <= float(after.abroad) + slack


def moved(**changed: float) -> tuple[Talent, TalentFlows]:
    """Flows of 12,000 people at home and 2,400 abroad, of whom a tenth and a sixth are top."""
    given = {"leaving": 0.1, "top_leaving": 0.1, "pull": 1.0, "visas": 0.0, "returnees": 0.0}
    given |= {"trained": 0.0, "graduates": 0.0, "immigrants": 0.0, "return_rate": 0.0}
    value = {name: number(one) for name, one in {**given, **changed}.items()}
    rates = {name: value.pop(name) for name in ("graduates", "immigrants", "return_rate")}
    stocks = Talent(number(12_000.0), number(2_400.0), number(1_200.0), number(400.0))
    return advance_talent(stocks, Moves(**value), talent_retirement=number(0.03), **rates)


def gain(**changed: float) -> dict[str, float]:
    """Persons by which stocks and flows differ from those where nothing but leaving moves."""
    base, other = moved(), moved(**changed)
    names = (*Talent._fields, *TalentFlows._fields)
    plain, found = (*base[0], *base[1]), (*other[0], *other[1])
    differences = [float(two) - float(one) for one, two in zip(plain, found, strict=True)]
    return {
        name: round(value, 2)
        for name, value in zip(names, differences, strict=True)
        if abs(value) > 1e-2
    }


GONE = 1.0 - math.exp(-0.13 / 12.0)
MORE = 1.0 - math.exp(-0.23 / 12.0)
FURTHER = MORE * 0.2 / 0.23 - GONE * 0.1 / 0.13


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"graduates": 0.06}, {"home": 60.0, "top": 6.0, "graduated": 60.0}),
        ({"immigrants": 0.04}, {"home": 40.0, "top": 4.0, "immigrated": 40.0}),
        (
            {"immigrants": 0.04, "pull": 2.0},
            {"home": 44.0, "top": 8.0, "immigrated": 44.0},
        ),
        ({"visas": 120.0}, {"home": 10.0, "top": 1.0, "immigrated": 10.0}),
        ({"trained": 120.0}, {"home": 10.0, "graduated": 10.0}),
        (
            {"returnees": 120.0},
            {
                "home": 10.0,
                "abroad": -10.0,
                "top": 400.0 / 240.0,
                "top_abroad": -400.0 / 240.0,
                "returned": 10.0,
            },
        ),
        (
            {"top_leaving": 0.2},
            {
                "home": -1200.0 * (MORE - GONE),
                "abroad": 1200.0 * FURTHER,
                "top": -1200.0 * (MORE - GONE),
                "top_abroad": 1200.0 * FURTHER,
                "left": 1200.0 * FURTHER,
                "retired": 1200.0 * (MORE - GONE - FURTHER),
            },
        ),
    ],
    ids=str,
)
def test_flows_by_hand(changed: dict[str, float], expected: dict[str, float]) -> None:
    large = {name: value for name, value in expected.items() if abs(value) > 1e-2}
    assert gain(**changed) == pytest.approx(large, abs=2e-2)


def test_top_researchers_abroad_return_as_they_are_pulled() -> None:
    found = gain(return_rate=0.06, pull=3.0)
    others, top = (1.0 - math.exp(-rate / 12.0) for rate in (0.06, 0.18))
    assert found["top"] == pytest.approx(400.0 * top, abs=2e-2)
    assert found["returned"] == pytest.approx(2_000.0 * others + 400.0 * top, abs=2e-2)
    assert found["abroad"] == pytest.approx(-found["returned"], abs=2e-2)
