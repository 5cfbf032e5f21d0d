"""A salesperson's visit on a phone: planned, checked in to where they stand, also in a tunnel, and moved on the calendar."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, Seat, exactly

pytestmark = pytest.mark.browser
HERE = {"latitude": 30.287459, "longitude": 120.153576, "accuracy": 18}
COMPANY = ZoneInfo("Asia/Shanghai")


def _morning(days: int) -> datetime:
    """Nine o'clock of the company's day so many days on: UTC's next day is still today there for eight hours of every day."""
    return datetime.now(COMPANY).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)


def _planned(sales: object, purpose: str, begin: datetime) -> int:
    customer = sales.get("/customers?limit=1")["items"][0]  # type: ignore[attr-defined]
    span = {"starts_at": begin.isoformat(), "ends_at": (begin + timedelta(hours=1)).isoformat()}
    place = {"lat": 30_287_459, "lon": 120_153_576, "address": "文三路 398 号"}
    about = {"subject_kind": "customer", "subject_id": customer["id"], "purpose": purpose}
    made: dict[str, int] = sales.send("POST", "/visits", {**about, **span, **place})  # type: ignore[attr-defined]
    return made["id"]


def test_one_checks_in_where_one_stands_and_in_a_tunnel_nothing_is_lost(desks: Desks) -> None:
    sales = desks.sit("sales5", size=PHONE)
    sales.context.grant_permissions(["geolocation"])
    sales.context.set_geolocation(HERE)
    id = _planned(sales, "看现场", datetime.now(UTC))
    page = sales.go(f"/visits/{id}")
    expect(page.get_by_text("定位误差 18 米")).to_be_visible()
    page.get_by_role("button", name=exactly("签到")).click()
    entries = page.get_by_role("region", name="签到记录")
    expect(entries.get_by_text("没有疑点")).to_be_visible()

    sales.trouble.announce("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "net::ERR")
    out = page.get_by_role("button", name=exactly("签退"))
    expect(out).to_be_enabled()
    sales.context.set_offline(True)
    out.click()
    expect(page.get_by_text("1 条签到等待补传")).to_be_visible()
    expect(page.get_by_role("button", name="已保存，等待补传")).to_be_disabled()
    sales.context.set_offline(False)
    expect(entries.get_by_role("listitem").filter(has_text="签退")).to_be_visible()
    expect(page.get_by_text("1 条签到等待补传")).to_have_count(0)

    page.get_by_role("button", name=exactly("写结果")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("过程").fill("看了车间，设备清单已拿到。")
    dialog.get_by_role("button", name=re.compile("^(确.?定|保.?存|写结果)$")).click()
    expect(page.get_by_text("已完成").first).to_be_visible()
    assert sales.get(f"/visits/{id}")["state"] == "finished"


def _starts(desk: Seat, id: int) -> datetime:
    return datetime.fromisoformat(desk.get(f"/visits/{id}")["starts_at"])


def test_a_visit_is_moved_on_the_calendar_and_taken_back(desks: Desks) -> None:
    sales = desks.sit("sales5")
    begin = _morning(1)
    id = _planned(sales, "演示新版本", begin)
    title = sales.get(f"/visits/{id}")["subject_title"]
    day = begin.date().isoformat()
    page = sales.go(f"/calendar?span=day&on={day}")
    page.get_by_role("button", name=f"移动“{title}”").or_(
        page.get_by_label(re.compile(re.escape(title)))
    ).first.wait_for()
    entry = page.locator('[data-sort="visit"]').filter(has_text=title).first
    of_them = page.locator('[data-sort="visit"]').filter(has_text=title)
    before = of_them.count()
    entry.hover()
    entry.get_by_role("button").click()
    page.get_by_role("menuitem", name="推后一周").click()
    expect(page.get_by_role("button", name=exactly("撤销"))).to_be_visible()
    expect(of_them).to_have_count(before - 1)
    with page.expect_response(lambda answer: answer.url.endswith("/moves")):
        page.get_by_role("button", name=exactly("撤销")).click()
    expect(of_them).to_have_count(before)
    moved = datetime.fromisoformat(sales.get(f"/visits/{id}")["starts_at"])
    assert moved == begin


def test_a_visit_is_pulled_to_another_hour_by_pointer_and_by_keys(desks: Desks) -> None:
    sales = desks.sit("sales6")
    begin = _morning(2)
    id = _planned(sales, "带样机上门", begin)
    page = sales.go(f"/calendar?span=week&on={begin.date().isoformat()}")
    entry = page.locator('[data-sort="visit"]', has=page.locator(f'a[href="/visits/{id}"]'))
    entry.scroll_into_view_if_needed()
    box = entry.bounding_box()
    assert box
    x, y = box["x"] + 12, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=4)
    page.mouse.move(x, y + 72, steps=6)  # an hour is 48 pixels
    expect(entry.locator("time")).to_have_text(re.compile(f"^{begin + timedelta(minutes=90):%H:%M}"))
    with page.expect_response(lambda answer: answer.url.endswith("/moves")):
        page.mouse.up()
    undo = page.get_by_role("button", name=exactly("撤销"))
    expect(undo).to_be_visible()
    assert _starts(sales, id) == begin + timedelta(minutes=90)
    with page.expect_response(lambda answer: answer.url.endswith("/moves")):
        undo.click()
    expect(entry.locator("time")).to_have_text(re.compile(f"^{begin:%H:%M}"))

    entry.get_by_role("link").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/moves")):
        page.keyboard.press("Shift+ArrowUp")
    assert _starts(sales, id) == begin - timedelta(minutes=15)
    entry.hover()
    entry.get_by_role("button").click()
    with page.expect_response(lambda answer: answer.url.endswith("/moves")):
        page.get_by_role("menuitem", name="推后半小时").click()
    assert _starts(sales, id) == begin + timedelta(minutes=15)


def test_a_route_is_shown_and_put_in_another_order_by_keyboard(desks: Desks) -> None:
    sales = desks.sit("sales5")
    begin = _morning(3)
    for number in range(3):
        _planned(sales, f"第 {number} 站", begin + timedelta(hours=2 * number))
    page = sales.go(f"/visits/route?day={begin.date().isoformat()}")
    stops = page.get_by_role("list", name="路线").get_by_role("listitem")
    expect(stops).to_have_count(3)
    expect(stops.first).to_contain_text("第 0 站")
    stops.first.get_by_role("button", name=re.compile("^下移")).click()
    expect(stops.first).to_contain_text("第 1 站")
    expect(page.get_by_text("按您排的顺序")).to_be_visible()
