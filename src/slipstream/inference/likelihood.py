"""How likely history is, given what the simulator makes of a vector of latent numbers."""

import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import log_ndtr, ndtr

from slipstream.ensemble.posterior import share_scored
from slipstream.inference.latent import (
    Latent,
    disclosed_share,
    members_per_worker,
    scored_odds,
)
from slipstream.inference.observations import Lags, Releases, Stocks, TalentFlows
from slipstream.inference.replay import Replay, replay
from slipstream.model.constants import MONTHS_PER_YEAR
from slipstream.model.state import Values

RUN_SPREAD = 0.25
"""Assumption: OOM by which the runs behind a country's flagships differ within months."""

STOCK_SPREAD = 0.1
"""Assumption: what counts of chips leave open beyond their stated range, natural log."""

FLOOR_SPREAD = 0.2
"""Assumption: how sharply a lower bound on a stock is known, natural log."""

LAG_SPREAD = 0.25
"""Assumption: what single releases move the open lag from its mean path, natural log."""

CEILING_SPREAD = 3.0
"""Assumption: ECI by which unscored releases depart from what is expected of them."""

TALENT_SPREAD = 1.5e-5
"""Assumption: error of the yearly net flow per member of LinkedIn; sources differ by as much."""


def log_likelihood(latent: Latent, vector: Array) -> Array:
    """Log likelihood of all observations, ``(draw,)``, for ``vector`` ``(dimension, draw)``."""
    return sum(terms(latent, vector).values(), jnp.zeros(vector.shape[1]))


def terms(latent: Latent, vector: Array) -> dict[str, Array]:
    """Log likelihood by kind of observation, ``(draw,)`` each.

    Notes
    -----
    *Records.* A country releases something in a month with the simulator's chance, and what it
    releases is scored with probability ``scored_share``. A month with a new record says that this
    happened and what came out; a month in which a record stood says that either it did not, or
    what came out, measurement included, was no better. So that models are on record because they
    were good is allowed for. Largest runs likewise, with ``disclosed_share``.

    *Stocks* and *open lags* are lognormal around the simulator's; lower bounds count if the
    simulator falls below them. Countries without a score never had the world's best model.
    """
    parts = latent.split(vector)
    parameters = latent.priors.parameters(latent.priors.values(parts["numbers"]))
    shown = replay(parameters, latent.noise(parts), latent.now, latent.now + 1)
    seen = latent.observed
    spread = parameters["release_spread"]
    score, run = shown.ready.score, shown.ready.run
    released = score[seen.scores.month, seen.scores.row] + (
        spread[seen.scores.row] * parts["departure"]
    )
    runs = run[seen.runs.month, seen.runs.row]
    run_sd = jnp.hypot(seen.runs.sd, RUN_SPREAD)[:, None]
    months = np.arange(latent.now + 1) - latent.now
    scored = share_scored(scored_odds(parts["scored_level"], parts["scored_drift"]), months)
    disclosed = disclosed_share(parts["disclosed_share"])
    members = members_per_worker(parts["members_per_worker"])
    return {
        "scores": _normal((released - seen.scores.value[:, None]) / seen.scores.sd[:, None])
        + _timing(seen.scores, shown.ready.chance * scored, score, spread),
        "runs": _normal((runs - seen.runs.value[:, None]) / run_sd)
        + _timing(seen.runs, shown.ready.chance * disclosed, run, RUN_SPREAD),
        "stocks": _stocks(latent, shown),
        "open_lag": _open_lag(latent, shown, parameters),
        "talent": _talent(latent, shown, members),
        "never_led": _never_led(latent, shown),
    }


def _normal(standardised: Array) -> Array:
    return -0.5 * jnp.sum(standardised**2, axis=0)


def _timing(seen: Releases, chance: Array, expected: Array, spread: Array | float) -> Array:
    """Log likelihood of the months in which records fell, and of those in which they stood."""
    chance = jnp.clip(chance, 1e-5, 1.0 - 1e-5)
    came = chance.at[seen.month, seen.row].get(mode="fill", fill_value=1.0)
    fell = jnp.sum(jnp.log(came), axis=0)
    sd = jnp.hypot(seen.standing_sd[:, :, None], spread)
    better = ndtr((expected - seen.standing[:, :, None]) / sd)
    stood = jnp.where(seen.open[:, :, None], jnp.log1p(-chance * better), 0.0)
    return fell + jnp.sum(stood, axis=(0, 1))


def _stocks(latent: Latent, shown: Replay) -> Array:
    seen = latent.observed.stocks
    off = expected_stocks(seen, shown) - seen.log_h100e[:, None]
    sd = np.hypot(seen.sd, STOCK_SPREAD)[:, None]
    each = jnp.where(seen.floor[:, None], log_ndtr(off / FLOOR_SPREAD), -0.5 * (off / sd) ** 2)
    return jnp.sum(each, axis=0)


def expected_stocks(seen: Stocks, shown: Replay) -> Array:
    """What counts of chips are held against, log H100e, ``(row, draw)``."""
    at = (seen.month, seen.row)
    private = shown.compute.private[at]
    total = private + shown.compute.public[at] + shown.compute.foreign[at]
    counted = jnp.where(seen.private[:, None], private, total)
    return jnp.log(jnp.maximum(counted, 1e-3))


def _open_lag(latent: Latent, shown: Replay, parameters: Values) -> Array:
    seen = latent.observed.lags
    expected = expected_lags(seen, shown, parameters)
    sd = np.hypot(seen.sd, LAG_SPREAD)[:, None]
    return _normal((expected - seen.log_months[:, None]) / sd)


def expected_lags(seen: Lags, shown: Replay, parameters: Values) -> Array:
    """What lags of open models are held against, log months, ``(row, draw)``."""
    return jnp.log(parameters["open_lag_mean"]) + shown.lag_wander[seen.month]


def _talent(latent: Latent, shown: Replay, members: Array) -> Array:
    seen = latent.observed.talent
    total = jnp.zeros(members.shape[1])
    expected = expected_talent(seen, shown, members)
    for net, mean in zip(seen.net, expected, strict=True):
        total = total - 0.5 * ((net - mean) / TALENT_SPREAD) ** 2
    return total


def expected_talent(seen: TalentFlows, shown: Replay, members: Array) -> list[Array]:
    """What yearly net flows per member of LinkedIn are held against, ``(draw,)`` for each row."""
    return [
        jnp.mean(shown.net_talent[month - MONTHS_PER_YEAR + 1 : month + 1, row], axis=0)
        / members[row]
        for month, row in zip(seen.month, seen.row, strict=True)
    ]


def _never_led(latent: Latent, shown: Replay) -> Array:
    seen = latent.observed
    expected = shown.ready.score[seen.ceiling_month][:, seen.unscored]
    room = (seen.ceiling[:, None, None] - expected) / CEILING_SPREAD
    return jnp.sum(log_ndtr(room), axis=(0, 1))
