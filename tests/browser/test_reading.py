"""The pages beside the simulator, as a reader uses them: search, doubt, follow to the source."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Doors
from tests.browser.test_accessibility import SIZES, UNFOLD, barriers, reach
from tests.browser.visitor import Visitor

PAGES = {
    "fact in conflict": "/evidence/CN.compute.installed_2025",
    "parameters": "/evidence?tab=parameters",
    "parameter of the world": "/evidence?parameter=inheritance",
    "lever": "/evidence?parameter=public_budget",
    "shock": "/evidence?parameter=chip_tariff",
    "history": "/evidence?tab=history&country=",
    "weight": "/evidence?tab=weight",
    "claims": "/evidence?tab=claims",
    "track record of a lag": "/track-record?country=US&quantity=lag_months",
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(doors: Doors, name: str, lang: str) -> None:
    path = PAGES[name] + ("&" if "?" in PAGES[name] else "?") + f"lang={lang}"
    with doors.open(axe=True, viewport=SIZES["phone"]) as visitor:
        visitor.go(path)
        page = visitor.page
        expect(page.locator("h1")).to_be_visible()
        visitor.rest()
        page.evaluate(UNFOLD)
        found = barriers(page)
        assert not found, "\n".join(found)


@pytest.mark.parametrize(("lang", "word"), [("en", "ai budget 2025"), ("ko", "정부 전체 예산")])
def test_a_fact_is_found_by_keyboard_in_either_language(
    visitor: Visitor, lang: str, word: str
) -> None:
    visitor.go(f"/evidence?lang={lang}")
    page = visitor.page
    visitor.rest()
    reach(visitor, "input[type=search]")
    page.keyboard.type(word)
    reach(visitor, "a[href='/evidence/KR.budget.ai_2025']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("2025")
    expect(page.locator(".sources a").first).to_have_attribute("href", re.compile("^https://"))
    page.go_back()
    expect(page.locator("input[type=search]")).to_have_value(word)


def test_filters_are_in_the_address(visitor: Visitor) -> None:
    visitor.go("/evidence?country=JP&kind=talent")
    page = visitor.page
    visitor.rest()
    links = page.locator(".found a")
    expect(links.first).to_be_visible()
    names = links.evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    assert all(name.startswith("/evidence/JP.") for name in names)
    page.get_by_label("Only facts that the model uses").check()
    expect(page).to_have_url(re.compile("used=1"))


def test_from_a_parameter_to_a_source_in_two_clicks(visitor: Visitor) -> None:
    visitor.go("/evidence?parameter=power_2025")
    page = visitor.page
    page.locator(".belief").first.locator("a[href^='/evidence/KR.']").first.click()
    expect(page.locator(".sources a").first).to_be_visible()


def test_an_equation_is_where_the_link_says(visitor: Visitor) -> None:
    visitor.go("/evidence?parameter=inheritance")
    page = visitor.page
    page.locator("a[href='/about#open_models.adopted_share']").click()
    expect(page.locator("[id='open_models.adopted_share']")).to_be_in_viewport()
    expect(page.locator("[id='open_models.adopted_share'] math").first).to_be_visible()


def test_a_claim_tells_what_it_changes(visitor: Visitor) -> None:
    visitor.go("/evidence?tab=claims#investing-heavily")
    page = visitor.page
    claim = page.locator("#investing-heavily")
    expect(claim).to_be_in_viewport()
    claim.get_by_role("button").click()
    expect(claim.get_by_role("status")).to_contain_text("percentage points")


def test_the_track_record_follows_country_and_language(visitor: Visitor) -> None:
    visitor.go("/track-record")
    page = visitor.page
    visitor.rest()
    charts = page.locator(".panels").first.locator("svg")
    expect(charts).to_have_count(6)  # four dates, and two forecasts on file
    page.get_by_label("Country").select_option("CN")
    expect(charts.first).to_have_attribute("aria-label", re.compile("China"))
    page.get_by_role("button", name="한국어").click()
    expect(charts.first).to_have_attribute("aria-label", re.compile("중국"))


def test_an_unknown_fact_is_told(visitor: Visitor) -> None:
    visitor.go("/evidence/KR.budget.ai_2052")
    expect(visitor.page.get_by_role("alert")).to_contain_text("KR.budget.ai_2025")
    visitor.forgive("404")
