"""The supervisor's desk: a lead is dragged to somebody, taken back, given by the keyboard; its owner answers on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, Seat, drag, exactly
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser


@contextmanager
def rules_in_use(admin: Seat) -> Iterator[None]:
    """While there is a rule there are clocks; this one concerns no lead of the demo company."""
    body = {
        "name": "展会线索",
        "condition": {"all": [{"field": "campaign", "op": "is", "value": "没有这场展会"}]},
        "candidates": {"people": [admin.get("/me")["id"]]},
        "strategy": "round_robin",
    }
    rule = admin.send("POST", "/dispatch/rules", body)
    try:
        yield
    finally:
        admin.send("DELETE", f"/dispatch/rules/{rule['id']}", None)


def test_a_lead_goes_to_somebody_by_hand_and_back_and_is_answered_on_a_phone(desks: Desks) -> None:
    lead, sales, other = desks.sit("lead1"), desks.sit("sales1", size=PHONE), desks.sit("sales2")
    me, name = sales.get("/me")["id"], sales.get("/me")["name"]
    with rules_in_use(desks.sit("admin")):
        made = lead.send("POST", "/leads", {"name": "顾清扬", "phone": "13988880031"})
        lead.send("POST", f"/leads/{made['id']}/assignments", {"owner_id": other.get("/me")["id"]})

        page = lead.go("/dispatch")
        lane = page.get_by_role("region", name="待首响")
        card = lane.get_by_role("listitem").filter(has_text="顾清扬")
        people = page.get_by_role("region", name="人员")
        expect(card).to_contain_text(other.get("/me")["name"])
        person = people.get_by_role("listitem").filter(has_text=name)
        drag(page, card, person)
        expect(card).to_contain_text(name)
        page.get_by_role("button", name=exactly("撤销")).click()
        expect(card).to_contain_text(other.get("/me")["name"])

        tab_to(page, card.get_by_role("button", name="改派顾清扬"))
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("combobox").fill(name)
        page.locator(".ant-select-item-option").filter(has_text=name).first.click()
        dialog.get_by_role("button", name=exactly("改派")).click()
        expect(card).to_contain_text(name)

        phone = sales.go("/")
        mine = phone.get_by_role("region", name="限时跟进").get_by_role("listitem").filter(has_text="顾清扬")
        expect(mine).to_be_visible()
        assert sales.get("/dispatch/clocks")["items"][0]["lead_id"] == made["id"]
        mine.get_by_role("button", name="填反馈：顾清扬").click()
        sheet = phone.get_by_role("dialog")
        sheet.get_by_text(exactly("高")).click()
        sheet.get_by_role("button", name=exactly("明天上午")).click()
        sheet.get_by_role("button", name=exactly("保存")).click()
        expect(mine).to_have_count(0)
        expect(card).to_have_count(0)  # at the supervisor's too, by itself
        told = lead.get(f"/leads/{made['id']}/dispatch")["stints"]
        assert [one["end"] for one in told] == ["moved", "moved", "moved", "clean"]
        assert me == told[-1]["user_id"]


def test_a_desk_that_fails_says_so_and_comes_when_asked_again(desks: Desks) -> None:
    desks.trouble.announce("500 (Internal", "500 http")
    seat = desks.sit("lead1")
    seat.page.route(re.compile("/api/v1/dispatch/desk"), lambda route: route.fulfill(status=500, body=""))
    page = seat.go("/dispatch")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=20_000)
    seat.page.unroute(re.compile("/api/v1/dispatch/desk"))
    alert.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1, name="分配台")).to_be_visible()
