"""The page of measurements, docs/benchmarks.md."""

import datetime as dt
from collections.abc import Iterable, Sequence

from benchmarks.agreement import TOLERANCE
from benchmarks.contest import OURS, Contest, Spread, cores_used
from benchmarks.machine import machine, peer_versions
from benchmarks.results import Goal, Results, goals
from benchmarks.scaling import DRAWS, Point
from slipstream.model.constants import MONTHS

SERIES = {
    "draws": f"draws (world of 12 countries, {MONTHS} months, everything drawn anew)",
    "countries": f"countries ({DRAWS:,} draws, {MONTHS} months; beyond 12 the packs repeat)",
    "months": f"months (world of 12 countries, {DRAWS:,} draws; the model ends after {MONTHS})",
    "policies": "policies in a batch (one country against a fixed world, 512 draws)",
    "prior": "draws (prior of one country over 2022-2026 against a fixed world)",
}


def render(results: Results) -> str:
    """Write the page."""
    return "\n".join(
        [
            "# Speed",
            "",
            "Made by `make bench`; run it to see your own machine's figures.",
            "",
            f"Machine: {machine()}. Peers: {peer_versions()}. Load average before:"
            f" {results.load:.1f}. Date: {dt.date.today().isoformat()}.",
            "",
            *_beside_peers(results),
            "## Figures to reach",
            "",
            "| what | reach | measured | |",
            "|---|--:|--:|---|",
            *map(_goal, goals(results)),
            "",
            "What was tried for these, what it gave and where the rest of the time goes:"
            " [decision 11](adr/0011-fast-by-measurement.md).",
            "",
            "## As it grows",
            "",
            "Each size runs in a process of its own, after a warm-up that is not counted; memory is"
            " the peak of the process, Python and JAX included.",
            "",
            *(
                line
                for name, points in results.series.items()
                for line in _series(SERIES[name], points)
            ),
            *_answers(results),
        ]
    )


def _beside_peers(results: Results) -> Iterable[str]:
    contest, repetitions = results.contest, results.plan.repetitions
    yield "## Beside its peers"
    yield ""
    yield (
        f"The equations of one country against a fixed world, {MONTHS} months, with the same"
        " inputs and luck for all: written once for PySD (an XMILE model), for the EMA workbench"
        " (the NumPy model, one experiment a trajectory), in vectorised NumPy and as a"
        " hand-vectorised C kernel with OpenMP. Before anything was timed, all gave every output"
        f" of ours to {TOLERANCE:g}. Medians over {repetitions} repetitions in which all had their"
        " turn one after the other, lowest and highest in brackets."
    )
    yield ""
    yield "| | trajectories in a run | cores | trajectories a second | Slipstream over it |"
    yield "|---|--:|--:|--:|--:|"
    for name, count in results.plan.trajectories.items():
        yield _peer(contest, name, count)
    yield ""
    yield (
        "PySD runs one trajectory at a time on one core; somebody who starts it once for each core"
        " divides its ratio by their number."
    )
    yield ""
    yield "```{figure} _static/benchmarks.svg"
    yield (
        ":alt: Bars of the trajectories a second of Slipstream and its peers on a logarithmic"
        " scale; below, time and memory against draws, countries, months and policies."
    )
    yield ""
    yield (
        "Trajectories a second (top), and time and peak memory as draws, countries, months and"
        " policies grow; the dashed line is proportional growth."
    )
    yield "```"
    yield ""


def _peer(contest: Contest, name: str, count: int) -> str:
    if reason := contest.missing.get(name):
        return f"| {name} | | | not run: {reason} | |"
    ratio = "" if name == OURS.name else _spread(contest.ratio(name))
    rate = _spread(contest.throughput(name))
    return f"| {name} | {count:,} | {cores_used(name)} | {rate} | {ratio} |"


def _goal(goal: Goal) -> str:
    limit = f"{'at least' if goal.least else 'under'} {figure(goal.limit)} {goal.unit}"
    if goal.found is None:
        return f"| {goal.what} | {limit} | | not measured |"
    verdict = "reached" if goal.reached else "**missed**"
    return f"| {goal.what} | {limit} | {figure(goal.found)} {goal.unit} | {verdict} |"


def _series(title: str, points: Sequence[Point]) -> Iterable[str]:
    yield f"| {title} | s | ms for each | memory MiB |"
    yield "|---|--:|--:|--:|"
    for point in points:
        each = figure(1e3 * point.seconds / point.size)
        yield f"| {point.size:,} | {figure(point.seconds)} | {each} | {point.memory:,.0f} |"
    yield ""


def _answers(results: Results) -> Iterable[str]:
    yield "## The command and its parts"
    yield ""
    yield (
        "| `slipstream answer KR`, whole process, 10,000 draws | median s | lowest | highest |"
        " memory MiB |"
    )
    yield "|---|--:|--:|--:|--:|"
    answers = results.answers
    for timing in (answers.first, answers.warm, answers.bare):
        yield (
            f"| {timing.what} | {timing.median:.2f} | {min(timing.seconds):.2f} |"
            f" {max(timing.seconds):.2f} | {timing.memory:.0f} |"
        )
    yield ""
    yield (
        "Seconds differ by machine, so a warm answer is also held against the import that no"
        " program on JAX can do without, one right after the other: it takes"
        f" {_spread(answers.over_bare)} times as long. `python -m benchmarks.whole_process`"
        " measures that alone."
    )
    yield ""
    yield "| inside one process, after a warm-up | median s |"
    yield "|---|--:|"
    for what, seconds in results.parts.items():
        yield f"| {what} | {seconds:.2f} |"
    yield ""
    yield "| draws, whole process, one warm run each | s | memory MiB |"
    yield "|---|--:|--:|"
    for size in results.sizes:
        yield f"| {size.what} | {size.median:.1f} | {size.memory:.0f} |"
    yield ""
    yield (
        f"Medians are over {results.plan.repetitions} repetitions. *First ever* starts with an"
        " empty cache folder and compiles the model; *warm* finds it compiled."
    )
    yield ""


def _spread(spread: Spread) -> str:
    return f"{figure(spread.median)} ({figure(spread.low)} to {figure(spread.high)})"


def figure(value: float) -> str:
    """Write a number with three digits that count, and never in powers of ten."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"
