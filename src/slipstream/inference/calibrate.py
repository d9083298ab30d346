"""Calibration: history in, posterior out."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from time import monotonic

import jax.numpy as jnp
import numpy as np

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.ensemble.disk_cache import keep_compiled
from slipstream.ensemble.posterior import Posterior, evidence_digest
from slipstream.ensemble.random_streams import stream
from slipstream.inference.fingerprint import fit_fingerprint
from slipstream.inference.influence import moved
from slipstream.inference.latent import Latent, spells
from slipstream.inference.likelihood import watched_months
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors
from slipstream.inference.smc import LAST_STAGES, Stage, sample
from slipstream.model.constants import month_end
from slipstream.version import __version__

MEMBERS = 2048
Fixed = Mapping[str, float]
Progress = Callable[[str, float], None]


def calibrate(
    now: int,
    *,
    members: int = MEMBERS,
    seed: int = 1,
    folder: Path,
    fixed: Fixed | None = None,
    without: str | None = None,
    progress: Progress = lambda text, share: None,
) -> Posterior:
    """Fit the model to history up to the month ``now``.

    Parameters
    ----------
    now
        Step of the last month of data.
    members, seed
        Size and random stream of the posterior.
    folder
        Where the run keeps what it has after every stage, so that a killed one goes on from
        there; the same call finds its own file.
    fixed
        Numbers of the model to hold at a value instead of inferring them, by name: a parameter
        (of all countries, if it is a country's) or one country's, such as ``KR.run_offset``.
    without
        Country whose scores and runs are left out; see `left_out`.
    progress
        Called with a line of text and the share done.

    Raises
    ------
    CollapseError
        If weights leave too few draws.
    InputError
        If a fixed number is unknown.
    """
    keep_compiled()
    started = monotonic()
    latent = Latent(Priors.known(now, fixed or {}), observations(now, without))
    told: list[Stage] = []

    def report(stage: Stage) -> None:
        told.append(stage)
        last = sum(one.tempering >= 1.0 for one in told)
        text = (
            f"stage {len(told)}: history counts {stage.tempering:.3f}, {stage.ess:.0%} of the draws"
            f" left, {stage.acceptance:.0%} of moves accepted"
        )
        progress(text, 0.8 * stage.tempering**0.5 + 0.2 * last / (LAST_STAGES + 1))

    given = (sorted((fixed or {}).items()), without)
    key = repr((now, members, seed, given, fit_fingerprint(now)))
    name = hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
    vectors, stages = sample(latent, members, seed, folder / f"{name}.npz", report)
    # Draws that descend from one another lie side by side, and answers look at the first ones.
    vectors = vectors[:, np.random.default_rng(seed).permutation(members)]
    about: dict[str, object] = {
        "data_cutoff": month_end(now).isoformat(),
        "members": members,
        "seed": seed,
        "command": f"slipstream calibrate --members {members} --seed {seed}",
        "version": __version__,
        "evidence": evidence_digest(model_data(), now),
        "seconds": round(monotonic() - started),
        "stages": [
            {field: round(value, 4) for field, value in asdict(stage).items()} for stage in stages
        ],
        "moved": moved(latent, vectors),
    }
    return posterior_of(latent, vectors, about)


def posterior_of(latent: Latent, vectors: np.ndarray, about: Mapping[str, object]) -> Posterior:
    """Members that the vectors ``(dimension, member)`` stand for, in the same order.

    ``about`` says where they come from.
    """
    parts = latent.split(jnp.asarray(vectors))
    codes = country_codes()
    scores = latent.observed.scores
    watched = watched_months(latent, jnp.asarray(vectors), stream(0, "calibrate/watched", 0))
    return Posterior(
        now=latent.now,
        names=tuple(number.name for number in latent.priors.numbers),
        values=np.asarray(latent.priors.values(parts["numbers"])),
        rate=np.asarray(parts["rate"]),
        lag=np.asarray(parts["lag"]),
        skill=np.asarray(parts["skill"]),
        departure=np.asarray(parts["departure"]),
        scored=tuple(codes[row] for row in latent.scored),
        record_months=scores.month,
        record_rows=np.array([latent.scored.index(int(row)) for row in scores.row]),
        watched=watched[:, np.array(latent.scored)],
        spells=np.asarray(spells(parts["spells"])),
        about=about,
    )
