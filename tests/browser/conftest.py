"""One real server and one real browser for each worker; every page is watched while it is open."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from slipstream.service.pages import built
from tests.browser.visitor import Visitor
from tools.browsing import CHROMIUM, FLAGS, PATIENCE, Server

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip where browser or pages are missing; on the machine that checks everything, fail."""
    missing = [
        reason
        for reason, there in (
            ("no chromium (apt-get install chromium)", CHROMIUM is not None),
            ("the pages are not built (make web)", built()),
            ("no axe-core (npm ci in web/)", AXE.exists()),
        )
        if not there
    ]
    if missing and os.environ.get("CI") != "true":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="; ".join(missing)))


# Fixtures of the package, not the session: a browser that is still open leaves an event loop
# behind, in which other folders' tests could not start their own.
@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """Serve to all tests of the worker that leave the server alone."""
    with Server() as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser that all tests of the worker share."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


class Doors:
    """Lets visitors in, each with a browser profile of its own, and hears their complaints."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address

    @contextmanager
    def open(self, *, axe: bool = False, **options: Any) -> Iterator[Visitor]:  # noqa: ANN401
        """Let a visitor in; on leaving, a page that complained or asked elsewhere is a failure.

        Parameters
        ----------
        axe
            Whether the accessibility checker comes along.
        **options
            Of the browser's context: language, size, and so on.
        """
        size = {"width": 1280, "height": 900}
        context = self._browser.new_context(**{"viewport": size, "locale": "en-GB", **options})
        context.set_default_timeout(PATIENCE * 1000)
        if axe:
            context.add_init_script(path=AXE)
        visitor = Visitor(context.new_page(), self._address)
        try:
            yield visitor
            visitor.check_quiet()
        finally:
            context.close()


@pytest.fixture
def doors(browser: Browser, server: Server) -> Doors:
    """Open pages of the shared server."""
    return Doors(browser, server.url)


@pytest.fixture
def visitor(doors: Doors) -> Iterator[Visitor]:
    """A visitor with a desktop screen who reads English."""
    with doors.open() as here:
        yield here
