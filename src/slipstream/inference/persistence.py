"""The baseline that says: the lag persists."""

from collections.abc import Sequence

import numpy as np

from slipstream.inference import lines
from slipstream.inference.records import Floats, Quantity, Samples, Series, observed, world
from slipstream.inference.task import (
    Task,
    changes,
    last_known,
    months_known,
    never_falling,
    short,
)
from slipstream.model.constants import MONTHS_PER_YEAR

FRONTIER_YEARS = 3
"""Years of the frontier's records that give its pace."""


def persistence(task: Task) -> Samples:
    """The lag persists, and the frontier follows the linear trend of its last three years.

    The lag keeps its value in the middle. Its spread is normal, with the root mean square of its
    own past changes over spans as long as the horizon; where the horizon is longer than half of
    what is known, of those over that half, widened as a random walk would be. A country whose lag
    has been known for no more than a year takes the changes of all that trail. A best score is
    what the frontier scored so many months before, which for short horizons is known; since lags
    are whole months, it lies anywhere between that month's record and the month before. For the
    frontier's own country the lag is nothing and its score the frontier's; one with an unknown
    lag, behind where the frontier's record begins, stays where it is. A largest run rises from
    its record by what it rose over past spans as long as the horizon.
    """
    found: dict[tuple[str, Quantity], Floats] = {}
    frontier = _frontier(task)
    lags = {
        code: observed(task.history, "lag_months", code)
        for code in task.history.countries("lag_months")
    }
    trailing = [series for series in lags.values() if series.values[task.now] > 0]
    draw = np.arange(task.draws)
    for country in task.history.countries("best_eci"):
        standing = float(observed(task.history, "best_eci", country).values[task.now])
        if country not in lags:
            found[country, "best_eci"] = np.full((len(task.steps), task.draws), standing)
            continue
        series = lags[country]
        rng = task.rng("persistence", country, "lag_months")
        lag = _lag(task, series, trailing, rng.standard_normal(task.draws))
        found[country, "lag_months"] = lag
        back = np.maximum(task.steps[:, None] - lag, 1.0).astype(int)
        above, below = frontier[back, draw], frontier[back - 1, draw]
        share = np.where(lag > 0, rng.random(task.draws), 0.0)
        # Below the frontier's first record lies nothing known; the standing record takes over.
        gap = np.where(np.isfinite(below), above, 0.0) - np.where(np.isfinite(below), below, 0.0)
        found[country, "best_eci"] = never_falling(above - share * gap, standing)
    runs: Quantity = "largest_run_log10_flop"
    every = {code: observed(task.history, runs, code) for code in task.history.countries(runs)}
    for country, series in every.items():
        rank = task.rng("persistence", country, runs).random(task.draws)
        learnt = list(every.values()) if short(series) else [series]
        start = last_known(series, task.now)
        past = [_past(learnt, int(step) - start) for step in task.steps]
        rises = [
            np.quantile(moves, rank, method="inverted_cdf") if len(moves) else 0.0 * rank
            for moves in past
        ]
        level = float(series.values[task.now])
        found[country, runs] = never_falling(level + np.stack(rises), level)
    return found


def _frontier(task: Task) -> Floats:
    """The world's record, ``(step, draw)``: known up to the origin, then along its line."""
    known = world(task.history, "best_eci").values[: task.now + 1]
    times, values = lines.records(task.rows("best_eci"))
    recent = times > task.now + 1 - FRONTIER_YEARS * MONTHS_PER_YEAR
    if recent.sum() >= lines.LEAST_RECORDS:
        times, values = times[recent], values[recent]
    rng = task.rng("persistence", "frontier")
    ahead = lines.paths(lines.fit(times, values), task.steps + 1.0, task.draws, rng)
    past = np.tile(np.nan_to_num(known, nan=-np.inf)[:, None], task.draws)
    return np.vstack([past, never_falling(ahead, float(known[-1]))])


def _lag(task: Task, series: Series, trailing: Sequence[Series], score: Floats) -> Floats:
    """Lags ``(month, draw)`` from standard normal scores ``(draw,)``."""
    level = float(series.values[task.now])
    if level == 0:
        return np.zeros((len(task.steps), task.draws))
    learnt = trailing if short(series) else [series]
    longest = max(1, max(months_known(other) for other in learnt) // 2)
    spans = task.steps.astype(int) - task.now
    past = [_past(learnt, span) for span in spans]
    sd = np.array([np.sqrt(np.mean(moves**2)) if len(moves) else 0.0 for moves in past])
    widened = sd * np.sqrt(np.maximum(1.0, spans / longest))
    return np.maximum(np.rint(level + widened[:, None] * score), 0.0)


def _past(learnt: Sequence[Series], span: int) -> Floats:
    return np.concatenate([changes(series, span) for series in learnt])
