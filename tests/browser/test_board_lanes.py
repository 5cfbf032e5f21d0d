"""A stage longer than a screen: its deals come as one scrolls and can be moved like the others, on a phone too."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks, Seat, drag

pytestmark = pytest.mark.browser


MANY = 30


def fill(seat: Seat) -> dict[str, Any]:
    """The first stage of the board, with many deals of one customer in it."""
    [first, *_] = seat.get("/opportunities/board")["columns"]
    [customer] = seat.get("/customers", limit=1)["items"]
    for number in range(MANY):
        deal = {"customer_id": customer["id"], "amount_minor": 100, "name": f"{customer['name']} {number}"}
        seat.send("POST", "/opportunities", deal)
    [filled, *_] = seat.get("/opportunities/board")["columns"]
    assert (filled["count"], len(filled["items"])) == (first["count"] + MANY, 12)
    return dict(filled)


def read_on(page: Page, cards: Any, all_of_them: int) -> None:
    """Scrolls until nothing more comes."""
    for _ in range(20):
        there = cards.count()
        if there == all_of_them:
            return
        cards.last.scroll_into_view_if_needed()
        expect(cards.nth(there)).to_be_attached()
    raise AssertionError(f"{cards.count()} of {all_of_them} cards came")


def test_a_lane_brings_its_further_deals_as_one_scrolls(desks: Desks) -> None:
    seat = desks.sit("admin", still=True)
    column = fill(seat)
    page = seat.go("/opportunities?layout=board")
    lane = page.get_by_role("region", name=column["stage_name"], exact=True)
    cards = lane.get_by_role("article")
    expect(cards).to_have_count(12)
    read_on(page, cards, column["count"])
    links = cards.get_by_role("link").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    deals = [link for link in links if link.startswith("/opportunities/")]
    by = {"stage_id": column["stage_id"], "sort": "-stage_entered_at", "limit": 200}
    listed = seat.get("/opportunities", **by)["items"]
    assert deals == [f"/opportunities/{one['id']}" for one in listed]

    last, stage = listed[-1], "确认需求"
    with page.expect_response(lambda answer: answer.url.endswith("/stage-moves")):
        drag(page, cards.last, page.get_by_role("region", name=stage, exact=True).locator("header"))
    expect(cards).to_have_count(column["count"] - 1)
    expect(page.get_by_text(f"已移到“{stage}”")).to_be_visible()
    assert seat.get(f"/opportunities/{last['id']}")["stage_name"] == stage


def test_on_a_phone_every_deal_of_a_stage_is_reached(desks: Desks) -> None:
    seat = desks.sit("admin", still=True, size=PHONE)
    column = fill(seat)
    page = seat.go("/opportunities?layout=board")
    page.get_by_title(f"{column['stage_name']} {column['count']}").click()
    read_on(page, page.get_by_role("article"), column["count"])
