"""Draw how one answer passes through the layers that `pyproject.toml` declares."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch

ROOT = Path(__file__).parents[2]
STEPS = {
    "1 read": (
        "cli/options.py",
        "policy/policy_files.py",
        "countries/model_data.py",
        "registry/load.py",
        "evidence/fact_files.py",
    ),
    "2 run": (
        "policy/answer.py",
        "policy/build_scenario.py",
        "ensemble/run.py",
        "ensemble/engine.py",
        "model/step.py",
    ),
    "3 report": (
        "model/lag.py",
        "ensemble/indicators.py",
        "policy/headline.py",
        "report/answer_sentences.py",
        "cli/answers_command.py",
    ),
}
"""Modules in the order in which they take part."""
COLORS = ("#1f5f99", "#a04a00", "#2f6f3a")


def layers() -> list[tuple[str, ...]]:
    """Layers from the highest to the lowest, as import-linter enforces them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (found,) = (each["layers"] for each in contracts if each["type"] == "layers")
    return [tuple(re.findall(r"slipstream\.(\w+)", layer)) for layer in found]


def rows_of(modules: tuple[str, ...]) -> list[int]:
    """Row of each module, counted from the highest layer."""
    names = layers()
    return [
        next(row for row, layer in enumerate(names) if module.partition("/")[0] in layer)
        for module in modules
    ]


def draw() -> None:
    """Draw the layers as rows, and a column for each part of the way."""
    names = layers()
    figure, axes = plt.subplots(figsize=(6.8, 7.6), layout="constrained")
    for row, layer in enumerate(names):
        axes.axhspan(-row - 0.46, -row + 0.46, color="#f1f3f5" if row % 2 else "#e4e8ec", zorder=0)
        axes.text(-0.62, -row, "\n".join(layer), weight="bold", va="center", size=9)
    for column, (title, modules) in enumerate(STEPS.items()):
        color, rows = COLORS[column], rows_of(modules)
        axes.text(column + 0.22, 0.72, title, ha="center", color=color, weight="bold", size=11)
        places = []
        for at, row in enumerate(rows):
            same = [other for other, its in enumerate(rows) if its == row]
            order = same.index(at) - (len(same) - 1) / 2
            places.append((column + 0.22, -row - 0.42 * order * (1 if column < 2 else -1)))
        for (x, y), module in zip(places, modules, strict=True):
            text = module.partition("/")[2]
            box = {"boxstyle": "round,pad=0.22", "facecolor": "white", "edgecolor": color}
            axes.text(x, y, text, ha="center", va="center", size=8, bbox=box, zorder=3)
        for start, end in pairwise(places):
            arrow = FancyArrowPatch(
                start, end, arrowstyle="-|>", mutation_scale=9, color=color, shrinkA=8, shrinkB=9
            )
            axes.add_patch(arrow)
    axes.set(xlim=(-0.7, 2.75), ylim=(-len(names) + 0.5, 1))
    axes.axis("off")
    figure.set_facecolor("white")
