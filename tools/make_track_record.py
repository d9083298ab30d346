"""Make the table and the picture of the track record from what `slipstream backtest` printed.

Usage: python tools/make_track_record.py docs/track_record.json docs
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from slipstream.inference.scores import LEVELS

COUNTRIES = ("US", "CN", "FR", "KR")
MODELS = {
    "slipstream": "Slipstream",
    "persistence": "lag persists",
    "trend": "trend",
    "random_walk": "walk",
    "paced_trend": "paced trend",
    "paced_walk": "paced walk",
}
QUANTITIES = {
    "best_eci": "best ECI",
    "largest_run_log10_flop": "largest run",
    "lag_months": "lag",
}
HORIZONS = (1, 3, 6, 12, 18, 24)


def main(source: Path, folder: Path) -> None:
    """Write ``track_record_table.md`` and the two pictures in ``_static`` into ``folder``."""
    found = json.loads(source.read_text(encoding="utf-8"))
    lines = [*_by_origin(found), "", *_skill(found), "", *_forecasts(found)]
    table = "\n".join(lines) + "\n"
    (folder / "track_record_table.md").write_text(table, encoding="utf-8")
    _draw(found, folder / "_static" / "track-record.svg")
    _draw_calibration(found, folder / "_static" / "calibration.svg")


def _by_origin(found: dict[str, Any]) -> list[str]:
    head = ["data to", "months", *MODELS.values(), "in 50%", "in 90%"]
    lines = ["Mean CRPS on best ECI, points (all countries with scores):", ""]
    lines += [f"| {' | '.join(head)} |", "|---|" + "--:|" * (len(head) - 1)]
    every: list[dict[str, Any]] = []
    for one in found["backtests"]:
        totals = [total for total in one["summary"] if total["quantity"] == "best_eci"]
        if totals:
            every += totals
            lines.append(_row(one["data_cutoff"], totals))
    return [*lines, _row("all together", every)]


def _row(label: str, totals: list[dict[str, Any]]) -> str:
    crps = [f"{_mean(totals, name, 'crps'):.2f}" for name in MODELS]
    inside = [f"{_mean(totals, 'slipstream', key):.0%}" for key in ("within_50", "within_90")]
    months = sum(total["count"] for total in totals if total["model"] == "slipstream")
    return f"| {' | '.join([label, str(months), *crps, *inside])} |"


def _mean(totals: list[dict[str, Any]], model: str, key: str) -> float:
    """Mean over months of what the totals of a model have the means of."""
    mine = [total for total in totals if total["model"] == model]
    months = sum(total["count"] for total in mine)
    return float(sum(total["count"] * total[key] for total in mine) / months)


def _skill(found: dict[str, Any]) -> list[str]:
    lines = ["| quantity | best single baseline | model's CRPS over its | 90% interval |"]
    lines.append("|---|---|--:|--:|")
    rows = {
        (one["quantity"], one["baseline"]): (
            f"| {QUANTITIES[one['quantity']]} | {MODELS[one['baseline']]} | {one['ratio']:.0%} |"
            f" {one['low']:.0%} to {one['high']:.0%} |"
        )
        for one in found["skill"]
    }
    return [*lines, *rows.values()]


def _forecasts(found: dict[str, Any]) -> list[str]:
    lines = [
        "| data up to | country | month | 5% | 50% | 95% | observed |",
        "|---|---|---|--:|--:|--:|--:|",
    ]
    for one in found["backtests"]:
        seen = {
            (score["country"], score["month"]): score
            for score in one["scores"]
            if score["quantity"] == "best_eci" and score["model"] == "slipstream"
        }
        for forecast in _mine(one):
            score = seen.get((forecast["country"], forecast["month"]))
            if score and score["horizon"] in HORIZONS and forecast["country"] in COUNTRIES:
                band = [f"{forecast['quantiles'][level]:.1f}" for level in ("0.05", "0.5", "0.95")]
                cells = [one["data_cutoff"], forecast["country"], forecast["month"], *band]
                lines.append(f"| {' | '.join(cells)} | {score['observed']:.1f} |")
    return lines


def _mine(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        forecast
        for forecast in one["forecasts"]
        if forecast["model"] == "slipstream" and forecast["quantity"] == "best_eci"
    ]


def _draw(found: dict[str, Any], path: Path) -> None:
    # The same file from the same numbers, so that a change in it is a change of them.
    mpl.rcParams["svg.hashsalt"] = "slipstream"
    made = [one for one in found["backtests"] if one["scores"]]
    figure = Figure(figsize=(11, 2.4 * len(made)), layout="constrained")
    axes = figure.subplots(len(made), len(COUNTRIES), sharey=True, squeeze=False)
    for row, one in enumerate(made):
        for column, country in enumerate(COUNTRIES):
            axis = axes[row][column]
            path_of = [each for each in _mine(one) if each["country"] == country]
            months = range(1, len(path_of) + 1)
            for low, high, shade in (("0.05", "0.95", 0.2), ("0.25", "0.75", 0.35)):
                axis.fill_between(
                    months,
                    [each["quantiles"][low] for each in path_of],
                    [each["quantiles"][high] for each in path_of],
                    color="#1f6f8b",
                    alpha=shade,
                    linewidth=0,
                )
            axis.plot(months, [each["quantiles"]["0.5"] for each in path_of], color="#1f6f8b")
            scores = [
                score
                for score in one["scores"]
                if score["country"] == country
                and score["quantity"] == "best_eci"
                and score["model"] == "slipstream"
            ]
            axis.plot(
                [score["horizon"] for score in scores],
                [score["observed"] for score in scores],
                color="#b3261e",
                drawstyle="steps-post",
            )
            axis.set_title(f"{country}, data up to {one['data_cutoff'][:7]}", fontsize=9)
            axis.tick_params(labelsize=8)
            axis.spines[["top", "right"]].set_visible(False)
            if row == len(made) - 1:
                axis.set_xlabel("months ahead", fontsize=8)
            if column == 0:
                axis.set_ylabel("best ECI", fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def _draw_calibration(found: dict[str, Any], path: Path) -> None:
    figure = Figure(figsize=(10, 3.4), layout="constrained")
    axes = figure.subplots(1, len(found["calibration"]), sharey=True, squeeze=False)[0]
    for axis, one in zip(axes, found["calibration"], strict=True):
        axis.plot([0, 1], [0, 1], color="#888888", linewidth=1, linestyle="--")
        axis.plot(LEVELS, one["below"], color="#1f6f8b", marker="o", markersize=4)
        axis.set_title(f"{QUANTITIES[one['quantity']]} ({one['count']} months)", fontsize=9)
        axis.set_xlabel("level of the forecast's quantile", fontsize=8)
        axis.set_aspect("equal")
        axis.tick_params(labelsize=8)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("share of outcomes below it", fontsize=8)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
