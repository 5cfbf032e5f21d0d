"""What can be done without a mouse, and menus that open where they can be seen."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect
from tests.browser.desk import Desks, Seat, exactly

pytestmark = pytest.mark.browser


def tab_to(page: Page, wanted: Locator, *, key: str = "Tab", most: int = 150) -> None:
    """Presses Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"not reached by {most} × {key}: {wanted}")


def make_deal(seat: Seat) -> str:
    name = f"键盘演示 {uuid4().hex[:6]}"
    customer = seat.send("POST", "/customers", {"name": f"{name}公司"})
    seat.send("POST", "/opportunities", {"name": name, "customer_id": customer["id"], "amount_minor": 100_00})
    return name


def test_a_card_goes_to_another_stage_by_keyboard_alone(desks: Desks) -> None:
    seat = desks.sit("sales4")
    deal = make_deal(seat)
    page = seat.go("/opportunities")
    first, second = page.get_by_role("region").nth(0), page.get_by_role("region").nth(1)
    card = first.get_by_role("group", name=deal)
    expect(card).to_be_visible()
    tab_to(page, card)
    page.keyboard.press("Space")
    expect(first).to_have_attribute("data-over", "true")
    page.keyboard.press("ArrowRight")
    expect(second).to_have_attribute("data-over", "true")
    with page.expect_response(re.compile("/stage-moves")):  # the card is there before the server knows
        page.keyboard.press("Space")
    expect(second.get_by_role("link", name=deal)).to_be_visible()
    stage = second.get_attribute("aria-label")
    found = seat.get("/opportunities", q=deal)["items"][0]
    assert found["stage_name"] == stage


def test_a_card_put_back_by_escape_stays_where_it_was(desks: Desks) -> None:
    seat = desks.sit("sales4")
    deal = make_deal(seat)
    page = seat.go("/opportunities")
    card = page.get_by_role("region").nth(0).get_by_role("group", name=deal)
    expect(card).to_be_visible()
    card.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("region").nth(0)).to_have_attribute("data-over", "true")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("region").nth(1)).to_have_attribute("data-over", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region").nth(1)).to_have_attribute("data-over", "false")
    assert seat.get("/opportunities", q=deal)["items"][0]["version"] == 1


def test_somebody_signs_in_makes_a_lead_and_finds_it_without_a_mouse(desks: Desks) -> None:
    name = f"盛{uuid4().hex[:6]}"
    page = desks.sit().go("/leads")
    expect(page.get_by_label("账号")).to_be_focused()
    page.keyboard.type("sales5")
    page.keyboard.press("Tab")
    page.keyboard.type("dabiao-demo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="线索", level=1)).to_be_visible()
    tab_to(page, page.get_by_role("button", name=exactly("新建线索")).first)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    tab_to(page, dialog.get_by_label("姓名"))
    page.keyboard.type(name)
    tab_to(page, dialog.get_by_role("button", name=exactly("保存")))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    link = page.get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


# all of it inside the window, and nothing over its middle
SEEN = """(selector) => [...document.querySelectorAll(selector)].some((one) => {
    const { left, top, right, bottom, width } = one.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return width > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && one.contains(there);
})"""


def comes_into_view(page: Page, popup: str) -> bool:
    try:
        page.wait_for_function(SEEN, arg=popup, timeout=3_000)
    except TimeoutError:
        return False
    return True


# where, the button, and what it opens
MENUS = [
    ("/", "语言", ".ant-dropdown"),
    ("/", "外观", ".ant-dropdown"),
    ("/", "新建", ".ant-dropdown"),
    ("/", "通知", ".ant-dropdown"),
    ("/leads", "显示的列", ".ant-popover"),
    ("/leads", "导出当前列表", ".ant-dropdown"),
    ("/opportunities", "移到其他阶段", ".ant-dropdown"),
]


@pytest.mark.parametrize("still", [False, True], ids=["with motion", "with reduced motion"])
def test_menus_open_where_they_can_be_seen(desks: Desks, still: bool) -> None:
    seat = desks.sit("lead1", still=still)
    hidden = []
    for path, name, popup in MENUS:
        page = seat.go(path)
        for nth in (1, 2, 3):  # the first time its code arrives; later it is only shown again
            page.get_by_role("button", name=name).first.click()
            if not comes_into_view(page, popup):
                hidden.append(f"{path} {name}, time {nth}")
            page.keyboard.press("Escape")
            expect(page.locator(popup).filter(visible=True)).to_have_count(0)
    assert hidden == []
