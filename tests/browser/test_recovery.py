"""A server that goes away, and links that do not fit: nothing is lost, and the page says why."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Doors
from tests.browser.visitor import Visitor
from tools.browsing import Server

LOST = r"ERR_CONNECTION|ERR_EMPTY_RESPONSE"
"""What the browser itself writes on the console when nobody answers."""


def test_a_server_that_dies_in_mid_drag_costs_no_lever(browser: Browser) -> None:
    server = Server()
    server.start()
    try:
        with Doors(browser, server.url).open() as visitor:
            visitor.simulate("/?n=2000")
            slider = visitor.lever("public_budget")
            slider.press("Home")
            for move in range(20):
                slider.press("ArrowRight")
                visitor.page.wait_for_timeout(50)
                if move == 10:
                    server.kill()
            expect(visitor.part("server-notice")).to_be_visible()
            assert slider.input_value() == "20"
            visitor.lever("teams").press("End")
            server.start()
            expect(visitor.part("server-notice")).to_have_count(0)
            visitor.settle()
            assert slider.input_value() == "20"
            levers = visitor.levers_in_address()
            assert set(levers) == {"public_budget", "teams"}
            answer = server.ask("/api/simulate", {"levers": levers, "draws": 2000})
            assert visitor.sentence == answer["headline"]["sentence"]["en"]
            visitor.forgive(LOST)
    finally:
        server.kill()


def test_a_page_opened_before_the_server_answers_by_itself(browser: Browser) -> None:
    server = Server()
    server.start()
    try:
        with Doors(browser, server.url).open() as visitor:
            # The pages come, their data does not: as when the process restarts just then.
            visitor.page.route("**/api/**", lambda route: route.abort("connectionrefused"))
            visitor.go("/?l=teams:3&n=500")
            expect(visitor.part("server-notice")).to_be_visible()
            visitor.page.unroute("**/api/**")
            visitor.settle()
            assert visitor.levers_in_address() == {"teams": 3}
            visitor.forgive(LOST)
    finally:
        server.kill()


WRONG = {
    "c=XX": "XX",
    "p=articel": "articel",
    "l=public_budgett:3e10": "public_budgett",
    "l=teams:many": "many",
    "l=teams:1e99": "1e99",
    "s=meteor:1": "meteor",
    "s=open_weights_closure:2": "2",
    "s=open_weights_closure:1:2027-13": "2027-13",
    "by=1999": "1999",
    "w=-1": "-1",
    "seed=1.5": "1.5",
    "n=7": "7",
    "chart=pie": "pie",
    "colour=red": "colour",
    "v=0.0.1": "0.0.1",
    "pk=00000000": "00000000",
}


@pytest.mark.parametrize("query", WRONG)
def test_a_link_that_does_not_fit_opens_and_says_so(visitor: Visitor, query: str) -> None:
    visitor.simulate(f"/?{query}" if query.startswith("n=") else f"/?n=500&{query}")
    expect(visitor.part("link-notice")).to_contain_text(WRONG[query])
    assert visitor.sentence
    visitor.button("Understood").click()
    expect(visitor.part("link-notice")).to_have_count(0)
    # Then the address says what is on the screen.
    expect(visitor.page).to_have_url(visitor.part("link").input_value())


def test_an_unknown_page_says_so_and_leads_back(visitor: Visitor) -> None:
    visitor.go("/no-such-page")
    expect(visitor.page.locator("h1")).to_be_visible()
    visitor.page.locator("main a").click()
    visitor.settle()
    visitor.forgive("404")
