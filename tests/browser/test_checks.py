"""A spot check from the lead's phone to the person's word: questions beside the record, feedback, one answer."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import PHONE, Desks, Seat

pytestmark = pytest.mark.browser

WORDS = "目的写清楚了，下次把客户的原话也记下来。"
QUESTIONS = [
    {"text": "联系是真的发生了吗", "kind": "yes_no"},
    {"text": "够别人接着跟吗", "kind": "score"},
]


def test_a_check_goes_from_the_lead_to_the_person_and_back(desks: Desks) -> None:
    _draws(desks.sit("admin"))
    lead, person = desks.sit("lead1", size=PHONE), desks.sit("sales1", size=PHONE)
    page = lead.go("/checks")
    page.get_by_role("link").filter(has_text="走查方案").filter(has_text="待检查").first.click()
    _checks(page)
    _answers(person.go(lead.path))


def _draws(admin: Seat) -> None:
    admin.go("/checks")
    people = admin.get("/people", q="sales1", limit=5)["items"]
    programme = {
        "name": "走查方案",
        "kind": "opportunity",
        "user_ids": [people[0]["id"]],
        "each": 2,
        "cadence": "once",
        "questions": QUESTIONS,
    }
    made = admin.send("POST", "/check-programmes", programme)
    admin.send("POST", f"/check-programmes/{made['id']}/draws", {})


def _checks(page: Page) -> None:
    expect(page.get_by_role("heading", name="检查项")).to_be_visible()
    for question in QUESTIONS:
        page.get_by_role("radiogroup", name=question["text"]).locator("label").last.click()
    page.get_by_label("给对方的反馈").fill(WORDS)
    page.get_by_role("button", name="完成检查").click()
    expect(page.get_by_role("paragraph").filter(has_text=WORDS)).to_be_visible()


def _answers(page: Page) -> None:
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="认可").click()
    expect(page.get_by_text("的回复: 认可")).to_be_visible()
