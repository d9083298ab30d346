"""How likely history is, given what the simulator makes of a vector of latent numbers."""

import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import log_ndtr
from numpy.typing import NDArray

from slipstream.inference.latent import (
    Latent,
    disclosed_share,
    members_per_worker,
    spell_ends,
    spells,
)
from slipstream.inference.observations import Lags, Stocks, TalentFlows
from slipstream.inference.releases import backwards, months_told, release_rate, watching
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
    *Records.* A country's releases come as a Poisson process with the simulator's rate. While an
    index watches the country all of them are scored, and the best of a month is the month's: a
    new record says that something came and scored so much and that nothing else of the month
    scored more; a month in which the record stood says that nothing came that was better,
    measurement included. While the index does not watch, nothing is said. Which of the two holds
    is hidden, and summed over; see `watching`. So that models are on record because they were
    good, and that silence may be the index's, is allowed for. Largest runs likewise, with
    ``disclosed_share`` instead of spells.

    *Stocks* and *open lags* are lognormal around the simulator's; lower bounds count if the
    simulator falls below them. Countries without a score never had the world's best model, nor
    one above a ceiling that is on record.
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
    rate = release_rate(shown.ready.chance)
    disclosed = disclosed_share(parts["disclosed_share"])
    members = members_per_worker(parts["members_per_worker"])
    ends = spell_ends(spells(parts["spells"]), latent.now)
    return {
        "scores": _normal((released - seen.scores.value[:, None]) / seen.scores.sd[:, None])
        + watching(seen.scores, months_told(seen.scores, rate, score, spread), ends)[0],
        "runs": _normal((runs - seen.runs.value[:, None]) / run_sd)
        + jnp.sum(months_told(seen.runs, rate * disclosed, run, RUN_SPREAD), axis=(0, 1)),
        "stocks": _stocks(latent, shown),
        "open_lag": _open_lag(latent, shown, parameters),
        "talent": _talent(latent, shown, members),
        "never_led": _never_led(latent, shown),
    }


def _normal(standardised: Array) -> Array:
    return -0.5 * jnp.sum(standardised**2, axis=0)


def watched_months(latent: Latent, vectors: Array, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Draw whether an index watched a country, ``(month, country, draw)``, given all records.

    See `releases.backwards`.
    """
    parts = latent.split(vectors)
    parameters = latent.priors.parameters(latent.priors.values(parts["numbers"]))
    shown = replay(parameters, latent.noise(parts), latent.now, latent.now + 1)
    seen, ends = latent.observed.scores, spell_ends(spells(parts["spells"]), latent.now)
    rate, spread = release_rate(shown.ready.chance), parameters["release_spread"]
    log_on = months_told(seen, rate, shown.ready.score, spread)
    on = np.asarray(watching(seen, log_on, ends)[1])
    return backwards(seen, on, np.asarray(ends), rng)


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
    room = (seen.ceiling[:, :, None] - expected) / CEILING_SPREAD
    return jnp.sum(log_ndtr(room), axis=(0, 1))
