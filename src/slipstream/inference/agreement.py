"""Whether two samplers found the same posterior, number by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

from slipstream.arrays import Floats64
from slipstream.countries.model_data import model_data
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.posterior import Posterior
from slipstream.model.constants import month_name
from slipstream.registry.load import registry


@dataclass(frozen=True)
class Row:
    """One number under both samplers.

    Attributes
    ----------
    kind, name
        What it is, such as ``numbers`` and ``KR.power_2025``.
    smc_mean, smc_sd, nuts_mean, nuts_sd
        Of the number on the scale on which its prior is normal (natural log, log odds or as it
        is), or of a standard normal innovation.
    ess, r_hat
        Effective sample size and split potential scale reduction of the chains.
    z
        Difference of the means, chains less members, in Monte Carlo standard errors.
    sd_ratio
        Standard deviation of the chains over that of the members.
    sd_z
        Its log in Monte Carlo standard errors.
    """

    kind: str
    name: str
    smc_mean: float
    smc_sd: float
    nuts_mean: float
    nuts_sd: float
    ess: float
    r_hat: float
    z: float
    sd_ratio: float
    sd_z: float

    @property
    def shift(self) -> float:
        """Difference of the means in standard deviations."""
        return (self.nuts_mean - self.smc_mean) / self.smc_sd


@dataclass(frozen=True)
class Agreement:
    """All numbers, and what the members of one posterior count for, by kind of number."""

    rows: tuple[Row, ...]
    effective: Mapping[str, float]

    @cached_property
    def kinds(self) -> Mapping[str, tuple[Row, ...]]:
        """Rows by kind."""
        return {
            kind: tuple(row for row in self.rows if row.kind == kind) for kind in self.effective
        }

    def worst(self, count: int) -> tuple[Row, ...]:
        """Rows whose means or standard deviations differ most in Monte Carlo errors."""
        order = sorted(self.rows, key=lambda row: -max(abs(row.z), abs(row.sd_z)))
        return tuple(order[:count])


@dataclass(frozen=True)
class Share:
    """A probability, its Monte Carlo standard error, and what the members count for."""

    probability: float
    error: float
    effective: float


def quantities(posterior: Posterior) -> Mapping[str, tuple[tuple[str, ...], Floats64]]:
    """Names and values ``(quantity, member)`` of what a posterior holds, by kind.

    The model's uncertain ``numbers`` stand on the scale on which their priors are normal; the
    ``rate``, ``lag`` and ``skill`` of each month and the ``departure`` of each record are standard
    normal innovations; ``spells`` are log years that an index keeps sight of a developer, and
    that it leaves a country out.
    """
    rows = registry().parameters
    names, values = [], []
    for number, drawn in zip(
        coordinates(model_data(), posterior.now), posterior.values, strict=True
    ):
        if not number.prior.fixed:
            names.append(number.name)
            values.append(_normal_scale(rows[number.parameter].family, drawn.astype(float)))
    months = [month_name(step) for step in range(posterior.now + 1)]
    records = zip(posterior.record_rows, posterior.record_months, strict=True)
    skill = posterior.skill.astype(float)
    return {
        "numbers": (tuple(names), np.stack(values)),
        "rate": (tuple(months), posterior.rate.astype(float)),
        "lag": (tuple(months), posterior.lag.astype(float)),
        "skill": (
            tuple(f"{code}.{month}" for month in months for code in posterior.scored),
            skill.reshape(-1, posterior.members),
        ),
        "departure": (
            tuple(f"{posterior.scored[row]}.{months[step]}" for row, step in records),
            posterior.departure.astype(float),
        ),
        "spells": (
            ("watched", "unwatched"),
            np.log(posterior.spells.astype(float)),
        ),
    }


def compare(nuts: Posterior, chains: int, smc: Sequence[Posterior]) -> Agreement:
    """Hold the draws of chains against the members of other posteriors.

    Parameters
    ----------
    nuts
        Draws of ``chains`` chains, one of each in turn.
    smc
        Members of one run of the other sampler, or of some that differ in the seed alone.

    Notes
    -----
    The chains' errors follow from their effective sample sizes. The members of one run descend
    from one another, so that they count for fewer than there are, and a single run cannot tell
    for how many: all are counted then, and differences look larger than they are. With more runs,
    the scatter of their means tells, on average over all numbers of a kind.
    """
    theirs = [quantities(one) for one in smc]
    rows: list[Row] = []
    effective = {}
    for kind, (names, values) in quantities(nuts).items():
        # NumPyro asks for (chain, draw, number).
        drawn = values.reshape(len(values), -1, chains).transpose(2, 1, 0)
        ess, r_hat = effective_sample_size(drawn), split_gelman_rubin(drawn)
        mine = _of_chains(drawn, ess)
        other, effective[kind] = _of_runs([found[kind][1] for found in theirs])
        gap = (mine.mean - other.mean) / np.hypot(mine.mean_error, other.mean_error)
        ratio = mine.sd / other.sd
        sd_gap = np.log(ratio) / np.hypot(mine.log_sd_error, other.log_sd_error)
        columns = (other.mean, other.sd, mine.mean, mine.sd, ess, r_hat, gap, ratio, sd_gap)
        table = np.stack(columns, axis=1).tolist()
        rows += [Row(kind, name, *row) for name, row in zip(names, table, strict=True)]
    return Agreement(tuple(rows), effective)


def joined_share(
    joined: Sequence[NDArray[np.bool_]], members: int, *, chains: int = 0, effective: float = 0.0
) -> Share:
    """Probability of joining, with the error that draws and members leave.

    Parameters
    ----------
    joined
        Whether each draw joined, ``(draw,)`` for each run; draws take the members in turn.
    members
        Number of members of each run.
    chains
        If given, the members are draws of that many chains in turn.
    effective
        What the members of a run count for, where they are not draws of chains.

    Notes
    -----
    A member's own share, over the draws that took it, scatters with its future innovations and
    with the member itself; the scatter of these shares holds both.
    """
    taken = np.arange(len(joined[0])) % members
    own = np.stack(
        [np.bincount(taken, run, members) / np.bincount(taken, minlength=members) for run in joined]
    )
    if chains:
        effective = float(effective_sample_size(own.reshape(-1, chains).T))
    error = float(np.std(own, ddof=1) / np.sqrt(effective * len(joined)))
    return Share(float(np.mean(joined)), error, effective)


@dataclass(frozen=True)
class _Moments:
    """Mean and standard deviation of each number, with errors: of the mean, of the sd's log."""

    mean: Floats64
    sd: Floats64
    mean_error: Floats64
    log_sd_error: Floats64


def _of_chains(drawn: Floats64, ess: Floats64) -> _Moments:
    values = drawn.reshape(-1, drawn.shape[-1]).T
    mean, sd = values.mean(axis=1), values.std(axis=1, ddof=1)
    squares = (drawn - mean) ** 2
    return _Moments(
        mean=mean,
        sd=sd,
        mean_error=sd / np.sqrt(ess),
        log_sd_error=squares.std(axis=(0, 1))
        / (2.0 * sd**2 * np.sqrt(effective_sample_size(squares))),
    )


def _of_runs(runs: Sequence[Floats64]) -> tuple[_Moments, float]:
    """Moments over all runs, and what the members of one count for."""
    members = runs[0].shape[1]
    means = np.stack([run.mean(axis=1) for run in runs])
    variance = np.mean([run.var(axis=1, ddof=1) for run in runs], axis=0)
    effective = float(members)
    if len(runs) > 1:
        scatter = float(np.mean(members * means.var(axis=0, ddof=1) / variance))
        effective /= max(scatter, 1.0)
    mean = means.mean(axis=0)
    fourth = np.mean([((run - mean[:, None]) ** 2).var(axis=1) for run in runs], axis=0)
    size = effective * len(runs)
    return _Moments(
        mean=mean,
        sd=np.sqrt(variance),
        mean_error=np.sqrt(variance / size),
        log_sd_error=np.sqrt(fourth / size) / (2.0 * variance),
    ), effective


def _normal_scale(family: str, values: Floats64) -> Floats64:
    if family == "lognormal":
        return np.asarray(np.log(values))
    if family == "logitnormal":
        return np.asarray(np.log(values) - np.log1p(-values))
    return values
