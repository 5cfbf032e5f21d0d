"""A second factor from beginning to end, and being signed out from elsewhere, on the real screens."""

import re
import time

import pytest
from playwright.sync_api import Page, expect
from pyotp import TOTP
from tests.browser.axe import complaints
from tests.browser.desk import PASSWORD, Desks, Seat, exactly

pytestmark = pytest.mark.browser


def button(page: Page, text: str) -> None:
    page.get_by_role("button", name=exactly(text)).first.click()


def enrol(page: Page) -> tuple[TOTP, list[str]]:
    """Through the dialog; gives what is then on the phone and in the safe."""
    page.get_by_label("登录密码").fill(PASSWORD)
    button(page, "下一步")
    expect(page.get_by_role("img", name="验证器用的二维码")).to_be_visible()
    assert page.get_by_role("img", name="验证器用的二维码").evaluate("one => one.naturalWidth") > 100
    app = TOTP(page.locator("form code").inner_text().replace(" ", ""))
    page.get_by_label("验证码").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("验证码不对，或已经用过，请看手机上最新的 6 位数字")
    page.get_by_label("验证码").fill(app.now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="请保存恢复码")).to_be_visible()
    assert [one for one in complaints(page) if " region: " not in one] == []
    codes = page.locator("ol code").all_inner_texts()
    button(page, "我已保存")
    return app, codes


def sign_in(page: Page, login: str, code: str) -> None:
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    button(page, "登录")
    expect(page.get_by_label("验证码")).to_be_focused()
    page.get_by_label("验证码").fill(code)
    button(page, "登录")
    expect(page.get_by_role("heading", name="工作台", level=1).or_(page.locator("main h1"))).to_be_visible()
    expect(page).not_to_have_url(re.compile("/sign-in"))


def sign_out(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page).to_have_url(re.compile("/sign-in"))


def arrive(seat: Seat, login: str) -> Page:
    page = seat.go("/sign-in")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    button(page, "登录")
    expect(page).not_to_have_url(re.compile("/sign-in"))
    return page


def test_enrol_sign_in_with_code_and_recovery_code_then_sign_the_other_browser_out(desks: Desks) -> None:
    desks.trouble.announce("422 (Unprocessable")
    seat, other = desks.sit(), desks.sit()
    page = arrive(seat, "sales7")
    seat.go("/settings/security")
    button(page, "开启两步验证")
    app, codes = enrol(page)
    assert len(codes) == 10
    expect(page.get_by_text("恢复码还剩 10 个")).to_be_visible()

    sign_out(page, "梁子涵")
    # the code of the next half minute is good already, and this one was used up by setting it up
    sign_in(page, "sales7", app.at(time.time() + 30))
    other.go("/sign-in")
    sign_in(other.page, "sales7", codes[0])
    other.go("/leads")
    expect(other.page.locator("main h1")).to_have_text("线索")

    page.goto(f"{seat.home}/settings/security")
    expect(page.get_by_text("恢复码还剩 9 个")).to_be_visible()
    rows = page.get_by_role("row").filter(has_text="Chrome")
    here = rows.filter(has_text="这一台")
    expect(here).to_have_count(1)
    rows.filter(has_not_text="这一台").first.get_by_role("button", name=exactly("退出")).click()
    # told on its live line, without asking for anything
    expect(other.page).to_have_url(re.compile("/sign-in"), timeout=5_000)
    expect(here).to_be_visible()

    button(page, "关闭")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("登录密码").fill(PASSWORD)
    dialog.get_by_label("验证码").fill(codes[1])
    dialog.get_by_role("button", name=exactly("关闭")).last.click()
    expect(page.get_by_text("未开启")).to_be_visible()


def test_an_administrator_signs_somebody_out_and_their_page_is_told(desks: Desks) -> None:
    sales, admin = desks.sit(), desks.sit("admin")
    page = arrive(sales, "sales8")
    me = sales.get("/me")["id"]
    sales.go("/leads")
    expect(page.locator("main h1")).to_be_visible()
    admin.go(f"/team/{me}")
    button(admin.page, "退出全部设备")
    expect(page).to_have_url(re.compile("/sign-in"), timeout=5_000)


def test_a_role_may_demand_it_before_anything_else(desks: Desks) -> None:
    desks.trouble.announce("422 (Unprocessable", "403 (Forbidden)")
    admin, trainer = desks.sit("admin"), desks.sit()
    page = admin.go("/settings/roles")
    box = page.get_by_role("checkbox", name="培训/人事 · 要求两步验证")
    box.click()
    expect(box).to_be_checked()
    expect(page.get_by_role("status").filter(has_text="已保存").first).to_be_visible()
    page = trainer.go("/sign-in")
    page.get_by_label("账号").fill("trainer")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    button(page, "登录")
    expect(page.get_by_role("heading", name="先开启两步验证")).to_be_visible()
    assert complaints(page) == []
    trainer.go("/team")
    expect(page.get_by_role("heading", name="先开启两步验证")).to_be_visible()
    enrol(page)
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    admin.page.get_by_role("checkbox", name="培训/人事 · 要求两步验证").click()
    expect(box).not_to_be_checked()
    me = trainer.get("/me")["id"]
    admin.send("DELETE", f"/users/{me}/second-factor", None)
    assert trainer.get("/me/second-factor")["enrolled"] is False
