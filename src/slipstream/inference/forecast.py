"""The model's forecasts of what the records will show."""

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from slipstream.countries.pack import country_codes
from slipstream.ensemble.draws import by_parameter
from slipstream.ensemble.luck import stream
from slipstream.ensemble.posterior import Posterior, share_scored
from slipstream.inference.baselines import lags_of
from slipstream.inference.likelihood import RUN_SPREAD
from slipstream.inference.records import Floats, History, Quantity, observed
from slipstream.inference.replay import Replay, replay


def forecast(
    posterior: Posterior, history: History, until: int, draws: int, seed: int
) -> Mapping[tuple[str, Quantity], Floats]:
    """Forecast every record that stands at the end of the posterior's evidence.

    Parameters
    ----------
    posterior
        Fitted to data up to its ``now``.
    history
        Rows of the tables; what is dated after ``now`` is not looked at.
    until
        Step of the last month to forecast.
    draws, seed
        Size and luck of the ensemble.

    Returns
    -------
    Mapping
        By country and quantity ``(month, draw)``, the months after ``now``.

    Notes
    -----
    A forecast is of the record, not of what a country could do: releases come with the
    simulator's chance and are scored with the posterior's share; each carries the error that
    scores of its country have; and the record that stands can only be beaten.
    """
    now, codes = posterior.now, country_codes()
    past = history.until(now)
    member = np.arange(draws) % posterior.members
    numbers = by_parameter(now, posterior.values[:, member])
    parameters = {name: jnp.asarray(value) for name, value in numbers.items()}
    noise = _noise(posterior, member, until, seed)
    shown: Replay = jax.jit(replay, static_argnums=(2, 3))(parameters, noise, now, until + 1)
    found: dict[tuple[str, Quantity], Floats] = {}
    steps = np.arange(now + 1, until + 1)
    scored = np.asarray(share_scored(posterior.scored_odds[:, :, member], steps - now))
    for code in past.countries("best_eci"):
        row = codes.index(code)
        series = observed(past, "best_eci", code)
        luck = stream(seed, f"forecast/score/{code}", 0)
        spread = numbers["release_spread"][row] * np.asarray(noise["departure"])[steps, row]
        error = np.median([sd for sd in series.sd[: now + 1] if np.isfinite(sd)])
        came = np.asarray(noise["release"])[steps, row] < np.asarray(shown.ready.chance)[steps, row]
        seen = came & (luck.random(came.shape) < scored[:, posterior.scored.index(code)])
        measured = np.asarray(shown.ready.score)[steps, row] + spread
        measured = measured + error * luck.standard_normal(came.shape)
        found[code, "best_eci"] = _records(measured, seen, series.values[now])
    for code in past.countries("largest_run_log10_flop"):
        row = codes.index(code)
        luck = stream(seed, f"forecast/run/{code}", 0)
        came = luck.random((len(steps), draws)) < np.asarray(shown.ready.chance)[steps, row]
        runs = np.asarray(shown.ready.run)[steps, row]
        runs = runs + RUN_SPREAD * luck.standard_normal(came.shape)
        standing = observed(past, "largest_run_log10_flop", code).values[now]
        found[code, "largest_run_log10_flop"] = _records(runs, came, standing)
    return {**found, **lags_of(past, now, found)}


def _records(values: Floats, counts: np.ndarray, standing: float) -> Floats:
    scored = np.where(counts, values, -np.inf)
    return np.asarray(np.maximum(np.maximum.accumulate(scored, axis=0), standing))


def _noise(posterior: Posterior, member: np.ndarray, until: int, seed: int) -> Mapping[str, Array]:
    """Innovations up to ``until``: the members' own as far as they reach, then new ones."""
    codes, past = country_codes(), posterior.now + 1
    rows = np.array([codes.index(code) for code in posterior.scored])
    shape = (until + 1, len(codes), len(member))

    def normals(name: str, size: tuple[int, ...]) -> np.ndarray:
        return stream(seed, f"forecast/{name}", 0).standard_normal(size, dtype=np.float32)

    rate, lag = normals("rate", (shape[0], shape[2])), normals("lag", (shape[0], shape[2]))
    rate[:past], lag[:past] = posterior.rate[:, member], posterior.lag[:, member]
    skill, departure = normals("skill", shape), normals("departure", shape)
    skill[:past, rows] = posterior.skill[:, :, member]
    when = (posterior.record_months, rows[posterior.record_rows])
    departure[when] = posterior.departure[:, member]
    release = stream(seed, "forecast/release", 0).random(shape, dtype=np.float32)
    release[:past] = 1.0
    release[when] = -1.0
    drawn = {
        "rate": rate,
        "lag": lag,
        "skill": skill,
        "departure": departure,
        "release": release,
    }
    return {name: jnp.asarray(value) for name, value in drawn.items()}
