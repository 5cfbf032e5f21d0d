"""Each page has its own name in the browser's tab and history, in the language of who reads it."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks

pytestmark = pytest.mark.browser


def test_pages_and_settings_are_told_apart_by_their_titles(desks: Desks) -> None:
    admin = desks.sit("admin")
    for path, title in (
        ("/leads", "线索 · 达标"),
        ("/settings", "我的资料 · 设置 · 达标"),
        ("/settings/tags", "标签 · 设置 · 达标"),
        ("/settings/roles", "角色权限 · 设置 · 达标"),
        ("/leads", "线索 · 达标"),
    ):
        expect(admin.go(path)).to_have_title(title)


def test_a_browser_that_knew_another_language_takes_up_that_of_the_person(desks: Desks) -> None:
    seat = desks.sit("sales9")
    seat.go("/leads")
    try:
        seat.send("PATCH", "/me", {"language": "en"})
        expect(seat.go("/leads")).to_have_title("Leads · Dabiao")
    finally:
        seat.send("PATCH", "/me", {"language": "zh-Hans"})
