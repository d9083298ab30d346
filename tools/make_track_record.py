"""Make the table and the picture of the track record from what `slipstream backtest` printed.

Usage: python tools/make_track_record.py docs/track_record.json docs
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

COUNTRIES = ("US", "CN", "FR", "KR")
MODELS = {
    "slipstream": "Slipstream",
    "persistence": "lag persists",
    "trend": "linear trend",
    "random_walk": "random walk",
}
HORIZONS = (1, 3, 6, 12, 18, 24)


def main(source: Path, folder: Path) -> None:
    """Write ``track_record_table.md`` and ``_static/track-record.svg`` into ``folder``."""
    found = json.loads(source.read_text(encoding="utf-8"))
    lines = [*_by_origin(found), "", *_skill(found), "", *_forecasts(found)]
    table = "\n".join(lines) + "\n"
    (folder / "track_record_table.md").write_text(table, encoding="utf-8")
    _draw(found, folder / "_static" / "track-record.svg")


def _mean(scores: list[dict[str, Any]], key: str) -> float:
    return float(sum(float(one[key]) for one in scores) / len(scores))


def _by_origin(found: dict[str, Any]) -> list[str]:
    head = ["data up to", "months", *MODELS.values(), "inside 50%", "inside 90%"]
    lines = ["Mean CRPS on best ECI, points (all countries with scores):", ""]
    lines += [f"| {' | '.join(head)} |", "|---|--:|--:|--:|--:|--:|--:|--:|"]
    every: list[dict[str, Any]] = []
    for one in found["backtests"]:
        scores = [score for score in one["scores"] if score["quantity"] == "best_eci"]
        if scores:
            every += scores
            lines.append(_row(one["data_cutoff"], scores))
    return [*lines, _row("all together", every)]


def _row(label: str, scores: list[dict[str, Any]]) -> str:
    mine = [one for one in scores if one["model"] == "slipstream"]
    crps = [
        f"{_mean([one for one in scores if one['model'] == name], 'crps'):.2f}" for name in MODELS
    ]
    inside = [f"{_mean(mine, key):.0%}" for key in ("inside_50", "inside_90")]
    return f"| {' | '.join([label, str(len(mine)), *crps, *inside])} |"


def _skill(found: dict[str, Any]) -> list[str]:
    lines = ["| quantity | best single baseline | model's CRPS over its | 90% interval |"]
    lines.append("|---|---|--:|--:|")
    for one in found["skill"]:
        baseline = MODELS[one["baseline"]]
        band = f"{one['low']:.0%} to {one['high']:.0%}"
        name = one["quantity"].replace("_", " ")
        lines.append(f"| {name} | {baseline} | {one['ratio']:.0%} | {band} |")
    return lines


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
