import math

import pytest
from hypothesis import given
from jax import Array

from slipstream.model.talent import (
    Talent,
    advance_talent,
    covered_share,
    leaving_rate,
    pay_gap,
)
from tests.model.legal import DOLLARS, ONE, PERSONS, SHARE, ZERO, between, legal, number

PAY = legal("pay_home")


@given(home=PERSONS, budget=DOLLARS, topup=legal("pay_topup"))
def test_top_ups_never_cost_more_than_the_budget(home: Array, budget: Array, topup: Array) -> None:
    covered = float(covered_share(home, budget, topup))
    assert 0.0 <= covered <= 1.0
    assert covered * float(topup) * float(home) <= float(budget) * (1.0 + 1e-5)
    assert float(covered_share(home, budget, ZERO)) == 0.0


@given(home=PAY, best=PAY, topup=legal("pay_topup"), covered=SHARE)
def test_a_top_up_narrows_the_pay_gap(
    home: Array, best: Array, topup: Array, covered: Array
) -> None:
    plain = float(pay_gap(home, best, ZERO, ZERO))
    topped = float(pay_gap(home, best, topup, covered))
    assert -1e-6 <= topped <= plain + 1e-6
    assert plain == pytest.approx(max(math.log(float(best) / float(home)), 0.0), abs=1e-5)


LEAVING = {
    "base": legal("leaving_base"),
    "gap": between(0.0, 3.0),
    "pay": legal("pay_elasticity"),
    "ratio": between(0.0, 1e4),
    "compute": legal("compute_elasticity"),
    "depth": legal("partnership_depth"),
    "draw": legal("partner_draw"),
}


@given(**LEAVING)
def test_leaving_rises_with_what_pulls(
    base: Array, gap: Array, pay: Array, ratio: Array, compute: Array, depth: Array, draw: Array
) -> None:
    rate = float(leaving_rate(base, gap, pay, ratio, compute, depth, draw))
    slack = 1.0 + 1e-5
    assert float(base) <= rate * slack
    assert rate <= float(leaving_rate(base, gap + 0.1, pay, ratio, compute, depth, draw)) * slack
    assert rate <= float(leaving_rate(base, gap, pay, ratio * 2, compute, depth, draw)) * slack
    assert rate <= float(leaving_rate(base, gap, pay, ratio, compute, ONE, draw)) * slack


@given(base=legal("leaving_base"), pay=legal("pay_elasticity"))
def test_where_nothing_pulls_the_base_rate_leaves(base: Array, pay: Array) -> None:
    rate = leaving_rate(base, ZERO, pay, number(0.5), ONE, ZERO, ONE)
    assert float(rate) == pytest.approx(float(base))


@given(
    home=PERSONS,
    abroad=PERSONS,
    graduates=legal("graduates"),
    immigrants=legal("immigrants"),
    leaving=between(0.0005, 5.0),
    back=legal("return_rate"),
    retirement=legal("talent_retirement"),
    returnees=legal("returnee_places"),
    visas=legal("visa_places"),
)
def test_people_are_conserved_at_home_and_abroad(
    home: Array,
    abroad: Array,
    graduates: Array,
    immigrants: Array,
    leaving: Array,
    back: Array,
    retirement: Array,
    returnees: Array,
    visas: Array,
) -> None:
    before = Talent(home, abroad)
    after, flows = advance_talent(
        before, graduates, immigrants, leaving, back, retirement, returnees, visas
    )
    size = sum(map(float, before)) + float(visas)
    assert min(map(float, flows)) >= 0.0
    assert float(after.home) > 0.0
    assert float(after.abroad) >= -1e-6 * size
    gained = sum(map(float, after)) - sum(map(float, before))
    entered = float(flows.graduated) + float(flows.immigrated) - float(flows.retired)
    assert abs(gained - entered) <= 1e-5 * size
    assert float(flows.returned) <= float(abroad)
    assert float(flows.left) <= float(home)


@given(home=PERSONS, abroad=PERSONS, places=legal("returnee_places"))
def test_places_bring_people_back(home: Array, abroad: Array, places: Array) -> None:
    def returned(paid: Array) -> float:
        rates = (ZERO, ZERO, number(0.01), number(0.05), number(0.03))
        return float(advance_talent(Talent(home, abroad), *rates, paid, ZERO)[1].returned)

    assert returned(ZERO) <= returned(places) <= returned(ZERO) + float(places) / 12.0 + 1.0
