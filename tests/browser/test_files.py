"""Files dropped, sent with a comment, cut off and sent again, removed and brought back, while a colleague looks on."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.desk import Desks, exactly

from dabiao.testing.files import a_picture

pytestmark = pytest.mark.browser
ADD = "添加文件"


def test_a_file_reaches_a_colleague_by_itself_with_a_comment_and_after_a_lost_line(desks: Desks) -> None:
    lead, sales = desks.sit("lead1"), desks.sit("sales1")
    lead.trouble.announce("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    me = sales.get("/me")
    deal = sales.get("/opportunities", owner_id=me["id"], limit=1)["items"][0]
    theirs, page = sales.go(f"/opportunities/{deal['id']}"), lead.go(f"/opportunities/{deal['id']}")
    panel, hers = (one.get_by_role("region", name=exactly("文件")) for one in (page, theirs))
    picture = {"name": "现场.png", "mimeType": "image/png", "buffer": a_picture(600, 400)}
    with page.expect_file_chooser() as chosen:
        panel.get_by_role("button", name=ADD).click()
    chosen.value.set_files([picture])  # type: ignore[list-item]
    expect(panel.get_by_role("link", name=exactly("现场.png"))).to_be_visible()
    expect(hers.get_by_role("link", name=exactly("现场.png"))).to_be_visible(timeout=10_000)
    expect(theirs.get_by_text("上传文件“现场.png”").first).to_be_visible()

    page.route("**/api/v1/files", lambda route: route.abort("internetdisconnected"))
    box = page.get_by_role("textbox", name="写评论")
    box.fill("纪要在这里")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=exactly("附上文件")).click()
    chosen.value.set_files([{"name": "纪要.txt", "mimeType": "text/plain", "buffer": "约在周四".encode()}])  # type: ignore[list-item]
    expect(page.get_by_role("alert").filter(has_text="网络断开，文件还在")).to_be_visible()
    expect(page.get_by_role("button", name=exactly("发表"))).to_be_disabled()
    page.unroute("**/api/v1/files")
    page.get_by_role("button", name=exactly("重试")).click()
    expect(page.get_by_role("button", name=exactly("发表"))).to_be_enabled()
    box.press("Control+Enter")
    said = theirs.get_by_role("listitem").filter(has_text="纪要在这里")
    expect(said.get_by_role("link", name=exactly("纪要.txt"))).to_be_visible(timeout=10_000)
    with theirs.expect_download() as saved:
        said.get_by_role("link", name=exactly("纪要.txt")).click()
    assert (saved.value.suggested_filename, saved.value.path().read_text()) == ("纪要.txt", "约在周四")
    expect(said.get_by_role("button", name=re.compile("删除"))).to_have_count(0)

    panel.get_by_role("button", name="删除 现场.png").click()
    expect(hers.get_by_role("link", name=exactly("现场.png"))).to_have_count(0, timeout=10_000)
    page.keyboard.press("Control+z")
    expect(hers.get_by_role("link", name=exactly("现场.png"))).to_be_visible(timeout=10_000)
