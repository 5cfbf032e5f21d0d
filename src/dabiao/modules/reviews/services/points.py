"""Causes, lessons and actions of a review."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import covers, demand, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reviews import events
from dabiao.modules.reviews.enums import CauseTag, PointSort, ReviewState, SopState
from dabiao.modules.reviews.models import Point, Review
from dabiao.modules.reviews.queries import WRITE, points_for, visible_to
from dabiao.modules.reviews.services._drafts import locked_draft

MOST = 60  # of one review
FIELDS: Mapping[str, frozenset[str]] = {
    PointSort.CAUSE: frozenset({"text", "tag"}),
    PointSort.LESSON: frozenset({"text", "situation", "advice", "sop", "owner_id"}),
    PointSort.ACTION: frozenset({"text", "owner_id", "due_on"}),
}


@transaction.atomic
def add_point(review_id: int, *, sort: str, values: Mapping[str, Any], actor: Actor, now: datetime) -> Point:
    """Raises `core.required`, `core.not_a_choice`, `core.not_editable`, `org.not_working`, `reviews.person_out_of_reach`,
    `reviews.too_many_points`, `reviews.finished` (409)."""
    review = locked_draft(review_id, actor=actor)
    if Point.objects.filter(review=review).count() >= MOST:
        raise Invalid("reviews.too_many_points", field="text", limit=MOST)
    for name in values:
        if name not in FIELDS[sort]:
            raise Invalid("core.not_editable", field=name, known=", ".join(sorted(FIELDS[sort])))
    point = Point(review=review, sort=sort, created_at=now, updated_at=now, **values)
    _check(point, set(values), actor)
    point.save()
    record(events.PointAdded(sort, point.text, point.due_on), review, actor=actor, now=now)
    return point


@transaction.atomic
def edit_point(
    point_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Point:
    """A lesson may be made a draft or offered after the review is finished too; an action that has become a task is changed
    there. Raises `edit.conflict`, `reviews.is_a_task` (409), and as `add_point`."""
    point, review = _held(point_id, actor, late=set(changes) <= {"sop"})
    applied = merge_edit(point, changes, base=base, version=version, editable=FIELDS[point.sort])
    if applied:
        _check(point, set(applied), actor)
        point.updated_at = now
        point.save()
        record(events.PointEdited(point.sort, point.text, wired(applied)), review, actor=actor, now=now)
    return point


@transaction.atomic
def remove_point(point_id: int, *, actor: Actor, now: datetime) -> None:
    point, review = _held(point_id, actor)
    record(events.PointRemoved(point.sort, point.text), review, actor=actor, now=now)
    point.delete()


def _held(point_id: int, actor: Actor, *, late: bool = False) -> tuple[Point, Review]:
    """The point, with its review locked first: who finishes holds the review."""
    review_id = fetch(points_for(actor), point_id).review_id
    review = fetch(visible_to(actor), review_id, lock=True)
    demand(actor, WRITE, review)
    point = fetch(Point.objects.filter(review=review), point_id, lock=True)
    if review.state != ReviewState.DRAFT and not late:
        raise Conflict("reviews.finished", field="state", title=review.title)
    if point.task_id is not None:
        raise Conflict("reviews.is_a_task", field="text", text=point.text)
    return point, review


def _check(point: Point, set_now: set[str], actor: Actor) -> None:
    if not point.text.strip():
        raise Invalid("core.required", field="text")
    for name, known in (("tag", [*CauseTag.values, ""]), ("sop", SopState.values)):
        if getattr(point, name) not in known:
            raise Invalid("core.not_a_choice", field=name, value=getattr(point, name), known=", ".join(known))
    needed = {PointSort.CAUSE: ("tag",), PointSort.ACTION: ("owner_id", "due_on")}.get(
        PointSort(point.sort), ()
    )
    for name in needed:
        if not getattr(point, name):
            raise Invalid("core.required", field=name)
    if point.sop != SopState.NONE and not point.advice.strip():
        raise Invalid("core.required", field="advice")
    if point.owner_id is not None and "owner_id" in set_now:
        _check_owner(point, actor)


def _check_owner(point: Point, actor: Actor) -> None:
    """An action will be a task of theirs."""
    holder = org.holder(point.owner_id or 0)
    whose = {"id": 0, "owner_id": holder.user_id, "unit_id": holder.unit_id}
    another = point.sort == PointSort.ACTION and holder.user_id != actor.user_id
    if another and not covers(actor, "task.assign", **whose):
        raise Forbidden("reviews.person_out_of_reach", field="owner_id", name=holder.name)
