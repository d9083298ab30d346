"""Forecasts that need no model: the lag persists, a linear trend, a random walk with drift.

They see the same records as the model, up to the origin and no further. What all share: a record
cannot fall, so that no forecast lies below the one that stands at the origin; a country with fewer
than three records takes the frontier's trend or walk, from its own level.

The trend and the walk come in two kinds. The plain ones take a country's own records, however
short. The paced ones are harder to beat: a country with less than two years of records takes the
frontier's pace, for its first scores come in a rush that no later pace resembles. That rule, like
others that theory leaves open (the years of the frontier's pace, the shape of the lag's spread),
was chosen with the outcomes up to March 2026 in view, in the baselines' favour.
"""

from collections.abc import Callable, Mapping
from functools import partial

import jax.numpy as jnp
import numpy as np

from slipstream.files import InputError
from slipstream.inference import lines
from slipstream.inference.persistence import persistence
from slipstream.inference.records import Floats, History, Quantity, Samples, observed, world
from slipstream.inference.task import Baseline, Task, changes, last_known, never_falling
from slipstream.model.constants import month_name
from slipstream.model.lag import months_behind

RECORDS: tuple[Quantity, ...] = ("best_eci", "largest_run_log10_flop")

PACED_SPAN = 24.0
"""Months of records below which the paced baselines take the frontier's pace."""


def forecast(
    baseline: Baseline, history: History, now: int, until: int, draws: int, seed: int
) -> Samples:
    """Forecast every quantity of every country that has observations by the origin.

    Parameters
    ----------
    baseline
        Which of them.
    history
        Rows of the tables; what is dated after the month ``now`` is not looked at.
    now, until
        Steps of the origin's month and of the last month to forecast.
    draws, seed
        Size and random stream of the ensemble.

    Returns
    -------
    Mapping
        By country and quantity ``(month, draw)``, the months after the origin.

    Raises
    ------
    InputError
        If no trend of the frontier can be told by the origin, or nothing is left to forecast.
    """
    if until <= now:
        raise InputError("backtest", "until", month_name(until), f"after {month_name(now)}")
    task = Task(history.until(now), now, until, draws, seed)
    for quantity in RECORDS:
        if len(lines.records(task.rows(quantity))[0]) < lines.LEAST_RECORDS:
            expected = f"a month by which {lines.LEAST_RECORDS} records of {quantity} are known"
            raise InputError("backtest", "origin", month_name(now), expected)
    return _FORECASTS[baseline](task)


def _trend(task: Task, *, span: float = 0.0) -> Samples:
    """Least squares of a country's record-setting values on time, with Student t prediction.

    All its records count, each once. The lag follows from the countries' paths as it does from
    history. See `lines.paths` for what is drawn.
    """

    def ahead(country: str, quantity: Quantity, rng: np.random.Generator, level: float) -> Floats:
        times, values = lines.records(task.rows(quantity, country))
        own = lines.is_trend(times, span)
        if not own:
            times, values = lines.records(task.rows(quantity))
        line = lines.fit(times, values)
        return lines.paths(line, task.steps + 1.0, task.draws, rng, None if own else level)

    return _with_lags(task, "trend", ahead)


def _random_walk(task: Task, *, span: float = 0.0) -> Samples:
    """Steps like the monthly changes of the country's record so far, most of which are nothing.

    Steps drawn from the past changes have just their mean and standard deviation, and unlike
    normal ones never lower a record. That the drift is itself uncertain is kept by a Bayesian
    bootstrap: each draw weighs the past months anew.
    """

    def ahead(country: str, quantity: Quantity, rng: np.random.Generator, level: float) -> Floats:
        record = observed(task.history, quantity, country)
        own = lines.is_trend(lines.records(task.rows(quantity, country))[0], span)
        past = changes(record if own else world(task.history, quantity), 1)
        months = task.until - last_known(record, task.now)
        weights = np.cumsum(rng.dirichlet(np.ones(len(past)), task.draws), axis=1)
        picks = rng.random((task.draws, months))
        chosen = (picks[:, :, None] > weights[:, None, :-1]).sum(axis=-1)
        walk = level + np.cumsum(past[chosen], axis=1).T
        return np.asarray(walk[-len(task.steps) :])

    return _with_lags(task, "random_walk", ahead)


_FORECASTS: dict[Baseline, Callable[[Task], Samples]] = {
    "persistence": persistence,
    "trend": _trend,
    "random_walk": _random_walk,
    "paced_trend": partial(_trend, span=PACED_SPAN),
    "paced_walk": partial(_random_walk, span=PACED_SPAN),
}


def _with_lags(
    task: Task,
    baseline: Baseline,
    ahead: Callable[[str, Quantity, np.random.Generator, float], Floats],
) -> Samples:
    """Forecast the records of all countries by ``ahead``, and the lags that follow from them."""
    found: dict[tuple[str, Quantity], Floats] = {}
    for quantity in RECORDS:
        for country in task.history.countries(quantity):
            level = float(observed(task.history, quantity, country).values[task.now])
            rng = task.rng(baseline, country, quantity)
            found[country, quantity] = never_falling(ahead(country, quantity, rng, level), level)
    return {**found, **lags_of(task.history, task.now, found)}


def lags_of(
    history: History, now: int, found: Mapping[tuple[str, Quantity], Floats]
) -> dict[tuple[str, Quantity], Floats]:
    """Lags that follow from forecasts of all best scores, as they follow from history.

    Parameters
    ----------
    history
        Rows up to the month ``now``.
    found
        Forecasts ``(month, draw)`` of ``best_eci`` of every country with scores.
    """
    scores = {}
    for code in history.countries("best_eci"):
        past = np.nan_to_num(observed(history, "best_eci", code).values[: now + 1], nan=-np.inf)
        ahead = found[code, "best_eci"]
        scores[code] = np.vstack([np.tile(past[:, None], ahead.shape[1]), ahead])
    frontier = jnp.asarray(np.max(np.stack(list(scores.values())), axis=0))
    return {
        (code, "lag_months"): np.asarray(
            months_behind(jnp.asarray(scores[code]), frontier), dtype=float
        )[now + 1 :]
        for code in history.countries("lag_months")
    }
