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
REST = 0.8
"""Least wait after a press for what is still to come, seconds."""
PATIENCE = 60
"""Longest wait for a page, seconds."""

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
async def opened(browser: Browser, script: str) -> AsyncIterator[Page]:
    """Open a page in a profile of its own, watched."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        page = await context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        scripts = [(HERE / name).read_text("utf-8") for name in ("watch.js", script)]
        await page.add_init_script("\n".join(scripts))
        yield page
    finally:
        await context.close()


async def visit(page: Page, address: str) -> float:
    """Open an address; gives the milliseconds until its answer was painted."""
    await page.goto(address, wait_until="commit")
    await until(page, "watch.firstAnswer !== null")
    return float(await page.evaluate("watch.firstAnswer"))


async def until(page: Page, condition: str) -> None:
    """Wait for something in a page, whose security policy forbids the driver to wait inside it."""
    async with asyncio.timeout(PATIENCE):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.05)


async def at_rest(page: Page) -> None:
    """Wait until the picture is that of where the slider stands."""
    await asyncio.sleep(REST)
    await until(page, "watch.rests()")


async def load(browser: Browser, address: str, script: str) -> Load:
    """Visit for the first time, with nothing in the browser's cache."""
    async with opened(browser, script) as page:
        wire = await page.context.new_cdp_session(page)
        await wire.send("Network.enable")
        sizes: list[int] = []
        wire.on("Network.loadingFinished", lambda each: sizes.append(each["encodedDataLength"]))
        wire.on(
            "Network.webSocketFrameReceived",
            lambda each: sizes.append(len(each["response"]["payloadData"])),
        )
        milliseconds = await visit(page, address)
        await page.wait_for_load_state("networkidle")
        return Load(milliseconds, int(sum(sizes)))


async def focus(page: Page) -> None:
    """Put the focus on the slider, at its left end."""
    await page.locator(SLIDER).first.focus()
    await page.keyboard.press("Home")
    await at_rest(page)
    await page.evaluate("watch.moves.length = watch.asked.length = watch.painted.length = 0")


async def drag(page: Page, moves: int, pause: float) -> Record:
    """Press the right arrow key every ``pause`` seconds, whatever the page shows meanwhile."""
    clock = asyncio.get_running_loop().time
    await focus(page)
    begun = clock()
    for move in range(moves):
        await asyncio.sleep(max(begun + move * pause - clock(), 0))
        await page.keyboard.press("ArrowRight")
    await at_rest(page)
    return Record.of(await page.evaluate("watch"))


async def single(browser: Browser, address: str, script: str, moves: int) -> Record:
    """Press the right arrow key, and again when the answer has long been there."""
    async with opened(browser, script) as page:
        await visit(page, address)
        await focus(page)
        for _ in range(WARMUP + moves):
            await page.keyboard.press("ArrowRight")
            await at_rest(page)
        return Record.of(await page.evaluate("watch")).after(WARMUP)


async def alone(browser: Browser, address: str, moves: int, pause: float) -> Record:
    """One person who drags a lever of the simulator."""
    async with opened(browser, SIMULATOR) as page:
        await visit(page, address + fresh())
        return await drag(page, moves, pause)


async def crowd(
    browser: Browser, address: str, pages: int, moves: int, pause: float
) -> Sequence[Record]:
    """Many people at the simulator at once, each in a browser profile of their own."""

    async def one(i: int) -> Record:
        async with opened(browser, SIMULATOR) as page:
            await visit(page, address + fresh())
            await ready.wait()
            await asyncio.sleep(pause * i / pages)  # people do not keep step
            return await drag(page, moves, pause)

    ready = asyncio.Barrier(pages)
    return await asyncio.gather(*map(one, range(pages)))
