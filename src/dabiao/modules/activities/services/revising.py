"""Putting a contact right, taking it away, bringing it back: by whoever wrote it down."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.attachments import services as attachments
from dabiao.core.errors import Forbidden, NotFound
from dabiao.core.events.services import record
from dabiao.core.fields import checking
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.modules.activities import events, queries, rules
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.services import _about as about
from dabiao.modules.activities.services import _times as times

EDITABLE = frozenset(
    {
        *("method", "purpose", "result", "effect", "content", "contact_id"),
        *("occurred_at", "next_contact_at"),
    }
)


@transaction.atomic
def edit(
    activity_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Activity:
    """Say a contact of one's own better; the times of its records follow.

    Raises `core.not_found`, `activities.not_yours`, `edit.conflict`, and what `log` does.
    """
    activity, row, customer = _own(activity_id, actor)
    _check(activity, changes, customer, actor, now)
    wanted = checking.for_edit("activity", changes, activity.fields)
    names = checking.editable(EDITABLE, wanted)
    applied: dict[str, Any] = {}

    def put() -> None:
        applied.update(merge_edit(activity, wanted, base=base, version=version, editable=names))
        if applied:
            activity.updated_at = now
            activity.save(update_fields=[*columns(applied), "version", "updated_at"])

    _keeping_times(activity, row, customer, put, actor, now)
    if applied:
        fact = events.ActivityEdited(**_said(activity, actor), revised=_in_words(applied, actor))
        record(fact, *about.concerned(activity, row, customer), actor=actor, now=now)
    return activity


@transaction.atomic
def remove(activity_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a contact of one's own away, as if it had not been; a second time changes nothing.

    Raises `core.not_found`, `activities.not_yours`.
    """
    activity, row, customer = _own(activity_id, actor, removed=True)
    if activity.removed_at is None:
        _keeping_times(activity, row, customer, lambda: _set_removed(activity, now, now), actor, now)
        attachments.set_withdrawn(("activity", activity_id), True, actor=actor, now=now)
        fact = events.ActivityRemoved(**_said(activity, actor))
        record(fact, *about.concerned(activity, row, customer), actor=actor, now=now)


@transaction.atomic
def restore(activity_id: int, *, actor: Actor, now: datetime) -> Activity:
    """Undo the removal of a contact of one's own. Raises `core.not_found`, `activities.not_yours`."""
    activity, row, customer = _own(activity_id, actor, removed=True)
    if activity.removed_at is not None:
        _keeping_times(activity, row, customer, lambda: _set_removed(activity, None, now), actor, now)
        attachments.set_withdrawn(("activity", activity_id), False, actor=actor, now=now)
        fact = events.ActivityRestored(**_said(activity, actor))
        record(fact, *about.concerned(activity, row, customer), actor=actor, now=now)
    return activity


def _own(activity_id: int, actor: Actor, *, removed: bool = False) -> tuple[Activity, Any, Any]:
    """The contact, its record and the customer behind, all locked. The record first: who logs takes them in this order."""
    actor.require("activity.log")
    found = queries.known_to(actor, activity_id, removed=removed)
    if found.owner_id != actor.user_id:
        raise Forbidden("activities.not_yours")
    row = about.held(found.about_kind, found.about_id, actor)
    customer = about.customer_of(row)
    activity = Activity.objects.select_for_update().get(pk=activity_id)
    if activity.removed_at is not None and not removed:
        raise NotFound("core.not_found", kind="activity", id=activity_id)
    return activity, row, customer


def _check(
    activity: Activity, changes: Mapping[str, Any], customer: Any, actor: Actor, now: datetime
) -> None:
    about.check_choices(**{name: changes[name] for name in ("method", "result") if name in changes})
    occurred_at, next_contact_at = (
        changes.get(name, getattr(activity, name)) for name in ("occurred_at", "next_contact_at")
    )
    rules.check_times(occurred_at, next_contact_at, now)
    if changes.get("contact_id") not in (None, activity.contact_id):
        about.contact_name(changes["contact_id"], customer, actor)


def _set_removed(activity: Activity, moment: datetime | None, now: datetime) -> None:
    activity.removed_at, activity.updated_at = moment, now
    activity.version += 1
    activity.save(update_fields=["removed_at", "updated_at", "version"])


def _keeping_times(
    activity: Activity, row: Any, customer: Any, change: Callable[[], None], actor: Actor, now: datetime
) -> None:
    """Carry out the change and tell every record that counts this contact what its times are now."""
    planned = activity.next_contact_at
    counting = times.counting(activity, row, customer)
    before = [times.of(one) for one in counting]
    change()
    for one, was in zip(counting, before, strict=True):
        times.tell(one, was, planned, actor, now)


def _in_words(applied: dict[str, Any], actor: Actor) -> dict[str, list[Any]]:
    """Each field before and after; who was spoken with by name, as people leave and the log stays."""
    revised = wired(applied)
    if "contact_id" in revised:
        pair = revised.pop("contact_id")
        names = queries.titles("contact", {id for id in pair if id is not None}, actor=actor)
        revised["contact_name"] = [names.get(id, "") for id in pair]
    return revised


def _said(activity: Activity, actor: Actor) -> dict[str, Any]:
    """Which contact an event speaks of."""
    title = queries.titles(activity.about_kind, [activity.about_id], actor=actor)[activity.about_id]
    return {
        "activity_id": activity.pk,
        "about_kind": activity.about_kind,
        "about_id": activity.about_id,
        "about_title": title,
        "method": activity.method,
        "occurred_at": activity.occurred_at,
    }
