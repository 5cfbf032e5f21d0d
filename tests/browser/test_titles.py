"""Each page has its own name in the browser's tab and history."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks

pytestmark = pytest.mark.browser


def test_pages_and_settings_are_told_apart_by_their_titles(desks: Desks) -> None:
    admin = desks.sit("admin")
    for path, title in (
        ("/leads", "线索 · 达标"),
        ("/settings", "个人设置 · 设置 · 达标"),
        ("/settings/tags", "标签 · 设置 · 达标"),
        ("/settings/roles", "角色与权限 · 设置 · 达标"),
        ("/leads", "线索 · 达标"),
    ):
        expect(admin.go(path)).to_have_title(title)
