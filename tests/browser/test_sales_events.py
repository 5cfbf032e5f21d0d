"""A sales event from its plan to its yield: invited, answered by the guest, signed in on a phone, closed with its figures."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks

pytestmark = pytest.mark.browser
NAME = "浏览器走查沙龙"


def test_guests_are_invited_answer_arrive_and_are_counted(desks: Desks) -> None:
    lead = desks.sit("lead1")
    page = lead.go("/sales-events")
    _plans(page)
    _invites(page)
    path = lead.path
    code = _answers(page)
    _signs_in(desks.sit("lead1", size=PHONE).go(f"{path}/door"), code)
    _closes(lead.go(path))


def _plans(page: Page) -> None:
    """It begins within the hour, so that its door is open."""
    page.get_by_role("button", name="新建活动").click()
    form = page.get_by_role("dialog", name="新建活动")
    form.get_by_label("活动名称").fill(NAME)
    starts = datetime.now() + timedelta(hours=1)  # noqa: DTZ005 - as the browser's clock says
    for label, at in (("开始时间", starts), ("结束时间", starts + timedelta(hours=3))):
        form.get_by_label(label).fill(f"{at:%Y-%m-%d %H:%M}")
        form.get_by_label(label).press("Tab")
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    page.get_by_role("button", name="开放邀请").click()
    expect(page.get_by_text("邀请中")).to_be_visible()


def _invites(page: Page) -> None:
    page.get_by_text("客人", exact=True).click()
    page.get_by_role("button", name="邀请客人").first.click()
    drawer = page.get_by_role("dialog")
    picks = drawer.get_by_role("checkbox")
    expect(picks.nth(1)).to_be_visible()
    picks.nth(0).check()
    picks.nth(1).check()
    drawer.get_by_role("button", name="邀请客人").click()
    expect(page.get_by_text("未回复", exact=True)).to_have_count(2)


def _answers(page: Page) -> str:
    """By the guest's own page, in the same browser; the list follows. Returns the code."""
    row = page.get_by_role("listitem").filter(has_text="未回复").first
    row.get_by_role("button", name="邀请函").click()
    code = page.locator("b").filter(has_text=re.compile(r"^\d{6}$"))
    expect(code).to_be_visible()
    said = code.inner_text()
    home, _, rest = page.url.partition("/sales-events/")
    guests = page.request.get(f"{home}/api/v1/sales-events/{rest.split('?')[0]}/guests").json()["items"]
    token = next(one["token"] for one in guests if one["code"] == said)
    guest = page.context.new_page()
    guest.goto(f"{home}/e/{token}")
    guest.get_by_label("您一共几位？").select_option("2")
    guest.get_by_role("button", name="我参加").click()
    expect(guest.get_by_text("已为您预留 2 个席位")).to_be_visible()
    guest.close()
    expect(page.get_by_text("确认参加", exact=True)).to_be_visible()
    return said


def _signs_in(page: Page, code: str) -> None:
    page.get_by_label("签到码、手机尾号或姓名").fill(code)
    page.get_by_label("签到码、手机尾号或姓名").press("Enter")
    expect(page.get_by_role("status").filter(has_text="签到成功，共 2 位")).to_be_visible()
    page.get_by_label("签到码、手机尾号或姓名").fill(code)
    page.get_by_label("签到码、手机尾号或姓名").press("Enter")
    expect(page.get_by_role("status").filter(has_text=re.compile("已在 .* 签到"))).to_be_visible()


def _closes(page: Page) -> None:
    page.get_by_role("button", name="结束活动").click()
    page.get_by_role("dialog").get_by_role("button", name="结束活动").click()
    expect(page.get_by_text("已结束")).to_be_visible()
    page.get_by_text("费用与产出", exact=True).click()
    expect(page.get_by_text("成果按")).to_be_visible()
