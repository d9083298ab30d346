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
    domestic_capacity,
    hardware_price,
    order_share,
    power_available,
    power_from_grid,
    power_need,
    power_started,
    public_delay,
    rented_compute,
    training_access,
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
    assert float(power_from_grid(then, number(500), number(1.3))) == pytest.approx(500)
    assert float(domestic_capacity(then, number(3e5), number(1.4))) == pytest.approx(3e5)


@given(years=YEARS, power=legal("power_2025"), growth=legal("power_growth"))
def test_the_grid_grows_by_its_yearly_factor(years: Array, power: Array, growth: Array) -> None:
    now = float(power_from_grid(years, power, growth))
    assert now > 0.0
    later = float(power_from_grid(years + 1.0, power, growth))
    assert later == pytest.approx(now * float(growth), rel=1e-4)


@given(years=YEARS, chips=legal("domestic_chips_2025"), growth=legal("domestic_chips_growth"))
def test_home_industry_grows_by_its_yearly_factor(
    years: Array, chips: Array, growth: Array
) -> None:
    now = float(domestic_capacity(years, chips, growth))
    assert now > 0.0
    later = float(domestic_capacity(years + 1.0, chips, growth))
    assert later == pytest.approx(now * float(growth), rel=1e-4)


MW = between(0.0, 1e6)


@given(grid=MW, built=MW, shortage=legal("power_shortage"))
def test_power_is_of_the_grid_and_built_less_a_shortage(
    grid: Array, built: Array, shortage: Array
) -> None:
    left = float(power_available(grid, built, shortage))
    whole = float(grid) + float(built)
    assert left == pytest.approx(whole * (1.0 - float(shortage)), rel=1e-5)
    assert 0.0 <= left <= whole * (1.0 + 1e-6)


@given(needed=MW, grid=MW, reserved=legal("power_reserved"), under_way=MW, built=MW)
def test_power_is_built_for_need_or_reserve_and_never_twice(
    needed: Array, grid: Array, reserved: Array, under_way: Array, built: Array
) -> None:
    def begun(needed: Array, reserved: Array, under_way: Array) -> float:
        return float(
            power_started(
                needed=needed, grid=grid, reserved=reserved, under_way=under_way, built=built
            )
        )

    started = begun(needed, reserved, under_way)
    assert started >= 0.0
    assert started <= begun(needed + 100.0, reserved, under_way)
    assert started <= begun(needed, reserved + 100.0, under_way)
    assert started >= begun(needed, reserved, under_way + 100.0)
    whole = float(grid) + float(built) + float(under_way)
    # Once it is under way, nothing more is begun.
    assert begun(needed, reserved, under_way + started) <= 1e-6 * (whole + started)
    on_demand = float(under_way) + begun(needed, ZERO, under_way)
    assert on_demand <= max(0.5 * (float(grid) + float(built)), float(under_way)) + 1e-6 * whole


def test_power_begun_by_hand() -> None:
    def begun(**changed: float) -> float:
        given = {"needed": 130.0, "grid": 100.0, "reserved": 0.0, "under_way": 5.0, "built": 8.0}
        return float(power_started(**{k: number(v) for k, v in {**given, **changed}.items()}))

    assert begun() == pytest.approx(130.0 - 100.0 - 5.0 - 8.0)
    assert begun(needed=900.0) == pytest.approx(0.5 * (100.0 + 8.0) - 5.0)
    assert begun(reserved=400.0) == pytest.approx(400.0 - 5.0 - 8.0)
    assert begun(needed=90.0) == 0.0


@given(years=YEARS, need=legal("kw_per_h100e_2025"), fall=legal("power_fall"))
def test_the_power_that_a_chip_needs_falls(years: Array, need: Array, fall: Array) -> None:
    assert 0.0 < float(power_need(years + 1.0, need, fall)) <= float(power_need(years, need, fall))


ORDERS = {
    "wanted": H100E,
    "years": YEARS,
    "import_cap": legal("import_cap"),
    "import_cap_growth": legal("import_cap_growth"),
    "licence_exposure": SHARE,
    "control": legal("export_controls"),
    "control_evasion": legal("control_evasion"),
    "domestic": between(0.0, 1e9),
    "power_room": between(-1e6, 1e8),
}


@given(**ORDERS)
def test_orders_pass_no_limit(**given: Array) -> None:
    share = float(order_share(**given))
    value = {name: float(one) for name, one in given.items()}
    assert 0.0 <= share <= 1.0
    ordered, slack = share * value["wanted"], 1.0 + 1e-5
    arrives = 1.0 - value["control_evasion"] if value["control"] > 0.0 else 1.0
    refused = value["control"] * value["licence_exposure"] * arrives
    licensed = value["wanted"] * (1.0 - max(refused, 0.0))
    quota = value["import_cap"] * value["import_cap_growth"] ** (value["years"] - ANCHOR_YEARS)
    quota *= STEP_YEARS * (1.0 - refused)
    at_home = value["domestic"] * STEP_YEARS
    assert ordered <= max(value["power_room"], 0.0) * slack
    assert ordered <= (at_home + licensed) * slack + 1e-3
    assert ordered <= (at_home + quota) * slack + 1e-3


FREE = {
    "wanted": 1000.0,
    "years": ANCHOR_YEARS + 1.0,
    "import_cap": 1e12,
    "import_cap_growth": 2.0,
    "licence_exposure": 0.5,
    "control": 0.0,
    "control_evasion": 0.3,
    "domestic": 0.0,
    "power_room": 1e9,
}


@pytest.mark.parametrize(
    ("changed", "share"),
    [
        ({}, 1.0),
        ({"control": 0.8}, 1.0 - 0.8 * 0.5 * 0.7),
        ({"control": 0.8, "domestic": 1200.0}, 1.0 - 0.8 * 0.5 * 0.7 + 0.1),
        ({"control": 1.0, "licence_exposure": 1.0, "control_evasion": 0.0}, 0.0),
        ({"import_cap": 1200.0}, 0.2),
        ({"import_cap": 1200.0, "control": -1.0}, 0.3),
        ({"import_cap": 1200.0, "domestic": 1200.0}, 0.3),
        ({"import_cap": 0.0, "domestic": 1200.0}, 0.1),
        ({"power_room": 250.0}, 0.25),
        ({"power_room": -5.0}, 0.0),
    ],
    ids=str,
)
def test_orders_by_hand(changed: dict[str, float], share: float) -> None:
    given = {name: number(value) for name, value in {**FREE, **changed}.items()}
    assert float(order_share(**given)) == pytest.approx(share, abs=1e-6)


@given(**{name: ORDERS[name] for name in ("wanted", "years", "control_evasion", "domestic")})
def test_where_nothing_binds_all_is_ordered(**given: Array) -> None:
    assume(float(given["wanted"]) > 1.0)
    free = {name: number(value) for name, value in FREE.items()}
    assert float(order_share(**{**free, **given})) == pytest.approx(1.0, rel=1e-6)


@given(wanted=H100E, exposure=SHARE, evasion=SHARE, home=H100E, more=H100E, low=SHARE, high=SHARE)
def test_controls_let_less_through_and_evasion_and_home_industry_more(
    wanted: Array,
    exposure: Array,
    evasion: Array,
    home: Array,
    more: Array,
    low: Array,
    high: Array,
) -> None:
    def share(control: Array, evasion: Array, home: Array) -> float:
        return float(
            order_share(
                wanted=wanted,
                years=ONE,
                import_cap=number(1e6),
                import_cap_growth=ONE,
                licence_exposure=exposure,
                control=control,
                control_evasion=evasion,
                domestic=home,
                power_room=number(1e7),
            )
        )

    lax, tight = jnp.minimum(low, high), jnp.maximum(low, high)
    assert share(tight, evasion, home) <= share(lax, evasion, home) + 1e-6
    assert share(tight, evasion, home) <= share(tight, ONE, home) + 1e-6
    assert share(tight, evasion, home) <= share(tight, evasion, home + more) + 1e-6


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


def test_each_owner_counts_by_what_developers_reach_of_it() -> None:
    stocks = [number(value) for value in (100.0, 1000.0, 1e4, 7.0)]
    reach = [number(value) for value in (0.5, 0.3, 0.02)]
    reached = accessible_compute(
        *stocks,
        access_public=reach[0],
        access_private=reach[1],
        access_foreign=reach[2],
    )
    assert float(reached) == pytest.approx(50.0 + 300.0 + 200.0 + 7.0)


@given(
    access=legal("access_private"),
    drift=legal("training_share_drift"),
    years=between(-5.0, 11.0),
)
def test_the_share_that_trains_drifts_after_the_evidence(
    access: Array, drift: Array, years: Array
) -> None:
    drifted = float(access) * math.exp(float(drift) * max(float(years), 0.0))
    share = float(training_access(access, drift, years))
    assert share == pytest.approx(min(drifted, 1.0), rel=1e-5)


@given(rented=H100E, exposure=SHARE, control=legal("export_controls"))
def test_controls_reach_the_exposed_part_of_what_is_rented(
    rented: Array, exposure: Array, control: Array
) -> None:
    left = float(rented_compute(rented, exposure, control))
    assert 0.0 <= left <= float(rented)
    assert float(rented_compute(rented, exposure, ZERO)) == float(rented)
    assert float(rented_compute(rented, exposure, -ONE)) == float(rented)
    hit = float(rented_compute(rented, exposure, number(0.6)))
    assert hit == pytest.approx(float(rented) * (1.0 - 0.6 * float(exposure)), rel=1e-5)


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
