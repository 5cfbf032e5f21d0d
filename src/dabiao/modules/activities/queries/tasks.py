"""Tasks: of one record everything, otherwise those in the actor's own scope."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, DateTimeField, F, Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.kept import Given, Remembered
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, rights_on, visible
from dabiao.modules.activities import rules
from dabiao.modules.activities.enums import TaskBucket
from dabiao.modules.activities.models import OPEN_TASK, Task
from dabiao.modules.activities.queries.records import titles
from dabiao.modules.org import queries as org

TASKS = ListSpec(
    kind="task",
    columns={
        **plain("id", "title", "note"),
        "subject_kind": Column("about_kind"),
        "subject_id": Column("about_id"),
        **plain("due_on"),
        **times("due_at"),
        **plain("priority", "author_id"),
        "author_name": Column("author__name"),
        **times("done_at"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"due_at": Sort("due_at", nullable=True), "created_at": Sort("created_at")},
    default_sort="due_at",
)
_LOOKUPS = {
    "subject_kind": "about_kind",
    "subject_id": "about_id",
    "due_from": "due_at__gte",
    "due_before": "due_at__lt",
}


OF_RECORD = ("subject_kind", "subject_id", "open")


def visible_to(actor: Actor, permission: str = "task.read") -> QuerySet[Task]:
    return visible(Task.objects.filter(removed_at=None), actor, permission)


def open_tasks(actor: Actor) -> QuerySet[Task]:
    return visible_to(actor).filter(OPEN_TASK)


class Due(NamedTuple):
    id: int
    title: str
    due_at: datetime
    about_kind: str
    about_id: int | None


_DUE = Remembered()


def due_of(owner_id: int, until: datetime, *, actor: Actor, most: int) -> list[Due]:
    """The first of somebody's open tasks that are due before that moment."""

    def write() -> QuerySet[Any, Any]:
        rows = open_tasks(actor).filter(
            owner_id=Given("owner", BigIntegerField()), due_at__lt=Given("until", DateTimeField())
        )
        return rows.order_by("due_at", "pk").values_list(*Due._fields)[:most]

    return [
        Due(*row) for row in _DUE.rows((most, rights_on(actor, "task")), write, owner=owner_id, until=until)
    ]


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    """All tasks about a record that the actor sees, whoever has them; otherwise those in the actor's scope.

    Raises `core.not_found` for a record that the actor may not see.
    """
    actor.require("task.read")
    within = _within(filters, actor)

    def chosen(some: Mapping[str, Any]) -> QuerySet[Task]:
        return within.filter(*(_condition(*one, now) for one in some.items()))

    places, like = pages.of_any(filters, chosen, "subject_id")
    question = pages.question_of(OF_RECORD, places) if "subject_id" in filters else None
    found = pages.page(chosen(filters), TASKS, asked, actor=actor, question=question, like=like)
    _complete(found["items"], actor)
    return found


def _within(filters: Mapping[str, Any], actor: Actor) -> QuerySet[Task]:
    if "subject_id" not in filters:
        return visible_to(actor)
    if "subject_kind" not in filters:
        raise Invalid("core.required", field="subject_kind")
    subjects.load(filters["subject_kind"], filters["subject_id"], actor=actor)
    return Task.objects.filter(removed_at=None)


def _condition(name: str, value: Any, now: datetime) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "open":
        return OPEN_TASK if value else Q(done_at__isnull=False)
    if name == "bucket":
        return OPEN_TASK & _buckets(now)[value]
    return Q(**{_LOOKUPS.get(name, name): value})


def _buckets(now: datetime) -> dict[TaskBucket, Q]:
    midnight = rules.day_start(now, get_default_timezone(), days=1)
    return {
        TaskBucket.OVERDUE: Q(due_at__lt=now),
        TaskBucket.TODAY: Q(due_at__gte=now, due_at__lt=midnight),
        TaskBucket.LATER: Q(due_at__gte=midnight),
        TaskBucket.UNDATED: Q(due_at=None),
    }


def task_counts(
    *, owner_id: int | None = None, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """How many open tasks each part of the list holds."""
    actor.require("task.read")
    rows = visible_to(actor).filter(OPEN_TASK)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    if unit_id is not None:
        rows = rows.filter(unit_id__in=org.units_below(unit_id))
    figures = {bucket.value: Count("pk", filter=where) for bucket, where in _buckets(now).items()}
    return {**rows.aggregate(**figures), "as_of": now}


def known_to(actor: Actor, id: int, *, removed: bool = False) -> QuerySet[Task]:
    """The task, in the actor's scope or about a record that the actor sees; empty where it is not known to them."""
    tasks = Task.objects.all() if removed else Task.objects.filter(removed_at=None)
    about = tasks.filter(pk=id).values_list("about_kind", "about_id").first()
    kind, about_id = about or ("", None)
    if kind and actor.may("task.read") and subjects.get(kind).visible_to(actor).filter(pk=about_id).exists():
        return tasks.filter(pk=id)
    return visible(tasks.filter(pk=id), actor, "task.read")


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One task, with what this actor may do to it. Raises `core.not_found`."""
    actor.require("task.read")
    if not known_to(actor, id).exists():
        raise NotFound("core.not_found", kind="task", id=id)
    row = pages.one(Task.objects.filter(removed_at=None), TASKS, id, actor=actor)
    _complete([row], actor)
    return row


def _complete(rows: list[dict[str, Any]], actor: Actor) -> None:
    """Give each row the title of its record, null where the actor may not see it, and what may be done."""
    name_subjects(rows, actor)
    for row in rows:
        row["actions"] = _actions(row, actor)


def name_subjects(rows: Sequence[dict[str, Any]], actor: Actor) -> None:
    """Give each row the title of the record it is about; one statement per kind among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["subject_kind"]:
            wanted[row["subject_kind"]].add(row["subject_id"])
    known = {kind: titles(kind, ids, actor=actor) for kind, ids in wanted.items()}
    for row in rows:
        kind = row["subject_kind"] = row["subject_kind"] or None
        row["subject_title"] = known[kind].get(row["subject_id"]) if kind else None


def _actions(row: Mapping[str, Any], actor: Actor) -> list[str]:
    verbs = {
        "edit": "edit",
        "reopen" if row["done_at"] else "complete": "edit",
        "assign": "assign",
        "remove": "edit",
    }
    whose = {"id": row["id"], "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    return [verb for verb, right in verbs.items() if covers(actor, f"task.{right}", **whose)]


def standing(ids: Collection[int]) -> dict[int, Task]:
    """These tasks as they stand, also those taken away; whose they are is the caller's business."""
    return Task.objects.select_related("owner").in_bulk(list(ids)) if ids else {}


def holdings(user_id: int) -> int:
    return Task.objects.filter(OPEN_TASK, owner_id=user_id).count()


def open_tasks_of(owner_id: int) -> QuerySet[Task]:
    return Task.objects.filter(OPEN_TASK, owner_id=owner_id).order_by(F("due_at").asc(nulls_last=True), "pk")
