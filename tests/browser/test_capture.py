"""From a plain page to somebody's phone: widget, bot, person, a number said aloud, a lead, given by the rules, and it rings."""

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.desk import PHONE, Desks
from tests.browser.strangers import a_rule_for, a_shop

pytestmark = pytest.mark.browser

CAMPAIGN = "官网咨询演练"
SLOW = 30_000  # milliseconds: a worker that looks once in half a second, on a busy machine


def test_what_a_visitor_types_rings_with_whom_the_rules_chose(desks: Desks, chromium: Browser) -> None:
    admin, seller = desks.sit("admin"), desks.sit("sales1", size=PHONE)
    agent = desks.sit("sales2").go("/chats")
    site = admin.send("POST", "/chat-sites", {"name": CAMPAIGN, "campaign": CAMPAIGN, "bot": True})
    line = f'<script async src="{admin.home}/chat/widget.js" data-site="{site["token"]}"></script>'
    outside = chromium.new_context(locale="zh-CN", viewport={"width": 390, "height": 800})
    me = seller.get("/me")["id"]
    with a_rule_for(admin, me, CAMPAIGN), a_shop(line) as shop:
        phone = seller.go("/")
        guest = outside.new_page()
        guest.goto(shop)
        guest.get_by_role("button", name="打开咨询").click()
        log, box = guest.get_by_role("log"), guest.get_by_label("请输入消息")
        box.fill("多少钱一个月？")
        box.press("Enter")
        expect(log).to_contain_text("99 元")
        box.fill("转人工谈谈五十人的价格")
        box.press("Enter")

        waiting = agent.get_by_role("navigation", name="会话列表").get_by_role("listitem")
        waiting.filter(has_text="转人工谈谈五十人").click()
        answer = agent.get_by_label("写回复，输入 / 选快捷回复")
        answer.fill("您好，方便留个电话吗？")
        answer.press("Enter")
        expect(log).to_contain_text("方便留个电话吗")
        box.fill("幺三九，八八八八，零零四九，下午打")
        box.press("Enter")

        facts = agent.get_by_role("complementary", name="资料")
        expect(facts).to_contain_text("（不在您的查看范围）")  # it is a lead now, and not the agent's to see
        [lead] = admin.get("/leads", q="13988880049")["items"]
        assert (lead["source"], lead["campaign"]) == ("chat", CAMPAIGN)
        mine = phone.get_by_role("region", name="限时跟进").locator(f"a[href='/leads/{lead['id']}']")
        expect(mine.first).to_be_visible(timeout=SLOW)
        assert admin.get(f"/leads/{lead['id']}")["owner_id"] == me
        told = [one for one in seller.get("/notifications")["items"] if one["subject_id"] == lead["id"]]
        assert any(one["ring_until"] for one in told)
    outside.close()
