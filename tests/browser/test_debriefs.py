"""A lost deal is looked back on, the buyer answers by a link on their phone, and the lead reads it."""

from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, Seat, exactly

pytestmark = pytest.mark.browser


def closed_deal(seat: Seat) -> Any:
    """One of theirs that was lost and of which nobody has written."""
    mine = {"owner_id": seat.get("/me")["id"], "stage_kind": "lost", "limit": 100}
    written = {one["opportunity_id"] for one in seat.get("/debriefs", limit=200)["items"]}
    return next(one for one in seat.get("/opportunities", **mine)["items"] if one["id"] not in written)


def test_a_loss_is_looked_back_on_with_the_buyers_own_words(desks: Desks) -> None:
    seller = desks.sit("sales1")
    deal = closed_deal(seller)
    page = seller.go(f"/opportunities/{deal['id']}")
    page.get_by_role("button", name=exactly("写复盘")).click()
    expect(page.get_by_role("heading", name="什么起了决定作用")).to_be_visible()
    page.get_by_role("radiogroup", name="价格").get_by_text("决定性").click()
    page.get_by_label("经过").fill("走查：预算被砍了一半")
    page.get_by_role("button", name=exactly("发链接给客户")).click()
    page.get_by_role("dialog").get_by_label("给谁填").fill("走查客户")
    page.get_by_role("dialog").get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_role("button", name=exactly("复制链接"))).to_be_visible()
    expect(page.get_by_label("经过")).to_have_value("走查：预算被砍了一半")
    page.get_by_role("button", name=exactly("写好了")).click()
    expect(page.get_by_role("button", name=exactly("重新打开"))).to_be_visible()
    [row] = seller.get("/debriefs", opportunity_id=deal["id"])["items"]
    link = seller.get(f"/debriefs/{row['id']}")["links"][0]
    buyer = desks.sit(size=PHONE)
    answer = buyer.go(link["path"])
    expect(answer.get_by_role("heading", level=1)).to_be_visible()
    answer.locator("#price").select_option("3")
    answer.locator("#words").fill("走查：另一家便宜三成")
    answer.locator("input[name=agreed]").check()
    answer.locator("button[type=submit]").click()
    expect(answer.get_by_role("status")).to_be_visible()
    expect(page.get_by_text("走查：另一家便宜三成")).to_be_visible()
    expect(page.get_by_text("我们和客户看法一致")).to_be_visible()
