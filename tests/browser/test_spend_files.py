"""What was spent comes from a platform's file: columns are known, a trial writes nothing, and the sum is there afterwards."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks

pytestmark = pytest.mark.browser
SHEET = "日期,推广计划名称,消耗\n2026-03-01,走查投放,1234.50\n2026-03-02,走查投放,800\n2026-03-02,没有这个计划,10\n"


def test_a_file_of_spend_is_tried_imported_and_found_among_what_was_spent(desks: Desks) -> None:
    seat = desks.sit("admin")
    known = [one["name"] for one in seat.get("/campaigns")["items"]]
    if "走查投放" not in known:
        seat.send("POST", "/campaigns", {"name": "走查投放", "source": "advert"})
    page = seat.go("/analytics/returns")
    page.get_by_role("link", name="导入文件").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "消耗.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_role("button", name="先试一遍").click()
    expect(page.get_by_text("还没有写入数据")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="导入 3 行").click()
    expect(page.get_by_text("导入完成", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("没有这个计划").first).to_be_visible()
    kept = {
        (one["first_on"], one["amount_minor"])
        for one in seat.get("/spends")["items"]
        if one["campaign"] == "走查投放"
    }
    assert kept == {("2026-03-01", 123_450), ("2026-03-02", 80_000)}
