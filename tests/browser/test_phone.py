"""A phone of 390 pixels: only what can be seen is tapped, in both languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Doors
from tests.browser.test_accessibility import SIZES
from tests.browser.visitor import Visitor

LANGUAGES = {"en": "en-GB", "ko": "ko-KR"}
WIDER = """() => [...document.querySelectorAll(".scrolls, .equation")].map((each) => ({
    name: each.getAttribute("aria-label") ?? each.textContent.slice(0, 40),
    wider: each.scrollWidth > each.clientWidth + 1,
    shadow: getComputedStyle(each).backgroundImage.includes("gradient"),
}))"""


@pytest.fixture(params=LANGUAGES)
def phone(request: pytest.FixtureRequest, doors: Doors) -> Iterator[Visitor]:
    """A visitor with a phone, who reads one of the languages."""
    locale = LANGUAGES[request.param]
    with doors.open(
        viewport=SIZES["phone"], has_touch=True, is_mobile=True, locale=locale
    ) as visitor:
        yield visitor


def seen_in_full(page: Page, test_id: str) -> None:
    """Fail unless something lies on the screen from edge to edge, with nothing over its middle."""
    expect(page.get_by_test_id(test_id)).to_be_in_viewport(ratio=0.99)
    covered = page.get_by_test_id(test_id).evaluate(
        """(each) => {
            const { left, top, width, height } = each.getBoundingClientRect();
            return !each.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }"""
    )
    assert not covered, f"{test_id} lies under something else"


def test_a_tap_on_a_chart_shows_values_that_stay(phone: Visitor) -> None:
    phone.simulate("/?n=500")
    page = phone.page
    chart = phone.part("chart-capability")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + 250, box["y"] + 150)
    readout = phone.part("readout-capability")
    expect(readout).to_contain_text(re.compile("20(2|3)"))
    told = readout.inner_text()
    page.wait_for_timeout(1000)
    assert readout.inner_text() == told
    phone.part("country").scroll_into_view_if_needed()
    expect(readout).to_have_count(1)
    page.locator("h1").tap()
    expect(readout).to_have_count(0)


def test_the_levers_come_up_with_chart_and_answer_in_sight(phone: Visitor) -> None:
    phone.simulate("/?n=500")
    page = phone.page
    first = phone.part("sheet-head")
    expect(first).to_have_count(0)
    phone.part("to-levers").tap()
    expect(page.locator("#levers-title")).to_be_focused()
    seen_in_full(page, "sheet-head")
    before = phone.part("sheet-head").inner_text()
    slider = page.locator("#lever-public_budget")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    phone.settle()
    expect(phone.part("sheet-head")).not_to_have_text(before)
    seen_in_full(page, "sheet-head")
    # The chart's own drawing is above the sheet, all of it.
    svg, sheet = (
        page.locator(each).bounding_box() for each in ("[data-chart=capability]", ".side.sheet")
    )
    assert svg is not None
    assert sheet is not None
    assert svg["y"] >= -1
    assert svg["y"] + svg["height"] <= sheet["y"] + 1
    phone.part("close-levers").tap()
    expect(phone.part("sheet-head")).to_have_count(0)
    expect(phone.part("answer")).to_contain_text(phone.sentence)


def test_escape_puts_the_levers_away(phone: Visitor) -> None:
    phone.simulate("/?n=500")
    phone.part("to-levers").tap()
    expect(phone.part("sheet-head")).to_be_visible()
    phone.page.keyboard.press("Escape")
    expect(phone.part("sheet-head")).to_have_count(0)
    expect(phone.part("to-levers")).to_be_focused()


@pytest.mark.parametrize("path", ["/no-such-page", "/?n=500"])
def test_the_pages_are_named_in_one_row(phone: Visitor, path: str) -> None:
    phone.go(path)
    links = phone.page.locator("header nav a")
    expect(links).to_have_count(4)
    boxes = links.evaluate_all(
        "all => all.map((each) => { const { top, right } = each.getBoundingClientRect();"
        " return [top, right]; })"
    )
    assert len({top for top, _ in boxes}) == 1
    assert max(right for _, right in boxes) <= SIZES["phone"]["width"]
    phone.forgive("404")


@pytest.mark.parametrize(
    "path", ["/track-record", "/evidence?tab=history&country=", "/evidence?tab=weight", "/about"]
)
def test_what_is_wider_than_the_screen_shows_where_it_goes_on(phone: Visitor, path: str) -> None:
    phone.go(path)
    expect(phone.page.locator("h1")).to_be_visible()
    phone.rest()
    parts = phone.page.evaluate(WIDER)
    assert any(each["wider"] for each in parts), "nothing on this page tries the shadows"
    assert [each["name"] for each in parts if each["wider"] and not each["shadow"]] == []


def test_the_ranking_is_there_before_anybody_scrolls(phone: Visitor) -> None:
    phone.simulate("/?n=500")
    expect(phone.part("ranking").locator("tbody tr")).to_have_count(12)
    assert phone.page.evaluate("scrollY") == 0


def test_sharing_uses_what_the_phone_has(phone: Visitor) -> None:
    phone.page.add_init_script(
        "navigator.share = async (data) => { document.documentElement.dataset.shared = data.url }"
    )
    phone.simulate("/?n=500&l=teams:3")
    phone.part("share-link").first.tap()
    html = phone.page.locator("html")
    expect(html).to_have_attribute("data-shared", re.compile("l=teams:3"))


def test_a_hundred_dots_tell_the_sentence(phone: Visitor) -> None:
    phone.simulate("/?n=500&l=public_budget:3e10")
    dots = phone.part("dots")
    filled = int(dots.get_attribute("data-count") or "")
    assert dots.locator("circle").count() == 100
    assert dots.locator("circle.in").count() == filled
    numbers = [int(each) for each in re.findall(r"\d+", phone.sentence)]
    assert filled in numbers
