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


def power_from_grid(years: Array, power_2025: Array, power_growth: Array) -> Array:
    """Power for AI that the ordinary growth of a country's grid brings, in MW.

    ``power_2025`` (MW) grows by the yearly factor ``power_growth``. Steady growth is an
    assumption; levels rest on facts such as KR.power.dc_it_2025.
    """
    return power_2025 * jnp.exp(jnp.log(power_growth) * (years - ANCHOR_YEARS))


def power_started(
    needed: Array, grid: Array, reserved: Array, under_way: Array, built: Array
) -> Array:
    """Power for AI whose construction starts in this step, in MW.

    Parameters
    ----------
    needed
        What running and ordered chips and the money that waits for more would draw, MW.
    grid
        What the ordinary growth of the grid brings, MW.
    reserved
        What a policy pays to have built, MW.
    under_way, built
        What is under construction and in place beyond the grid's growth, MW.

    Returns
    -------
    Array
        MW, never negative.

    Notes
    -----
    Whoever pays the all-in price of a chip (fact WORLD.price.h100e) has paid for its power, which
    then has to be built. An assumption bounds the pace: no more than half of what is in place
    is under construction on demand. What a policy reserves is not bound by it.
    """
    wanted = jnp.clip(needed - grid, 0.0, 0.5 * grid + 1.5 * built)
    return jnp.maximum(jnp.maximum(wanted, reserved) - under_way - built, 0.0)


def order_share(
    wanted: Array,
    years: Array,
    import_cap: Array,
    import_cap_growth: Array,
    licence_exposure: Array,
    control: Array,
    control_evasion: Array,
    domestic: Array,
    power_room: Array,
) -> Array:
    """Share of the wanted orders that import licences, home industry and power let through.

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
    control
        Severity of an export-control shock: 1 refuses every exposed licence, -1 doubles the cap.
    control_evasion
        Share of what is refused that arrives all the same.
    domestic
        H100e a year that home industry can make.
    power_room
        H100e that can still be powered.

    Returns
    -------
    Array
        Share between 0 and 1. What is not ordered stays with the buyer as money for a while.

    Notes
    -----
    Home industry has a capacity: more money does not make it larger within the step (fact
    CN.compute.ascend_910c_2025). That limits meet as a minimum is an assumption.
    """
    refused = control * licence_exposure * (1.0 - jnp.where(control > 0.0, control_evasion, 0.0))
    grown = import_cap * jnp.exp(jnp.log(import_cap_growth) * (years - ANCHOR_YEARS))
    licensed = wanted * (1.0 - jnp.maximum(refused, 0.0))
    allowed = jnp.minimum(licensed, grown * STEP_YEARS * (1.0 - refused)) + domestic * STEP_YEARS
    possible = jnp.minimum(allowed, jnp.maximum(power_room, 0.0))
    return jnp.minimum(possible / jnp.maximum(wanted, 1e-6), 1.0)


def power_available(grid: Array, built: Array, shortage: Array) -> Array:
    """Power that computing for AI can draw in a country, in MW.

    What the ``grid`` brings and what is ``built`` beyond it (MW), less the share that a
    ``shortage`` takes away: an identity.
    """
    return (grid + built) * (1.0 - shortage)


def domestic_capacity(
    years: Array, domestic_chips_2025: Array, domestic_chips_growth: Array
) -> Array:
    """H100e a year of training chips that home industry can make.

    Level: fact CN.compute.ascend_910c_2025; steady growth is an assumption.
    """
    return domestic_chips_2025 * jnp.exp(jnp.log(domestic_chips_growth) * (years - ANCHOR_YEARS))


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


def training_access(access: Array, training_share_drift: Array, years_after: Array) -> Array:
    """Share of a private owner's compute that does research and training, not inference.

    ``access`` up to the end of the evidence; it drifts by ``training_share_drift`` a year in the
    logarithm, ``years_after`` that.

    Inference takes a growing part (facts WORLD.compute.inference_share_2023,
    WORLD.compute.inference_share_2026); that the drift is steady is an assumption.
    """
    drifted = access * jnp.exp(training_share_drift * jnp.maximum(years_after, 0.0))
    return jnp.minimum(drifted, 1.0)


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


def rented_compute(rented: Array, licence_exposure: Array, control: Array) -> Array:
    """H100e rented abroad that still serve when controls of severity ``control`` are in force.

    Controls reach the ``licence_exposure`` share of it, as they do chips: an assumption, since
    access from afar was outside the rules until 2026.
    """
    return rented * (1.0 - jnp.maximum(control, 0.0) * licence_exposure)


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
