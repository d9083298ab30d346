"""Simulation-based calibration and posterior predictive checks, as text and as JSON."""

from dataclasses import asdict
from typing import Any

from slipstream.inference.left_out import LeftOut
from slipstream.inference.predictive import BAND_LEVELS, Predictive
from slipstream.inference.sbc import Calibrated
from slipstream.inference.scores import SCORE_LEVELS
from slipstream.model.constants import month_name

KINDS = {
    "records": "records set",
    "last_record": "last record, ECI",
    "longest_standing": "longest standstill, months",
    "largest_run": "largest run, log10 FLOP",
    "log_stock": "accelerators, log H100e",
    "open_lag": "lag of open weights, months",
}


def sbc_text(found: Calibrated) -> str:
    """A line for each quantity: mean rank, spread of ranks and how likely that is by chance."""
    plan, settled = found.plan, found.settled
    lines = [
        f"{len(found.fits)} histories up to {month_name(plan.now)} simulated from the prior, each"
        f" fitted with {plan.members:,} members; {len(found.fits) - len(settled)} fits ended in an"
        " error and are left out."
    ]
    if not settled:
        return "\n".join([*lines, f"The last said: {found.fits[-1].collapsed}"])
    lines += [
        "Rank of the true value: mean (0.5 if calibrated), spread over that of uniform ranks (1;"
        " above it posteriors are too narrow), p-value of uniformity.",
        *(
            f"  {one.quantity:22} mean {one.mean:.2f}  spread {one.spread:.2f}  p {one.p_value:.2f}"
            for one in found.uniformities
        ),
    ]
    least = min(one.p_value for one in found.uniformities)
    count = len(found.uniformities)
    return "\n".join(
        [
            *lines,
            f"The smallest of {count} p-values is {least:.3f}; by chance one as small or smaller"
            f" comes up in {1.0 - (1.0 - least) ** count:.0%} of cases, were they independent.",
        ]
    )


def sbc_json(found: Calibrated) -> dict[str, Any]:
    """Return the plan, every data set and the uniformity of each quantity."""
    return {
        "data_cutoff": month_name(found.plan.now),
        "members": found.plan.members,
        "seed": found.plan.seed,
        "sets": [asdict(fit) for fit in found.fits],
        "quantities": [asdict(one) for one in found.uniformities],
    }


def predictive_text(found: Predictive) -> str:
    """A line for each statistic; an asterisk marks those outside the middle 95%."""
    lines = [
        f"{found.draws:,} replications of history up to {month_name(found.now)}: observed, then"
        " 5%, middle and 95% of the replications, and the two-sided p-value (* below 0.05).",
    ]
    for past, meaning in (
        ("same", "The members' own wandering of rates and of skill; new luck of releases"),
        ("new", "All luck new"),
    ):
        mine = [one for one in found.statistics if one.past == past]
        odd = sum(one.surprising for one in mine)
        lines += ["", f"{meaning}: {odd} of {len(mine)} outside the middle 95%."]
        for kind, label in KINDS.items():
            for one in mine:
                if one.kind == kind:
                    low, middle, high = one.quantiles
                    lines.append(
                        f"  {label:28} {one.of:11} {one.observed:8.2f} | {low:8.2f} {middle:8.2f}"
                        f" {high:8.2f} | {one.p_value:.2f}{' *' if one.surprising else ''}"
                    )
    return "\n".join(lines)


def predictive_json(found: Predictive) -> dict[str, Any]:
    """Return every statistic."""
    return {
        "data_cutoff": month_name(found.now),
        "draws": found.draws,
        "seed": found.seed,
        "statistics": [
            {
                **asdict(one),
                "quantiles": {
                    f"{level:g}": value
                    for level, value in zip(BAND_LEVELS, one.quantiles, strict=True)
                },
                "surprising": one.surprising,
            }
            for one in found.statistics
        ],
    }


def left_out_text(found: LeftOut) -> str:
    """A line for each month in which the country's record rose, and the scores of all months."""
    kept = {one.month: one for one in found.scores}
    rose = [
        month
        for month in kept
        if month - 1 not in kept or kept[month].observed > kept[month - 1].observed
    ]
    lines = [
        f"{found.country}'s best ECI to {month_name(found.now)}, from a fit with"
        f" {found.members:,} members to everything but its own scores and runs:",
        "  month      5%    50%    95%  observed",
        *(
            f"  {month_name(month)}  "
            + " ".join(f"{found.quantiles[at, month - found.first]:6.1f}" for at in (0, 3, 6))
            + f"  {kept[month].observed:8.1f}"
            for month in rose
        ),
        left_out_sentence(found),
    ]
    return "\n".join(lines)


def left_out_sentence(found: LeftOut) -> str:
    """Say in a sentence how far the model was off."""
    totals = left_out_json(found)
    return (
        f"Over {totals['months']} months the mean CRPS is {totals['crps']:.2f} points, that of the"
        f" records of other countries {totals['others']:.2f}; the 50% band holds"
        f" {totals['within_50']:.0%} of the months and the 90% band {totals['within_90']:.0%}."
    )


def left_out_json(found: LeftOut) -> dict[str, Any]:
    """Return quantiles and observations by month, and the mean scores."""
    scores = found.scores
    return {
        "country": found.country,
        "data_cutoff": month_name(found.now),
        "members": found.members,
        "months": len(scores),
        "crps": sum(one.crps for one in scores) / len(scores),
        "others": found.others,
        "within_50": sum(one.within(0.5) for one in scores) / len(scores),
        "within_90": sum(one.within(0.9) for one in scores) / len(scores),
        "by_month": [
            {
                "month": month_name(one.month),
                "observed": one.observed,
                "crps": one.crps,
                "quantiles": {
                    f"{level:g}": float(value)
                    for level, value in zip(
                        SCORE_LEVELS, found.quantiles[:, one.month - found.first], strict=True
                    )
                },
            }
            for one in scores
        ],
    }
