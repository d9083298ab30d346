"""The picture of the page of measurements."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.results import Results

BLUE, RED, GREY = "#1f6f8b", "#b3261e", "#888888"
GROWING = ("draws", "countries", "months", "policies")


def draw(results: Results, path: Path) -> None:
    """Draw throughput, then time and memory against each size."""
    # The same file from the same numbers, so that a change in it is a change of them.
    mpl.rcParams["svg.hashsalt"] = "slipstream"
    picture = Figure(figsize=(11, 7.5), layout="constrained")
    axes = picture.add_gridspec(3, len(GROWING))
    _throughput(picture.add_subplot(axes[0, :]), results)
    for column, name in enumerate(GROWING):
        points = results.series[name]
        sizes = [point.size for point in points]
        times = picture.add_subplot(axes[1, column])
        seconds = [point.seconds for point in points]
        times.plot(sizes, seconds, color=BLUE, marker="o", markersize=4)
        proportional = [seconds[-1] * size / sizes[-1] for size in sizes]
        times.plot(sizes, proportional, color=GREY, linewidth=1, linestyle="--")
        times.set_yscale("log")
        memory = picture.add_subplot(axes[2, column])
        memory.plot(sizes, [point.memory for point in points], color=RED, marker="o", markersize=4)
        memory.set_ylim(bottom=0)
        memory.set_xlabel(name, fontsize=8)
        for axis in (times, memory):
            axis.set_xscale("log")
            _plain(axis)
        if column == 0:
            times.set_ylabel("seconds", fontsize=8)
            memory.set_ylabel("peak memory, MiB", fontsize=8)
    picture.savefig(path, metadata={"Date": None})


def _throughput(axis: Axes, results: Results) -> None:
    names = list(results.contest.seconds)
    spreads = [results.contest.throughput(name) for name in names]
    axis.barh(
        names,
        [spread.median for spread in spreads],
        xerr=[
            [spread.median - spread.low for spread in spreads],
            [spread.high - spread.median for spread in spreads],
        ],
        color=BLUE,
        ecolor=RED,
    )
    axis.invert_yaxis()
    axis.set_xscale("log")
    axis.set_xlabel("trajectories a second", fontsize=8)
    _plain(axis)


def _plain(axis: Axes) -> None:
    axis.tick_params(labelsize=8)
    axis.spines[["top", "right"]].set_visible(False)
