"""Releases as a Poisson process, and the index that watches a country or does not."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import ndtr
from numpy.typing import NDArray
from scipy.special import ndtri

from slipstream.inference.observations import Releases
from slipstream.inference.records import Floats


def release_rate(chance: Array) -> Array:
    """Mean number of flagships in a month in which at least one comes with that ``chance``."""
    return -jnp.log1p(-jnp.clip(chance, 1e-5, 1.0 - 1e-5))


def months_told(seen: Releases, rate: Array, expected: Array, spread: Array | float) -> Array:
    """Log likelihood of each month that is watched, ``(month, country, draw)``.

    Releases that beat what is on record at the month's end are a Poisson process too: there was
    none, but for the one that set it.
    """
    at = (seen.month, seen.row)
    best = jnp.asarray(seen.standing).at[at].set(seen.value)
    sd = jnp.asarray(seen.standing_sd).at[at].set(seen.sd)
    better = ndtr((expected - best[:, :, None]) / jnp.hypot(sd[:, :, None], spread))
    fell = record_months(seen)[:, :, None]
    told = seen.open[:, :, None] | fell
    return jnp.where(told, jnp.where(fell, jnp.log(rate), 0.0) - rate * better, 0.0)


def best_of_releases(share: Floats, chance: Floats, kept: Floats | float = 1.0) -> Floats:
    """Quantile of the best of a month's releases, each of them standard normal.

    Parameters
    ----------
    share
        Uniform, any shape.
    chance
        Probability that something is released in the month.
    kept
        Share of releases that count.

    Returns
    -------
    NDArray
        Minus infinity where nothing came. Releases are a Poisson process, so that the best of them
        is below ``x`` with probability ``exp(-rate (1 - Phi(x)))``.
    """
    rate = kept * np.asarray(release_rate(jnp.asarray(chance)), dtype=float)
    with np.errstate(divide="ignore"):
        return np.asarray(ndtri(np.clip(1.0 + np.log(share) / rate, 0.0, 1.0)))


def record_months(seen: Releases) -> Array:
    """Whether a record fell, ``(month, country)``."""
    return jnp.zeros(seen.open.shape, dtype=bool).at[seen.month, seen.row].set(True)


def watching(seen: Releases, log_on: Array, ends: Array) -> tuple[Array, Array]:
    """Sum over the months in which an index watched a country, or did not.

    Parameters
    ----------
    seen
        Records and the months in which one stood.
    log_on
        Log likelihood of each month if the country is watched, ``(month, country, draw)``.
    ends
        As `latent.spell_ends` gives them, ``(2, country, draw)``.

    Returns
    -------
    tuple
        Log likelihood ``(draw,)``, and the probability that a country is watched in a month given
        everything up to it, ``(month, country, draw)``.

    Notes
    -----
    The forward recursion of a hidden Markov chain of two states (Rabiner 1989). It starts with a
    country's first record, in whose month it is watched; no record falls while it is not.
    """
    lost, taken_up = ends
    fell = record_months(seen)
    told = jnp.asarray(seen.open) | fell

    def advance(
        state: tuple[Array, Array], month: tuple[Array, Array, Array]
    ) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        started, on = state
        log_likelihood, fell, told = month
        before = jnp.where(started, on * (1.0 - lost) + (1.0 - on) * taken_up, 1.0)
        seen_on = before * jnp.exp(log_likelihood)
        total = seen_on + jnp.where(fell, 0.0, 1.0 - before)
        after = jnp.where(told, seen_on / total, before)
        return (started | told, after), (jnp.where(told, jnp.log(total), 0.0), after)

    start = (jnp.zeros((seen.open.shape[1], 1), dtype=bool), jnp.ones(log_on.shape[1:]))
    _, (each, on) = jax.lax.scan(advance, start, (log_on, fell[:, :, None], told[:, :, None]))
    return jnp.sum(each, axis=(0, 1)), on


def backwards(
    seen: Releases, on: Floats, ends: Floats, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Draw whether an index watched a country, ``(month, country, draw)``, given all records.

    Nobody is watched before the first record. ``on`` and ``ends`` are as in `watching`; the chain
    is drawn backwards from what that says of each month (Carter and Kohn 1994).
    """
    lost, taken_up = ends
    found = np.zeros(on.shape, dtype=bool)
    dice = rng.random(on.shape)
    found[-1] = dice[-1] < on[-1]
    for month in range(len(on) - 2, -1, -1):
        after = found[month + 1]
        yes = on[month] * np.where(after, 1.0 - lost, lost)
        no = (1.0 - on[month]) * np.where(after, taken_up, 1.0 - taken_up)
        found[month] = dice[month] < yes / (yes + no)
    begun = np.maximum.accumulate(np.asarray(seen.open | record_months(seen)), axis=0)
    return np.asarray(found & begun[:, :, None])


def walk(
    on: NDArray[np.bool_], ends: NDArray[np.floating], dice: Floats, first: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Let an index lose sight of countries and take them up again.

    Parameters
    ----------
    on
        Whether it watches before, ``(country, draw)``.
    ends
        As in `watching`, ``(2, country, draw)``.
    dice
        Uniform, ``(month, country, draw)``.
    first
        The last month to which ``on`` holds, ``(country,)``; -1 for the month before.

    Returns
    -------
    NDArray
        ``(month, country, draw)``.
    """
    found = np.zeros(dice.shape, dtype=bool)
    for month, share in enumerate(dice):
        changed = share < np.where(on, 1.0 - ends[0], ends[1])
        on = np.where((month > first)[:, None], changed, on)
        found[month] = on
    return found
