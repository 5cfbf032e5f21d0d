"""The forecast of a month: what is counted opens its records, other periods and pages are at hand."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

pytestmark = pytest.mark.browser


def test_a_forecast_opens_its_deals_and_says_how_near_it_comes(desks: Desks) -> None:
    page = desks.sit("boss").go("/forecast")
    expect(page.get_by_role("heading", name="业绩预测")).to_be_visible()
    page.get_by_text("本季度", exact=True).click()
    total = page.get_by_role("region", name="预计")
    expect(total).to_be_visible()
    expect(page.get_by_role("heading", name="最影响结果的商机")).to_be_visible()
    total.get_by_role("link").nth(1).click()  # by timing every open deal counts, whatever its day
    expect(page).to_have_url(re.compile(r"/opportunities\?.*stage_kind=open"))
    page.go_back()
    page.get_by_text("本季度", exact=True).click()
    page.get_by_role("combobox", name="算法").click()
    page.get_by_title("按阶段").click()
    expect(page.get_by_text(re.compile("加权按阶段"))).to_be_visible()
    total.get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(r"/opportunities\?.*win_from="))
    page.go_back()
    page.get_by_role("link", name=exactly("准确度")).click()
    expect(page.get_by_role("heading", name="逐期对照")).to_be_visible()
    page.get_by_role("link", name=exactly("模型")).click()
    expect(page.get_by_text(re.compile("优于另外两种算法|不比另外两种算法好|还差约"))).to_be_visible()
