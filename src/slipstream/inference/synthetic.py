"""Histories simulated from the model, as the likelihood takes the real one to have come about."""

from dataclasses import replace
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.countries.pack import country_codes
from slipstream.inference.latent import (
    Latent,
    disclosed_share,
    members_per_worker,
    spell_ends,
    spells,
)
from slipstream.inference.likelihood import (
    LAG_SPREAD,
    RUN_SPREAD,
    STOCK_SPREAD,
    TALENT_SPREAD,
    expected_lags,
    expected_stocks,
    expected_talent,
)
from slipstream.inference.observations import Observations, Releases, observations
from slipstream.inference.priors import Priors
from slipstream.inference.records import Floats
from slipstream.inference.releases import best_of_releases, walk
from slipstream.inference.replay import Replay, replay
from slipstream.model.state import Values

LOW_SCORE = 60.0
"""ECI that stands before the first month of a simulated history: any scored release beats it."""

LOW_RUN = 20.0
"""log10 FLOP that stands before the first month where no earlier run is on record."""

Bools = NDArray[np.bool_]


class Watch(NamedTuple):
    """How releases are watched.

    ``standing`` is the record before the first month and ``sd`` the standard deviation of what is
    measured, ``(country,)``; ``seen`` says whether a release can get on record, ``(month,
    country)``.
    """

    standing: Floats
    sd: Floats
    seen: Bools


class Design(NamedTuple):
    """What is observed of a history, when and how well, whatever comes out.

    ``given`` are months in which a country releases in any case, ``(month, country)``; ``rows``
    has the months, countries and errors of stocks, open lags and flows of talent.
    """

    scores: Watch
    runs: Watch
    given: Bools
    rows: Observations


class Worlds(NamedTuple):
    """What histories are simulated from.

    ``parameters`` as in `replay`; innovations ``rate`` and ``lag`` ``(month, draw)``, ``skill``
    ``(month, country, draw)``; ``departure`` of releases that are given, standard normal, ``(month,
    country, draw)``; the ``spells`` of `latent.spells`, ``(2, draw)``; the share of runs that are
    ``disclosed`` and the ``members`` of LinkedIn for each AI worker, ``(country, draw)``.
    """

    parameters: Values
    rate: Array
    lag: Array
    skill: Array
    departure: Array
    spells: Array
    disclosed: Array
    members: Array


class Track(NamedTuple):
    """Records of simulated histories, ``(month, country, draw)``.

    Whether a ``record`` fell, what a release ``measured`` or would have, and the record
    ``standing`` before the month.
    """

    record: Bools
    measured: Floats
    standing: Floats


class Histories(NamedTuple):
    """Simulated histories.

    ``departure`` is that of the release that set a record, and elsewhere what it was in the worlds,
    ``(month, country, draw)``. ``log_h100e``, ``log_months`` and ``net`` are as in `Observations`,
    ``(row, draw)``.
    """

    scores: Track
    runs: Track
    departure: Floats
    log_h100e: Floats
    log_months: Floats
    net: Floats


class Data(NamedTuple):
    """What the likelihood reads of one history; arrays of one size whatever came out."""

    scores: Releases
    runs: Releases
    log_h100e: Floats
    log_months: Floats
    net: Floats


_replay = jax.jit(replay, static_argnums=(2, 3))


def complete_design(now: int) -> Design:
    """Design of histories that are watched from the first month to the month ``now``.

    Countries, stocks, lags and flows are those that the real history has by then. So that all of
    it is generative, low records stand from the start, lower bounds on stocks are counts, and
    nothing is said of who never led.
    """
    real = observations(now)
    scored = np.zeros(len(country_codes()), dtype=bool)
    scored[real.scored] = True
    early = real.runs.standing[0]
    ran = early > 0.0
    ran[real.runs.row] = True
    return Design(
        scores=_complete(real.scores, scored, np.where(scored, LOW_SCORE, 0.0)),
        runs=_complete(real.runs, ran, np.where(early > 0.0, early, np.where(ran, LOW_RUN, 0.0))),
        given=np.zeros_like(real.scores.open),
        rows=real._replace(
            stocks=real.stocks._replace(floor=np.zeros_like(real.stocks.floor)),
            ceiling_month=real.ceiling_month[:0],
            ceiling=real.ceiling[:0, :0],
            unscored=real.unscored[:0],
        ),
    )


def _complete(real: Releases, watched: Bools, standing: Floats) -> Watch:
    return Watch(standing, measurement_sd(real), np.broadcast_to(watched, real.open.shape))


def measurement_sd(real: Releases) -> Floats:
    """Standard deviation with which a country's releases are measured, ``(country,)``.

    The median of its records, or else that of the record that stood in the first month.
    """
    sd = np.array(real.standing_sd[0])
    for row in np.unique(real.row):
        sd[row] = np.median(real.sd[real.row == row])
    return sd


def to_infer(now: int, design: Design) -> Latent:
    """Layout of the vector behind one simulated history, the same for all of them.

    Every month of every scored country has a departure; without a record it keeps its prior.
    """
    nothing = Histories(
        scores=_nothing(design.scores),
        runs=_nothing(design.runs),
        departure=np.zeros((*design.given.shape, 1)),
        log_h100e=design.rows.stocks.log_h100e[:, None],
        log_months=design.rows.lags.log_months[:, None],
        net=design.rows.talent.net[:, None],
    )
    blank = Latent(Priors.known(now, {}), design.rows)
    return observing(blank, data_of(nothing, design, 0))


def _nothing(watch: Watch) -> Track:
    shape = (*watch.seen.shape, 1)
    return Track(np.zeros(shape, dtype=bool), np.zeros(shape), np.zeros(shape))


def observing(latent: Latent, data: Data) -> Latent:
    """Return ``latent`` with another history observed; its arrays may be traced."""
    seen = latent.observed
    return replace(
        latent,
        observed=seen._replace(
            scores=data.scores,
            runs=data.runs,
            stocks=seen.stocks._replace(log_h100e=data.log_h100e),
            lags=seen.lags._replace(log_months=data.log_months),
            talent=seen.talent._replace(net=data.net),
        ),
    )


def worlds_of(latent: Latent, vectors: Array) -> Worlds:
    """What vectors ``(dimension, draw)`` laid out by `to_infer` stand for."""
    parts = latent.split(vectors)
    rows = np.array(latent.scored)
    grid = jnp.zeros((latent.now + 1, len(country_codes()), vectors.shape[1]))
    return Worlds(
        parameters=latent.priors.parameters(latent.priors.values(parts["numbers"])),
        rate=parts["rate"],
        lag=parts["lag"],
        skill=grid.at[:, rows].set(parts["skill"]),
        departure=grid.at[:, rows].set(parts["departure"].reshape(parts["skill"].shape)),
        spells=spells(parts["spells"]),
        disclosed=disclosed_share(parts["disclosed_share"]),
        members=members_per_worker(parts["members_per_worker"]),
    )


def simulate(worlds: Worlds, design: Design, rng: np.random.Generator) -> Histories:
    """Simulate one history for each draw.

    Notes
    -----
    While a country is watched the best that it releases in a month is measured, and is a record if
    it beats the one that stands. Only records count as releases in the replay, as they do where
    the likelihood is evaluated, and so move what is to be expected later. What happens in a month
    depends on earlier ones alone: replaying with the records of the last replay gets at least one
    month more right each time, and has found the history once nothing changes.
    """
    months, countries, draws = worlds.departure.shape
    now = months - 1
    given = np.broadcast_to(design.given[:, :, None], worlds.departure.shape)
    best, rest = rng.random(given.shape), rng.standard_normal(given.shape)
    begun = np.ones((countries, draws), dtype=bool)
    first = (design.scores.seen | design.given).argmax(axis=0)
    watched = walk(
        begun, np.asarray(spell_ends(worlds.spells, now)), rng.random(given.shape), first
    )
    spread = np.broadcast_to(worlds.parameters["release_spread"], (countries, draws))
    sd = np.hypot(spread, design.scores.sd[:, None])
    released, departure = given, np.asarray(worlds.departure)
    for _ in range(months + 1):
        shown = _replay(worlds.parameters, _noise(worlds, released, departure), now, months)
        chance = np.asarray(shown.ready.chance)
        off = best_of_releases(best, chance)
        measured = np.asarray(shown.ready.score) + sd * off
        scores = _track(measured, watched & np.isfinite(off), design.scores)
        # What a release was, given what it measured: the regression of the one on the other.
        own = spread / sd * off + design.scores.sd[:, None] / sd * rest
        before, departure = departure, np.where(scores.record, own, np.asarray(worlds.departure))
        if np.array_equal(released, given | scores.record) and np.array_equal(before, departure):
            break
        released = given | scores.record
    off = best_of_releases(rng.random(chance.shape), chance, np.asarray(worlds.disclosed))
    run_sd = np.hypot(design.runs.sd, RUN_SPREAD)[:, None]
    runs = np.asarray(shown.ready.run) + run_sd * off
    return Histories(
        scores,
        _track(runs, np.isfinite(off), design.runs),
        departure,
        *_counts(worlds, design, shown, rng),
    )


def departures(
    latent: Latent, vectors: NDArray[np.float32], histories: Histories
) -> NDArray[np.float32]:
    """Vectors laid out by `to_infer` with the departures that set the records of histories."""
    rows = np.array(latent.scored)
    mine = histories.departure[:, rows].reshape(-1, vectors.shape[1])
    return np.concatenate([vectors[: -len(mine)], mine.astype(np.float32)])


def _noise(worlds: Worlds, released: Bools, departure: Floats) -> Values:
    return {
        "rate": worlds.rate,
        "lag": worlds.lag,
        "skill": worlds.skill,
        "departure": jnp.asarray(departure),
        "release": jnp.where(released, -1.0, 1.0),
    }


def _track(measured: Floats, came: Bools, watch: Watch) -> Track:
    values = np.where(came & watch.seen[:, :, None], measured, -np.inf)
    before = np.broadcast_to(watch.standing[:, None], (1, *values.shape[1:]))
    stands = np.maximum.accumulate(np.concatenate([before, values]), axis=0)
    return Track(values > stands[:-1], measured, stands[:-1])


def _counts(
    worlds: Worlds, design: Design, shown: Replay, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    rows, draws = design.rows, worlds.departure.shape[2]

    def around(mean: Floats, sd: Floats | float) -> Floats:
        return np.asarray(mean + sd * rng.standard_normal(mean.shape))

    talent = expected_talent(rows.talent, shown, worlds.members)
    lags = expected_lags(rows.lags, shown, worlds.parameters)
    return (
        around(
            np.asarray(expected_stocks(rows.stocks, shown)),
            np.hypot(rows.stocks.sd, STOCK_SPREAD)[:, None],
        ),
        around(np.asarray(lags), np.hypot(rows.lags.sd, LAG_SPREAD)[:, None]),
        around(np.reshape(talent, (len(talent), draws)), TALENT_SPREAD),
    )


def data_of(histories: Histories, design: Design, draw: int) -> Data:
    """One of the histories as the likelihood reads it."""
    return Data(
        scores=_releases(histories.scores, design.scores, draw),
        runs=_releases(histories.runs, design.runs, draw),
        log_h100e=histories.log_h100e[:, draw],
        log_months=histories.log_months[:, draw],
        net=histories.net[:, draw],
    )


def _releases(track: Track, watch: Watch, draw: int) -> Releases:
    """One entry for each month of each country watched; see `Releases` for those without record."""
    rows = np.flatnonzero(watch.seen.any(axis=0))
    record, end = track.record[:, :, draw], len(track.record)
    month, row = (part.ravel() for part in np.meshgrid(np.arange(end), rows, indexing="ij"))
    fell = record[month, row]
    return Releases(
        month=np.where(fell, month, end),
        row=row,
        value=np.where(fell, track.measured[month, row, draw], 0.0),
        sd=np.where(fell, watch.sd[row], np.inf),
        standing=track.standing[:, :, draw],
        standing_sd=np.broadcast_to(watch.sd, record.shape),
        open=watch.seen & ~record,
    )
