"""What guests see in their browsers: their own page, and the door. Nobody is signed in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dabiao.modules.leads.models import Lead
from dabiao.modules.sales_events import services
from dabiao.modules.sales_events.models import Guest, OptOut, SalesEvent
from dabiao.modules.sales_events.tests.world import a_customer, an_event, invited
from dabiao.testing.names import mobile
from dabiao.testing.people import Company

pytestmark = pytest.mark.django_db


def stranger(language: str = "zh-Hans", address: str = "203.0.113.9") -> Client:
    return Client(REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE=language)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def event(company: Company) -> SalesEvent:
    """Today, by the clock that strangers have."""
    now = timezone.now()
    made = an_event(company, introduction="<script>alert(1)</script>")
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=4)}
    SalesEvent.objects.filter(pk=made.pk).update(**times)
    made.refresh_from_db()
    return made


@pytest.fixture
def guest(company: Company, event: SalesEvent) -> Guest:
    return invited(event, company["lead1"], a_customer(company["sales1"], 1))[0]


def test_a_guest_says_yes_and_gets_their_code(guest: Guest) -> None:
    page = stranger().get(f"/e/{guest.token}")
    assert "我参加" in text_of(page)
    sent = stranger().post(f"/e/{guest.token}", {"answer": "yes", "party": "3"})
    assert (sent.status_code, sent["Location"]) == (303, f"/e/{guest.token}")
    guest.refresh_from_db()
    assert (guest.state, guest.party) == ("accepted", 3)
    shown = text_of(stranger().get(f"/e/{guest.token}"))
    assert guest.code in shown
    picture = stranger().get(f"/e/{guest.token}/code.svg")
    assert (picture["Content-Type"], b"<svg" in picture.content) == ("image/svg+xml", True)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "I will come"), ("zh-Hant", "我參加"), ("zh-Hans", "我参加")]
)
def test_the_page_speaks_as_the_browser_or_as_the_event_says(guest: Guest, language: str, said: str) -> None:
    assert said in text_of(stranger(language).get(f"/e/{guest.token}"))
    SalesEvent.objects.update(language="en")
    assert "I will come" in text_of(stranger(language).get(f"/e/{guest.token}"))


def test_nothing_runs_in_the_page_and_nothing_typed_is_markup(guest: Guest) -> None:
    answer = stranger().get(f"/e/{guest.token}")
    assert "<script" not in text_of(answer)
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/e/nobody-has-this-one", "/d/nobody-has-this-one", "/e/nobody/code.svg"])
def test_an_address_that_is_nobodys_says_so(event: SalesEvent, path: str) -> None:
    answer = stranger().get(path)
    assert answer.status_code == 404
    assert "链接已失效" in text_of(answer)


def test_the_page_of_a_draft_is_not_there_yet(guest: Guest) -> None:
    SalesEvent.objects.update(state="draft")
    assert stranger().get(f"/e/{guest.token}").status_code == 404


def test_who_asks_for_peace_is_noted(guest: Guest) -> None:
    assert "不会再邀请" in text_of(stranger().post(f"/e/{guest.token}", {"answer": "never"}))
    assert OptOut.objects.get().about_id == guest.about_id


def test_a_full_room_is_said(guest: Guest) -> None:
    SalesEvent.objects.update(capacity=1)
    answer = stranger().post(f"/e/{guest.token}", {"answer": "yes", "party": "2"})
    assert (answer.status_code, "名额只剩 1 个" in text_of(answer)) == (409, True)


@pytest.mark.parametrize("party", ["", "x", "-3", "999", "²", "0"])
def test_an_odd_number_of_people_is_put_right(guest: Guest, party: str) -> None:
    stranger().post(f"/e/{guest.token}", {"answer": "yes", "party": party})
    guest.refresh_from_db()
    assert guest.state == "accepted"
    assert 1 <= guest.party <= 20


def test_a_guest_signs_in_at_the_door_by_their_number(event: SalesEvent, guest: Guest) -> None:
    door = f"/d/{event.token}"
    assert 'name="name"' not in text_of(stranger().get(door))
    said = text_of(stranger().post(door, {"phone": mobile(1)}))
    assert "签到成功" in said
    assert guest.name not in said
    assert "已签过到" in text_of(stranger().post(door, {"phone": mobile(1)}))


def test_who_is_on_no_list_says_their_name_and_is_a_lead(event: SalesEvent) -> None:
    door = f"/d/{event.token}"
    asked = text_of(stranger().post(door, {"phone": mobile(8)}))
    assert re.search(r'name="name"', asked)
    assert mobile(8) in asked
    assert "签到成功" in text_of(stranger().post(door, {"phone": mobile(8), "name": "王芳"}))
    assert Lead.objects.get().source == "event"


def test_a_program_that_fills_in_everything_leaves_nothing(event: SalesEvent) -> None:
    stranger().post(f"/d/{event.token}", {"phone": mobile(8), "name": "x", "website": "https://spam.example"})
    assert not Lead.objects.exists()


def test_a_closed_door_says_so(event: SalesEvent, company: Company) -> None:
    services.move(event.pk, to="running", actor=company["lead1"].actor, now=timezone.now())
    services.move(event.pk, to="closed", actor=company["lead1"].actor, now=timezone.now())
    answer = stranger().post(f"/d/{event.token}", {"phone": mobile(1)})
    assert (answer.status_code, "不能再签到" in text_of(answer)) == (409, True)


def test_who_tries_too_often_waits(guest: Guest) -> None:
    answers = [
        stranger().post(f"/e/{guest.token}", {"answer": "yes" if n % 2 else "no"}).status_code
        for n in range(32)
    ]
    assert (answers[0], answers[-1]) == (303, 429)


def test_much_text_is_refused_unread(guest: Guest, event: SalesEvent) -> None:
    for path in (f"/e/{guest.token}", f"/d/{event.token}"):
        assert stranger().post(path, {"phone": "1" * 20_000}).status_code == 413
