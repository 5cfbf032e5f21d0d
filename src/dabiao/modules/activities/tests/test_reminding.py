"""People are reminded of planned contacts and tasks: in time, once, whatever set the plan."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.notifications import wishing
from dabiao.core.notifications.models import Notification
from dabiao.modules.activities import jobs
from dabiao.modules.activities.services import tasks
from dabiao.modules.activities.tests.builders import a_customer, a_lead, an_opportunity
from dabiao.modules.leads import services as leads
from dabiao.testing.people import NOW, Company

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def told() -> list[Any]:
    rows = Notification.objects.order_by("pk").values_list(
        "user__login", "kind", "subject_kind", "subject_id"
    )
    return list(rows)


def test_a_planned_contact_is_said_once_as_long_before_as_one_wishes(company: Company) -> None:
    lead = a_lead(company["sales1"], next_contact_at=NOW + HOUR)
    late = a_lead(company["sales2"], next_contact_at=NOW + HOUR)
    wishing.save(company["sales2"].id, changes={"remind_minutes": 60})
    jobs.remind(None, NOW)
    assert told() == [("sales2", "reminder.contact", "lead", late.pk)]
    jobs.remind(None, NOW + 44 * MINUTE)
    assert len(told()) == 1
    for _ in range(3):
        jobs.remind(None, NOW + 45 * MINUTE)
    assert told()[1:] == [("sales1", "reminder.contact", "lead", lead.pk)]
    assert Notification.objects.get(subject_id=lead.pk).params == {"title": "王芳", "at": "11:00"}


def test_a_plan_that_was_moved_is_said_again_at_its_new_time(company: Company) -> None:
    lead = a_lead(company["sales1"], next_contact_at=NOW + 10 * MINUTE)
    jobs.remind(None, NOW)
    changes = {"next_contact_at": NOW + HOUR}
    leads.edit(
        lead.pk, changes=changes, base=None, version=lead.version, actor=company["sales1"].actor, now=NOW
    )
    jobs.remind(None, NOW + MINUTE)
    assert len(told()) == 1
    jobs.remind(None, NOW + 45 * MINUTE)
    assert len(told()) == 2


def test_a_deal_and_its_customer_are_one_contact(company: Company) -> None:
    customer = a_customer(company["sales1"], next_contact_at=NOW)
    deal = an_opportunity(company["sales1"], customer, next_contact_at=NOW)
    jobs.remind(None, NOW)
    assert told() == [("sales1", "reminder.contact", "opportunity", deal.pk)]


def test_what_has_ended_has_no_owner_or_is_long_overdue_is_not_said(company: Company) -> None:
    a_lead(company["sales1"], status="invalid", invalid_reason="spam", next_contact_at=NOW)
    a_lead(None, unit_id=company.root.pk, next_contact_at=NOW)
    a_lead(company["sales1"], next_contact_at=NOW - HOUR)
    jobs.remind(None, NOW)
    assert told() == []


def test_a_task_is_said_before_its_moment_and_in_the_morning_of_its_day(company: Company) -> None:
    actor = company["sales1"].actor
    timed = tasks.create(title="打样", due_at=NOW + HOUR, actor=actor, now=NOW)
    whole = tasks.create(title="寄样品", due_on=date(2026, 3, 19), actor=actor, now=NOW)
    done = tasks.create(title="已办", due_at=NOW + HOUR, actor=actor, now=NOW)
    tasks.complete(done.pk, actor=actor, now=NOW)
    for minutes in (0, 45, 22 * 60 + 59, 23 * 60, 24 * 60):  # the last two: nine and ten of the next morning
        jobs.remind(None, NOW + minutes * MINUTE)
    assert told() == [
        ("sales1", "reminder.task", "task", timed.pk),
        ("sales1", "reminder.task", "task", whole.pk),
    ]


def test_nothing_due_costs_a_handful_of_statements(company: Company) -> None:
    for _ in range(3):
        a_lead(company["sales1"], next_contact_at=NOW + timedelta(days=3))
    with CaptureQueriesContext(connection) as asked:
        jobs.remind(None, NOW)
    assert len(asked) == 4  # three kinds of record, and tasks
