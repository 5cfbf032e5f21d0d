"""What rings: it goes at once and before all else, not too late, and it is known whether it reached its reader."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail

from dabiao.core.notifications import jobs, queries, wishing
from dabiao.core.notifications.models import Notification, Outgoing
from dabiao.core.notifications.receipts import delivered
from dabiao.core.notifications.services import mark_read, notify
from dabiao.core.notifications.tests.push_service import PushService
from dabiao.core.timers.models import Job
from dabiao.core.timers.worker import drain
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db

WARNED = ("reminder.contact", ("lead", 7), "hop 1")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def service(settings: LazySettings) -> Iterator[PushService]:
    made = PushService()
    settings.PUSH_SERVICES = (made.origin,)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _mail_server(settings: LazySettings) -> None:
    settings.EMAIL_HOST, settings.PUBLIC_URL = "mail.example", "https://sales.example"


def warn(*people: int, **more: Any) -> int:
    kind, subject, hop = WARNED
    said = {"title": "云岚科技", "at": "10:30"}
    return notify(people, kind, said, subject, NOW, dedupe=hop, outward=True, ring=True, **more)


def had_it(*people: int, minutes: int = 0) -> set[int]:
    kind, subject, hop = WARNED
    return delivered(people, kind, subject, hop, before=NOW + minutes * MINUTE)


def with_device(person: int, service: PushService) -> int:
    wishing.add_device(person, **service.subscription(), label="", now=NOW)
    return person


def test_what_rings_leaves_in_the_quiet_hours_too_by_every_way(
    company: Company, service: PushService
) -> None:
    person = with_device(company["sales1"].id, service)
    quiet = {"quiet_from": "00:00", "quiet_to": "23:59"}
    wishing.save(person, changes={"by_mail": True, "mail": "a@example.com", **quiet})
    warn(person)
    drain(NOW)
    assert (len(service.got), len(mail.outbox)) == (1, 1)
    assert service.got[0]["ring"] is True


@pytest.mark.parametrize(("minutes", "left"), [(0, "600"), (9, "60")])
def test_a_push_service_is_told_how_long_it_is_worth_something(
    company: Company, service: PushService, minutes: int, left: str
) -> None:
    warn(with_device(company["sales1"].id, service))
    drain(NOW + minutes * MINUTE)
    (headers,) = service.headers
    assert (headers["urgency"], headers["ttl"]) == ("high", left)


def test_what_does_not_ring_may_wait_for_its_reader(company: Company, service: PushService) -> None:
    person = with_device(company["sales1"].id, service)
    notify([person], "reminder.contact", {"title": "x", "at": "1"}, ("lead", 7), NOW, outward=True)
    drain(NOW)
    assert (service.headers[0]["ttl"], "ring" in service.got[0]) == ("21600", False)


def test_what_is_too_old_is_dropped_unsent(company: Company, service: PushService) -> None:
    person = with_device(company["sales1"].id, service)
    warn(person, ttl=60)
    drain(NOW + MINUTE + timedelta(seconds=1))
    assert Outgoing.objects.values_list("state", "attempts").get() == ("late", 0)
    assert (service.asked, had_it(person, minutes=60)) == (0, set())


def test_a_busy_service_is_not_asked_again_after_its_time(company: Company, service: PushService) -> None:
    warn(with_device(company["sales1"].id, service), ttl=60)
    service.answers = [503]
    with pytest.raises(ExceptionGroup):
        drain(NOW)
    drain(NOW + 2 * MINUTE)
    assert (service.asked, Outgoing.objects.get().state) == (1, "late")


def test_what_rings_goes_before_all_that_was_asked_earlier(company: Company, service: PushService) -> None:
    person = with_device(company["sales1"].id, service)
    for number in range(3):
        said = {"title": str(number), "at": "1"}
        notify([person], "reminder.contact", said, ("lead", number + 1), NOW, outward=True)
    warn(person)
    drain(NOW)
    assert ["ring" in one for one in service.got] == [True, False, False, False]
    assert Job.objects.filter(urgent=True).count() == 1


def test_a_taken_push_has_reached_its_reader_from_then_on(company: Company, service: PushService) -> None:
    person, other = with_device(company["sales1"].id, service), company["sales2"].id
    warn(person, other)
    drain(NOW + MINUTE)
    assert had_it(person, other) == set()
    assert had_it(person, other, minutes=1) == {person}
    assert delivered([person], WARNED[0], WARNED[1], "hop 2", before=NOW + MINUTE) == set()


def test_a_push_that_nobody_takes_has_reached_nobody(company: Company, service: PushService) -> None:
    person = with_device(company["sales1"].id, service)
    service.answers = [413]
    warn(person)
    drain(NOW)
    assert (Outgoing.objects.get().state, had_it(person, minutes=60)) == ("failed", set())


def test_a_mail_that_may_have_gone_has_reached_nobody(company: Company) -> None:
    person = company["sales1"].id
    wishing.save(person, changes={"by_mail": True, "mail": "a@example.com"})
    warn(person)
    jobs._claimed(Outgoing.objects.get().pk, NOW)  # and here the power went
    drain(NOW)
    assert (Outgoing.objects.get().state, had_it(person, minutes=60)) == ("unsure", set())


def test_a_browser_that_showed_it_says_so_once(company: Company) -> None:
    person = company["sales1"]
    warn(person.id)
    shown = {"ids": [Notification.objects.get().pk]}
    assert person.client.send("POST", "/notifications/receipts", shown).status_code == 204
    first = Notification.objects.get().delivered_at
    assert first is not None
    person.client.write("POST", "/notifications/receipts", shown)
    assert Notification.objects.get().delivered_at == first
    (said,) = person.client.read("/notifications")["items"]
    assert (said["delivered_at"] is not None, said["ring_until"]) == (True, "2026-03-18T02:10:00.000Z")


def test_nobody_says_for_another_that_it_was_shown(company: Company) -> None:
    warn(company["sales1"].id)
    shown = {"ids": [Notification.objects.get().pk, 10**12]}
    company["sales2"].client.write("POST", "/notifications/receipts", shown)
    assert Notification.objects.get().delivered_at is None
    assert ApiClient().problem("POST", "/notifications/receipts", shown)[0] == 401


def test_what_was_read_has_reached_its_reader(company: Company) -> None:
    person = company["sales1"].id
    warn(person)
    mark_read(person, NOW + MINUTE)
    assert (had_it(person), had_it(person, minutes=1)) == (set(), {person})


def test_the_list_says_what_rings_and_until_when(company: Company) -> None:
    warn(company["sales1"].id, ttl=90)
    (said,) = queries.of_user(company["sales1"].id)["items"]
    assert said["ring_until"] == "2026-03-18T02:01:30.000Z"


def test_who_wants_no_sound_says_so(company: Company) -> None:
    client = company["sales1"].client
    assert client.read("/me/reminders")["by_sound"] is True
    assert client.write("PATCH", "/me/reminders", {"by_sound": False})["by_sound"] is False
