"""The stage of a deal changed in the list: asked why, shown where two move it, taken back; and on a phone, many by a press."""

import pytest
from playwright.sync_api import expect
from tests.browser.desk import PHONE, Desks, exactly

pytestmark = pytest.mark.browser


def test_a_stage_is_changed_in_the_list_and_a_phone_chooses_many(desks: Desks) -> None:
    lead, manager = desks.sit("lead1", still=True), desks.sit("manager1")
    lead.trouble.announce("409 (Conflict)")
    first, *_ = [
        one
        for one in lead.get("/opportunities", stage_kind="open", sort="-created_at", limit=20)["items"]
        if one["stage_name"] == "有意向"
    ]
    stages = {one["name"]: one["id"] for one in lead.get("/pipelines")[0]["stages"]}
    page = lead.go("/opportunities?layout=list")

    def choose(stage: str) -> None:
        page.locator(f'[data-cell="stage_id"][data-row="{first["id"]}"]').dblclick()
        page.locator(".ant-select-item-option").filter(has_text=stage).click()

    def at() -> str:
        return str(lead.get(f"/opportunities/{first['id']}")["stage_name"])

    choose("输单")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=exactly("取消")).click()
    expect(dialog).to_be_hidden()
    assert at() == "有意向"
    choose("确认需求")
    expect(page.get_by_role("status").filter(has_text="确认需求")).to_be_visible()
    assert at() == "确认需求"
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status").filter(has_text="已撤销")).to_be_visible()
    assert at() == "有意向"

    cell = page.locator(f'[data-cell="stage_id"][data-row="{first["id"]}"]')
    expect(cell).to_have_text("有意向")
    cell.dblclick()
    moved = {"stage_id": stages["方案认可"], "expected_stage_id": stages["有意向"], "reason": ""}
    manager.send("POST", f"/opportunities/{first['id']}/stage-moves", moved)
    page.locator(".ant-select-item-option").filter(has_text="商务谈判").click()
    both = page.get_by_role("dialog", name="有人同时改了这里")
    expect(both.get_by_text("方案认可")).to_be_visible()
    both.get_by_role("button", name=exactly("用我的")).click()
    expect(both).to_be_hidden()
    expect(cell).to_have_text("商务谈判")
    assert at() == "商务谈判"

    page.set_viewport_size(PHONE)
    page.get_by_role("button", name=exactly("选择")).click()
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check(force=True)
    boxes.nth(1).check(force=True)
    bar = page.get_by_role("region", name="已选 2 条")
    expect(bar.get_by_role("button", name=exactly("批量修改"))).to_be_visible()
    page.get_by_role("button", name=exactly("完成")).click()
    expect(bar).to_be_hidden()
