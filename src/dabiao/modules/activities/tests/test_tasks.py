"""Tasks: who makes, changes, finishes and gives them, and what their lists show."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.errors import DomainError
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import rules
from dabiao.modules.activities.models import Task
from dabiao.modules.activities.services import tasks
from dabiao.modules.activities.tests.builders import a_lead
from dabiao.modules.activities.tests.test_rules import SHANGHAI
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, ApiClient, Company

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def a_task(company: Company, who: str = "sales1", **facts: Any) -> Task:
    return tasks.create(**{"title": "寄样品", **facts}, actor=company[who].actor, now=NOW)


def test_a_task_of_a_day_is_late_after_its_last_second_there(company: Company) -> None:
    made = company["sales1"].client.write("POST", "/tasks", {"title": "寄样品", "due_on": "2026-03-18"})
    assert (made["due_on"], made["due_at"]) == ("2026-03-18", "2026-03-18T15:59:59.000Z")
    assert (made["owner_name"], made["author_name"], made["priority"]) == ("sales1", "sales1", "normal")
    assert made["actions"] == ["edit", "complete", "remove"]
    assert (made["subject_kind"], made["subject_id"], made["subject_title"]) == (None, None, None)


def test_day_and_moment_replace_each_other(company: Company) -> None:
    client, task = company["sales1"].client, a_task(company, due_on=date(2026, 3, 18))

    def changed(version: int, **changes: Any) -> tuple[Any, Any]:
        row = client.write("PATCH", f"/tasks/{task.pk}", {"changes": changes, "version": version})
        return row["due_on"], row["due_at"]

    assert changed(1, due_at="2026-03-20T02:00:00Z") == (None, "2026-03-20T02:00:00.000Z")
    assert changed(2, due_on="2026-03-21") == ("2026-03-21", "2026-03-21T15:59:59.000Z")
    assert changed(3, due_on=None) == (None, None)
    both = {"title": "寄样品", "due_on": "2026-03-18", "due_at": "2026-03-18T02:00:00Z"}
    assert client.problem("POST", "/tasks", both) == (422, "tasks.day_or_moment", "due_at")


def test_the_parts_of_a_list_hold_every_open_task_once(company: Company) -> None:
    dues = {
        "overdue": NOW - timedelta(seconds=1),
        "today": datetime(2026, 3, 18, 15, 59, 59, tzinfo=UTC),
        "later": datetime(2026, 3, 18, 16, 0, tzinfo=UTC),
        "undated": None,
    }
    for name, due in dues.items():
        a_task(company, title=name, due_at=due)
        assert rules.task_bucket(due, NOW, SHANGHAI) == name
    tasks.complete(a_task(company, due_at=NOW - DAY).pk, actor=company["sales1"].actor, now=NOW)
    client = company["sales1"].client
    counts = client.read("/tasks/counts")
    assert {name: counts[name] for name in dues} == dict.fromkeys(dues, 1)
    for name in dues:
        assert [row["title"] for row in client.read("/tasks", bucket=name)["items"]] == [name]
    assert [row["title"] for row in client.read("/tasks", open=True)["items"]] == list(dues)


def test_finished_reopened_removed_and_brought_back(company: Company) -> None:
    client, lead = company["sales1"].client, a_lead(company["sales1"])
    task = a_task(company, subject_kind="lead", subject_id=lead.pk)
    for path in ("completions", "completions", "reopenings", "completions"):
        row = client.write("POST", f"/tasks/{task.pk}/{path}")
    assert (row["done_at"], row["actions"]) == ("2026-03-18T02:00:00.000Z", ["edit", "reopen", "remove"])
    assert client.send("DELETE", f"/tasks/{task.pk}").status_code == 204
    assert client.problem("GET", f"/tasks/{task.pk}") == (404, "core.not_found", None)
    assert client.write("POST", f"/tasks/{task.pk}/restorations")["id"] == task.pk
    told = Event.objects.filter(kind__startswith="task.")
    kinds = [kind.removeprefix("task.") for kind in told.order_by("pk").values_list("kind", flat=True)]
    assert kinds == ["created", "done", "reopened", "done", "removed", "restored"]
    timeline = client.read(f"/timeline/lead/{lead.pk}")["items"]
    assert [entry["kind"] for entry in timeline] == [f"task.{kind}" for kind in reversed(kinds)]


def test_a_task_about_a_record_is_seen_by_whoever_sees_the_record(company: Company) -> None:
    lead = a_lead(company["sales1"])
    task = a_task(company, "lead1", subject_kind="lead", subject_id=lead.pk, title="复核报价")
    about = {"subject_kind": "lead", "subject_id": lead.pk}
    client = company["sales1"].client
    (row,) = client.read("/tasks", **about)["items"]
    assert (row["id"], row["owner_name"], row["subject_title"], row["actions"]) == (
        task.pk,
        "lead1",
        "王芳",
        [],
    )
    assert client.read("/tasks")["items"] == []
    assert client.problem("POST", f"/tasks/{task.pk}/completions") == (403, "access.forbidden", None)
    assert company["sales3"].client.problem("GET", f"/tasks/{task.pk}")[0] == 404
    assert (
        company["sales3"].client.problem("GET", "/tasks?subject_kind=lead&subject_id=" + str(lead.pk))[0]
        == 404
    )


def test_whoever_gets_a_task_is_told_once(company: Company) -> None:
    task = a_task(company, "ops", owner_id=company["sales1"].id)
    drain(NOW)
    tasks.assign(task.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)
    tasks.assign(task.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)
    a_task(company)  # their own
    drain(NOW)
    told = Notification.objects.order_by("pk").values_list("user__login", "kind", "params", "subject_id")
    said = {"title": "寄样品", "by": "ops"}
    assert list(told) == [
        ("sales1", "task.assigned", said, task.pk),
        ("sales2", "task.assigned", said, task.pk),
    ]


@pytest.mark.parametrize(
    ("who", "facts", "code", "field"),
    [
        ("sales1", {"owner": "sales2"}, "tasks.person_out_of_reach", "owner_id"),
        ("lead1", {"owner": "sales3"}, "tasks.person_out_of_reach", "owner_id"),
        ("sales1", {"title": "  "}, "core.required", "title"),
        ("sales1", {"priority": "urgent"}, "core.not_a_choice", "priority"),
        ("sales1", {"subject_kind": "lead", "subject_id": 999_999}, "core.not_found_here", "subject_id"),
        ("sales1", {"subject_kind": "lead"}, "core.required", "subject_id"),
    ],
)
def test_a_task_that_cannot_be_is_refused(
    company: Company, who: str, facts: Any, code: str, field: str
) -> None:
    if owner := facts.pop("owner", None):
        facts = {"owner_id": company[owner].id}
    with pytest.raises(DomainError) as refused:
        a_task(company, who, **facts)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Task.objects.exists()


def test_open_tasks_go_to_the_successor_when_somebody_leaves(company: Company) -> None:
    kept, done = a_task(company), a_task(company, title="已办")
    tasks.complete(done.pk, actor=company["sales1"].actor, now=NOW)
    leaving, successor = company["sales1"].id, company["sales2"].id
    org.depart(leaving, successor_id=successor, left_on=NOW.date(), actor=company["ops"].actor, now=NOW)
    assert list(Task.objects.order_by("pk").values_list("pk", "owner_id")) == [
        (kept.pk, successor),
        (done.pk, leaving),
    ]


def test_one_task_and_three_cost_the_same_queries(company: Company) -> None:
    lead, client = a_lead(company["sales1"]), company["sales1"].client
    client.read("/tasks")
    costs = []
    for count in (1, 2):
        for _ in range(count):
            a_task(company, subject_kind="lead", subject_id=lead.pk)
        with CaptureQueriesContext(connection) as told:
            client.read("/tasks")
        costs.append(len(told))
    assert costs[0] == costs[1]


def test_nobody_anonymous_reads_tasks(company: Company) -> None:
    assert ApiClient().problem("GET", "/tasks")[0] == 401
