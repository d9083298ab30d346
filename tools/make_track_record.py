"""Make the tables, sentences and pictures of the track record from what commands printed.

Usage: python tools/make_track_record.py docs/track_record.json docs/forecast_scores.json docs

The first file is what `slipstream backtest --format json` printed, the second what `slipstream
forecast score --format json` did.
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from slipstream.inference.scores import SCORE_LEVELS

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
SINGLE = ("persistence", "trend", "random_walk")
"""The baselines that the model has to beat; the paced ones are harder."""

AIM = 0.6
"""Share of the best single baseline's CRPS that the model is to stay below."""


def main(source: Path, on_file: Path, folder: Path) -> None:
    """Write the three ``track_record_*.md`` and the two pictures in ``_static``."""
    found = json.loads(source.read_text(encoding="utf-8"))
    registered = json.loads(on_file.read_text(encoding="utf-8"))["registered"]
    pages = {
        "summary": _summary(found),
        "table": [*_by_origin(found), "", *_skill(found), "", *_forecasts(found)],
        "on_file": [line for one in registered for line in [*_on_file(one), ""]][:-1],
    }
    for name, lines in pages.items():
        text = "\n".join(lines) + "\n"
        (folder / f"track_record_{name}.md").write_text(text, encoding="utf-8")
    _draw(found, folder / "_static" / "track-record.svg")
    _draw_calibration(found, folder / "_static" / "calibration.svg")


def _summary(found: dict[str, Any]) -> list[str]:
    """What the scores come to, as a list of sentences."""
    told = {one["quantity"]: one for one in reversed(found["skill"]) if one["baseline"] in SINGLE}
    eci = told["best_eci"]
    made = [one for one in found["backtests"] if one["scores"]]
    lost = [
        f"{MODELS[name]} from {one['data_cutoff']}"
        for one in made
        for name in MODELS
        if name != "slipstream" and _crps(one, name) < _crps(one, "slipstream")
    ]
    near, whole = _coverage(made, 3), _coverage(made, None)
    met = "met" if eci["ratio"] <= AIM else "not met"
    return [
        f"- **Best ECI**: the mean CRPS is {eci['ratio']:.0%} of that of the best single baseline"
        f" ({MODELS[eci['baseline']]}), with a 90% interval of {eci['low']:.0%} to"
        f" {eci['high']:.0%}. The aim of {AIM:.0%} at most is {met}."
        + (
            f" Better than the model: {', '.join(lost)}."
            if lost
            else " No baseline is better at any date."
        ),
        f"- **Bands**: in the first three months the 50% band holds {near[0]:.0%} of the months"
        f" and the 90% band {near[1]:.0%}; over all months {whole[0]:.0%} and {whole[1]:.0%}.",
        *(
            f"- **{QUANTITIES[name].capitalize()}**: {told[name]['ratio']:.0%} of the best single"
            f" baseline's CRPS ({MODELS[told[name]['baseline']]}), {told[name]['low']:.0%} to"
            f" {told[name]['high']:.0%}."
            for name in ("largest_run_log10_flop", "lag_months")
        ),
    ]


def _crps(one: dict[str, Any], model: str) -> float:
    """Mean CRPS of a model on best ECI in one backtest."""
    return _mean([each for each in one["summary"] if each["quantity"] == "best_eci"], model, "crps")


def _coverage(made: list[dict[str, Any]], last: int | None) -> tuple[float, float]:
    """Shares of months inside the 50% and the 90% band, up to a horizon."""
    mine = [
        score
        for one in made
        for score in one["scores"]
        if score["model"] == "slipstream"
        and score["quantity"] == "best_eci"
        and (last is None or score["horizon"] <= last)
    ]
    half, most = (sum(score[key] for score in mine) for key in ("within_50", "within_90"))
    return half / len(mine), most / len(mine)


def _on_file(one: dict[str, Any]) -> list[str]:
    """Scores of forecasts on file, by quantity and country, and the forecasts themselves."""
    lines = [
        f"**From {one['origin']}**, to {one['until']}; put on file on {one['made']},"
        f" sha256 `{one['sha256'][:16]}`.",
        "",
    ]
    if not one["scores"]:
        return [*lines, "No month of them has been observed yet."]
    scores = [score for score in one["scores"] if not score["floor"]]
    lines += [f"| mean CRPS to {max(score['month'] for score in scores)} | months |"]
    lines[-1] += f" {' | '.join(MODELS.values())} |"
    lines += ["|---|" + "--:|" * (len(MODELS) + 1)]
    for name, label in QUANTITIES.items():
        mine = [score for score in scores if score["quantity"] == name]
        groups = {label: mine} if mine else {}
        if name == "best_eci":
            for country in sorted({score["country"] for score in mine}):
                groups[f"{label}, {country}"] = [s for s in mine if s["country"] == country]
        for group, members in groups.items():
            months = sum(score["model"] == "slipstream" for score in members)
            cells = [_mean_score(members, model) for model in MODELS]
            lines.append(f"| {group} | {months} | {' | '.join(cells)} |")
    return [*lines, "", *_sides(one, scores), "", *_forecasts({"backtests": [one]})]


def _mean_score(scores: list[dict[str, Any]], model: str) -> str:
    mine = [score["crps"] for score in scores if score["model"] == model]
    return f"{sum(mine) / len(mine):.2f}" if mine else "-"


def _sides(one: dict[str, Any], scores: list[dict[str, Any]]) -> list[str]:
    """Say who was better, and on which side of the middle the observations lay."""
    lines = []
    for name, label in QUANTITIES.items():
        mine = [score for score in scores if score["quantity"] == name]
        if not mine:
            continue
        means = {model: float(_mean_score(mine, model)) for model in MODELS}
        better = [MODELS[model] for model in MODELS if means[model] < means["slipstream"]]
        verdict = f"worse than {', '.join(better)}" if better else "better than all baselines"
        lines.append(f"- On {label} the model was {verdict}.")
    middles = {(each["country"], each["month"]): each["quantiles"]["0.5"] for each in _mine(one)}
    above: dict[str, list[bool]] = {}
    for score in scores:
        if (score["model"], score["quantity"]) == ("slipstream", "best_eci"):
            middle = middles[score["country"], score["month"]]
            above.setdefault(score["country"], []).append(score["observed"] > middle)
    sides = ", ".join(f"{code} {sum(months)} of {len(months)}" for code, months in above.items())
    return [*lines, f"- Months in which best ECI came out above the model's middle: {sides}."]


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
        axis.plot(SCORE_LEVELS, one["below"], color="#1f6f8b", marker="o", markersize=4)
        axis.set_title(f"{QUANTITIES[one['quantity']]} ({one['count']} months)", fontsize=9)
        axis.set_xlabel("level of the forecast's quantile", fontsize=8)
        axis.set_aspect("equal")
        axis.tick_params(labelsize=8)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("share of outcomes below it", fontsize=8)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
