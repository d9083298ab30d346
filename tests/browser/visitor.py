"""A visitor of the pages: what is on the screen, and what the browser complained of meanwhile."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, expect

from tools.browsing import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)

TEXTS = Path(__file__).parents[2] / "web" / "src" / "i18n"
WAITING = "resource.waiting", "sim.waiting", "sim.working", "changes.pending"
"""Texts of a page that is loading or working something out."""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until what was asked of the page is on the screen."""


def waiting_texts() -> list[str]:
    """What a page that waits says, in either language."""
    found = []
    for path in sorted(TEXTS.glob("*.json")):
        texts = json.loads(path.read_text(encoding="utf-8"))
        found += [texts[part][name] for part, name in (key.split(".") for key in WAITING)]
    return found


class Visitor:
    """One page, watched from its first request on."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request))
        page.on("console", self._hear)
        page.on("pageerror", self._stumble)
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def go(self, path: str) -> None:
        """Open an address of the server."""
        self.page.goto(self.address + path, wait_until="commit")

    def simulate(self, path: str = "/") -> None:
        """Open the simulator and wait for its full answer."""
        self.go(path)
        self.settle()

    def settle(self) -> None:
        """Wait until the full answer to what the levers say is on the screen."""
        expect(self.page.locator('[data-testid="answer"][data-settled="true"]')).to_be_attached()

    def rest(self) -> None:
        """Wait until nothing on the page says that it is being loaded or worked out.

        Silence of the network is no sign of it: work ahead of the next key goes on for long.
        """
        self.page.evaluate(DRAWN)
        unsettled = '[data-testid="answer"]:not([data-settled="true"])'
        expect(self.page.locator(unsettled)).to_have_count(0)
        for text in waiting_texts():
            expect(self.page.get_by_text(text, exact=True)).to_have_count(0)

    def part(self, name: str) -> Locator:
        """The part of the page with a test id."""
        return self.page.get_by_test_id(name)

    @property
    def sentence(self) -> str:
        """The answer in a sentence."""
        return self.part("sentence").inner_text()

    def line(self, chart: str, series: str) -> str:
        """The middle line of a series, as the path that is drawn."""
        return self._path(chart, series).get_attribute("d") or ""

    def expect_moved(self, chart: str, series: str, before: str) -> None:
        """Wait until a middle line is another one than ``before``.

        Any change of the numbers moves it, where a sentence may round it away.
        """
        expect(self._path(chart, series)).not_to_have_attribute("d", before)

    def expect_line(self, chart: str, series: str, line: str) -> None:
        """Wait until a middle line is ``line``."""
        expect(self._path(chart, series)).to_have_attribute("d", line)

    def _path(self, chart: str, series: str) -> Locator:
        path = self.part(f"chart-{chart}").locator(f'[data-series="{series}"] path.middle')
        return path.first

    def lever(self, name: str) -> Locator:
        """The slider of a lever, its group opened."""
        slider = self.page.locator(f"input#lever-{name}")
        group = self.page.locator("details.group", has=slider)
        if group.get_attribute("open") is None:
            group.locator("> summary").click()
        return slider

    def button(self, name: str) -> Locator:
        """The button that is called so."""
        return self.page.get_by_role("button", name=name, exact=True)

    def query(self) -> dict[str, str]:
        """The parts of the address."""
        parts = parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)
        return {name: values[0] for name, values in parts.items()}

    def levers_in_address(self) -> dict[str, float]:
        """The levers that the address sets, once it has followed the state."""
        link = self.part("link").input_value()
        expect(self.page).to_have_url(link)
        items = [each.split(":") for each in self.query().get("l", "").split(",") if each]
        return {name: float(value) for name, value in items}

    def expect_query(self, part: str, text: str) -> None:
        """Wait until a part of the address is ``text``: it follows the state when that rests."""
        expect(self.page).to_have_url(re.compile(rf"[?&]{part}={re.escape(text)}(&|$)"))

    def forgive(self, pattern: str) -> None:
        """Take back complaints that the test itself gave cause for."""
        self.complaints = [each for each in self.complaints if not re.search(pattern, each)]

    def check_quiet(self) -> None:
        """Fail if the page complained, or asked another host than its own."""
        strangers = [
            each.url
            for each in self.requests
            if not each.url.startswith((self.address + "/", "data:", "blob:"))
        ]
        assert not strangers, f"requests that left the server: {strangers}"
        assert not self.complaints, "\n".join(self.complaints)

    def _hear(self, message: ConsoleMessage) -> None:
        # Among them are violations of the content-security policy.
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _stumble(self, error: Error) -> None:
        self.complaints.append(f"exception: {error.stack or error.message}")
