"""A salesperson's day without a mouse, while a colleague works too; and boards that get no answer."""

import re
from time import monotonic

import pytest
from playwright.sync_api import Route, expect
from tests.browser.desk import Desks, exactly
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser


def test_a_lead_comes_by_itself_is_answered_from_the_keyboard_and_leaves_the_list(desks: Desks) -> None:
    sales, lead = desks.sit("sales6"), desks.sit("lead2")
    me = sales.get("/me")["id"]
    page = sales.go("/")
    day = page.get_by_role("region", name="今天，按轻重缓急")
    expect(day.get_by_role("listitem").first.or_(day.get_by_text("今天的事都办完了"))).to_be_visible()

    made = lead.send("POST", "/leads", {"name": "方一诺", "phone": "13988880016"})
    began = monotonic()
    lead.send("POST", f"/leads/{made['id']}/assignments", {"owner_id": me})
    row = day.get_by_role("listitem").filter(has_text="方一诺")
    expect(row).to_be_visible()
    assert monotonic() - began < 4  # two seconds where the machine is not shared
    expect(day.get_by_role("listitem").first).to_contain_text("方一诺")

    tab_to(page, row.get_by_role("button", name="记录联系：方一诺"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(row.get_by_role("button", name="记录联系：方一诺")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, dialog.get_by_role("button", name=exactly("明天上午")))
    page.keyboard.press("Enter")
    tab_to(page, dialog.get_by_role("button", name=exactly("保存")))
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)
    page.get_by_role("button", name=exactly("撤销")).click()
    expect(row).to_be_visible()

    sales.send("POST", "/tasks", {"title": "给方一诺寄样品", "due_at": "2026-01-05T02:00:00Z"})
    task = day.get_by_role("listitem").filter(has_text="给方一诺寄样品")
    expect(task).to_be_visible()
    tab_to(page, task.get_by_role("button", name=re.compile("完成")))
    page.keyboard.press("Enter")
    expect(task).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")
    page.get_by_role("button", name=exactly("撤销")).last.click()
    expect(task).to_be_visible()


BOARDS = [("sales1", "today"), ("lead1", "team"), ("boss", "company"), ("finance", "money")]


@pytest.mark.parametrize(("login", "board"), BOARDS)
def test_a_board_that_fails_says_so_and_comes_when_asked_again(desks: Desks, login: str, board: str) -> None:
    desks.trouble.announce("500 (Internal", "500 http", "403 (Forbidden)")
    seat = desks.sit(login)
    refusal = [500]

    def answer(route: Route) -> None:
        if refusal:
            route.fulfill(status=refusal[0], body="")
        else:
            route.continue_()

    seat.page.route(f"**/api/v1/dashboards/{board}*", answer)
    page = seat.go("/")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("服务器出错了", timeout=30_000)
    refusal[0] = 403
    alert.get_by_role("button", name=exactly("重试")).click()
    expect(alert).to_contain_text("您没有权限做这件事")
    expect(alert.get_by_role("button")).to_have_count(0)
    refusal.clear()
    page.reload()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("main section").first).to_be_visible()
