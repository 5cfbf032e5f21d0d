"""How the screens behave when things do not go smoothly, when others work at the same time, and on a phone."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.demo import Demo
from tests.browser.desk import PHONE, Desks, exactly
from tests.browser.gate import Gate

pytestmark = pytest.mark.browser


@pytest.fixture
def gate(demo: Demo) -> Iterator[Gate]:
    parts = urlsplit(demo.address)
    gate = Gate((parts.hostname or "", parts.port or 0))
    yield gate
    gate.close()


def test_a_wrong_password_is_told_in_words_and_the_right_one_opens(desks: Desks) -> None:
    page = desks.sit().go("/leads")
    expect(page).to_have_url(re.compile("/sign-in"))
    for password, ends in (("wrong-password", "stays"), ("dabiao-demo", "goes on")):
        page.get_by_label("账号").fill("lead2")
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name=exactly("登录")).click()
        if ends == "stays":
            expect(page.get_by_role("alert")).to_have_text("账号或密码不对")
    expect(page.get_by_role("heading", name="线索", level=1)).to_be_visible()


def test_the_language_changes_every_word_at_once_and_stays(desks: Desks) -> None:
    seat = desks.sit("trainer")
    page = seat.go("/")
    menu, nav = "语言", "团队"
    for name, word, next_menu in (("English", "Team", "Language"), ("繁體", "團隊", "語言")):
        expect(page.get_by_role("navigation").get_by_role("link", name=nav)).to_be_visible()
        page.get_by_role("button", name=menu, exact=True).click()
        page.get_by_role("menuitem", name=name).click()
        expect(page.get_by_role("navigation").get_by_role("link", name=word)).to_be_visible()
        page.reload()
        menu, nav = next_menu, word
    expect(page.get_by_role("navigation").get_by_role("link", name="團隊")).to_be_visible()
    seat.send("PATCH", "/me", {"language": "zh-Hans"})


def test_typing_a_known_number_warns_and_saving_joins_the_record(desks: Desks) -> None:
    """Masked where it is somebody else's; the owner hears of the enquiry."""
    sales, other = desks.sit("sales5"), desks.sit("sales8")
    made = other.send("POST", "/leads", {"name": "季云舒", "phone": "139 8888 0001"})
    page = sales.go("/leads?new=1")
    page.get_by_label("姓名", exact=True).fill("季女士")
    page.get_by_label("电话").fill("+86 139-8888-0001")
    warning = page.get_by_role("status").filter(has_text="已经有这位客户了")
    expect(warning).to_contain_text("线索，电话相同，负责人 邓**")
    expect(warning).not_to_contain_text("季云舒")
    page.get_by_role("button", name=exactly("保存")).click()
    expect(page.get_by_text("对方已由 邓** 跟进，本次咨询已转告")).to_be_visible()
    page = other.go(f"/leads/{made['id']}")
    expect(page.get_by_text("再次咨询（手工录入）")).to_be_visible()
    page.get_by_role("button", name="通知").click()
    expect(page.get_by_text("“季云舒”再次咨询，请尽快联系")).to_be_visible()


def test_two_who_edit_the_same_field_see_both_versions_and_choose(desks: Desks) -> None:
    desks.trouble.announce("409 (Conflict)")
    sales, lead = desks.sit("sales2"), desks.sit("lead1")
    made = sales.send("POST", "/leads", {"name": "沈知夏", "company": "冲突演示公司", "region": "杭州"})
    page = sales.go(f"/leads/{made['id']}")
    page.get_by_role("button", name="修改地区").click()
    page.get_by_role("textbox", name="地区").fill("绍兴")
    edit = {"changes": {"region": "宁波"}, "base": {"region": "杭州"}, "version": made["version"]}
    lead.send("PATCH", f"/leads/{made['id']}", edit)
    page.get_by_role("button", name=exactly("保存")).click()
    dialog = page.get_by_role("dialog", name="有人同时改了这里")
    expect(dialog.get_by_role("row", name=re.compile("^地区"))).to_have_text("地区杭州宁波绍兴")
    dialog.get_by_role("button", name=exactly("用我的")).click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("绍兴", exact=True).first).to_be_visible()
    assert sales.get(f"/leads/{made['id']}")["region"] == "绍兴"


def test_the_second_who_moves_a_deal_hears_who_was_first(desks: Desks) -> None:
    """The second one's page hears nothing of the first one's move, as when both press at the same moment."""
    desks.trouble.announce("409 (Conflict)", "net::ERR_FAILED")
    sales, lead = desks.sit("sales3"), desks.sit("lead1")
    customer = sales.send("POST", "/customers", {"name": "抢单演示公司"})
    body = {"name": "双人抢单演示", "customer_id": customer["id"], "amount_minor": 100_00}
    deal = sales.send("POST", "/opportunities", body)
    sales.context.add_init_script("delete self.SharedWorker")  # whose requests cannot be held back
    sales.page.route("**/events", lambda route: route.abort())
    page = sales.go(f"/opportunities/{deal['id']}")
    expect(page.get_by_role("heading", name="双人抢单演示", level=1)).to_be_visible()
    stages = [one["id"] for one in lead.get("/pipelines")[0]["stages"] if one["kind"] == "open"]
    step = {"stage_id": stages[2], "expected_stage_id": stages[0]}
    lead.send("POST", f"/opportunities/{deal['id']}/stage-moves", step)
    page.get_by_role("button", name="确认需求").click()
    told = page.get_by_role("status").filter(has_text="赵立新 刚刚把它移到了“方案认可”")
    expect(told.first).to_be_visible()
    expect(page.get_by_role("button", name="方案认可")).to_have_attribute("aria-current", "step")


def test_what_a_colleague_does_appears_on_an_open_list_by_itself(desks: Desks) -> None:
    sales, lead = desks.sit("sales2"), desks.sit("lead1")
    page = lead.go("/leads")
    expect(page.locator("table").first).to_be_visible()
    sales.send("POST", "/leads", {"name": "宋远山", "company": "实时演示公司"})
    expect(page.get_by_role("link", name="宋远山", exact=True)).to_be_visible()


def test_what_happens_before_the_live_line_stands_is_not_missed(desks: Desks) -> None:
    sales, lead = desks.sit("sales2"), desks.sit("lead1")
    lead.context.add_init_script("delete self.SharedWorker")  # whose requests cannot be held back
    held: list[Route] = []
    lead.page.route("**/events", lambda route: held.append(route))
    page = lead.go("/leads")
    expect(page.locator("table").first).to_be_visible()
    sales.send("POST", "/leads", {"name": "宋近水", "company": "实时演示公司"})
    page.wait_for_timeout(1_500)
    expect(page.get_by_role("link", name="宋近水", exact=True)).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.get_by_role("link", name="宋近水", exact=True)).to_be_visible()


def test_a_server_that_goes_away_is_told_heals_by_itself_and_what_was_typed_is_kept(
    desks: Desks, gate: Gate
) -> None:
    desks.trouble.announce("net::ERR_", "Failed to load resource", "Unable to preload CSS")
    lead, sales = desks.sit("lead1", home=gate.address), desks.sit("sales2")
    page = lead.go("/leads?new=1")
    # through the gate, nothing is there yet
    expect(page.locator("table").first).to_be_visible(timeout=20_000)
    page.get_by_role("dialog").get_by_label("姓名", exact=True).fill("还没保存")
    gate.shut()
    expect(page.get_by_text("连接断开，正在重连")).to_be_visible()
    sales.send("POST", "/leads", {"name": "韩断线", "company": "断线演示公司"})
    gate.reopen()
    expect(page.get_by_text("连接断开，正在重连")).to_be_hidden(timeout=20_000)
    expect(page.get_by_role("link", name="韩断线", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog").get_by_label("姓名", exact=True)).to_have_value("还没保存")


def test_a_record_is_found_by_name_from_the_keyboard(desks: Desks) -> None:
    seat = desks.sit("manager1")
    known = seat.get("/customers", limit=1)["items"][0]
    page = seat.go("/")
    expect(page.locator("main h1")).to_be_visible()
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("dialog").get_by_role("combobox").fill(known["name"])
    expect(page.get_by_role("option").first).to_contain_text(known["name"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=known["name"], level=1)).to_be_visible()


MAIN_SCREENS = {
    "manager1": (
        "/",
        "/leads",
        "/customers",
        "/opportunities",
        "/contracts",
        "/analytics",
        "/team",
        "/settings",
    ),
    "finance": ("/", "/instalments", "/receipts"),
}


@pytest.mark.parametrize("login", MAIN_SCREENS)
def test_on_a_phone_nothing_hangs_over_and_the_bar_is_at_the_bottom(desks: Desks, login: str) -> None:
    seat = desks.sit(login, size=PHONE)
    wide = {}
    for path in MAIN_SCREENS[login]:
        page = seat.go(path)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("[aria-busy=true], .ant-skeleton-active")).to_have_count(0)
        bar = page.get_by_role("navigation", name="主导航").bounding_box()
        assert bar is not None
        assert bar["y"] + bar["height"] == PHONE["height"]
        wide[path] = overhang(page)
    assert wide == dict.fromkeys(MAIN_SCREENS[login], 0)


def overhang(page: Page) -> int:
    """How many pixels one could scroll sideways."""
    pixels: int = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return max(pixels, 0)
