"""How deals went: every tab of the analysis says something, and its numbers open the deals they count."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, Seat

pytestmark = pytest.mark.browser

LISTED = re.compile(r"/api/v1/opportunities\?")
PAGES = (
    "/analytics/outcomes?period=long&by=person",
    "/analytics/flow?period=long",
    "/analytics/ageing",
    "/analytics/cohorts?show=won",
    "/analytics/velocity?period=long",
    "/analytics/compare?period=long",
)


def opens_as_many(seat: Seat, path: str) -> None:
    """The first number of the table that is not nothing, and the list behind it."""
    page = seat.go(path)
    link = page.locator("main table td a").filter(has_text=re.compile(r"^[1-9]\d*$")).first
    expect(link).to_be_visible()
    count = int(link.inner_text())
    with page.expect_response(LISTED) as answer:
        link.click()
    shown = answer.value.json()
    assert len(shown["items"]) == count or shown["next"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_how_deals_went_opens_its_deals(desks: Desks, path: str) -> None:
    opens_as_many(desks.sit("boss"), path)


def test_a_flow_is_drawn_and_told_in_a_table(desks: Desks) -> None:
    page = desks.sit("manager1").go("/analytics/flow?period=long")
    expect(page.get_by_role("img", name="流向").locator("svg")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="新建 →").first).to_be_visible()
