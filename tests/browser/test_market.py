"""A salesperson notes what they heard on a phone, a colleague confirms it, and the card answers in the deal."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, exactly

pytestmark = pytest.mark.browser


def test_a_note_is_taken_on_a_phone_and_confirmed_by_a_colleague(desks: Desks) -> None:
    seller = desks.sit("sales1", size=PHONE)
    page = seller.go("/market?new=1")  # as the button and the links of deals and competitors do
    form = page.get_by_role("dialog")
    form.get_by_label("竞争对手").fill("走查对手")
    form.get_by_label("内容").fill("走查：报价降到八万")
    form.get_by_text("价格", exact=True).first.click()
    form.get_by_role("button", name=exactly("保存")).click()
    expect(form).to_have_count(0)
    note = next(
        one for one in seller.get("/market-notes", limit=50)["items"] if one["text"].startswith("走查：")
    )
    assert (note["competitor_name"], note["sort"]) == ("走查对手", "price")
    colleague = desks.sit("sales2")
    page = colleague.go(f"/market/{note['id']}")
    page.get_by_role("button", name="我也听说了").click()
    expect(page.get_by_role("button", name="撤回我的看法")).to_be_visible()
    assert colleague.get(f"/market-notes/{note['id']}")["confirms"] == 1


def test_a_battle_card_answers_in_the_deal(desks: Desks) -> None:
    seller = desks.sit("sales1")
    mine = {"owner_id": seller.get("/me")["id"], "stage_kind": "open", "limit": 100}
    cards = {one["competitor_id"] for one in seller.get("/battle-cards", active="true")["items"]}
    deal, rival = next(
        (deal, rival)
        for deal in seller.get("/opportunities", **mine)["items"]
        if deal["competitor"]
        for rival in seller.get(f"/opportunities/{deal['id']}/competitors")["items"]
        if rival["competitor_id"] in cards
    )
    shown = seller.get(f"/opportunities/{deal['id']}/battle-cards")["items"]
    for card in next(one["cards"] for one in shown if one["name"] == rival["name"]):
        seller.send("PUT", f"/opportunities/{deal['id']}/battle-cards/{card['id']}/verdict", {"helped": None})
    page = seller.go(f"/opportunities/{deal['id']}")
    page.get_by_role("button", name=f"怎么应对“{rival['name']}”").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="我们怎么答").first).to_be_visible()
    drawer.get_by_role("button", name=exactly("有用")).first.click()
    expect(drawer.get_by_role("button", name=exactly("有用")).first).to_have_attribute("aria-pressed", "true")
    drawer.get_by_role("link", name="查看对手档案").click()
    expect(page.get_by_role("heading", name=rival["name"], level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="听到的价格")).to_be_visible()


def test_the_numbers_about_a_competitor_open_their_deals(desks: Desks) -> None:
    manager = desks.sit("manager1")
    page = manager.go("/market/competitors")
    standings = manager.get("/market/competitors")
    one = next(row for row in standings["items"] if row["open_minor"] and row["won"])
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=exactly(one["name"])))
    wanted = {"competitor_id": one["id"], "stage_kind": "open", "limit": 200}
    deals = manager.get("/opportunities", **wanted)["items"]
    assert len(deals) == one["open"]
    in_currency = manager.get("/opportunities", **wanted, currency=standings["currency"])["items"]
    assert sum(deal["amount_minor"] for deal in in_currency) == one["open_minor"]
    row.get_by_role("link").nth(2).click()  # behind the name and the number of deals: what they are worth
    for deal in in_currency:
        expect(page.locator(f'a[href="/opportunities/{deal["id"]}"]').first).to_be_visible()
    page.go_back()
    page.get_by_role("searchbox").fill(one["name"])
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("searchbox").fill("没有这家")
    expect(page.get_by_role("row")).to_have_count(1)
