"""Chips: their price, the orders that limits let through, construction, stock and runs."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from slipstream.model.constants import (
    ANCHOR_YEARS,
    H100_FLOP_PER_SECOND,
    MONTHS_PER_YEAR,
    SECONDS_PER_MONTH,
    STEP_YEARS,
)
from slipstream.model.powers import power


class Pipeline(NamedTuple):
    """H100e ordered and not yet running, in two construction stages, and the running stock."""

    first: Array
    second: Array
    stock: Array


class PipelineFlows(NamedTuple):
    """Flows of one step, in H100e: what came in, what was switched on, what retired."""

    ordered: Array
    delivered: Array
    retired: Array


def hardware_price(
    years: Array, price_2025: Array, price_fall: Array, import_premium: Array, tariff: Array
) -> Array:
    """Price of an H100e with its share of building and power.

    Parameters
    ----------
    years
        Years after January 2022.
    price_2025
        Price in the middle of 2025, USD/H100e.
    price_fall
        Yearly factor by which the price falls.
    import_premium
        What a country pays above the reference, as a share.
    tariff
        Duty on chips, as a share.

    Returns
    -------
    Array
        USD (2025) per H100e.

    Notes
    -----
    Exponential fall of price at fixed performance: facts WORLD.price.h100e and
    WORLD.price.fall. That the building follows the chip is an assumption.
    """
    fallen = price_2025 * jnp.exp(-jnp.log(price_fall) * (years - ANCHOR_YEARS))
    return fallen * (1.0 + import_premium) * (1.0 + tariff)


def power_need(years: Array, kw_per_h100e_2025: Array, power_fall: Array) -> Array:
    """Site power that one H100e takes, in MW; it falls by ``power_fall`` a year.

    Level and fall: facts WORLD.power.site_kw_per_h100e_new_2025, WORLD.power.kw_per_h100e_2023. A
    steady fall is an assumption.
    """
    return 1e-3 * kw_per_h100e_2025 * jnp.exp(-jnp.log(power_fall) * (years - ANCHOR_YEARS))


def power_available(
    years: Array, power_2025: Array, power_growth: Array, power_reserved: Array, shortage: Array
) -> Array:
    """Power that computing for AI can draw in a country, in MW.

    ``power_2025`` (MW) grows by the yearly factor ``power_growth``; a policy adds
    ``power_reserved`` (MW); a shortage takes a share of it all away.

    Steady growth is an assumption; levels rest on facts such as KR.power.dc_it_2025.
    """
    grown = power_2025 * jnp.exp(jnp.log(power_growth) * (years - ANCHOR_YEARS))
    return (grown + power_reserved) * (1.0 - shortage)


def order_share(
    wanted: Array,
    years: Array,
    import_cap: Array,
    import_cap_growth: Array,
    licence_exposure: Array,
    domestic_chip_share: Array,
    control: Array,
    power_room: Array,
) -> Array:
    """Share of the wanted orders that import licences and power let through.

    Parameters
    ----------
    wanted
        H100e that the money of this step would buy, over all owners.
    years
        Years after January 2022.
    import_cap
        H100e a year that a country may import in 2025; very large where nothing binds.
    import_cap_growth
        Yearly factor of the cap.
    licence_exposure
        Share of imports that need a licence which may be refused, 0-1.
    domestic_chip_share
        Share of orders that home-made chips can fill, 0-1.
    control
        Severity of an export-control shock: 1 refuses every exposed licence, -1 doubles the cap.
    power_room
        H100e that can still be powered.

    Returns
    -------
    Array
        Share between 0 and 1. What is not ordered stays with the buyer as money.
    """
    imports = wanted * (1.0 - domestic_chip_share)
    grown = import_cap * jnp.exp(jnp.log(import_cap_growth) * (years - ANCHOR_YEARS))
    cap = grown * STEP_YEARS * (1.0 - control * licence_exposure)
    licensed = imports * (1.0 - jnp.maximum(control, 0.0) * licence_exposure)
    allowed = jnp.minimum(licensed, cap) + wanted * domestic_chip_share
    possible = jnp.minimum(allowed, jnp.maximum(power_room, 0.0))
    return jnp.minimum(possible / jnp.maximum(wanted, 1e-6), 1.0)


def advance_pipeline(
    pipeline: Pipeline, ordered: Array, delay: Array, service_life: Array
) -> tuple[Pipeline, PipelineFlows]:
    """Move orders through an Erlang-2 construction delay into the stock, and retire old chips.

    Parameters
    ----------
    pipeline
        Stages and stock at the start of the step, H100e.
    ordered
        H100e ordered in this step.
    delay
        Mean time from order to service, years.
    service_life
        Mean time in service, years.

    Returns
    -------
    tuple
        The state after the step, and the flows that account for its change.

    Notes
    -----
    Two equal stages are the standard material delay of system dynamics (Sterman 2000,
    Business Dynamics, ch. 11). The step is implicit: stages stay positive, and the mean time
    is ``delay`` exactly, however short. An explicit one adds a month.
    """
    passing = 1.0 / (1.0 + delay / (2.0 * STEP_YEARS))
    into_second = (pipeline.first + ordered) * passing
    delivered = (pipeline.second + into_second) * passing
    retired = pipeline.stock * (1.0 - jnp.exp(-STEP_YEARS / service_life))
    after = Pipeline(
        first=pipeline.first + ordered - into_second,
        second=pipeline.second + into_second - delivered,
        stock=pipeline.stock + delivered - retired,
    )
    return after, PipelineFlows(ordered, delivered, retired)


def public_delay(procurement_delay: Array, delay_overrun: Array, slippage: Array) -> Array:
    """Mean time from a public budget to running chips, years.

    The planned months ``procurement_delay`` stretch by the factor ``delay_overrun``, in full
    at a ``slippage`` of 1 and not at all at 0; never shorter than a month.

    The record of overruns: facts KR.delay.round_2025, KR.delay.supercomputer_6. That they
    multiply the plan is an assumption.
    """
    return jnp.maximum(procurement_delay * power(delay_overrun, slippage), 1.0) / MONTHS_PER_YEAR


def accessible_compute(
    public: Array,
    private: Array,
    foreign: Array,
    rented: Array,
    access_public: Array,
    access_private: Array,
    access_foreign: Array,
) -> Array:
    """H100e that a country's frontier developers can use for research and training.

    Each owner's stock (H100e) counts by the share of it that such developers reach;
    rented compute counts whole.

    An identity; the shares are parameters (facts KR.gpu.first_allocation,
    WORLD.spend.openai_research_2024).
    """
    return access_public * public + access_private * private + access_foreign * foreign + rented


def rented_compute(
    public: Array, private: Array, partnership_depth: Array, partner_compute: Array
) -> Array:
    """H100e rented through a partnership: ``partner_compute`` of the home stock at full depth.

    An assumption: no published contract of Korea's states a volume.
    """
    return partner_compute * partnership_depth * (public + private)


def training_run(
    accessible: Array,
    run_share: Array,
    teams: Array,
    mfu: Array,
    run_length: Array,
    run_offset: Array,
) -> Array:
    """Compute of the largest training run that a country can start now.

    Parameters
    ----------
    accessible
        Compute for research and training, H100e.
    run_share
        Share of it that goes into the final run.
    teams
        Effective number of teams that share it; concentration is its inverse.
    mfu
        Model FLOP utilisation.
    run_length
        Length of the run, months.
    run_offset
        OOM by which the country's developers train more than these shares, the same for all
        countries, make of the compute that is known.

    Returns
    -------
    Array
        log10 FLOP.

    Notes
    -----
    An identity; its factors are facts WORLD.mfu, WORLD.run_share and WORLD.run_length. That the
    stock of the month serves the whole run is an assumption, and so is that a country's offset
    lasts.
    """
    per_h100e = mfu * run_length * (H100_FLOP_PER_SECOND * SECONDS_PER_MONTH / 1e20)
    busy = jnp.maximum(accessible, 1e-3) * run_share / teams
    return 20.0 + jnp.log10(busy * per_h100e) + run_offset
