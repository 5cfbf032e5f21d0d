"""A comment from the @ to the colleague's bell, put right, taken back and brought back."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_a_colleague_named_in_a_comment_sees_it_come_and_hears_of_it(desks: Desks) -> None:
    lead, sales = desks.sit("lead1"), desks.sit("sales1")
    me = sales.get("/me")
    deal = sales.get("/opportunities", owner_id=me["id"], limit=1)["items"][0]
    theirs = sales.go(f"/opportunities/{deal['id']}")
    expect(theirs.get_by_role("heading", name="动态")).to_be_visible()

    page = lead.go(f"/opportunities/{deal['id']}")
    box = page.get_by_role("textbox", name="写评论")
    box.click()
    page.keyboard.type(f"@{me['name'][:2]}")
    page.get_by_role("menuitem", name=re.compile(me["name"])).click()
    page.keyboard.type("报价单今天能出吗")
    page.reload()  # what was begun is still there, and whom it names
    expect(box).to_have_value(f"@{me['name']} 报价单今天能出吗")
    box.focus()
    page.keyboard.press("Control+Enter")
    mine = page.get_by_role("listitem").filter(has_text="报价单今天能出吗")
    expect(mine.get_by_text(f"@{me['name']}")).to_be_visible()
    expect(box).to_have_value("")

    said = theirs.get_by_role("listitem").filter(has_text="报价单今天能出吗")
    expect(said).to_be_visible(timeout=10_000)
    expect(said.get_by_role("button", name=exactly("修改"))).to_have_count(0)
    told = sales.get("/notifications")["items"][0]
    assert (told["kind"], told["subject_id"]) == ("comment.mentioned", deal["id"])

    mine.get_by_role("button", name=exactly("修改")).click()
    changing = page.get_by_role("textbox", name="写评论").nth(1)
    changing.fill(f"@{me['name']} 报价单明天能出吗")
    page.get_by_role("button", name=exactly("保存")).click()
    expect(theirs.get_by_role("listitem").filter(has_text="报价单明天能出吗")).to_be_visible(timeout=10_000)

    changed = page.get_by_role("listitem").filter(has_text="报价单明天能出吗")
    changed.get_by_role("button", name=exactly("删除")).click()
    expect(theirs.get_by_text("这条评论已删除")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name=exactly("撤销")).click()
    expect(theirs.get_by_role("listitem").filter(has_text="报价单明天能出吗")).to_be_visible(timeout=10_000)
