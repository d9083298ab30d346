import math

import jax
import jax.numpy as jnp
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jax import Array

from slipstream.model.compute import (
    Pipeline,
    PipelineFlows,
    accessible_compute,
    advance_pipeline,
    hardware_price,
    order_share,
    power_available,
    power_need,
    public_delay,
    rented_compute,
    training_run,
)
from slipstream.model.constants import (
    ANCHOR_YEARS,
    H100_FLOP_PER_SECOND,
    MONTHS_PER_YEAR,
    SECONDS_PER_MONTH,
    STEP_YEARS,
)
from tests.model.legal import H100E, ONE, SHARE, YEARS, ZERO, between, legal, number

CHAIN_MONTHS = 1200


@given(
    years=YEARS,
    price=legal("price_2025"),
    fall=legal("price_fall"),
    premium=legal("import_premium"),
    tariff=legal("chip_tariff"),
)
def test_the_price_falls_by_its_yearly_factor(
    years: Array, price: Array, fall: Array, premium: Array, tariff: Array
) -> None:
    now = float(hardware_price(years, price, fall, premium, tariff))
    later = float(hardware_price(years + 1.0, price, fall, premium, tariff))
    assert 0.0 < later <= now
    assert now / later == pytest.approx(float(fall), rel=1e-4)


@given(years=YEARS, price=legal("price_2025"), fall=legal("price_fall"), tariff=SHARE)
def test_premium_and_tariff_multiply_the_price(
    years: Array, price: Array, fall: Array, tariff: Array
) -> None:
    plain = float(hardware_price(years, price, fall, ZERO, ZERO))
    dear = float(hardware_price(years, price, fall, number(0.1), tariff))
    assert dear == pytest.approx(plain * 1.1 * (1.0 + float(tariff)), rel=1e-5)


def test_prices_and_power_are_quoted_in_the_middle_of_2025() -> None:
    then = number(ANCHOR_YEARS)
    assert float(hardware_price(then, number(4e4), number(1.3), ZERO, ZERO)) == pytest.approx(4e4)
    assert float(power_need(then, number(1.2), number(1.2))) == pytest.approx(1.2e-3)
    assert float(power_available(then, number(500), number(1.3), ZERO, ZERO)) == pytest.approx(500)


@given(
    years=YEARS,
    power=legal("power_2025"),
    growth=legal("power_growth"),
    reserved=legal("power_reserved"),
    shortage=legal("power_shortage"),
)
def test_power_grows_by_reserve_and_shrinks_by_shortage(
    years: Array, power: Array, growth: Array, reserved: Array, shortage: Array
) -> None:
    plain = float(power_available(years, power, growth, ZERO, ZERO))
    more = float(power_available(years, power, growth, reserved, ZERO))
    less = float(power_available(years, power, growth, reserved, shortage))
    assert 0.0 < plain <= more
    assert less == pytest.approx(more * (1.0 - float(shortage)), rel=1e-5)


@given(years=YEARS, need=legal("kw_per_h100e_2025"), fall=legal("power_fall"))
def test_the_power_that_a_chip_needs_falls(years: Array, need: Array, fall: Array) -> None:
    assert 0.0 < float(power_need(years + 1.0, need, fall)) <= float(power_need(years, need, fall))


@given(
    wanted=H100E,
    years=YEARS,
    cap=legal("import_cap"),
    growth=legal("import_cap_growth"),
    exposure=SHARE,
    domestic=SHARE,
    control=legal("export_controls"),
    room=between(-1e6, 1e8),
)
def test_orders_pass_no_limit(
    wanted: Array,
    years: Array,
    cap: Array,
    growth: Array,
    exposure: Array,
    domestic: Array,
    control: Array,
    room: Array,
) -> None:
    share = float(order_share(wanted, years, cap, growth, exposure, domestic, control, room))
    assert 0.0 <= share <= 1.0
    ordered, slack = share * float(wanted), 1.0 + 1e-5
    at_home = float(wanted) * float(domestic)
    refused = max(float(control), 0.0) * float(exposure)
    licensed = float(wanted) * (1.0 - float(domestic)) * (1.0 - refused)
    quota = float(cap) * float(growth) ** (float(years) - ANCHOR_YEARS) * STEP_YEARS
    quota *= 1.0 - float(control) * float(exposure)
    assert ordered <= max(float(room), 0.0) * slack
    assert ordered <= (at_home + licensed) * slack + 1e-3
    assert ordered <= (at_home + quota) * slack + 1e-3


@given(wanted=H100E, years=YEARS, control=legal("export_controls"), domestic=SHARE)
def test_where_nothing_binds_all_is_ordered(
    wanted: Array, years: Array, control: Array, domestic: Array
) -> None:
    assume(float(wanted) > 1.0)
    free = order_share(
        wanted, years, number(1e12), ONE, ZERO, domestic, control, room := number(1e9)
    )
    assert float(free) == pytest.approx(1.0, rel=1e-6)
    assert float(wanted) <= float(room)


@given(wanted=H100E, exposure=SHARE, domestic=SHARE, low=SHARE, high=SHARE)
def test_tighter_controls_never_let_more_through(
    wanted: Array, exposure: Array, domestic: Array, low: Array, high: Array
) -> None:
    def share(control: Array) -> float:
        room, cap = number(1e7), number(1e6)
        return float(order_share(wanted, ONE, cap, ONE, exposure, domestic, control, room))

    lax, tight = min(float(low), float(high)), max(float(low), float(high))
    assert share(number(tight)) <= share(number(lax)) + 1e-6


@given(
    first=H100E,
    second=H100E,
    stock=H100E,
    ordered=H100E,
    delay=between(1.0 / MONTHS_PER_YEAR, 50.0),
    life=legal("service_life"),
)
def test_the_pipeline_conserves_chips(
    first: Array, second: Array, stock: Array, ordered: Array, delay: Array, life: Array
) -> None:
    before = Pipeline(first, second, stock)
    after, flows = advance_pipeline(before, ordered, delay, life)
    assert min(map(float, after)) >= 0.0
    assert min(map(float, flows)) >= 0.0
    gained = sum(map(float, after)) - sum(map(float, before))
    size = sum(map(float, before)) + float(ordered)
    assert abs(gained - float(flows.ordered - flows.retired)) <= 1e-5 * size
    entered = float(after.stock) - float(stock)
    assert abs(entered - float(flows.delivered - flows.retired)) <= 1e-5 * size


@jax.jit
def _impulse(delay: Array, life: Array) -> PipelineFlows:
    """Flows that follow one order of one H100e in the first month."""

    def advance(pipeline: Pipeline, ordered: Array) -> tuple[Pipeline, PipelineFlows]:
        return advance_pipeline(pipeline, ordered, delay, life)

    orders = jnp.zeros(CHAIN_MONTHS).at[0].set(1.0)
    return jax.lax.scan(advance, Pipeline(ZERO, ZERO, ZERO), orders)[1]


@given(months=st.floats(1.0, 90.0))
def test_construction_takes_its_mean_delay(months: float) -> None:
    delivered = _impulse(number(months / MONTHS_PER_YEAR), number(1e6)).delivered
    assert float(jnp.sum(delivered)) == pytest.approx(1.0, abs=1e-3)
    mean = float(jnp.sum(delivered * jnp.arange(CHAIN_MONTHS)))
    assert mean == pytest.approx(months, rel=5e-3)


@given(months=st.floats(6.0, 60.0))
def test_construction_spreads_as_two_equal_stages_do(months: float) -> None:
    delivered = _impulse(number(months / MONTHS_PER_YEAR), number(1e6)).delivered
    steps = jnp.arange(CHAIN_MONTHS)
    variance = float(jnp.sum(delivered * (steps - months) ** 2))
    # Erlang-2 has half its squared mean as variance; counting whole months adds the mean.
    assert variance == pytest.approx(months**2 / 2.0 + months, rel=1e-2)


@given(life=between(2.0, 10.0))
def test_chips_serve_their_mean_life(life: Array) -> None:
    flows = _impulse(number(2.0 / MONTHS_PER_YEAR), life)
    steps = jnp.arange(CHAIN_MONTHS)
    served = float(jnp.sum((flows.retired - flows.delivered) * steps)) / MONTHS_PER_YEAR
    assert served == pytest.approx(float(life), abs=STEP_YEARS)


@given(
    planned=legal("procurement_delay"),
    overrun=legal("delay_overrun"),
    slippage=legal("slippage"),
)
def test_slippage_stretches_the_planned_delay(
    planned: Array, overrun: Array, slippage: Array
) -> None:
    plan = float(planned) / MONTHS_PER_YEAR
    assert float(public_delay(planned, overrun, ZERO)) == pytest.approx(plan, rel=1e-5)
    full = float(public_delay(planned, overrun, ONE))
    assert full == pytest.approx(plan * float(overrun), rel=1e-5)
    assert float(public_delay(planned, overrun, slippage)) >= plan * (1.0 - 1e-6)


@given(public=H100E, private=H100E, foreign=H100E, rented=H100E, reach=SHARE, reach_2=SHARE)
def test_developers_reach_at_most_what_there_is(
    public: Array, private: Array, foreign: Array, rented: Array, reach: Array, reach_2: Array
) -> None:
    reached = float(
        accessible_compute(public, private, foreign, rented, reach, reach_2, number(0.5))
    )
    everything = float(public) + float(private) + float(foreign) + float(rented)
    assert float(rented) * (1.0 - 1e-6) <= reached <= everything * (1.0 + 1e-6)


@given(public=H100E, private=H100E, depth=SHARE, volume=legal("partner_compute"))
def test_no_partner_rents_nothing(
    public: Array, private: Array, depth: Array, volume: Array
) -> None:
    assert float(rented_compute(public, private, ZERO, volume)) == 0.0
    full = float(rented_compute(public, private, ONE, volume))
    assert 0.0 <= float(rented_compute(public, private, depth, volume)) <= full * (1.0 + 1e-6)


RUN = {
    "accessible": between(1.0, 1e8),
    "run_share": legal("run_share"),
    "mfu": legal("mfu"),
    "run_length": legal("run_length"),
    "run_offset": legal("run_offset"),
}


@given(**RUN, teams=legal("teams"))
def test_a_run_is_the_product_of_its_parts(
    accessible: Array,
    run_share: Array,
    mfu: Array,
    run_length: Array,
    run_offset: Array,
    teams: Array,
) -> None:
    run = float(training_run(accessible, run_share, teams, mfu, run_length, run_offset))
    seconds = float(run_length) * SECONDS_PER_MONTH
    flop = float(accessible) * float(run_share) * float(mfu) * H100_FLOP_PER_SECOND * seconds
    assert run == pytest.approx(math.log10(flop / float(teams)) + float(run_offset), abs=1e-5)


@given(**RUN)
def test_splitting_five_ways_costs_0_7_oom(
    accessible: Array, run_share: Array, mfu: Array, run_length: Array, run_offset: Array
) -> None:
    whole = float(training_run(accessible, run_share, ONE, mfu, run_length, run_offset))
    split = float(training_run(accessible, run_share, number(5.0), mfu, run_length, run_offset))
    assert whole - split == pytest.approx(math.log10(5.0), abs=1e-5)
