"""The page of measurements, docs/web_speed.md."""

import datetime as dt
import os
from collections.abc import Iterable
from importlib.metadata import version
from statistics import median

from benchmarks.browser.record import Times
from benchmarks.browser.results import ASKED, EVERY, OURS, Results, goals, together
from benchmarks.machine import machine
from benchmarks.page import figure
from slipstream.ensemble.fixed_world import NARROW

PACKAGES = {"Streamlit": ("streamlit", "altair"), "Panel": ("panel", "bokeh")}


def render(results: Results) -> str:
    """Write the page."""
    return "\n".join(
        [
            "# Speed of the simulator",
            "",
            "Made by `make bench`; run it to see your own machine's figures. For these alone:"
            " `.venv-bench/bin/python -m benchmarks.browser`.",
            "",
            f"Machine: {machine()}; Chromium {results.chromium}, which runs on the same"
            f" {os.cpu_count()} cores as the server. Load average before: {results.load:.1f}. Date:"
            f" {dt.date.today().isoformat()}.",
            "",
            "## Figures to reach",
            "",
            "| what | reach | measured | |",
            "|---|--:|--:|---|",
            *_goals(results),
            "",
            *_drags(results),
            "",
            "## Beside its peers",
            "",
            *_beside_peers(results),
            "",
            "## Where the time goes",
            "",
            *_parts(results),
            "",
        ]
    )


def _goals(results: Results) -> Iterable[str]:
    for goal in goals(results):
        limit = f"{'at least' if goal.least else 'at most'} {goal.limit:g} {goal.unit}"
        verdict = "reached" if goal.reached else "**missed**"
        yield f"| {goal.what} | {limit} | {_plain(goal.found)} {goal.unit} | {verdict} |"


def _drags(results: Results) -> Iterable[str]:
    drag, crowd = results.drag, results.crowd
    own = sum(record.own for record in crowd)
    pressed = sum(len(record.presses) for record in crowd)
    shown, half = Times.of(drag.shown()), together(results.half)
    yield (
        "A move counts from the time of the key press that Chromium gives it to the frame in which"
        " both charts show its answer. In a drag a picture of a later move counts too, and a quick"
        f" one of {NARROW} draws, which the full one follows. The one who drags at 10 moves a"
        f" second sees a move after {shown.p50:.0f} ms (p95 {shown.p95:.0f}); of the"
        f" {pressed:,} moves of"
        f" {len(crowd)} people, {own:,} had a picture of their own, and the others that of the"
        f" next; the middle time is {results.crowded.p50:.0f} ms. {len(results.half)} people see"
        f" theirs after {half.p50:.0f} ms (p95 {half.p95:.0f})."
    )


def _beside_peers(results: Results) -> Iterable[str]:
    plan, ours = results.plan, results.moves[OURS]
    foreseen = sum(record.foreseen for record in ours)
    pressed = sum(len(record.presses) for record in ours)
    quick = together(results.moves[ASKED])
    yield (
        "The same slider and the same two charts of bands and lines over the same run of 10,000"
        " draws against a fixed world, written for each as its documentation does it: in Streamlit"
        " with Altair, in Panel with Bokeh's data sources. Key press to repainted charts, of"
        f" {plan.rounds} rounds of {plan.moves} moves in which all had their turn one after the"
        " other, in brackets the lowest and highest round. Ours also words the answer, counts the"
        " futures that join, and asks for the paired comparison afterwards. While nobody moves, our"
        " page has the next step of the slider in hand worked out either way, as long as the server"
        f" has nothing else to do: of {pressed} key presses {foreseen} were foreseen. The second"
        " row is the same page where the server refuses that, so that every answer is worked out"
        " after its key press, as those of the peers are; a quick picture comes first then, after"
        f" {quick.p50:.0f} ms (p95 {quick.p95:.0f})."
    )
    yield ""
    yield "| | version | median ms | p95 ms | first visit kB | answer there after ms |"
    yield "|---|---|--:|--:|--:|--:|"
    for name in results.moves:
        times, rounds = results.times(name), results.rounds(name)
        visits = results.loads.get(name, [])
        yield (
            f"| {name} | {_versions(name)}"
            f" | {_spread(times.p50, [each.p50 for each in rounds])}"
            f" | {_spread(times.p95, [each.p95 for each in rounds])}"
            f" | {_plain(median(each.bytes for each in visits) / 1000) if visits else ''}"
            f" | {_visits([each.milliseconds for each in visits]) if visits else ''} |"
        )
    for name in results.missing:
        yield f"| {name} | not installed | | | | |"


def _parts(results: Results) -> Iterable[str]:
    whole, served = results.times(ASKED).p50, results.served
    yield "| a move of ours that was not foreseen, median | ms |"
    yield "|---|--:|"
    yield f"| from the request to its answer: server and wire | {served:.0f} |"
    yield (
        "| the rest: the quick picture before it, page, charts, and the wait for the next frame"
        f" | {whole - served:.0f} |"
    )
    yield ""
    taken, pressed = results.taken, sum(len(record.presses) for record in results.crowd)
    if not taken.machine:
        return
    server, others = (
        1000 * each / pressed for each in (taken.process, taken.machine - taken.process)
    )
    alone = Times.of(results.paintless)
    budget = 1000 * (os.cpu_count() or 1) * EVERY / results.plan.people
    yield (
        f"While {results.plan.people} people move levers, from the first press to the last, each of"
        f" their {pressed:,} moves takes {server:.0f} ms of processor time in the server and"
        f" {others:.0f} ms in their browsers and what drives them, which run on the same"
        f" {os.cpu_count()} cores; to keep up, both together may take {budget:.0f} ms. As many"
        f" people whose pages paint nothing wait {alone.p50:.0f} ms (p95 {alone.p95:.0f}) for the"
        " quick answers to the same moves."
    )


def _versions(name: str) -> str:
    packages = PACKAGES.get(name, ("slipstream",))
    return ", ".join(f"{package} {version(package)}" for package in packages)


def _spread(value: float, rounds: list[float]) -> str:
    return f"{value:.0f} ({min(rounds):.0f} to {max(rounds):.0f})"


def _visits(values: list[float]) -> str:
    return f"{median(values):.0f} ({min(values):.0f} to {max(values):.0f})"


def _plain(value: float) -> str:
    return f"{value:g}" if value == int(value) else figure(value)
