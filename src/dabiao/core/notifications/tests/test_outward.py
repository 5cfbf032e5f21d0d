"""What leaves the house: who gets it which way, when, how often, and what becomes of devices that are gone."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.core import mail

from dabiao.core.access.models import User
from dabiao.core.notifications import delivering, jobs, outward, wishing
from dabiao.core.notifications.models import Device, Notification, Outgoing, Wishes
from dabiao.core.notifications.services import notify
from dabiao.core.notifications.tests.push_service import PushService
from dabiao.core.timers.worker import drain
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db


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


def remind(person: int, now: datetime = NOW) -> int:
    said = {"title": "云岚科技", "at": "10:30"}
    return notify([person], "reminder.contact", said, ("lead", 7), now, dedupe="2026", outward=True)


def wishing_mail(person: int, **more: Any) -> None:
    wishing.save(person, changes={"by_mail": True, "mail": "a@example.com", **more})


def states() -> list[tuple[str, str, int]]:
    return list(Outgoing.objects.order_by("pk").values_list("target", "state", "attempts"))


def failing(now: datetime) -> None:
    """Drain, where something is expected to go wrong and to be tried again."""
    with pytest.raises(ExceptionGroup):
        drain(now)


def test_who_asked_for_nothing_is_told_in_the_app_alone(company: Company) -> None:
    remind(company["sales1"].id)
    drain(NOW)
    assert Notification.objects.count() == 1
    assert (states(), mail.outbox) == ([], [])


def test_a_mail_goes_once_in_the_language_of_its_reader(company: Company) -> None:
    person = company["sales1"].id
    User.objects.filter(pk=person).update(language="en")
    wishing_mail(person)
    assert [remind(person), remind(person)] == [1, 0]
    drain(NOW)
    drain(NOW)
    (letter,) = mail.outbox
    assert letter.subject == "Contact due at 10:30: 云岚科技"
    assert letter.to == ["a@example.com"]
    assert letter.body.splitlines()[2] == "https://sales.example/leads/7"
    assert letter.extra_headers["Message-ID"] == f"<outgoing-{Outgoing.objects.get().pk}@sales.example>"
    assert states() == [("mail", "sent", 1)]


def test_a_mail_server_that_is_away_is_asked_again_and_given_up_at_last(
    company: Company, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    wishing_mail(company["sales1"].id)
    remind(company["sales1"].id)
    for hours in range(4):
        failing(NOW + timedelta(hours=hours))
    assert states() == [("mail", "waiting", 4)]
    drain(NOW + timedelta(hours=5))
    assert states() == [("mail", "failed", 5)]


def test_a_mail_that_may_have_gone_before_a_kill_is_not_sent_twice(company: Company) -> None:
    wishing_mail(company["sales1"].id)
    remind(company["sales1"].id)
    jobs._claimed(Outgoing.objects.get().pk, NOW)  # and here the power went
    drain(NOW)
    assert (states(), mail.outbox) == ([("mail", "unsure", 1)], [])


def test_a_browser_gets_what_only_it_can_read(company: Company, service: PushService) -> None:
    person = company["sales1"].id
    for name in "ab":
        wishing.add_device(person, **service.subscription(name), label="Chrome", now=NOW)
    remind(person)
    drain(NOW)
    number = Notification.objects.get().pk
    said = {"title": "达标", "body": "10:30 要联系：云岚科技", "url": "/leads/7", "tag": f"n{number}"}
    assert service.got == [said, said]
    assert [state for _, state, _ in states()] == ["sent", "sent"]
    assert set(Device.objects.values_list("pushed_at", flat=True)) == {NOW}


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(company: Company, service: PushService, status: int) -> None:
    wishing.add_device(company["sales1"].id, **service.subscription(), label="", now=NOW)
    service.answers = [status]
    remind(company["sales1"].id)
    drain(NOW)
    assert (Device.objects.count(), service.asked, service.got) == (0, 1, [])


def test_a_busy_push_service_is_asked_again_and_a_refusal_is_final(
    company: Company, service: PushService
) -> None:
    wishing.add_device(company["sales1"].id, **service.subscription(), label="", now=NOW)
    service.answers = [503, 429]
    remind(company["sales1"].id)
    failing(NOW)
    failing(NOW + timedelta(hours=1))
    drain(NOW + timedelta(hours=2))
    assert ([state for _, state, _ in states()], len(service.got)) == (["sent"], 1)
    service.answers = [413, 201]
    notify([company["sales1"].id], "reminder.task", {"title": "寄样品"}, ("task", 1), NOW, outward=True)
    drain(NOW)
    assert (states()[1][1], service.asked) == ("failed", 4)


def test_a_redirect_is_not_followed_into_the_house(company: Company, service: PushService) -> None:
    wishing.add_device(company["sales1"].id, **service.subscription(), label="", now=NOW)
    service.answers = [307]
    remind(company["sales1"].id)
    drain(NOW)
    assert (service.asked, states()[0][1]) == (1, "failed")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://10.0.0.1/a",
        "http://fcm.googleapis.com/a",
        "https://evil-fcm.googleapis.com.example/a",
        "file:///etc/passwd",
    ],
)
def test_only_known_push_services_are_spoken_to(company: Company, endpoint: str) -> None:
    body = {**PushService().subscription(), "endpoint": endpoint}
    refused = company["sales1"].client.problem("POST", "/me/devices", body)
    assert refused == (422, "notifications.unknown_push_service", "endpoint")
    assert delivering.allowed("https://fcm.googleapis.com/fcm/send/x")
    assert delivering.allowed("https://updates.push.services.mozilla.com/x")


def test_in_quiet_hours_nothing_leaves_the_house_until_they_end(company: Company) -> None:
    wishing_mail(company["sales1"].id, quiet_from="09:00", quiet_to="11:00")
    remind(company["sales1"].id)  # ten in the morning there
    drain(NOW)
    assert (Notification.objects.count(), mail.outbox) == (1, [])
    drain(NOW + timedelta(minutes=59))
    assert mail.outbox == []
    drain(NOW + timedelta(hours=1))
    assert len(mail.outbox) == 1


def test_quiet_hours_may_run_over_midnight() -> None:
    wishes = Wishes(quiet_from=time(22), quiet_to=time(7))
    zone = ZoneInfo("Asia/Shanghai")
    late, early, day = (datetime(2026, 3, 18, hour, 30, tzinfo=zone) for hour in (23, 3, 12))
    assert outward.heard_at(wishes, late) == datetime(2026, 3, 19, 7, tzinfo=zone)
    assert outward.heard_at(wishes, early) == datetime(2026, 3, 18, 7, tzinfo=zone)
    assert outward.heard_at(wishes, day) == day


def test_the_profile_says_and_keeps_how_one_is_reminded(company: Company, service: PushService) -> None:
    client = company["sales1"].client
    assert client.read("/me/reminders")["remind_minutes"] == 15
    said = {"remind_minutes": 60, "quiet_from": "22:00", "quiet_to": "07:00"}
    kept = client.write("PATCH", "/me/reminders", said)
    assert (kept["remind_minutes"], kept["quiet_from"], kept["mail_offered"]) == (60, "22:00", True)
    assert client.problem("PATCH", "/me/reminders", {"by_mail": True})[1:] == (
        "notifications.mail_missing",
        "mail",
    )
    assert client.problem("PATCH", "/me/reminders", {"quiet_to": None})[1:] == (
        "notifications.quiet_half",
        "quiet_to",
    )
    body = {**service.subscription(), "label": "Chrome · Windows"}
    client.write("POST", "/me/devices", body)
    (device,) = client.write("POST", "/me/devices", body)["devices"]
    assert device["label"] == "Chrome · Windows"
    other = company["sales2"].client
    assert other.problem("DELETE", f"/me/devices/{device['id']}")[0] == 404
    assert client.send("DELETE", f"/me/devices/{device['id']}").status_code == 204
    assert client.problem("POST", "/me/devices", {**body, "auth": "kurz"})[1] == "notifications.bad_push_key"
    assert ApiClient().problem("GET", "/me/reminders")[0] == 401


def test_a_browser_that_changes_hands_tells_its_last_user_nothing(
    company: Company, service: PushService
) -> None:
    for person in ("sales1", "sales2"):
        wishing.add_device(company[person].id, **service.subscription(), label="", now=NOW)
    remind(company["sales1"].id)
    drain(NOW)
    assert (service.got, list(Device.objects.values_list("user__login", flat=True))) == ([], ["sales2"])
