"""Chips: price, orders, power, construction, stock and runs."""

import numpy as np

from benchmarks.peers.numpy_equations import Value, powers
from slipstream.model.constants import (
    ANCHOR_YEARS,
    H100_FLOP_PER_SECOND,
    MONTHS_PER_YEAR,
    SECONDS_PER_MONTH,
    STEP_YEARS,
)


def hardware_price(
    years: float, price_2025: Value, price_fall: Value, import_premium: Value, tariff: Value
) -> Value:
    fallen = price_2025 * np.exp(-np.log(price_fall) * (years - ANCHOR_YEARS))
    return fallen * (1.0 + import_premium) * (1.0 + tariff)


def power_need(years: float, kw_per_h100e_2025: Value, power_fall: Value) -> Value:
    return 1e-3 * kw_per_h100e_2025 * np.exp(-np.log(power_fall) * (years - ANCHOR_YEARS))


def power_from_grid(years: float, power_2025: Value, power_growth: Value) -> Value:
    return power_2025 * np.exp(np.log(power_growth) * (years - ANCHOR_YEARS))


def power_started(
    needed: Value, grid: Value, reserved: Value, under_way: Value, built: Value
) -> Value:
    wanted = np.minimum(np.maximum(needed - grid, 0.0), 0.5 * grid + 1.5 * built)
    return np.maximum(np.maximum(wanted, reserved) - under_way - built, 0.0)


def order_share(
    wanted: Value,
    years: float,
    import_cap: Value,
    import_cap_growth: Value,
    licence_exposure: Value,
    control: Value,
    control_evasion: Value,
    domestic: Value,
    power_room: Value,
) -> Value:
    refused = control * licence_exposure * (1.0 - np.where(control > 0.0, control_evasion, 0.0))
    grown = import_cap * np.exp(np.log(import_cap_growth) * (years - ANCHOR_YEARS))
    licensed = wanted * (1.0 - np.maximum(refused, 0.0))
    allowed = np.minimum(licensed, grown * STEP_YEARS * (1.0 - refused)) + domestic * STEP_YEARS
    possible = np.minimum(allowed, np.maximum(power_room, 0.0))
    return np.minimum(possible / np.maximum(wanted, 1e-6), 1.0)


def power_available(grid: Value, built: Value, shortage: Value) -> Value:
    return (grid + built) * (1.0 - shortage)


def domestic_capacity(
    years: float, domestic_chips_2025: Value, domestic_chips_growth: Value
) -> Value:
    return domestic_chips_2025 * np.exp(np.log(domestic_chips_growth) * (years - ANCHOR_YEARS))


def advance_pipeline(
    first: Value, second: Value, stock: Value, ordered: Value, delay: Value, service_life: Value
) -> tuple[Value, Value, Value]:
    passing = 1.0 / (1.0 + delay / (2.0 * STEP_YEARS))
    into_second = (first + ordered) * passing
    delivered = (second + into_second) * passing
    retired = stock * (1.0 - np.exp(-STEP_YEARS / service_life))
    return (
        first + ordered - into_second,
        second + into_second - delivered,
        stock + delivered - retired,
    )


def public_delay(procurement_delay: Value, delay_overrun: Value, slippage: Value) -> Value:
    return (
        np.maximum(procurement_delay * powers.power(delay_overrun, slippage), 1.0) / MONTHS_PER_YEAR
    )


def training_access(access: Value, training_share_drift: Value, years_after: float) -> Value:
    return np.minimum(access * np.exp(training_share_drift * max(years_after, 0.0)), 1.0)


def accessible_compute(
    public: Value,
    private: Value,
    foreign: Value,
    rented: Value,
    access_public: Value,
    access_private: Value,
    access_foreign: Value,
) -> Value:
    return access_public * public + access_private * private + access_foreign * foreign + rented


def rented_compute(rented: Value, licence_exposure: Value, control: Value) -> Value:
    return rented * (1.0 - np.maximum(control, 0.0) * licence_exposure)


def training_run(
    accessible: Value,
    run_share: Value,
    teams: Value,
    mfu: Value,
    run_length: Value,
    run_offset: Value,
) -> Value:
    per_h100e = mfu * run_length * (H100_FLOP_PER_SECOND * SECONDS_PER_MONTH / 1e20)
    busy = np.maximum(accessible, 1e-3) * run_share / teams
    return 20.0 + np.log10(busy * per_h100e) + run_offset
