"""A messenger from the administrator's pages to a colleague's profile, and what rings on a screen that is open."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Route, expect
from tests.browser.desk import Desks, Seat, exactly

pytestmark = pytest.mark.browser


def test_an_administrator_connects_wecom_and_a_colleague_chooses_it(desks: Desks) -> None:
    admin = desks.sit("admin")
    page = admin.go("/settings/messengers")
    page.get_by_role("button", name="企业微信 未启用").click()
    for label, value in (("企业 ID", "ww8f2c11"), ("AgentId", "1000002"), ("Secret", "a-secret-nobody-sees")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("switch", name="启用").click()
    expect(page.get_by_role("button", name="企业微信 已启用")).to_be_visible()
    expect(page.get_by_label("Secret", exact=True)).to_have_value("")
    assert "a-secret-nobody-sees" not in json.dumps(admin.get("/messengers"))

    page.get_by_role("button", name="批量粘贴").click()
    form = page.get_by_role("dialog", name="批量粘贴")
    form.get_by_role("textbox").fill("sales1,ChenXiaoYan\nnobody,X\nsales2，ChenXiaoYan")
    form.get_by_role("button", name=exactly("录入")).click()
    expect(form.get_by_role("listitem")).to_have_text(
        ["第 2 行：没有登录名为“nobody”的人。", "第 3 行：“ChenXiaoYan”已经是另一位同事的账号。"]
    )
    form.get_by_role("button", name=exactly("取消")).click()
    page.get_by_role("textbox", name="林志远 · 企业微信").fill("LinZhiYuan")
    page.get_by_role("textbox", name="林志远 · 企业微信").press("Enter")
    expect(page.get_by_role("button", name="企业微信 已启用")).to_contain_text("2 人")

    sales = desks.sit("sales1")
    page = sales.go("/settings")
    expect(page.get_by_text("ChenXiaoYan")).to_be_visible()
    page.get_by_role("switch", name="企业微信").click()
    expect(page.get_by_role("switch", name="企业微信")).not_to_be_checked()
    assert [one["wanted"] for one in sales.get("/me/reminders")["messengers"]] == [False]
    admin.send("PATCH", "/messengers/wecom", {"enabled": False})


def given_a_lead(desks: Desks, sales: Seat) -> Any:
    """What a salesperson is told of a lead that their team lead has just given them."""
    me, lead1 = sales.get("/me")["id"], desks.sit("lead1")
    lead = next(one for one in lead1.get("/leads", live=True)["items"] if one["owner_id"] not in (None, me))
    lead1.send("POST", f"/leads/{lead['id']}/assignments", {"owner_id": me})
    for _ in range(50):
        for item in sales.get("/notifications", unread=True)["items"]:
            if (item["subject_kind"], item["subject_id"]) == ("lead", lead["id"]):
                return item
        sales.page.wait_for_timeout(200)
    raise AssertionError("nobody was told of the lead")


def test_what_rings_stays_until_it_is_opened_and_the_server_hears_that_it_was_shown(desks: Desks) -> None:
    sales = desks.sit("sales1")
    newest = given_a_lead(desks, sales)
    until = (datetime.now(UTC) + timedelta(minutes=10)).isoformat().replace("+00:00", "Z")

    def ringing(route: Route) -> None:
        """The same answer, but that one of it rings: nothing in the demo company does yet."""
        answer: Any = route.fetch()
        said = answer.json()
        for item in said["items"]:
            item["ring_until"] = until if item["id"] == newest["id"] else None
        route.fulfill(response=answer, json=said)

    page = sales.go("/")
    page.route("**/api/v1/notifications", ringing)
    with page.expect_request(lambda one: one.url.endswith("/notifications/receipts")) as receipt:
        page.reload()
    assert json.loads(receipt.value.post_data or "")["ids"] == [newest["id"]]
    alarm = page.get_by_role("alert").filter(has_text="请马上处理")
    expect(alarm).to_be_visible()
    place, below = alarm.bounding_box(), page.locator("#main").bounding_box()
    assert place is not None
    assert below is not None
    assert place["y"] + place["height"] <= below["y"]  # it lies over nothing
    with page.expect_response(lambda one: one.url.endswith("/notifications/reads")):
        alarm.get_by_role("button", name=exactly("打开")).click()
    expect(alarm).to_be_hidden()
    expect(page).to_have_url(f"{desks.home}/leads/{newest['subject_id']}")
    known = next(one for one in sales.get("/notifications")["items"] if one["id"] == newest["id"])
    assert (known["delivered_at"] is not None, known["read_at"] is not None) == (True, True)
