"""The chat desk: a visitor waits, one of two agents answers, uses a ready reply, hands on; the other makes a lead of it."""

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import Desks, Seat

pytestmark = pytest.mark.browser

SITE = "qimingda-demo"
NAME = f"顾清和{os.getpid()}"  # one of each run, where the server is one that goes on


class Visitor:
    """Somebody on the company's site, by what its widget would send."""

    def __init__(self, seat: Seat) -> None:
        self._seat, self._said = seat, 0
        self._secret = self._send("/visits", {"site": SITE, "name": NAME, "page": "/pricing"})["secret"]

    def _send(self, path: str, body: dict[str, Any]) -> Any:
        headers = {} if path == "/visits" else {"X-Chat-Secret": self._secret}
        answer = self._seat.context.request.post(
            f"{self._seat.home}/api/v1/chat{path}", data=body, headers=headers
        )
        assert answer.ok, answer.text()
        return answer.json()

    def say(self, text: str) -> Any:
        self._said += 1
        return self._send("/messages", {"text": text, "client_id": f"visitor-{self._said}"})


def row(page: Page) -> Any:
    return page.get_by_role("navigation", name="会话列表").get_by_role("listitem").filter(has_text=NAME)


def test_two_agents_share_a_desk(desks: Desks) -> None:
    first, second, guest = desks.sit("sales1"), desks.sit("sales2"), desks.sit("admin")
    desks.trouble.announce("404 (Not Found)")  # what was handed on is out of sight, and asked for once more
    one, other = first.go("/chats"), second.go("/chats")
    visitor = Visitor(guest)
    visitor.say("转人工")
    expect(row(one)).to_contain_text("转人工")
    row(one).click()
    expect(row(other)).to_be_visible()

    box = one.get_by_label("写回复，输入 / 选快捷回复")
    box.fill("您好，请问怎么称呼？")
    box.press("Enter")
    talk = one.get_by_role("log")
    expect(talk).to_contain_text("您好，请问怎么称呼？")
    expect(one.get_by_role("button", name="转接")).to_be_visible()
    expect(row(other)).to_have_count(0)  # it is no longer in the queue

    visitor.say("发份报价吧 <b>急</b> https://example.com/a")
    expect(talk.get_by_role("link", name="https://example.com/a")).to_have_attribute(
        "rel", "noopener noreferrer nofollow"
    )
    expect(talk).to_contain_text("<b>急</b>")
    box.fill("/报价")
    box.press("Enter")
    expect(box).to_have_value("标准版每人每月 99 元，20 人起；我给您单独算一份报价，稍后发您。")
    box.press("Control+Enter")
    expect(talk).to_contain_text("我给您单独算一份报价")

    one.get_by_role("button", name="转接").click()
    dialog = one.get_by_role("dialog")
    name = second.get("/me")["name"]
    dialog.get_by_label("按姓名找同事").fill(name)
    dialog.get_by_role("radio", name=name).check()
    dialog.get_by_label("交代一句（可不填）").fill("要五十人的报价")
    dialog.get_by_role("button", name="转接").click()
    expect(row(one)).to_have_count(0)

    expect(other.get_by_role("alert").filter(has_text=NAME).filter(has_text="要五十人的报价")).to_be_visible()
    row(other).click()
    other.get_by_role("button", name="提交为线索").click()
    form = other.get_by_role("dialog")
    expect(form.get_by_label("备注")).to_have_value("转人工\n发份报价吧 <b>急</b> https://example.com/a")
    form.get_by_label("电话").fill("13988880077")
    form.get_by_label("电话").press("Enter")
    facts = other.get_by_role("complementary", name="资料")
    expect(facts).to_contain_text("线索")
    other.get_by_role("button", name="结束").click()
    expect(row(other)).to_have_count(0)
    other.get_by_role("button", name="撤销").click()
    expect(row(other)).to_be_visible()
