"""The model's forecasts of what the records will show."""

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.ensemble.draws import by_parameter
from slipstream.ensemble.posterior import Posterior
from slipstream.ensemble.random_streams import stream
from slipstream.inference.baselines import lags_of
from slipstream.inference.latent import spell_ends
from slipstream.inference.likelihood import RUN_SPREAD
from slipstream.inference.records import Floats, History, Quantity, Series, observed
from slipstream.inference.releases import best_of_releases, walk
from slipstream.inference.replay import Replay, replay
from slipstream.model.constants import MONTHS_PER_YEAR
from slipstream.model.state import Ready


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
        Size and random stream of the ensemble.

    Returns
    -------
    Mapping
        By country and quantity ``(month, draw)``, the months after ``now``.

    Notes
    -----
    A forecast is of the record, not of what a country could do: releases come at
    the simulator's rate, and what the one that holds the record had above expectation fades as
    skill does; the best of a month counts while an index watches the country, with the error that
    scores of its country have; and the record that stands can only be beaten.
    """
    now, codes = posterior.now, country_codes()
    past = history.until(now)
    member = np.arange(draws) % posterior.members
    numbers = by_parameter(model_data(), now, posterior.values[:, member])
    ready = _ready(posterior, numbers, member, until, seed)
    found: dict[tuple[str, Quantity], Floats] = {}
    steps = np.arange(now + 1, until + 1, dtype=np.int64)
    chance = np.asarray(ready.chance)[steps]
    dice = stream(seed, "forecast/watched", 0).random((len(steps), len(posterior.scored), draws))
    first = np.full(len(posterior.scored), -1)
    rows = [codes.index(code) for code in posterior.scored]
    ends = np.asarray(spell_ends(jnp.asarray(posterior.spells[:, member]), now))[:, rows]
    watched = walk(posterior.watched[-1][:, member], ends, dice, first)
    for code in past.countries("best_eci"):
        row = codes.index(code)
        series = observed(past, "best_eci", code)
        rng = stream(seed, f"forecast/score/{code}", 0)
        best = best_of_releases(rng.random(chance[:, row].shape), chance[:, row])
        best = np.where(watched[:, posterior.scored.index(code)], best, -np.inf)
        spread = np.hypot(numbers["release_spread"][row], _error(past, code))
        score = np.asarray(ready.score)[:, row]
        expected = score[steps] + _carried(series, score, steps, numbers["skill_memory"])
        found[code, "best_eci"] = _records(expected + spread * best, series.values[now])
    for code in past.countries("largest_run_log10_flop"):
        row = codes.index(code)
        rng = stream(seed, f"forecast/run/{code}", 0)
        best = best_of_releases(rng.random(chance[:, row].shape), chance[:, row])
        runs = np.asarray(ready.run)[steps, row] + RUN_SPREAD * best
        standing = observed(past, "largest_run_log10_flop", code).values[now]
        found[code, "largest_run_log10_flop"] = _records(runs, standing)
    return {**found, **lags_of(past, now, found)}


def unrecorded(
    posterior: Posterior,
    history: History,
    until: int,
    draws: int,
    seed: int,
    first: int | None = None,
) -> dict[tuple[str, Quantity], Floats]:
    """What the best models of countries without a record would measure, were they scored.

    Parameters
    ----------
    posterior, history, until, draws, seed
        As for `forecast`.
    first
        Step of the first month wanted; the month after ``now`` if not given.

    Returns
    -------
    Mapping
        By country and quantity ``(month, draw)``: the best score and the largest run among all
        that a country has released since January 2022, each with the error of measured ones.
    """
    now, codes = posterior.now, country_codes()
    past = history.until(now)
    member = np.arange(draws) % posterior.members
    numbers = by_parameter(model_data(), now, posterior.values[:, member])
    ready = _ready(posterior, numbers, member, until, seed)
    start = now + 1 if first is None else first
    error = float(np.median([_error(past, code) for code in past.countries("best_eci")]))
    found: dict[tuple[str, Quantity], Floats] = {}
    for row, code in enumerate(codes):
        chance = np.asarray(ready.chance)[:, row]
        rng = stream(seed, f"forecast/unrecorded/{code}", 0)
        best = best_of_releases(rng.random(chance.shape), chance)
        if code not in past.countries("best_eci"):
            spread = np.hypot(numbers["release_spread"][row], error)
            measured = np.asarray(ready.score)[:, row] + spread * best
            found[code, "best_eci"] = _records(measured, numbers["best_2022"][row])[start:]
        if code not in past.countries("largest_run_log10_flop"):
            runs = np.asarray(ready.run)[:, row] + RUN_SPREAD * best
            least = numbers["largest_run_2022"][row]
            found[code, "largest_run_log10_flop"] = _records(runs, least)[start:]
    return found


def _ready(
    posterior: Posterior,
    numbers: Mapping[str, NDArray[np.float32]],
    member: np.ndarray,
    until: int,
    seed: int,
) -> Ready:
    """What is ready to be released in each month from January 2022 to ``until``."""
    parameters = {name: jnp.asarray(value) for name, value in numbers.items()}
    noise = _noise(posterior, member, until, seed)
    shown: Replay = jax.jit(replay, static_argnums=(2, 3))(
        parameters, noise, posterior.now, until + 1
    )
    return shown.ready


def _error(past: History, code: str) -> float:
    """Standard deviation with which a country's scores are measured: the median of them."""
    sd = observed(past, "best_eci", code).sd[: past.end + 1]
    return float(np.median(sd[np.isfinite(sd)]))


def _carried(
    series: Series, score: Floats, steps: NDArray[np.int64], memory: NDArray[np.float32]
) -> Floats:
    """What later releases keep of the one that holds the record, ``(month, draw)``, ECI points.

    Its distance from what was expected of its month, ``score`` ``(month, draw)``, fades as passing
    skill does, with ``memory`` years: who builds on a good model has a good start.
    """
    standing = series.values[steps[0] - 1]
    at = int(np.flatnonzero(series.values == standing)[0])
    months = (steps - at)[:, None]
    return np.asarray((standing - score[at]) * np.exp(-months / (MONTHS_PER_YEAR * memory)))


def _records(values: Floats, standing: Floats | float) -> Floats:
    return np.asarray(np.maximum(np.maximum.accumulate(values, axis=0), standing))


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
