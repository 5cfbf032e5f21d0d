"""One lead's whole way, on the screens of the four people it passes: file → lead → deal → contract → money → funnel."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from tests.browser.desk import Desks, Seat, exactly, move_by_menu

pytestmark = pytest.mark.browser

FILE: FilePayload = {
    "name": "展会名单.csv",
    "mimeType": "text/csv",
    "buffer": (
        "姓名,公司,手机号,来源,备注\n"
        "邹念慈,浙江衡舟精密仪器有限公司,13958100231,展会,想看销售管理方案\n"
        "柏若琳,苏州澄怀新材料有限公司,13862190417,展会,周五前回电\n"
        "阮思齐,宁波望潮电子商务有限公司,1395,展会,号码抄错了\n"
    ).encode(),
}
LEAD, COMPANY = "邹念慈", "浙江衡舟精密仪器有限公司"
DEAL = f"{COMPANY}采购"
AMOUNT = 128_000_00
STAGES = ("确认需求", "方案认可", "商务谈判", "决定购买")


def button(within: Page | Locator, text: str) -> Locator:
    return within.get_by_role("button", name=exactly(text))


def figure(seat: Seat, board: str, key: str) -> int:
    """What the API says a figure is now, for the same person."""
    figures = seat.get(f"/dashboards/{board}")["figures"]
    value: int = next(one["value"] for one in figures if one["key"] == key)
    return value


def step(seat: Seat, key: str) -> int:
    steps = seat.get("/funnel", period="month")["leads"]["steps"]
    count: int = next(one["count"] for one in steps if one["key"] == key)
    return count


def shown(page: Page, label: str) -> Locator:
    """The number under a label of the workbench."""
    return (
        page.locator("main dl > div")
        .filter(has=page.get_by_text(label, exact=True))
        .get_by_role("link")
        .first
    )


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text).first).to_be_visible()


def pick(page: Page, box: Locator, text: str) -> None:
    """Chooses from a list that the server finds while one types."""
    box.click()
    box.fill(text)
    page.locator(".ant-select-item-option").filter(has_text=text).first.click()


def bring_in(manager: Seat) -> None:
    """The wizard takes the file, guesses its columns, and keeps the bad row out."""
    page = manager.go("/leads")
    button(page, "导入").click()
    page.locator("input[type=file]").set_input_files(FILE)
    expect(page.get_by_role("heading", name="展会名单.csv")).to_be_visible()
    for column, field in (
        ("姓名", "姓名"),
        ("公司", "公司"),
        ("手机号", "电话"),
        ("来源", "来源"),
        ("备注", "备注"),
    ):
        row = page.get_by_role("row").filter(has=page.get_by_role("cell", name=column, exact=True))
        expect(row.locator(".ant-select")).to_contain_text(field)
    expect(page.get_by_text("已对应 5 / 5 列")).to_be_visible()
    button(page, "导入 3 行").click()
    expect(page.get_by_text("导入完成", exact=True)).to_be_visible()
    counts = page.locator("main dl > div")
    expect(counts).to_have_text(["总行数3", "新增2", "并入已有0", "未导入1"])


def take_back_the_bad_row(page: Page, folder: Path) -> None:
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载 1 条未导入的行").click()
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    from openpyxl import load_workbook

    rows = [[str(cell) for cell in row] for row in load_workbook(file).active.values]  # type: ignore[union-attr]
    assert len(rows) == 2
    assert "阮思齐" in rows[1]
    assert any("不是电话号码" in cell for cell in rows[1])


def hand_out(page: Page) -> None:
    """Two leads go to 陈晓燕 at once."""
    page.get_by_role("link", name="查看导入的记录").click()
    expect(page.get_by_text("共 2 条", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="Select all").or_(
        page.locator("thead .ant-checkbox-input")
    ).first.check()
    button(page.get_by_role("region", name="已选 2 条"), "分配").click()
    dialog = page.get_by_role("dialog", name="分配给谁？")
    pick(page, dialog.get_by_role("combobox"), "陈晓燕")
    button(dialog, "分配").click()
    said(page, "2 条已处理")
    expect(page.get_by_role("row").filter(has_text=LEAD)).to_contain_text("陈晓燕")


def work_the_lead(sales: Seat) -> Page:
    """It is there; a contact is logged with the next one, then it is qualified."""
    page = sales.go("/leads")
    page.get_by_role("link", name=LEAD, exact=True).click()
    expect(page.get_by_role("heading", name=LEAD, level=1)).to_be_visible()
    button(page, "记录联系").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("内容").fill("需要两个工厂一起上，约了周四演示")
    button(drawer, "3 天后").click()
    button(drawer, "保存").click()
    said(page, "已记录联系")
    expect(page.get_by_text("需要两个工厂一起上，约了周四演示")).to_be_visible()
    expect(page.locator("article")).to_contain_text("下次联系")
    expect(page.locator("article")).to_contain_text("跟进中")
    button(page, "确认有效").click()
    said(page, "已确认有效")
    return page


def convert(page: Page) -> None:
    button(page, "转为商机").click()
    dialog = page.get_by_role("dialog", name="转为客户和商机")
    expect(dialog.get_by_label("客户名称")).to_have_value(COMPANY)
    expect(dialog.get_by_label("联系人")).to_have_value(LEAD)
    dialog.get_by_label("预计金额").fill("12.8万")
    button(dialog, "转化").click()
    expect(page.get_by_role("heading", name=DEAL, level=1)).to_be_visible()
    expect(page.locator("article > header dl")).to_contain_text("12.8万")


def over_the_board(sales: Seat) -> None:
    """From stage to stage by the card's own menu; each lane says what it holds."""
    page = sales.go("/opportunities")
    for stage in STAGES:
        move_by_menu(page, DEAL, stage)
        said(page, f"已移到“{stage}”")
        expect(page.get_by_role("region", name=stage).get_by_role("link", name=DEAL)).to_be_visible()


def make_the_contract(sales: Seat) -> str:
    page = sales.page
    page.get_by_role("link", name=DEAL).click()
    expect(page.get_by_role("button", name="决定购买")).to_have_attribute("aria-current", "step")
    button(page, "新建合同").click()
    form = page.get_by_role("dialog", name="新建合同")
    expect(form.get_by_label("合同名称")).to_have_value(DEAL)
    expect(form.get_by_label("合同金额")).to_have_value("128000")
    button(form, "保存").click()
    button(page.get_by_role("status"), "打开").click()
    expect(page.get_by_role("heading", name=DEAL, level=1)).to_be_visible()
    button(page, "签订").click()
    button(page.get_by_role("dialog", name="合同已签订？"), "签订").click()
    said(page, "已签订，商机按赢单处理")
    expect(page.locator("article > header")).to_contain_text("已签订")
    return sales.path


def plan_and_receive(finance: Seat, contract: str) -> None:
    """Two instalments that sum to the amount, then half of the money."""
    page = finance.go(contract)
    expect(page.get_by_text("还没有安排分期。")).to_be_visible()
    button(page, "安排分期").click()
    button(page, "加一期").click()
    button(page, "平均分摊").click()
    expect(page.get_by_text("合计等于合同金额")).to_be_visible()
    lines = page.locator("ol > li").filter(has=page.get_by_label("款项"))
    for nth, (name, months) in enumerate((("首付款", 0), ("尾款", 1))):
        lines.nth(nth).get_by_label("款项").fill(name)
        choose_day(page, lines.nth(nth).get_by_label("应收日期"), months)
    button(page, "保存").click()
    expect(page.get_by_role("row").filter(has_text="首付款")).to_contain_text("6.4万")
    button(page, "登记回款").click()
    dialog = page.get_by_role("dialog", name="登记回款")
    dialog.get_by_label("到账金额").fill("64000")
    button(dialog, "登记回款").click()
    said(page, "已登记回款")
    expect(page.get_by_role("row").filter(has_text="首付款")).to_contain_text("已收齐")
    expect(page.locator("article > header dl")).to_contain_text("6.4万")


def choose_day(page: Page, box: Locator, months: int) -> None:
    """Types a date as a person does: `months` after this one, on its 28th."""
    today = page.evaluate("[new Date().getFullYear(), new Date().getMonth()]")
    year, month = divmod(today[0] * 12 + today[1] + months, 12)
    box.fill(f"{year}-{month + 1:02}-28")
    box.press("Enter")


def test_a_lead_of_a_file_becomes_money_and_everybody_sees_their_part(desks: Desks, tmp_path: Path) -> None:
    manager, sales, finance = desks.sit("manager1"), desks.sit("sales1"), desks.sit("finance")
    received, converted = step(manager, "received"), step(manager, "converted")
    signed, money = figure(manager, "team", "signed_count"), figure(manager, "team", "received_amount")

    bring_in(manager)
    take_back_the_bad_row(manager.page, tmp_path)
    hand_out(manager.page)

    convert(work_the_lead(sales))
    over_the_board(sales)
    contract = make_the_contract(sales)

    plan_and_receive(finance, contract)

    page = manager.go("/analytics")
    table = page.get_by_role("table").first
    expect(table.get_by_role("row", name=re.compile("^进入")).get_by_role("link")).to_have_text(
        str(received + 2)
    )
    expect(table.get_by_role("row", name=re.compile("^已转化")).get_by_role("link")).to_have_text(
        str(converted + 1)
    )
    manager.go("/")
    expect(shown(page, "签约数")).to_have_text(str(signed + 1))
    exact = f"¥{(money + 64_000_00) / 100:,.2f}"
    expect(shown(page, "回款").locator("[title]")).to_have_attribute("title", exact)
    shown(page, "签约数").click()
    expect(page.get_by_role("link", name=DEAL)).to_be_visible()
