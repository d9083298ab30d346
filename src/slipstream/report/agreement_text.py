"""The check of one sampler by another, as text and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr

from slipstream.ensemble.posterior import Posterior
from slipstream.inference.agreement import Agreement, Row, Share, compare, joined_share
from slipstream.inference.calibrate import posterior_of
from slipstream.inference.latent import Latent
from slipstream.inference.nuts import Chains
from slipstream.model.constants import month_name
from slipstream.policy.build_scenario import build
from slipstream.policy.question import Question, take_sample

COUNTRY = "KR"
DRAWS = 10_000
DRAWS_PER_MEMBER = 4
SEED = 1
WORST = 10
LIMITS = (2.0, 3.0)

KINDS = {
    "numbers": "numbers of the model",
    "rate": "wandering of the rate",
    "lag": "wandering of the open lag",
    "skill": "wandering of skill",
    "departure": "departures of records",
    "spells": "spells of being scored",
}


@dataclass(frozen=True)
class Verdict:
    """Both samplers side by side: what they drew, number by number, and the headline answer.

    ``runs`` are the headline probabilities of the single posteriors.
    """

    now: int
    chains: Chains
    members: int
    agreement: Agreement
    by: int
    nuts: Share
    smc: Share
    runs: tuple[float, ...]

    @property
    def z(self) -> float:
        """Difference of the headline probabilities in Monte Carlo standard errors."""
        error = float(np.hypot(self.nuts.error, self.smc.error))
        return (self.nuts.probability - self.smc.probability) / error


def judge(latent: Latent, chains: Chains, posteriors: Sequence[Posterior]) -> Verdict:
    """Hold chains against posteriors of equal size, and ask the headline question of both.

    Each side draws its own luck of the future: the first posterior that of `slipstream answer`.
    """
    about: dict[str, object] = {}
    agreement = compare(
        posterior_of(latent, chains.vectors(), about), len(chains.draws), posteriors
    )
    fewer = posterior_of(latent, chains.vectors(DRAWS // DRAWS_PER_MEMBER), about)
    members = posteriors[0].members
    theirs = [_joined(one, SEED + at) for at, one in enumerate(posteriors)]
    mine = _joined(fewer, SEED + len(theirs))
    return Verdict(
        now=latent.now,
        chains=chains,
        members=members,
        agreement=agreement,
        by=Question(COUNTRY).by,
        nuts=joined_share([mine], fewer.members, chains=len(chains.draws)),
        smc=joined_share(theirs, members, effective=agreement.effective["numbers"]),
        runs=tuple(float(np.mean(one)) for one in theirs),
    )


def _joined(posterior: Posterior, seed: int) -> np.ndarray:
    question = Question(COUNTRY, now=posterior.now, posterior=posterior)
    scenario = build(COUNTRY, now=posterior.now, posterior=posterior)
    sample = take_sample(scenario, question, DRAWS, seed)
    return np.asarray(sample.joined <= question.last)


def verdict_json(found: Verdict) -> dict[str, Any]:
    """Return all diagnostics, every number and the headline."""
    chains = found.chains
    return {
        "data_cutoff": month_name(found.now),
        "nuts": {
            "chains": len(chains.draws),
            "draws": chains.draws.shape[1],
            "divergent": int(chains.divergent.sum()),
            "acceptance": float(chains.acceptance.mean()),
            "leaps": chains.leaps,
            "step_size": chains.step_size,
            "seconds": chains.seconds,
            "largest_r_hat": float(chains.r_hat.max()),
            "smallest_ess": float(chains.ess.min()),
        },
        "smc": {"posteriors": len(found.runs), "members": found.members},
        "kinds": [
            {
                "kind": kind,
                "count": len(rows),
                "effective_members": found.agreement.effective[kind],
                "mean_beyond": {f"{limit:g}": _beyond(rows, "z", limit) for limit in LIMITS},
                "sd_beyond": {f"{limit:g}": _beyond(rows, "sd_z", limit) for limit in LIMITS},
                "largest_shift": max(abs(row.shift) for row in rows),
                "median_sd_ratio": float(np.median([row.sd_ratio for row in rows])),
            }
            for kind, rows in found.agreement.kinds.items()
        ],
        "expected_beyond": {f"{limit:g}": _chance(limit) for limit in LIMITS},
        "headline": {
            "country": COUNTRY,
            "by": found.by,
            "nuts": asdict(found.nuts),
            "smc": asdict(found.smc),
            "runs": list(found.runs),
            "z": found.z,
        },
        "rows": [{**asdict(row), "shift": row.shift} for row in found.agreement.rows],
    }


def verdict_text(found: Verdict) -> str:
    """Lay the comparison out: diagnostics, a line for each kind, the worst, the headline."""
    chains, rows = found.chains, found.agreement.rows
    count, draws = chains.draws.shape[:2]
    least, most = min(rows, key=lambda row: row.ess), max(rows, key=lambda row: row.r_hat)
    lines = [
        f"Evidence up to {month_name(found.now)}.",
        f"NUTS: {count} chains of {draws:,} draws in {chains.seconds:,.0f} s; "
        f"{int(chains.divergent.sum())} moves diverged, {chains.acceptance.mean():.0%} accepted,"
        f" {chains.leaps:.0f} leaps each.",
        f"  Of all {len(chains.ess)} latent numbers the largest R-hat is {chains.r_hat.max():.3f},"
        f" the smallest effective sample size {chains.ess.min():,.0f};",
        f"  of those compared, {most.r_hat:.3f} ({most.kind} {most.name}) and {least.ess:,.0f}"
        f" ({least.kind} {least.name}).",
        f"SMC: {len(found.runs)} {'run' if len(found.runs) == 1 else 'runs'} of"
        f" {found.members:,} members. {_counted(found)}",
        "",
        "Share of numbers whose means, and whose standard deviations, differ by more than 2 and 3"
        " Monte Carlo errors",
        f"(by chance {_chance(2.0):.1%} and {_chance(3.0):.1%}, were they independent);"
        " largest shift of a mean in standard deviations:",
    ]
    for name, mine in (*found.agreement.kinds.items(), ("all", rows)):
        beyond = [f"{_beyond(mine, what, at):5.1%}" for what in ("z", "sd_z") for at in LIMITS]
        lines.append(
            f"  {KINDS.get(name, name):26} {len(mine):4}  means {beyond[0]} {beyond[1]}"
            f"  sds {beyond[2]} {beyond[3]}  shift {max(abs(row.shift) for row in mine):.2f}"
            f"  sd ratio {np.median([row.sd_ratio for row in mine]):.3f}"
        )
    lines += ["", "Those that differ most, SMC and NUTS (mean ± sd, normal scale):"]
    lines += [_line(row) for row in found.agreement.worst(WORST)]
    return "\n".join([*lines, "", *_headline(found)])


def _counted(found: Verdict) -> str:
    if len(found.runs) == 1:
        return (
            "All are counted as independent, which they are not: differences look larger than"
            " they are."
        )
    told = ", ".join(
        f"{KINDS[kind]} {size:,.0f}" for kind, size in found.agreement.effective.items()
    )
    return f"By the scatter between the runs, the members of one count for: {told}."


def _line(row: Row) -> str:
    return (
        f"  {row.kind} {row.name}: {row.smc_mean:.3f} ± {row.smc_sd:.3f},"
        f" {row.nuts_mean:.3f} ± {row.nuts_sd:.3f};"
        f" mean {row.z:+.1f} errors ({row.shift:+.2f} sd),"
        f" sd {row.sd_z:+.1f} errors ({row.sd_ratio:.2f}); ESS {row.ess:,.0f}"
    )


def _headline(found: Verdict) -> list[str]:
    def told(name: str, share: Share) -> str:
        return (
            f"{name} {share.probability:.1%} ± {share.error:.1%}"
            f" ({share.effective:,.0f} effective members)"
        )

    runs = ", ".join(f"{one:.1%}" for one in found.runs)
    return [
        f"{COUNTRY} joins by {found.by}: {told('SMC', found.smc)}, {told('NUTS', found.nuts)};"
        f" they differ by {found.z:+.1f} errors."
        + (f" Single posteriors: {runs}." if len(found.runs) > 1 else "")
    ]


def _beyond(rows: Sequence[Row], what: str, limit: float) -> float:
    return float(np.mean([abs(getattr(row, what)) > limit for row in rows]))


def _chance(limit: float) -> float:
    return float(2.0 * ndtr(-limit))
