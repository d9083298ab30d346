"""Charts of how the answer responds: one small panel for each lever or shock."""

from collections.abc import Sequence
from math import ceil
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from slipstream.policy.response import Curve, Response
from slipstream.registry.load import registry
from slipstream.report.charts import COUNTRY, OPEN, QUIET, styled
from slipstream.report.language import Language
from slipstream.report.race_text import capital, place
from slipstream.report.response_text import value_text
from slipstream.version import __version__

COLUMNS = 3
HEIGHT = 1.65
"""Height of a row of panels, inches."""


@styled
def lever_chart(found: Response, locale: Language) -> Figure:
    """Draw the lag at the end of the question's year along each lever's slider."""
    return _panels(found, found.levers, locale)


@styled
def shock_chart(found: Response, locale: Language) -> Figure:
    """Draw the lag at the end of the question's year along each shock's severity."""
    return _panels(found, found.shocks, locale)


def _panels(found: Response, curves: Sequence[Curve], locale: Language) -> Figure:
    year, country = found.question.by, place(found.question.country, locale)
    rows = ceil(len(curves) / COLUMNS)
    figure = Figure(figsize=(9.0, HEIGHT * rows + 0.9), layout="constrained")
    panels = list(figure.subplots(rows, COLUMNS, sharey=True, squeeze=False).flat)
    for curve, axes in zip(curves, panels, strict=False):
        _panel(axes, curve, found, locale)
    for axes in panels[len(curves) :]:
        axes.remove()
    figure.suptitle(
        locale.say(
            "{country}: mean lag at the end of {year}, months behind the world's best",
            country=capital(country),
            year=year,
        ),
        x=0.01,
        ha="left",
        fontsize=12,
    )
    reading = locale.say(
        "Line: mean of all futures; shading: 90% band of its change, from paired draws; dashes:"
        " today's policy, or no shock; ring: today's value, or usual severity."
    )
    drawn = locale.say(
        "{draws} draws, seed {seed}, Slipstream {version}",
        draws=locale.number(found.draws),
        seed=found.seed,
        version=__version__,
    )
    figure.supxlabel(f"{reading}\n{drawn}", x=0.01, ha="left", fontsize=8.5, color=QUIET)
    return figure


def _panel(axes: Axes, curve: Curve, found: Response, locale: Language) -> None:
    rows, year = registry(), found.question.by
    row = rows.levers.get(curve.name) or rows.shocks[curve.name]
    values = np.array([point.value for point in curve.points])
    means = np.array([point.reading.mean_lag[year] for point in curve.points])
    rest = curve.unmoved.mean_lag[year]
    changes = [point.reading.lag_change[year] for point in curve.points]
    low, high = ([rest + end for end in ends] for ends in list(zip(*changes, strict=True))[1:])
    axes.fill_between(values, low, high, color=COUNTRY, alpha=0.25, linewidth=0)
    axes.plot(values, means, color=COUNTRY, linewidth=1.6)
    axes.axhline(rest, color=OPEN, linewidth=1.0, linestyle=(0, (4, 3)))
    for point in curve.points:
        if point.today:
            mean = point.reading.mean_lag[year]
            axes.plot([point.value], [mean], "o", color=COUNTRY, markerfacecolor="white")
    axes.set_title(fill(locale.of(row.label), 38), fontsize=9, pad=5)
    ends = [values[0], values[-1]]
    labels = [fill(value_text(curve.name, float(end), locale), 16) for end in ends]
    axes.set_xticks(ends, labels, linespacing=1.0)
    axes.tick_params(labelsize=8)
    left, right = axes.get_xticklabels()
    left.set_horizontalalignment("left")
    right.set_horizontalalignment("right")
    axes.grid(axis="y", color="#e3e3e3", linewidth=0.8)
    axes.set_axisbelow(True)
