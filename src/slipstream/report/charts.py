"""Charts of an answer: the same numbers give the same bytes."""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from math import ceil
from pathlib import Path
from textwrap import fill
from typing import Literal, ParamSpec, TypeVar

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from slipstream.arrays import Floats
from slipstream.model.constants import MONTHS_PER_YEAR, START_YEAR
from slipstream.policy.answer import Answer
from slipstream.policy.compare import Comparison
from slipstream.policy.paths import Paths
from slipstream.report.comparison_sentences import Names
from slipstream.report.language import Language
from slipstream.report.observed_points import Record, best_scores, observed_lags, world_scores
from slipstream.report.race_text import band_labels, capital, place, within
from slipstream.version import __version__

FONT = Path(__file__).parent / "fonts" / "SlipstreamSansKR.ttf"
SETTLED, LAG_SETTLED = 12, 24
"""First steps that are drawn. The run has no past: scores settle in a year, and a lag is a floor
until the frontier of the first months lies further back than most lags."""

# Colours that stay apart for colour-blind readers and in grey (Okabe and Ito 2008).
COUNTRY, WORLD, OPEN = "#0072b2", "#3d3d3d", "#d55e00"
QUIET = "#6b6b6b"

_ROOM = 3.5
"""Percent from which a part of a bar has room for its number."""

Given = ParamSpec("Given")
Made = TypeVar("Made")
Shape = Literal["wide", "narrow"]
_SIZES: Mapping[Shape, tuple[float, float]] = {"wide": (8.0, 4.8), "narrow": (4.4, 4.6)}


@dataclass(frozen=True)
class Scene:
    """What the charts of an answer show, under which policy's name, and in which language."""

    answer: Answer
    paths: Paths
    policy: str
    locale: Language


@contextmanager
def style() -> Iterator[None]:
    """Set up Matplotlib, with the font that comes with the package."""
    font_manager.fontManager.addfont(FONT)
    settings = mpl.rc_context(
        {
            "font.family": [font_manager.FontProperties(fname=FONT).get_name(), "DejaVu Sans"],
            "font.size": 11,
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": QUIET,
            "axes.titlelocation": "left",
            "axes.titlesize": 12,
            "axes.titlepad": 12,
            "legend.frameon": False,
            "legend.fontsize": 10,
            "svg.hashsalt": "slipstream",
            "svg.fonttype": "path",
        }
    )
    with settings:
        yield


def styled(draw: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let a function work under these settings: a text takes its font when it is made."""

    @wraps(draw)
    def within_style(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with style():
            return draw(*args, **kwargs)

    return within_style


@styled
def capability_chart(scene: Scene, shape: Shape) -> Figure:
    """Draw the country, the frontier and open models with bands and records."""
    paths, locale = scene.paths, scene.locale
    country = scene.answer.question.country
    figure, axes = _figure(scene, shape, SETTLED, _bands_and_records(locale))
    series = (
        (paths.frontier, WORLD, locale.say("World's best"), world_scores(), "s"),
        (paths.open, OPEN, locale.say("Open models"), (), ""),
        (paths.capability, COUNTRY, capital(place(country, locale)), best_scores(country), "o"),
    )
    for percentiles, colour, label, records, marker in series:
        _band(axes, percentiles, SETTLED, colour, label)
        _points(axes, records, colour, marker)
    axes.set_title(locale.say("Capability of the best released models (ECI points)"), pad=30)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 0.99),
        ncols=3,
        columnspacing=1.2,
        handlelength=1.4,
        handletextpad=0.5,
    )
    # The bands set the scale, so that a wide error bar of old does not.
    shown = [band[:, SETTLED:] for band in (paths.capability, paths.frontier, paths.open)]
    low, high = min(part.min() for part in shown), max(part.max() for part in shown)
    axes.set_ylim(float(low) - 3, float(high) + 3)
    return figure


@styled
def lag_chart(scene: Scene, shape: Shape) -> Figure:
    """Draw the months behind the world's best, with the lag that counts as being in the race."""
    question, locale = scene.answer.question, scene.locale
    figure, axes = _figure(scene, shape, LAG_SETTLED, _bands_and_records(locale))
    _band(axes, scene.paths.lag, LAG_SETTLED, COUNTRY, "", whole_steps=True)
    _points(axes, observed_lags(question.country), COUNTRY, "o")
    axes.axhline(question.within_months, color=OPEN, linewidth=1.2, linestyle=(0, (5, 3)))
    axes.annotate(
        locale.say("in the race: {within} or less", within=within(question, locale)),
        (0.99, question.within_months),
        xycoords=axes.get_yaxis_transform(),
        xytext=(0, -5),
        textcoords="offset points",
        ha="right",
        va="top",
        color="#a84a00",
        fontsize=10,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1.5},
    )
    country = capital(place(question.country, locale))
    axes.set_title(locale.say("{country}: months behind the world's best", country=country))
    axes.set_ylim(bottom=0)
    return figure


@styled
def joined_chart(scene: Scene, shape: Shape) -> Figure:
    """Draw by year the probability of being in the race, and by month that of having joined."""
    locale, by_year = scene.locale, scene.answer.in_race.by_year
    now = scene.answer.question.now
    reading = locale.say("Share of all simulated futures.")
    figure, axes = _figure(scene, shape, now, reading)
    months = _months(len(scene.paths.joined))
    axes.plot(
        months[now + 1 :],
        100 * scene.paths.joined[now + 1 :],
        color=WORLD,
        linewidth=1.5,
        linestyle=(0, (5, 2)),
        label=locale.say("has joined by then"),
    )
    ends = [int(year) + 1 - 0.5 / MONTHS_PER_YEAR for year in by_year]
    shares = [100 * share for share in by_year.values()]
    label = locale.say("in the race at the end of the year")
    axes.plot(ends, shares, color=COUNTRY, linewidth=2, marker="o", clip_on=False, label=label)
    named = _named(ends, list(by_year), shape)
    for i in named:
        axes.annotate(
            locale.percent(shares[i] / 100),
            (ends[i], shares[i]),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            color=COUNTRY,
        )
    axes.set_title(locale.say("Probability (%)"), pad=30)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=2, columnspacing=1.2)
    highest = max(*shares, 100 * float(scene.paths.joined[-1]))
    # The scale ends at a round number that leaves room for the labels, but never beyond 100%.
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, max(10.0, 1.15 * highest))
    axes.set_yticks([tick for tick in ticks if tick <= 100])
    axes.set_ylim(0, min(max(ticks), max(100.0, 1.08 * highest)))
    axes.set_xlim(right=ends[-1] + 0.25)
    axes.set_xticks([ends[i] for i in named], [list(by_year)[i] for i in named])
    return figure


@styled
def bands_chart(scene: Scene, shape: Shape) -> Figure:
    """Draw the share of futures in each band of the mean lag of a year, as one bar a year."""
    answer, locale = scene.answer, scene.locale
    found = answer.in_race.bands
    reading = locale.say("Share of all simulated futures, by the average lag over the year.")
    figure, axes = _figure(scene, shape, answer.question.now, reading)
    labels = band_labels(answer.question.edges, locale)
    colours = mpl.colormaps["Blues"](np.linspace(0.95, 0.1, len(labels)))
    rows = 100 * np.array(list(found.values()))
    places = np.arange(len(found))
    below = np.zeros(len(found))
    for i, (label, colour) in enumerate(zip(labels, colours, strict=True)):
        axes.bar(
            places, rows[:, i], 0.72, below, color=colour, edgecolor="white", lw=0.6, label=label
        )
        for place_, share, start in zip(places, rows[:, i], below, strict=True):
            if share >= _ROOM:
                axes.annotate(
                    f"{share:.0f}",
                    (float(place_), start + share / 2),
                    ha="center",
                    va="center",
                    fontsize=9,
                    color="white" if i < len(labels) / 3 else WORLD,
                )
        below += rows[:, i]
    named = _named(list(places), list(found), shape)
    axes.set_xticks([places[i] for i in named], [list(found)[i] for i in named])
    axes.set_xlim(-0.6, len(found) - 0.4)
    axes.set_ylim(0, 100)
    title = locale.say("Average lag over the year, months (% of futures)")
    axes.set_title(title, pad=30 if shape == "wide" else 46)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 0.99),
        ncols=len(labels) if shape == "wide" else 3,
        columnspacing=1.0,
        handlelength=1.1,
        handletextpad=0.4,
    )
    return figure


@styled
def comparison_chart(
    comparison: Comparison, names: Names, shape: Shape, locale: Language
) -> Figure:
    """Draw each policy's probabilities and its lag with the 50% and 90% bands."""
    outcomes = comparison.outcomes[::-1]
    labels = [_broken(names[outcome.policy]) for outcome in outcomes]
    height = len(labels) * max(0.5, *(0.2 * (label.count("\n") + 1) for label in labels))
    if shape == "wide":
        figure = Figure(figsize=(8.0, 1.9 + height), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True)
    else:
        figure = Figure(figsize=(4.4, 2.9 + 2 * height), layout="constrained")
        left, right = figure.subplots(2, 1, sharey=True, gridspec_kw={"hspace": 0.08})
    rows = np.arange(len(outcomes))
    shares = [100 * outcome.in_race for outcome in outcomes]
    joined = [100 * outcome.probability for outcome in outcomes]
    left.barh(rows, shares, color=COUNTRY, height=0.5, label=locale.say("in the race"))
    left.plot(
        joined, rows, linestyle="", marker="d", color=OPEN, label=locale.say("joined by then")
    )
    left.legend(loc="upper center", bbox_to_anchor=(0.4, -0.12), ncols=2, handlelength=1.2)
    for row, outcome in zip(rows, outcomes, strict=True):
        left.annotate(
            locale.percent(outcome.in_race),
            (100 * max(outcome.in_race, outcome.probability), row),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=COUNTRY,
        )
        lag = outcome.lag_months
        right.plot([lag.p5, lag.p95], [row, row], color=COUNTRY, linewidth=2, alpha=0.45)
        right.plot([lag.p25, lag.p75], [row, row], color=COUNTRY, linewidth=7, alpha=0.55)
        right.plot([lag.p50], [row], marker="o", color=WORLD)
    left.set_yticks(rows, labels, linespacing=1.0)
    left.set_xlim(0, min(100.0, 1.25 * max(*shares, *joined, 4.0)))
    right.set_xlim(left=0)
    year = comparison.question.by
    left.set_title(locale.say("Probability, end of {year} (%)", year=year))
    right.set_title(locale.say("Months behind, end of {year}", year=year))
    shading = locale.say("Thick bars: 50%, thin bars: 90% of futures.")
    _source(figure, f"{shading}\n{_drawn(comparison, locale)}")
    return figure


@styled
def svg(figure: Figure) -> bytes:
    """Return a figure as SVG; text becomes outlines, so that it looks alike everywhere."""
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


@styled
def png(figure: Figure) -> bytes:
    """Return a figure as PNG of twice the usual resolution."""
    stream = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(stream, format="png", dpi=200, metadata={"Software": None})
    return stream.getvalue()


def _figure(scene: Scene, shape: Shape, first: int, reading: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_SIZES[shape], layout="constrained")
    axes = figure.subplots()
    axes.grid(axis="y", color="#e3e3e3", linewidth=0.8)
    axes.set_axisbelow(True)
    start, end = START_YEAR + first / MONTHS_PER_YEAR, scene.answer.question.by + 1
    years = range(ceil(start), end + 1, 1 if shape == "wide" else 2)
    axes.set_xlim(start, end)
    axes.set_xticks(years, [str(year) for year in years])
    policy = scene.locale.say("Policy: {policy}", policy=scene.policy)
    _source(figure, f"{reading}\n{policy}. {_drawn(scene.answer, scene.locale)}")
    return figure, axes


def _named(places: Sequence[float], years: Sequence[str], shape: Shape) -> range:
    """Years to name on an axis: the last always, and of many on a narrow chart not every one."""
    apart = 1 if shape == "wide" else ceil(len(years) / 5)
    return range(len(places) - 1, -1, -apart)


def _bands_and_records(locale: Language) -> str:
    return locale.say(
        "Bands: 50% (dark) and 90% (light) of futures.\n"
        "Points: observed, with 90% intervals; hollow where roughly estimated."
    )


def _drawn(asked: Answer | Comparison, locale: Language) -> str:
    return locale.say(
        "{draws} draws, seed {seed}, Slipstream {version}",
        draws=locale.number(asked.draws),
        seed=asked.seed,
        version=__version__,
    )


def _source(figure: Figure, caption: str) -> None:
    figure.supxlabel(caption, x=0.01, ha="left", fontsize=8.5, color=QUIET, linespacing=1.4)


def _band(
    axes: Axes,
    percentiles: Floats,
    first: int,
    colour: str,
    label: str,
    *,
    whole_steps: bool = False,
) -> None:
    low, lower, middle, upper, high = percentiles[:, first:]
    months = _months(percentiles.shape[1])[first:]
    step: Literal["mid"] | None = "mid" if whole_steps else None
    drawn = "steps-mid" if whole_steps else "default"
    axes.fill_between(months, low, high, color=colour, alpha=0.11, linewidth=0, step=step)
    axes.fill_between(months, lower, upper, color=colour, alpha=0.22, linewidth=0, step=step)
    for edge in (low, high):
        axes.plot(months, edge, color=colour, linewidth=0.7, alpha=0.6, drawstyle=drawn)
    axes.plot(months, middle, color=colour, linewidth=2, label=label, drawstyle=drawn)


def _points(axes: Axes, records: Sequence[Record], colour: str, marker: str) -> None:
    for record in records:
        value, when = record.value, _year(record.date)
        errors = [[max(value - record.low, 0)], [max(record.high - value, 0)]]
        face = "white" if record.rough else colour
        axes.errorbar(
            [when],
            [value],
            yerr=errors,
            fmt=marker,
            color=colour,
            markerfacecolor=face,
            markersize=4.5,
            elinewidth=0.9,
            zorder=3,
        )


def _months(count: int) -> Floats:
    """Middle of each month in years of the calendar."""
    return START_YEAR + (np.arange(count) + 0.5) / MONTHS_PER_YEAR


def _year(date: dt.date) -> float:
    return date.year + (date.timetuple().tm_yday - 0.5) / 365.25


def _broken(policy: str) -> str:
    lines = policy.replace(" + ", "\n+ ").split("\n")
    return "\n".join(fill(line, 18, break_long_words=False) for line in lines)
