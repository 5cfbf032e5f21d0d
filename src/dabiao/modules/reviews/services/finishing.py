"""A review is finished: its figures stay, its actions become tasks and items of plans. It can be opened again, for a reason."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.activities import services as activities
from dabiao.modules.plans import services as plans
from dabiao.modules.plans.enums import PlanGrain, PlanSource
from dabiao.modules.reviews import events
from dabiao.modules.reviews.enums import PointSort, ReviewState
from dabiao.modules.reviews.models import Finish, Point, Review
from dabiao.modules.reviews.queries import WRITE, visible_to
from dabiao.modules.reviews.queries.gaps import figures


@transaction.atomic
def finish(review_id: int, *, actor: Actor, now: datetime) -> Review:
    """Saying so again changes nothing. Raises `reviews.no_cause`, `reviews.no_action`: a review says why, and what next."""
    review = _held(review_id, actor)
    if review.state == ReviewState.FINISHED:
        return review
    points = list(Point.objects.filter(review=review).order_by("pk"))
    for sort, code in ((PointSort.CAUSE, "reviews.no_cause"), (PointSort.ACTION, "reviews.no_action")):
        if not any(one.sort == sort for one in points):
            raise Invalid(code, field="points")
    review.figures = _plain(figures(review, now=now))
    review.figures_at = now
    _set(review, ReviewState.FINISHED, now)
    Finish.objects.create(review=review, figures=review.figures, at=now, by_id=actor.user_id)
    made = [_task(point, review, actor, now) for point in points if _waits(point)]
    fact = events.ReviewFinished(
        review.title, review.figures["attained"], review.figures["must"], actions=len(made)
    )
    record(fact, review, actor=actor, now=now)
    return review


@transaction.atomic
def reopen(review_id: int, *, reason: str, actor: Actor, now: datetime) -> Review:
    """Back to a draft whose figures are counted anew; those it had stay in its history. Raises `core.required`,
    `reviews.not_finished` (409)."""
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    review = _held(review_id, actor)
    if review.state != ReviewState.FINISHED:
        raise Conflict("reviews.not_finished", field="state", title=review.title)
    closed = Finish.objects.filter(review=review, reopened_at=None)
    closed.update(reopened_at=now, reopened_by=actor.user_id, reason=reason.strip())
    review.figures, review.figures_at = None, None
    _set(review, ReviewState.DRAFT, now)
    record(events.ReviewReopened(review.title, reason.strip()), review, actor=actor, now=now)
    return review


def _held(review_id: int, actor: Actor) -> Review:
    rows = visible_to(actor).select_related("tree__metric", "node")
    review = fetch(rows, review_id, lock=True)
    demand(actor, WRITE, review)
    return review


def _set(review: Review, state: ReviewState, now: datetime) -> None:
    review.state, review.version, review.updated_at = state, review.version + 1, now
    review.save(update_fields=["state", "figures", "figures_at", "version", "updated_at"])


def _waits(point: Point) -> bool:
    return point.sort == PointSort.ACTION and point.task_id is None


def _task(point: Point, review: Review, actor: Actor, now: datetime) -> Any:
    """One task for an action, in its owner's plan of that week; kept in the same transaction: finishing twice makes none
    twice. A plan may not be there for who has not joined yet or leaves before: then the task stands alone."""
    task = activities.tasks.create(
        title=point.text[:200],
        note="\n".join(filter(None, (review.title, point.text if len(point.text) > 200 else ""))),
        due_on=point.due_on,
        owner_id=point.owner_id,
        actor=actor,
        now=now,
    )
    point.task, point.updated_at = task, now
    point.save(update_fields=["task", "updated_at"])
    _planned(point, task, actor, now)
    return task


def _planned(point: Point, task: Any, actor: Actor, now: datetime) -> None:
    day = point.due_on
    if day is None:
        return
    with suppress(Invalid, Conflict), transaction.atomic():
        plans.add_item(
            owner_id=task.owner_id,
            grain=PlanGrain.WEEK,
            on=day,
            title=task.title,
            due=day,
            source_kind=PlanSource.TASK,
            source_id=task.pk,
            actor=actor,
            now=now,
        )


def _plain(found: dict[str, Any]) -> Any:
    """As JSON carries it."""
    return orjson.loads(orjson.dumps(found))
