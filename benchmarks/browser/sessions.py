"""Sessions at the simulator and its peers: who presses which key when."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from benchmarks.browser.record import Record

HERE = Path(__file__).parent
SIMULATOR, PEER = "simulator.js", "peer.js"
SLIDER = "input#lever-public_budget, [role=slider], main input[type=range]"
WARMUP = 5
"""Presses before those that count."""
REST = 3.0
"""Wait after the last press for what is still to come, seconds."""
PATIENCE = 60_000
"""Longest wait for a page, milliseconds."""

_fresh = itertools.count(1)


def fresh() -> str:
    """An address of the simulator whose answers nobody has asked for yet."""
    return f"/?l=teams:{1 + next(_fresh) / 1000:g}&lang=en"


@dataclass(frozen=True)
class Load:
    """A first visit: milliseconds until the answer was painted, and bytes as they were sent."""

    milliseconds: float
    bytes: int


@asynccontextmanager
async def opened(browser: Browser, address: str, script: str) -> AsyncIterator[Page]:
    """Open a page in a profile of its own, watched, its answer there and its slider at zero."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        await page.add_init_script(
            (HERE / "watch.js").read_text("utf-8") + (HERE / script).read_text("utf-8")
        )
        await page.goto(address, wait_until="commit")
        await page.wait_for_function("window.watch?.firstAnswer", polling=50)
        yield page
    finally:
        await context.close()


async def load(browser: Browser, address: str, script: str) -> Load:
    """Visit for the first time."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        await page.add_init_script(
            (HERE / "watch.js").read_text("utf-8") + (HERE / script).read_text("utf-8")
        )
        wire = await context.new_cdp_session(page)
        await wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        wire.on(
            "Network.webSocketFrameReceived",
            lambda event: sizes.append(len(event["response"]["payloadData"])),
        )
        await page.goto(address, wait_until="commit")
        await page.wait_for_function("window.watch?.firstAnswer", polling=50)
        await page.wait_for_load_state("networkidle")
        return Load(await page.evaluate("watch.firstAnswer"), int(sum(sizes)))
    finally:
        await context.close()


async def press(page: Page, moves: int, pause: float) -> None:
    """Press the right arrow key on the slider, once every ``pause`` seconds."""
    clock = asyncio.get_running_loop().time
    slider = page.locator(SLIDER).first
    await slider.focus()
    begun = clock()
    for move in range(moves):
        await asyncio.sleep(max(begun + move * pause - clock(), 0))
        await page.keyboard.press("ArrowRight")


async def session(page: Page, moves: int, pause: float, warmup: int = WARMUP) -> Record:
    """Move a slider from its left end on, and read what the page noted."""
    slider = page.locator(SLIDER).first
    await slider.focus()
    await page.keyboard.press("Home")
    await asyncio.sleep(REST)
    await page.evaluate("watch.moves.length = watch.asked.length = watch.painted.length = 0")
    await press(page, warmup + moves, pause)
    await asyncio.sleep(REST)
    return Record.of(await page.evaluate("watch")).after(warmup)


async def alone(browser: Browser, address: str, script: str, moves: int, pause: float) -> Record:
    """One page, one person."""
    async with opened(browser, address, script) as page:
        return await session(page, moves, pause)


async def crowd(
    browser: Browser, address: str, pages: int, moves: int, pause: float
) -> Sequence[Record]:
    """Many people at the simulator at once, each in a browser profile of their own."""

    async def one(i: int) -> Record:
        async with opened(browser, address + fresh(), SIMULATOR) as page:
            await ready.wait()
            await asyncio.sleep(pause * i / pages)  # people do not keep step
            return await session(page, moves, pause, warmup=0)

    ready = asyncio.Barrier(pages)
    return await asyncio.gather(*map(one, range(pages)))
