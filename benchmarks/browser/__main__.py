"""Measure the simulator in a real browser, beside peers, and write docs/web_speed.md.

Usage: python -m benchmarks.browser [--quick]
"""

import argparse
import asyncio
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.async_api import async_playwright

from benchmarks.browser.page import render
from benchmarks.browser.paintless import paintless
from benchmarks.browser.record import Record
from benchmarks.browser.results import ASKED, EVERY, FULL, OURS, QUICK, Plan, Results
from benchmarks.browser.servers import PEERS
from benchmarks.browser.sessions import (
    NOT_AHEAD,
    PEER,
    SIMULATOR,
    Load,
    alone,
    crowd,
    fresh,
    load,
    single,
)
from slipstream.service.pages import built
from tools.browsing import CHROMIUM, FLAGS, Server

PAGE = Path(__file__).parents[2] / "docs" / "web_speed.md"


def main() -> int:
    """Measure, print and write; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser")
    parser.add_argument(
        "--quick", action="store_true", help="few moves, only printed: whether all of it runs"
    )
    quick = parser.parse_args().quick
    if CHROMIUM is None or not built():
        print("Needs chromium (apt-get install chromium) and the pages (make web).")
        return 1
    written = render(asyncio.run(measure(QUICK if quick else FULL)))
    print(written)
    if not quick:
        PAGE.write_text(written, encoding="utf-8")
    return 0


async def measure(plan: Plan) -> Results:
    """Serve the simulator and its peers, and let each have its turn in every round."""
    before = os.getloadavg()[0]
    here = [peer for peer in PEERS if not peer.missing]
    with ExitStack() as stack:
        server = stack.enter_context(Server())
        ours = server.url
        others = {peer.name: stack.enter_context(peer.serving()) for peer in here}
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
            moves: dict[str, list[Record]] = {}
            loads: dict[str, list[Load]] = {}
            for _ in range(plan.rounds):
                for name, scripts in ((OURS, SIMULATOR), (ASKED, NOT_AHEAD)):
                    record = await single(browser, ours + fresh(), scripts, plan.moves)
                    moves.setdefault(name, []).append(record)
                for name, address in others.items():
                    record = await single(browser, address, PEER, plan.moves)
                    moves.setdefault(name, []).append(record)
            for _ in range(plan.loads):
                loads.setdefault(OURS, []).append(await load(browser, ours, SIMULATOR))
                for name, address in others.items():
                    loads.setdefault(name, []).append(await load(browser, address, PEER))
            drag = await alone(browser, ours, plan.drag, 0.1)
            half, _ = await crowd(
                browser, ours, plan.people // 2, plan.crowd, EVERY, server.process
            )
            people, taken = await crowd(
                browser, ours, plan.people, plan.crowd, EVERY, server.process
            )
            version = browser.version
            await browser.close()
        waited = paintless(ours, plan.people, plan.crowd, EVERY)
    return Results(
        plan=plan,
        moves=moves,
        loads=loads,
        drag=drag,
        half=half,
        crowd=people,
        taken=taken,
        paintless=waited,
        missing=[peer.name for peer in PEERS if peer.missing],
        chromium=version,
        load=before,
    )


if __name__ == "__main__":
    sys.exit(main())
