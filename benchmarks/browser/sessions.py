"""Sessions at the simulator and its peers: who presses which key when."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from benchmarks.browser.record import Record
from benchmarks.browser.spent import Spent, spent

HERE = Path(__file__).parent
SIMULATOR, NOT_AHEAD, PEER = ("simulator.js",), ("simulator.js", "not_ahead.js"), ("peer.js",)
"""What is put into a page to watch it; with the second no answer is there before it is wanted."""
SLIDER = "input#lever-public_budget, [role=slider], main input[type=range]"
WARMUP = 5
"""Presses before those that count."""
REST = 1.0
"""Least wait after a press, as of one who looks at the answer, seconds."""
SETTLING = 3
"""Wait until what follows a first visit is there as well, seconds."""
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
async def opened(browser: Browser, scripts: Sequence[str]) -> AsyncIterator[Page]:
    """Open a page in a profile of its own, watched."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        page = await context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        texts = [(HERE / name).read_text("utf-8") for name in ("watch.js", *scripts)]
        await page.add_init_script("\n".join(texts))
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


async def load(browser: Browser, address: str, scripts: Sequence[str]) -> Load:
    """Visit for the first time, with nothing in the browser's cache."""
    async with opened(browser, scripts) as page:
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


async def drag(page: Page, moves: int, pause: float) -> None:
    """Press the right arrow key every ``pause`` seconds, whatever the page shows meanwhile."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    for move in range(moves):
        await asyncio.sleep(max(begun + move * pause - clock(), 0))
        await page.keyboard.press("ArrowRight")


async def single(browser: Browser, address: str, scripts: Sequence[str], moves: int) -> Record:
    """Press the right arrow key, and again when the answer has long been there."""
    async with opened(browser, scripts) as page:
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
        await focus(page)
        await drag(page, moves, pause)
        await at_rest(page)
        return Record.of(await page.evaluate("watch"))


async def crowd(
    browser: Browser, address: str, pages: int, moves: int, pause: float, server: int
) -> tuple[Sequence[Record], Spent]:
    """Many people at the simulator at once, each in a browser profile of their own.

    Gives what came of it, and the processor time of the machine and of the process ``server`` from
    the first press to the last.
    """
    readings: list[Spent] = []

    async def one(i: int) -> Record:
        async with opened(browser, SIMULATOR) as page:
            await visit(page, address + fresh())
            await focus(page)
            await asyncio.sleep(SETTLING)
            if await ready.wait() == 0:
                readings.append(spent(server))
            await asyncio.sleep(pause * i / pages)  # people do not keep step
            await drag(page, moves, pause)
            readings.append(spent(server))
            await at_rest(page)
            return Record.of(await page.evaluate("watch"))

    ready = asyncio.Barrier(pages)
    records = await asyncio.gather(*map(one, range(pages)))
    return records, readings[-1] - readings[0]
