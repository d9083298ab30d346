"""Posterior predictive checks: does history look like those that the fitted model makes?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.ensemble.disk_cache import keep_compiled
from slipstream.ensemble.draws import by_parameter
from slipstream.ensemble.posterior import Posterior
from slipstream.ensemble.random_streams import stream
from slipstream.inference.latent import disclosed_share, members_per_worker
from slipstream.inference.observations import Observations, Releases, Stocks, observations
from slipstream.inference.records import Floats
from slipstream.inference.synthetic import (
    Design,
    Histories,
    Track,
    Watch,
    Worlds,
    measurement_sd,
    simulate,
)
from slipstream.model.constants import month_name

PASTS = ("same", "new")
"""Whether the wandering of rates and of skill is the members' own or drawn again."""

BAND_LEVELS = (0.05, 0.5, 0.95)
TAIL = 0.025


@dataclass(frozen=True)
class Statistic:
    """One number of history beside the same number of replications.

    ``kind`` and ``of`` name it: of a country, or of one observation. ``quantiles`` are at
    `BAND_LEVELS`. ``p_value`` is two-sided: twice the smaller share of the replications that lie at
    or beyond what was observed, on either side.
    """

    past: str
    kind: str
    of: str
    observed: float
    quantiles: tuple[float, ...]
    p_value: float

    @property
    def surprising(self) -> bool:
        """Whether it lies beyond the middle 95% of the replications."""
        return self.p_value < 2.0 * TAIL


@dataclass(frozen=True)
class Predictive:
    """All statistics, with the posterior's last month and the number of replications."""

    now: int
    draws: int
    seed: int
    statistics: tuple[Statistic, ...]


def predictive(
    posterior: Posterior, draws: int, seed: int, report: Callable[[str, float], None]
) -> Predictive:
    """Replicate history from the members of ``posterior`` and compare.

    Parameters
    ----------
    posterior
        Fitted to the packaged history up to its ``now``.
    draws, seed
        Number of replications and their seed.
    report
        Called with a line of text and the share done.

    Notes
    -----
    Replications keep the members' numbers. Releases, what they depart by, their measurement and
    the errors of counts are new. The wandering of rates and of skill is the members' own in the
    ``same`` past, which asks for the random numbers of releases alone, and drawn again in the
    ``new`` past, which asks whether such a past is one of those that the model expects.

    A country's first record is given, with the members' own departure, since the likelihood says
    nothing of the months before it. Months in which runs were not disclosed show none. The shares
    of runs that are disclosed are not kept with a posterior; they are drawn from their prior.
    """
    keep_compiled()
    real = observations(posterior.now)
    design = observed_design(real)
    seen = _statistics(observed_history(real), design)
    found: list[Statistic] = []
    for at, past in enumerate(PASTS):
        report(f"{past} past", at / len(PASTS))
        rng = stream(seed, f"predictive/{past}", 0)
        worlds = _worlds(posterior, design, draws, rng, kept=past == "same")
        again = _statistics(simulate(worlds, design, rng), design)
        found += [
            _compared(past, kind, of, float(value[0]), again[kind, of])
            for (kind, of), value in seen.items()
        ]
    return Predictive(posterior.now, draws, seed, tuple(found))


def _compared(past: str, kind: str, of: str, observed: float, again: Floats) -> Statistic:
    low, high = float(np.mean(again <= observed)), float(np.mean(again >= observed))
    quantiles = tuple(float(value) for value in np.quantile(again, BAND_LEVELS))
    return Statistic(past, kind, of, observed, quantiles, min(1.0, 2.0 * min(low, high)))


def observed_design(real: Observations) -> Design:
    """Design of histories that begin with the first records of the real one.

    Lower bounds on stocks are left out.
    """
    counts = ~real.stocks.floor
    return Design(
        scores=_watch(real.scores),
        runs=_watch(real.runs),
        given=_first(real.scores),
        rows=real._replace(stocks=Stocks._make(field[counts] for field in real.stocks)),
    )


def _first(real: Releases) -> NDArray[np.bool_]:
    """Records that nothing stood before, ``(month, country)``."""
    first = np.zeros(real.open.shape, dtype=bool)
    first[real.month, real.row] = real.standing[real.month, real.row] == 0.0
    return first


def _watch(real: Releases) -> Watch:
    standing, seen = real.standing[0].copy(), real.open.copy()
    seen[real.month, real.row] = True
    seen &= ~_first(real)
    for month, row, value in zip(real.month, real.row, real.value, strict=True):
        if standing[row] == 0.0 or _first(real)[month, row]:
            standing[row] = value
    return Watch(standing, measurement_sd(real), seen)


def observed_history(real: Observations) -> Histories:
    """The real history as if it were a replication."""
    counts = ~real.stocks.floor
    return Histories(
        scores=_told(real.scores),
        runs=_told(real.runs),
        departure=np.zeros((*real.scores.open.shape, 1)),
        log_h100e=real.stocks.log_h100e[counts, None],
        log_months=real.lags.log_months[:, None],
        net=real.talent.net[:, None],
    )


def _told(real: Releases) -> Track:
    later = ~_first(real)[real.month, real.row]
    at = (real.month[later], real.row[later])
    record, measured = np.zeros(real.open.shape, dtype=bool), np.zeros(real.open.shape)
    record[at], measured[at] = True, real.value[later]
    return Track(record[:, :, None], measured[:, :, None], real.standing[:, :, None])


def _worlds(
    posterior: Posterior, design: Design, draws: int, rng: np.random.Generator, *, kept: bool
) -> Worlds:
    now, codes = posterior.now, country_codes()
    member = np.arange(draws) % posterior.members
    rows = np.array([codes.index(code) for code in posterior.scored])
    shape = (now + 1, len(codes), draws)

    def normals(*size: int) -> NDArray[np.float32]:
        return rng.standard_normal(size, dtype=np.float32)

    rate, lag, skill = normals(now + 1, draws), normals(now + 1, draws), normals(*shape)
    if kept:
        rate, lag = posterior.rate[:, member], posterior.lag[:, member]
        skill[:, rows] = posterior.skill[:, :, member]
    departure = normals(*shape)
    first = design.given[posterior.record_months, rows[posterior.record_rows]]
    when = (posterior.record_months[first], rows[posterior.record_rows[first]])
    departure[when] = posterior.departure[first][:, member]
    numbers = by_parameter(model_data(), now, posterior.values[:, member])
    return Worlds(
        parameters={name: jnp.asarray(value) for name, value in numbers.items()},
        rate=jnp.asarray(rate),
        lag=jnp.asarray(lag),
        skill=jnp.asarray(skill),
        departure=jnp.asarray(departure),
        spells=jnp.asarray(posterior.spells[:, member]),
        disclosed=disclosed_share(jnp.asarray(normals(len(codes), draws))),
        members=members_per_worker(jnp.asarray(normals(len(codes), draws))),
    )


def _statistics(histories: Histories, design: Design) -> Mapping[tuple[str, str], Floats]:
    """All statistics by kind and by what they are of, ``(draw,)`` each."""
    codes, rows = country_codes(), design.rows
    found: dict[tuple[str, str], Floats] = {}
    for row in np.flatnonzero(design.scores.seen.any(axis=0)):
        mine, code = _of_country(histories.scores, int(row)), codes[row]
        seen, standing = design.scores.seen[:, row], design.scores.standing[row]
        found["records", code] = mine.record.sum(axis=0)
        found["last_record", code] = _last(mine, standing)
        found["longest_standing", code] = _longest(mine.record, seen)
    for row in np.flatnonzero(design.runs.seen.any(axis=0)):
        mine = _of_country(histories.runs, int(row))
        found["largest_run", codes[row]] = _last(mine, design.runs.standing[row])
    for at, (month, row) in enumerate(zip(rows.stocks.month, rows.stocks.row, strict=True)):
        found["log_stock", f"{codes[row]} {month_name(int(month))}"] = histories.log_h100e[at]
    for at, month in enumerate(rows.lags.month):
        found["open_lag", month_name(int(month))] = np.exp(histories.log_months[at])
    return found


def _of_country(track: Track, row: int) -> Track:
    return Track._make(part[:, row] for part in track)


def _last(track: Track, standing: float) -> Floats:
    """The record at the end, ``(draw,)``."""
    values = np.where(track.record, track.measured, -np.inf)
    return np.asarray(np.maximum(values.max(axis=0), standing))


def _longest(record: NDArray[np.bool_], seen: NDArray[np.bool_]) -> Floats:
    """Longest run of months without a record among those watched, ``(draw,)``."""
    stood = np.zeros(record.shape[1])
    longest = stood.copy()
    for fell in record[seen]:
        stood = np.where(fell, 0.0, stood + 1.0)
        longest = np.maximum(longest, stood)
    return longest
