"""Tasks: made, changed, done, given to somebody, taken away."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.core.scoping import covers, demand, fetch
from dabiao.modules.activities import events, rules
from dabiao.modules.activities.enums import Priority
from dabiao.modules.activities.models import OPEN_TASK, Task
from dabiao.modules.activities.queries import tasks as queries
from dabiao.modules.org import queries as org

EDITABLE = frozenset({"title", "note", "due_on", "due_at", "priority"})


@transaction.atomic
def create(
    *,
    title: str,
    note: str = "",
    due_on: date | None = None,
    due_at: datetime | None = None,
    priority: str = Priority.NORMAL,
    owner_id: int | None = None,
    subject_kind: str | None = None,
    subject_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Task:
    """A task for the actor, or for somebody whom `task.assign` reaches; they are told.

    Raises `core.required`, `core.not_a_choice`, `core.not_found_here`, `org.not_working`, `tasks.person_out_of_reach`.
    """
    actor.require("task.create")
    _check({"title": title, "priority": priority})
    about = _about(subject_kind, subject_id, actor)
    holder = _holder(owner_id, actor)
    task = Task.objects.create(
        title=title,
        note=note,
        priority=priority,
        about_kind=subject_kind or "",
        about_id=subject_id,
        **_due(due_on, due_at),
        author_id=actor.user_id,
        owner_id=holder.user_id if holder else None,
        unit_id=holder.unit_id if holder else None,
        created_at=now,
        updated_at=now,
    )
    fact = events.TaskCreated(
        task.pk,
        title,
        owner_id=task.owner_id,
        owner_name=holder.name if holder else "",
        due_at=task.due_at,
    )
    record(fact, task, *about, actor=actor, now=now)
    return task


@transaction.atomic
def edit(
    task_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Change a task. A day (`due_on`) and a moment (`due_at`) replace each other. Raises `edit.conflict` and more."""
    task = _held(task_id, actor, "task.edit")
    _check(changes)
    applied = merge_edit(task, _whole(changes), base=base, version=version, editable=EDITABLE)
    if applied:
        task.updated_at = now
        task.save(update_fields=[*columns(applied), "version", "updated_at"])
        _tell(task, events.TaskEdited(task.pk, task.title, revised=wired(applied)), actor, now)
    return task


@transaction.atomic
def complete(task_id: int, *, actor: Actor, now: datetime) -> Task:
    """It is done; saying so again changes nothing."""
    task = _held(task_id, actor, "task.edit")
    if task.done_at is None:
        _set(task, now, done_at=now)
        _tell(task, events.TaskDone(task.pk, task.title), actor, now)
    return task


@transaction.atomic
def reopen(task_id: int, *, actor: Actor, now: datetime) -> Task:
    task = _held(task_id, actor, "task.edit")
    if task.done_at is not None:
        _set(task, now, done_at=None)
        _tell(task, events.TaskReopened(task.pk, task.title), actor, now)
    return task


@transaction.atomic
def assign(task_id: int, *, owner_id: int, actor: Actor, now: datetime) -> Task:
    """Give a task to a working person whom `task.assign` reaches; they are told.

    Raises `org.not_working`, `tasks.person_out_of_reach`, `access.forbidden`.
    """
    task = _held(task_id, actor, "task.assign")
    holder = org.holder(owner_id)
    _check_reach(holder, actor)
    if task.owner_id != holder.user_id:
        _give(task, holder, "", actor, now)
    return task


@transaction.atomic
def remove(task_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a task away; it can be brought back. A second time changes nothing."""
    task = _held(task_id, actor, "task.edit", removed=True)
    if task.removed_at is None:
        _set(task, now, removed_at=now)
        _tell(task, events.TaskRemoved(task.pk, task.title), actor, now)


@transaction.atomic
def restore(task_id: int, *, actor: Actor, now: datetime) -> Task:
    task = _held(task_id, actor, "task.edit", removed=True)
    if task.removed_at is not None:
        _set(task, now, removed_at=None)
        _tell(task, events.TaskRestored(task.pk, task.title), actor, now)
    return task


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand all open tasks of a person over to a successor; returns how many."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = list(
        Task.objects.filter(OPEN_TASK, owner_id=from_user_id).order_by("pk").select_for_update(of=("self",))
    )
    for task in rows:
        _give(task, holder, "handover", actor, now)
    return len(rows)


def _held(task_id: int, actor: Actor, permission: str, *, removed: bool = False) -> Task:
    task = fetch(queries.known_to(actor, task_id, removed=removed), task_id, lock=True)
    demand(actor, permission, task)
    return task


def _check(values: Mapping[str, Any]) -> None:
    if "title" in values and not values["title"].strip():
        raise Invalid("core.required", field="title")
    if values.get("priority", Priority.NORMAL) not in Priority.values:
        known = ", ".join(Priority.values)
        raise Invalid("core.not_a_choice", field="priority", value=values["priority"], known=known)
    if values.get("due_on") and values.get("due_at"):
        raise Invalid("tasks.day_or_moment", field="due_at")


def _about(kind: str | None, id: int | None, actor: Actor) -> list[Any]:
    """The record that the task is about, which the actor must see; nothing for a task by itself."""
    if (kind is None) != (id is None):
        raise Invalid("core.required", field="subject_kind" if kind is None else "subject_id")
    if kind is None or id is None:
        return []
    try:
        return [subjects.load(kind, id, actor=actor)]
    except NotFound:
        raise Invalid("core.not_found_here", field="subject_id", value=id) from None


def _holder(owner_id: int | None, actor: Actor) -> org.Holder | None:
    if owner_id is None or owner_id == actor.user_id:
        if actor.user_id is None or actor.unit_id is None:
            return None
        return org.Holder(actor.user_id, actor.name, actor.unit_id)
    holder = org.holder(owner_id)
    _check_reach(holder, actor)
    return holder


def _check_reach(holder: org.Holder, actor: Actor) -> None:
    """The person is the actor, or stands where the actor may assign tasks."""
    whose = {"owner_id": holder.user_id, "unit_id": holder.unit_id}
    if holder.user_id != actor.user_id and not covers(actor, "task.assign", id=0, **whose):
        raise Forbidden("tasks.person_out_of_reach", field="owner_id", name=holder.name)


def _due(due_on: date | None, due_at: datetime | None) -> dict[str, Any]:
    if due_on is not None and due_at is not None:
        raise Invalid("tasks.day_or_moment", field="due_at")
    end = rules.day_end(due_on, get_default_timezone()) if due_on is not None else due_at
    return {"due_on": due_on, "due_at": end}


def _whole(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The same changes with day and moment in agreement: what is set replaces the other, null takes both away."""
    if "due_on" not in changes and "due_at" not in changes:
        return dict(changes)
    return {**changes, **_due(changes.get("due_on"), changes.get("due_at"))}


def _set(task: Task, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(task, name, value)
    task.version, task.updated_at = task.version + 1, now
    task.save(update_fields=[*values, "version", "updated_at"])


def _give(task: Task, holder: org.Holder, reason: str, actor: Actor, now: datetime) -> None:
    before = (task.owner_id, task.unit_id)
    names = org.names_of([task.owner_id] if task.owner_id else [])
    fact = events.TaskAssigned(
        task.pk,
        task.title,
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=task.owner_id,
        from_owner_name=names.get(task.owner_id or 0, ""),
        reason=reason,
    )
    _set(task, now, owner_id=holder.user_id, unit_id=holder.unit_id)
    _tell(task, fact, actor, now, previous=before)


def _tell(task: Task, fact: Fact, actor: Actor, now: datetime, *, previous: Any = None) -> None:
    """Keep what happened, on the timeline of the task and of the record it is about."""
    about = []
    if task.about_id is not None:
        row = subjects.get(task.about_kind).model._default_manager.filter(pk=task.about_id).first()
        about = [row] if row is not None else []
    record(fact, task, *about, actor=actor, now=now, previous=[previous] if previous else ())
