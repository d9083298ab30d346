"""Every page, in both languages, on a phone and on a desktop: axe-core, width, and the keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Doors
from tests.browser.visitor import DRAWN, Visitor

PAGES = {
    "simulator": "/?n=500",
    "simulator with changes": "/?n=500&l=teams:3&s=open_weights_closure:1&vs=today&colour=red",
    "track record": "/track-record",
    "evidence": "/evidence",
    "fact": "/evidence/KR.talent.home",
    "parameter": "/evidence?parameter=efficiency_gap",
    "about": "/about",
    "embed": "/embed?n=500",
    "no such page": "/no-such-page",
}
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 900},
}
MOST_STOPS = 400
"""Presses of Tab after which something cannot be reached."""

AUDIT = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) =>
        [`${id}: ${help}`, ...nodes.slice(0, 5).map((n) => `${n.target}: ${n.html}`)].join("\\n"));
}"""
UNFOLD = """() => {
    for (const each of document.querySelectorAll("main details")) each.open = true;
    for (const each of document.querySelectorAll("main [aria-expanded=false]")) each.click();
}"""
OVERFLOW = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll("body *")]
        .filter((each) => each.getBoundingClientRect().right > wide + 0.5)
        .map((each) => each.outerHTML.slice(0, 120));
}"""


def barriers(page: Page) -> list[str]:
    """What axe-core objects to, and what is wider than the screen, on a phone and on a desktop."""
    found: list[str] = []
    for size, screen in SIZES.items():
        page.set_viewport_size(screen)
        page.evaluate(DRAWN)  # charts take their width from the screen
        found += [f"{size}: wider than the screen: {each}" for each in page.evaluate(OVERFLOW)]
        found += [f"{size}: {each}" for each in page.evaluate(AUDIT)]
    return found


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(doors: Doors, name: str, lang: str) -> None:
    path = PAGES[name] + ("&" if "?" in PAGES[name] else "?") + f"lang={lang}"
    with doors.open(axe=True, viewport=SIZES["phone"]) as visitor:
        visitor.go(path)
        page = visitor.page
        expect(page.locator("h1")).to_be_visible()
        visitor.rest()
        expect(page.locator("html")).to_have_attribute("lang", lang)
        found = barriers(page)
        assert not found, "\n".join(found)
        page.evaluate(UNFOLD)
        visitor.rest()
        found = barriers(page)
        assert not found, "\n".join(["unfolded:", *found])
        visitor.forgive("404")


FOCUSABLE = """() => [...document.querySelectorAll(
        "a[href], button:not(:disabled), input:not(:disabled), select, summary, [tabindex='0']")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each, i) => { each.dataset.stop ??= String(i); return each.dataset.stop; })"""
FOCUSED = """() => {
    const here = document.activeElement;
    const style = getComputedStyle(here);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return { stop: here.dataset.stop ?? null, ring, html: here.outerHTML.slice(0, 120) };
}"""


def walk(page: Page) -> dict[str, dict[str, Any]]:
    """Press Tab through the whole page; what had the focus, by its mark."""
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    met: dict[str, dict[str, Any]] = {}
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUSED)
        if here["stop"] in met:
            break
        if here["stop"] is not None:
            met[here["stop"]] = here
    return met


def test_tab_reaches_everything_and_shows_where_it_is(visitor: Visitor) -> None:
    visitor.simulate("/?n=500")
    page = visitor.page
    page.evaluate(UNFOLD)
    visitor.rest()
    wanted: list[str] = page.evaluate(FOCUSABLE)
    met = walk(page)
    missed = [each for each in wanted if each not in met]
    html = page.evaluate(
        "stops => stops.map((s) => document.querySelector(`[data-stop='${s}']`)?.outerHTML)",
        missed,
    )
    assert not missed, "\n".join(str(each)[:120] for each in html)
    ringless = [each["html"] for each in met.values() if not each["ring"]]
    assert not ringless, "\n".join(ringless)


def test_the_simulator_works_by_keyboard_alone(visitor: Visitor) -> None:
    visitor.simulate("/?n=500")
    keys, sentence = visitor.page.keyboard, visitor.part("sentence")
    first, line = visitor.sentence, visitor.line("lag", "lag_months")
    keys.press("Tab")
    keys.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "content"  # the skip link
    reach(visitor, "[data-testid=country]")
    keys.press("ArrowDown")
    expect(sentence).not_to_have_text(first)
    keys.press("ArrowUp")
    expect(sentence).to_have_text(first)
    group = "details.group:has(#lever-public_budget)"
    reach(visitor, f"{group} > summary")
    if visitor.page.locator(group).get_attribute("open") is None:
        keys.press("Enter")
    reach(visitor, "#lever-public_budget")
    keys.press("End")
    visitor.expect_moved("lag", "lag_months", line)
    assert visitor.page.locator(":focus").get_attribute("aria-valuetext")
    keys.press("Control+z")
    visitor.expect_line("lag", "lag_months", line)
    reach(visitor, "[aria-controls=lever-public_budget-drawer]")
    keys.press("Enter")
    expect(visitor.page.locator("#lever-public_budget-drawer")).to_contain_text("Equation")
    reach(visitor, "[data-testid=group-shocks] > summary")
    keys.press("Space")
    reach(visitor, "[data-testid=group-shocks] input[role=switch]")
    keys.press("Space")
    expect(visitor.part("link")).to_have_value(re.compile("[?&]s="))
    reach(visitor, "[data-testid=reproduce]")
    keys.press("Enter")
    expect(visitor.part("reproduce-shell")).to_be_visible()


def reach(visitor: Visitor, selector: str) -> None:
    """Tab on until the focus is on what ``selector`` names."""
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_a_screen_reader_hears_the_answer_once_it_rests(visitor: Visitor) -> None:
    visitor.simulate("/?n=500")
    live = visitor.part("live")
    expect(live).to_contain_text("South Korea")
    visitor.part("country").select_option("FR")
    expect(live).to_contain_text("France")
    assert live.get_attribute("aria-live") == "polite"


def test_motion_can_be_reduced(doors: Doors) -> None:
    with doors.open(reduced_motion="reduce") as visitor:
        visitor.simulate("/?n=500")
        moving = visitor.page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((each) => {
                const style = getComputedStyle(each);
                return [style.transitionDuration, style.animationDuration]
                    .some((time) => time.split(",").some((one) => parseFloat(one) > 0.01));
            }).map((each) => each.outerHTML.slice(0, 80))"""
        )
        assert moving == []
