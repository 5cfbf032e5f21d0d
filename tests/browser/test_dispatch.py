"""Two people and their manager watch a lead move: it rings with one, who does not answer, and goes to the other, who does."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, Seat, exactly

pytestmark = pytest.mark.browser

CAMPAIGN = "限时响应演练"
CLOCK = {"warn": 12, "response": 30, "wall": True}
SLOW = 60_000  # milliseconds: the clock, and a worker that looks once in half a second


@contextmanager
def a_rule_of_its_own(admin: Seat, people: list[int]) -> Iterator[None]:
    """Asked before all others, of these two, with a clock of half a minute."""
    body = {
        "name": CAMPAIGN,
        "condition": {"field": "campaign", "op": "is", "value": CAMPAIGN},
        "candidates": {"people": people},
        "strategy": "round_robin",
        "hours": "always",
        "clock": CLOCK,
    }
    rule = admin.send("POST", "/dispatch/rules", body)
    try:
        admin.send("PUT", "/dispatch/rules/order", {"ids": [rule["id"]]})
        yield
    finally:
        admin.send("DELETE", f"/dispatch/rules/{rule['id']}", None)


def test_a_lead_that_nobody_answers_moves_on_before_everybodys_eyes(desks: Desks) -> None:
    manager, admin = desks.sit("manager1"), desks.sit("admin")
    seats = {
        seat.get("/me")["id"]: seat
        for seat in (desks.sit("sales1", size=PHONE), desks.sit("sales2", size=PHONE))
    }
    names = {id: seat.get("/me")["name"] for id, seat in seats.items()}
    with a_rule_of_its_own(admin, list(seats)):
        desk = manager.go("/dispatch")
        lead = admin.send(
            "POST",
            "/leads",
            {"name": "薛知行", "phone": "13988880047", "campaign": CAMPAIGN, "owner_id": None},
        )
        card = desk.get_by_role("region", name="待首响").get_by_role("listitem").filter(has_text="薛知行")
        expect(card).to_be_visible(timeout=SLOW)
        first = admin.get(f"/leads/{lead['id']}")["owner_id"]
        second = next(id for id in seats if id != first)
        expect(card).to_contain_text(names[first])

        slow = seats[first].go("/")
        expect(slow.get_by_role("region", name="限时跟进").get_by_text("薛知行")).to_be_visible()
        expect(card).to_contain_text(names[second], timeout=SLOW)
        expect(slow.get_by_role("region", name="限时跟进").get_by_text("薛知行")).to_have_count(0)

        quick = seats[second].go("/")
        mine = quick.get_by_role("region", name="限时跟进").get_by_role("listitem").filter(has_text="薛知行")
        mine.get_by_role("button", name="填反馈：薛知行").click()
        sheet = quick.get_by_role("dialog")
        sheet.get_by_text(exactly("高")).click()
        sheet.get_by_role("button", name=exactly("明天上午")).click()
        sheet.get_by_role("button", name=exactly("保存")).click()
        expect(card).to_have_count(0)

        story = admin.get(f"/leads/{lead['id']}/dispatch")
        assert [one["kind"] for one in story["decisions"]] == ["arrival", "breach"]
        assert [(one["user_id"], one["end"]) for one in story["stints"]] == [
            (first, "breached"),
            (second, "clean"),
        ]
        assert [one["words"] for one in story["decisions"][1]["why_not"]] == ["已经拿过这条线索"]
        for seat in (*seats.values(), manager):
            seat.send(
                "POST", "/notifications/reads", {"all": True}
            )  # so that nothing rings into the walks that follow
