"""Reminders and the digest for leaders: each once, whatever crashes, none on days without work."""

from datetime import datetime, timedelta

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications.models import Notification
from dabiao.modules.org import services as org
from dabiao.modules.reports import services
from dabiao.modules.reports.jobs import digest, remind
from dabiao.modules.reports.models import Told
from dabiao.modules.reports.tests.world import EVENING, WEDNESDAY, a_template, led, written
from dabiao.testing.people import NOW, Company

DUE = EVENING - timedelta(minutes=30)
MINUTE = timedelta(minutes=1)


def told(kind: str) -> set[int]:
    return set(Notification.objects.filter(kind=kind).values_list("user_id", flat=True))


def test_who_has_not_written_is_reminded_once_before_it_is_due_and_once_when_it_is(company: Company) -> None:
    template = a_template(company)
    written(company, "sales1", template)
    remind({}, DUE - 31 * MINUTE)
    assert not Notification.objects.filter(kind="report.soon").exists()
    for minute in (30, 29, 1):
        remind({}, DUE - minute * MINUTE)
    waiting = {company[who].id for who in ("sales1b", "sales2", "sales3")}
    assert told("report.soon") == waiting
    assert Notification.objects.filter(kind="report.soon").count() == 3
    remind({}, DUE)
    remind({}, DUE + MINUTE)
    assert told("report.due") == waiting
    assert Notification.objects.filter(kind="report.due").count() == 3


def test_each_leader_is_told_of_their_own_after_the_grace(company: Company) -> None:
    led(company)
    a_template(company, grace_minutes=10)
    digest({}, DUE + 10 * MINUTE)
    assert told("report.missing") == set()
    for minute in (11, 12, 600):
        digest({}, DUE + minute * MINUTE)
    rows = {one.user_id: one.params for one in Notification.objects.filter(kind="report.missing")}
    assert (rows[company["lead1"].id]["count"], rows[company["lead1"].id]["names"]) == (2, "sales1、sales1b")
    assert rows[company["manager"].id]["names"] == "sales2", "whose own unit nobody leads"


def test_a_crash_between_telling_and_noting_tells_nobody_twice(company: Company) -> None:
    """Both stand in one transaction: without the note there is no message either, and the next round does both."""
    a_template(company)
    services.tell_writers(actor=SYSTEM, now=DUE)
    Told.objects.all().delete()
    services.tell_writers(actor=SYSTEM, now=DUE + MINUTE)
    assert Notification.objects.filter(kind="report.due").count() == 4


def test_nobody_is_reminded_on_a_holiday_or_on_a_day_off(company: Company) -> None:
    a_template(company)
    off, away = company["sales1"], company["sales1b"]
    days = {"first_on": WEDNESDAY, "last_on": WEDNESDAY}
    org.enter_absence(away.id, kind="annual", **days, actor=away.actor, now=NOW)
    for part in ("am", "pm"):
        org.enter_absence(off.id, kind="personal", **days, part=part, actor=off.actor, now=NOW)
    remind({}, DUE)
    assert told("report.due") == {company[who].id for who in ("sales2", "sales3")}
    Notification.objects.all().delete()
    holiday = datetime.fromisoformat("2026-10-01T18:30:00+08:00")
    remind({}, holiday)
    digest({}, holiday + MINUTE)
    assert not Notification.objects.filter(subject_id=1, created_at__gte=holiday, kind="report.due").exists()


def test_what_is_too_old_is_not_said_any_more(company: Company) -> None:
    led(company)
    a_template(company)
    remind({}, DUE + timedelta(hours=2))
    digest({}, DUE + timedelta(days=4))
    wednesdays = Notification.objects.filter(params__period="03-18")
    assert not wednesdays.exists()
