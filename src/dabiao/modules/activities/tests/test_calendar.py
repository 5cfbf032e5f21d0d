"""The calendar on the screen, and the one that other programs fetch."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from dabiao.core.access.models import User
from dabiao.modules.activities.models import FeedKey
from dabiao.modules.activities.services import tasks
from dabiao.modules.activities.tests.builders import a_customer, a_lead, an_opportunity
from dabiao.testing.people import NOW, ApiClient, Company

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARCH = {"first": "2026-03-01", "last": "2026-03-31"}


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def shown(client: ApiClient, **asked: Any) -> list[tuple[str, str, int, str, Any, bool]]:
    names = ("sort", "subject_kind", "subject_id", "at", "day", "movable")
    return [
        tuple(one[name] for name in names) for one in client.read("/calendar", **{**MARCH, **asked})["items"]
    ]


def test_contacts_tasks_and_wins_stand_on_their_days_by_time(company: Company) -> None:
    sales = company["sales1"]
    meant = {
        "next_contact_at": datetime(2026, 3, 21, 1, 0, tzinfo=UTC)
    }  # one contact, with the deal's customer
    deal = an_opportunity(sales, a_customer(sales, **meant), expected_win_on=date(2026, 3, 20), **meant)
    lead = a_lead(sales, next_contact_at=datetime(2026, 3, 20, 1, 0, tzinfo=UTC))
    task = tasks.create(title="寄样品", due_on=date(2026, 3, 20), actor=sales.actor, now=NOW)
    a_lead(sales, next_contact_at=datetime(2026, 3, 31, 16, 0, tzinfo=UTC))  # the first of April there
    assert shown(sales.client) == [
        ("task", "task", task.pk, "2026-03-19T16:00:00Z", "2026-03-20", True),
        ("win", "opportunity", deal.pk, "2026-03-19T16:00:00Z", "2026-03-20", False),
        ("contact", "lead", lead.pk, "2026-03-20T01:00:00Z", None, True),
        ("contact", "opportunity", deal.pk, "2026-03-21T01:00:00Z", None, True),
    ]


def test_a_calendar_holds_whom_its_reader_may_see_and_asks_for(company: Company) -> None:
    for who in ("sales1", "sales2"):
        a_lead(company[who], next_contact_at=NOW + DAY)
    owners = {one["owner_id"] for one in company["ops"].client.read("/calendar", **MARCH)["items"]}
    assert owners == {company["sales1"].id, company["sales2"].id}
    assert len(shown(company["ops"].client, owner_id=company["sales1"].id)) == 1
    assert len(shown(company["sales1"].client)) == 1
    assert shown(company["finance"].client) == []


@pytest.mark.parametrize("last", ["2026-02-28", "2026-05-02"])
def test_a_span_that_no_calendar_shows_is_refused(company: Company, last: str) -> None:
    path = f"/calendar?first=2026-03-01&last={last}"
    assert company["sales1"].client.problem("GET", path) == (422, "calendar.bad_span", "last")


def lines_of(body: bytes) -> list[str]:
    """Unfolded by hand: no library of ours and no other judges itself here."""
    assert body.endswith(b"\r\n")
    physical = body.split(b"\r\n")[:-1]
    assert max(map(len, physical)) <= 75
    for line in physical:
        line.decode()  # no character is cut in two
    return re.sub(r"\r\n[ \t]", "", body.decode()).split("\r\n")[:-1]


def events_of(body: bytes) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    inside: dict[str, str] = {}
    for line in lines_of(body):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            inside = {}
        elif line == "END:VEVENT":
            found[inside["UID"]] = inside
        elif line == "BEGIN:VALARM":
            inside["ALARM"] = ""
        elif name != "END":
            inside.setdefault(name, re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n")))
    return found


@pytest.fixture
def address(company: Company, settings: LazySettings) -> str:
    settings.PUBLIC_URL = "https://sales.example"
    return str(company["sales1"].client.write("POST", "/me/calendar-feed")["path"])


def test_a_feed_tells_what_its_owner_plans(company: Company, address: str) -> None:
    sales = company["sales1"]
    lead = a_lead(sales, name="王芳；云岚, 科技\\" + "长" * 60, next_contact_at=NOW + DAY)
    note = "第一行，很长" * 20 + "\n第二行;带, 号"
    task = tasks.create(title="寄样品", note=note, due_on=date(2026, 3, 20), actor=sales.actor, now=NOW)
    a_lead(company["sales2"], next_contact_at=NOW + DAY)
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = events_of(answer.content)
    contact, whole = f"contact-lead-{lead.pk}@sales.example", f"task-task-{task.pk}@sales.example"
    assert events.keys() == {contact, whole}
    said = events[contact]
    assert said["SUMMARY"] == "联系：" + lead.name
    assert (said["DTSTART"], said["DTEND"]) == ("20260319T020000Z", "20260319T023000Z")
    assert (said["LAST-MODIFIED"], said["DTSTAMP"]) == ("20260318T020000Z", "20260318T020000Z")
    assert (said["TRIGGER"], said["ACTION"]) == ("-PT15M", "DISPLAY")
    assert (
        said["URL;VALUE=URI" if "URL;VALUE=URI" in said else "URL"]
        == f"https://sales.example/leads/{lead.pk}"
    )
    assert (events[whole]["DTSTART;VALUE=DATE"], events[whole]["DTEND;VALUE=DATE"]) == (
        "20260320",
        "20260321",
    )
    assert (events[whole]["DESCRIPTION"], "ALARM" in events[whole]) == (note, False)
    assert b"PRODID:" in answer.content
    assert b"VERSION:2.0\r\n" in answer.content


def test_an_entry_keeps_its_name_and_its_number_rises_with_each_change(
    company: Company, address: str
) -> None:
    task = tasks.create(title="寄样品", due_at=NOW + DAY, actor=company["sales1"].actor, now=NOW)
    (uid, before), *_ = events_of(Client().get(address).content).items()
    tasks.edit(
        task.pk, changes={"due_at": NOW + 2 * DAY}, version=1, actor=company["sales1"].actor, now=NOW + HOUR
    )
    (again, after), *_ = events_of(Client().get(address).content).items()
    assert (uid, int(after["SEQUENCE"]) - int(before["SEQUENCE"])) == (again, 3600)


def test_nothing_new_is_not_sent_again(company: Company, address: str) -> None:
    a_lead(company["sales1"], next_contact_at=NOW + DAY)
    tag = Client().get(address)["ETag"]
    same = Client().get(address, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (same.status_code, same.content) == (304, b"")
    a_lead(company["sales1"], next_contact_at=NOW + DAY)
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_no_phone_stands_in_a_feed(company: Company, address: str) -> None:
    a_lead(company["sales1"], name="", company="", phone="13812345678", next_contact_at=NOW + DAY)
    body = Client().get(address).content
    assert b"BEGIN:VEVENT" in body
    assert b"1381234" not in body
    assert b"5678" not in body


def test_an_address_is_kept_as_a_hash_renewed_and_revoked(company: Company, address: str) -> None:
    client = company["sales1"].client
    key = address.removeprefix("/api/v1/calendars/").removesuffix(".ics")
    assert key not in FeedKey.objects.get().key_hash
    assert client.read("/me/calendar-feed") == {"created_at": "2026-03-18T02:00:00Z", "fetched_at": None}
    Client().get(address)
    assert client.read("/me/calendar-feed")["fetched_at"] == "2026-03-18T02:00:00Z"
    renewed = client.write("POST", "/me/calendar-feed")["path"]
    assert [Client().get(path).status_code for path in (address, renewed)] == [404, 200]
    assert client.send("DELETE", "/me/calendar-feed").status_code == 204
    assert Client().get(renewed).status_code == 404
    assert client.read("/me/calendar-feed") == {"created_at": None, "fetched_at": None}


def test_whoever_left_has_no_feed(company: Company, address: str) -> None:
    User.objects.filter(pk=company["sales1"].id).update(is_active=False)
    assert Client().get(address).status_code == 404
