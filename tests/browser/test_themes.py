"""The dark theme on every page, what is remembered of it, and paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Doors
from tests.browser.test_accessibility import PAGES, SIZES, UNFOLD, barriers
from tests.browser.test_reading import PAGES as READING
from tests.browser.visitor import Visitor

LUMINANCE = """() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor
        .match(/[0-9.]+/g).map(Number);
    return (red + green + blue) / 765;
}"""
CONTROLS = "button, select, input, summary.button, header nav"


@pytest.mark.parametrize("path", [*PAGES.values(), *READING.values()])
def test_no_page_has_a_barrier_in_the_dark(doors: Doors, path: str) -> None:
    with doors.open(axe=True, viewport=SIZES["phone"], color_scheme="dark") as visitor:
        visitor.go(path)
        page = visitor.page
        expect(page.locator("h1")).to_be_visible()
        visitor.rest()
        assert page.evaluate(LUMINANCE) < 0.2
        page.evaluate(UNFOLD)
        visitor.rest()
        found = barriers(page)
        assert not found, "\n".join(found)
        visitor.forgive("404")


def test_a_chosen_theme_is_kept_and_the_systems_is_followed_again(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/no-such-page")
    switch = visitor.part("theme")
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(LUMINANCE) > 0.9
    switch.click()
    assert page.evaluate(LUMINANCE) < 0.2
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(LUMINANCE) < 0.2
    switch.click()
    page.emulate_media(color_scheme="dark")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(LUMINANCE) < 0.2
    visitor.forgive("404")


def test_a_picture_saved_in_the_dark_is_for_white_paper(doors: Doors) -> None:
    pictures = []
    for scheme in ("light", "dark"):
        with doors.open(color_scheme=scheme) as visitor:
            visitor.simulate("/?n=500")
            tools = visitor.page.locator("details.frame-tools").first
            tools.locator("summary").click()
            with visitor.page.expect_download() as coming:
                tools.get_by_role("button", name="SVG", exact=True).click()
            pictures.append(coming.value.path().read_text())
            assert (visitor.page.evaluate(LUMINANCE) < 0.2) == (scheme == "dark")
    assert pictures[0] == pictures[1]


def test_paper_has_answer_charts_policy_sources_and_link_and_no_controls(doors: Doors) -> None:
    with doors.open(color_scheme="dark") as visitor:
        visitor.simulate("/?n=500&p=article&l=teams:3")
        expect(visitor.part("effect")).to_be_visible()
        link = visitor.part("link").input_value()
        page = visitor.page
        page.emulate_media(media="print")
        assert page.evaluate(LUMINANCE) > 0.9
        for part in ("sentence", "dots", "chart-capability", "chart-lag", "effect", "footer"):
            expect(visitor.part(part)).to_be_visible()
        expect(visitor.part("print-head")).to_contain_text("Printed on")
        expect(visitor.part("handout-policy")).to_contain_text("OpenAI")
        expect(visitor.part("handout-sources")).to_contain_text("https://")
        expect(visitor.part("handout-sources")).to_contain_text(link)
        shown = page.locator(CONTROLS).evaluate_all(
            "all => all.filter((each) => each.checkVisibility()).map((each) => each.outerHTML)"
        )
        assert shown == []


@pytest.mark.parametrize("path", ["/track-record", "/evidence?tab=claims"])
def test_the_other_pages_print_without_controls(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    visitor.rest()
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("h1")).to_be_visible()
    shown = visitor.page.locator(CONTROLS).evaluate_all(
        "all => all.filter((each) => each.checkVisibility()).map((each) => each.outerHTML)"
    )
    assert shown == []
