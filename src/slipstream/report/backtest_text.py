"""Backtests as tables and as JSON."""

from collections.abc import Sequence
from typing import Any

from slipstream.inference.forecasts import Backtest, to_json
from slipstream.inference.registered import Registered
from slipstream.inference.scores import Score, calibration, totals
from slipstream.inference.skill import best_baseline, skill
from slipstream.inference.task import BASELINES, PACED, Baseline
from slipstream.model.constants import month_name

NAMES = {
    "best_eci": "best ECI, points",
    "largest_run_log10_flop": "largest run, log10 FLOP",
    "lag_months": "lag, months",
}


def backtests_json(backtests: Sequence[Backtest], *, single: bool) -> dict[str, Any]:
    """Return one backtest by itself, or all of them with what they come to together."""
    if single:
        return to_json(backtests[0])
    scores = _scores(backtests)
    return {
        "backtests": [to_json(one) for one in backtests],
        "skill": [
            margin for name in NAMES if _of(name, scores) for _, margin in _skills(name, scores)
        ],
        "calibration": [
            {
                "quantity": name,
                "below": calibration(mine).below,
                "histogram": calibration(mine).histogram,
                "count": calibration(mine).count,
            }
            for name in NAMES
            if (mine := [one for one in _of(name, scores) if one.model == "slipstream"])
        ],
    }


def backtests_text(backtests: Sequence[Backtest]) -> str:
    """Mean CRPS by origin and by horizon, coverage and the ratio to the best baseline."""
    scores = _scores(backtests)
    if not scores:
        return "Nothing observed reaches these months: there are forecasts and no scores."
    lines: list[str] = []
    for name, label in NAMES.items():
        mine = _of(name, scores)
        if not mine:
            continue
        lines += [f"{label}: mean CRPS (share within the 50% and the 90% band)"]
        for model in dict.fromkeys(one.model for one in mine):
            own = [one for one in mine if one.model == model]
            cells = [
                f"{tag} {total.crps:.2f} ({total.within_50:.0%}, {total.within_90:.0%})"
                for tag, total in _cells(own)
            ]
            lines.append(f"  {model:12} " + "; ".join(cells))
        for kind, margin in _skills(name, scores):
            lines.append(
                f"  against the best single {kind} ({margin['baseline']}): {margin['ratio']:.0%} of"
                f" its CRPS ({margin['low']:.0%} to {margin['high']:.0%})"
            )
    return "\n".join(lines)


def registered_json(registered: Registered, found: Backtest) -> dict[str, Any]:
    """Return forecasts on file with what was observed since, as `to_json` gives a backtest.

    ``skill`` is empty until a month has been observed.
    """
    scores = _scores([found])
    return {
        "sha256": registered.sha256,
        **registered.about.model_dump(mode="json"),
        **to_json(found, paced=True),
        "skill": [
            margin for name in NAMES if _of(name, scores) for _, margin in _skills(name, scores)
        ],
    }


def registered_text(registered: Registered, found: Backtest) -> str:
    """Say what is on file, and tabulate its scores."""
    about = registered.about
    head = (
        f"Forecasts from {about.origin} to {about.until}, put on file on {about.made}"
        f" (sha256 {registered.sha256[:16]})"
    )
    return f"{head}\n{backtests_text([found])}"


def _cells(scores: Sequence[Score]) -> list[tuple[str, Any]]:
    by_origin = [
        (month_name(int(total.group["origin"])), total) for total in totals(scores, "origin")
    ]
    by_band = [(f"{total.group['band']} months", total) for total in totals(scores, "band")]
    every = [("all", total) for total in totals(scores, "model")]
    return [*by_origin, *by_band, *every]


def _skills(name: str, scores: Sequence[Score]) -> list[tuple[str, dict[str, Any]]]:
    mine = _of(name, scores)
    kinds = {"baseline": BASELINES, "of all, paced ones included": (*BASELINES, *PACED)}
    best = {kind: best_baseline(mine, among) for kind, among in kinds.items()}
    # Nothing can be better than a baseline that never errs, as with the lag of the frontier's
    # holder while no other country has been observed.
    return [
        (kind, _skill(name, mine, baseline))
        for kind, baseline in best.items()
        if any(one.model == baseline and one.crps > 0.0 for one in mine)
    ]


def _skill(name: str, scores: Sequence[Score], baseline: Baseline) -> dict[str, Any]:
    found = skill(scores, baseline)
    return {
        "quantity": name,
        "baseline": found.baseline,
        "ratio": found.ratio,
        "low": found.low,
        "high": found.high,
        "better": found.better,
        "origins": found.origins,
        "count": found.count,
    }


def _scores(backtests: Sequence[Backtest]) -> list[Score]:
    return [score for one in backtests for score in one.scores]


def _of(name: str, scores: Sequence[Score]) -> list[Score]:
    return [one for one in scores if one.quantity == name]
