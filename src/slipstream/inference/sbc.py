"""Simulation-based calibration: does the sampler get back what a history was simulated from?

A vector is drawn from the prior, a history is simulated from it, and the model is fitted to that
history. Over many such data sets the rank of the true value among the members is uniform if
simulator, likelihood and sampler agree (Talts et al. 2018); a likelihood among the quantities also
shows a posterior that never looked at the data (Modrak et al. 2023).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import Any

import jax
import numpy as np
from jax import Array
from numpy.typing import NDArray
from scipy.stats import binom

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.ensemble.disk_cache import keep_compiled
from slipstream.ensemble.posterior import evidence_digest
from slipstream.ensemble.random_streams import stream
from slipstream.files import InputError, write_atomically
from slipstream.inference.density import log_likelihood_given
from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import log_likelihood
from slipstream.inference.replay import replay
from slipstream.inference.smc import CollapseError, Kernels, kernels, sample_with
from slipstream.inference.synthetic import (
    Data,
    complete_design,
    data_of,
    departures,
    observing,
    simulate,
    to_infer,
    worlds_of,
)
from slipstream.model.constants import month_end, month_step
from slipstream.version import __version__

ORIGIN = month_step("2024-03")
"""Last month of the simulated histories unless another is asked for: the earliest origin."""

NUMBERS = (
    "efficiency_growth",
    "eci_per_oom",
    "eci_at_1e25",
    "diffusion",
    "inheritance",
    "open_lag_mean",
    "US.skill_offset",
    "CN.skill_offset",
    "KR.skill_offset",
    "US.run_offset",
    "CN.run_offset",
    "US.release_interval",
    "US.release_spread",
)
"""Numbers of the model whose ranks are looked at."""

SCORES = ("US", "CN", "KR")
"""Countries of whose expected score in the last month the rank is looked at."""

TRIALS = 4000


@dataclass(frozen=True)
class Plan:
    """What to run: how many data sets, the size of each fit, the seed, the last month."""

    sets: int
    members: int
    seed: int
    now: int = ORIGIN


@dataclass(frozen=True)
class Fitted:
    """One data set.

    ``ranks`` says for each quantity how many members lie below the true value; there are none if
    the sampler collapsed, which ``collapsed`` then explains.
    """

    ranks: Mapping[str, int]
    collapsed: str
    records: int
    seconds: float


@dataclass(frozen=True)
class Uniformity:
    """How the ranks of one quantity are spread.

    ``mean`` is 0.5 and ``spread`` 1 if they are uniform: the mean rank as share of the members,
    and the ranks' standard deviation over that of uniform ones, above 1 where posteriors are too
    narrow. ``p_value`` is that of the largest departure of the ranks' distribution function.
    """

    quantity: str
    mean: float
    spread: float
    p_value: float


@dataclass(frozen=True)
class Calibrated:
    """All data sets of a plan."""

    plan: Plan
    fits: tuple[Fitted, ...]

    @property
    def settled(self) -> tuple[Fitted, ...]:
        """The data sets in which the sampler did not collapse."""
        return tuple(fit for fit in self.fits if fit.ranks)

    @cached_property
    def uniformities(self) -> tuple[Uniformity, ...]:
        """One for each quantity; none if the sampler always collapsed."""
        members = self.plan.members
        names = self.settled[0].ranks if self.settled else ()
        found = []
        for name in names:
            ranks = np.array([fit.ranks[name] for fit in self.settled])
            uniform_sd = np.sqrt(((members + 1) ** 2 - 1) / 12.0)
            from_middle = np.sqrt(np.mean((ranks - members / 2.0) ** 2))
            found.append(
                Uniformity(
                    quantity=name,
                    mean=float(ranks.mean() / members),
                    spread=float(from_middle / uniform_sd),
                    p_value=p_uniform(ranks, members),
                )
            )
        return tuple(found)


def calibrated(
    plan: Plan, folder: Path, progress: Callable[[str, float], None] = lambda text, share: None
) -> Calibrated:
    """Simulate, fit and rank.

    Parameters
    ----------
    plan
        What to run.
    folder
        Where ``sbc.json`` keeps what is done after every data set: another call with the same
        size, seed and evidence goes on from there, also to more data sets.
    progress
        Called with a line of text and the share done.

    Raises
    ------
    InputError
        If the file belongs to another run or is damaged.
    """
    path = folder / "sbc.json"
    told = _told(plan)
    done = _read(path, told)
    bench = _Bench(plan.now)
    for index in range(len(done), plan.sets):
        progress(f"data set {index + 1} of {plan.sets}", index / plan.sets)
        done.append(bench.fit(plan, index))
        content = {"plan": told, "sets": [vars(fit) for fit in done]}
        write_atomically(path, json.dumps(content, indent=1).encode())
    return Calibrated(plan, tuple(done[: plan.sets]))


def _told(plan: Plan) -> dict[str, object]:
    return {
        "members": plan.members,
        "seed": plan.seed,
        "data_cutoff": month_end(plan.now).isoformat(),
        "evidence": evidence_digest(model_data(), plan.now),
        "version": __version__,
    }


def _read(path: Path, told: Mapping[str, object]) -> list[Fitted]:
    if not path.exists():
        return []
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        plan, done = content["plan"], [Fitted(**fit) for fit in content["sets"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(path, "", "no results that can be read", "another folder") from error
    for field, value in told.items():
        if plan.get(field) != value:
            raise InputError(path, f"plan.{field}", plan.get(field), f"{value}, or another folder")
    return done


class _Bench:
    """All that data sets have in common, compiled once."""

    def __init__(self, now: int) -> None:
        keep_compiled()
        self.design = complete_design(now)
        self.latent = to_infer(now, self.design)
        self.worlds = jax.jit(partial(worlds_of, self.latent))
        seen = partial(observing, self.latent)
        density = log_likelihood_given(seen)

        def of(data: Data) -> Kernels:
            return kernels(partial(density, data))

        self.look = jax.jit(lambda data, *rest: of(data).look(*rest))
        self.move = jax.jit(lambda data, *rest: of(data).move(*rest))
        self.quantities = jax.jit(lambda data, vectors: _quantities(seen(data), vectors))

    def fit(self, plan: Plan, index: int) -> Fitted:
        started = monotonic()
        rng = stream(plan.seed, "sbc", index)
        truth = rng.standard_normal((self.latent.dimension, 1), dtype=np.float32)
        history = simulate(self.worlds(truth), self.design, rng)
        truth = departures(self.latent, truth, history)
        data = data_of(history, self.design, 0)
        compiled = Kernels(partial(self.look, data), partial(self.move, data))
        ranks, collapsed = {}, ""
        try:
            vectors, _ = sample_with(compiled, self.latent, plan.members, int(rng.integers(2**31)))
        except CollapseError as error:
            collapsed = str(error)
        else:
            found = self.quantities(data, np.concatenate([truth, vectors], axis=1))
            ranks = {
                name: int(np.sum(values[1:] < values[0]))
                for name, values in jax.device_get(found).items()
            }
        records = int(np.sum(data.scores.month <= plan.now))
        return Fitted(ranks, collapsed, records, round(monotonic() - started, 1))


def _quantities(latent: Latent, vectors: Array) -> dict[str, Array]:
    """All quantities of vectors ``(dimension, draw)``, ``(draw,)`` each."""
    parts = latent.split(vectors)
    values = latent.priors.values(parts["numbers"])
    place = {number.name: at for at, number in enumerate(latent.priors.numbers)}
    parameters = latent.priors.parameters(values)
    shown = replay(parameters, latent.noise(parts), latent.now, latent.now + 1)
    codes = country_codes()
    return {
        **{name: values[place[name]] for name in NUMBERS},
        **{f"{code}.score": shown.ready.score[-1, codes.index(code)] for code in SCORES},
        "log_likelihood": log_likelihood(latent, vectors),
    }


def p_uniform(ranks: NDArray[np.int64], members: int) -> float:
    """Probability that uniform ranks among ``members`` depart as far as ``ranks``, or further.

    How far is the smallest tail probability of the ranks' distribution function over all points,
    which is what the simultaneous bands of Säilynoja, Bürkner and Vehtari (2022) go by; what that
    is worth comes from simulated ranks.
    """
    null = _uniform_departures(len(ranks), members)
    departure = _departures(ranks[None], members)[0]
    # Equal probabilities may differ in their last digit.
    return float((1 + np.sum(null <= departure * (1.0 + 1e-9))) / (1 + len(null)))


@lru_cache(maxsize=4)
def _uniform_departures(sets: int, members: int) -> NDArray[np.float64]:
    return _departures(
        np.random.default_rng(0).integers(0, members, (TRIALS, sets), endpoint=True), members
    )


def _departures(ranks: NDArray[np.int64], members: int) -> NDArray[np.float64]:
    """Smallest tail probability of each row's distribution function, ``(row,)``."""
    sets = ranks.shape[1]
    share = np.arange(1, members + 1) / (members + 1)
    counts = np.arange(sets + 1)[:, None]
    tail = np.minimum(binom.cdf(counts, sets, share), binom.sf(counts - 1, sets, share))
    below = np.stack([np.bincount(row, minlength=members + 1).cumsum()[:-1] for row in ranks])
    return np.asarray(tail[below, np.arange(members)].min(axis=1))
