"""One review as its screen shows it: figures, what people added, and what became of last time's actions."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.scoping import fetch, reaches
from dabiao.modules.activities import queries as activities
from dabiao.modules.org import queries as org
from dabiao.modules.reviews.enums import ActionState, PointSort, ReviewState
from dabiao.modules.reviews.models import Finish, Point, Review
from dabiao.modules.reviews.queries import WRITE, visible_to
from dabiao.modules.reviews.queries.gaps import figures

_REVIEW = (
    *("id", "title", "tree_id", "node_id", "grain", "starts_on", "ends_on", "base", "state", "well", "badly"),
    *("figures_at", "owner_id", "unit_id", "version", "created_at", "updated_at"),
)
_POINT = (
    "id",
    "sort",
    "text",
    "tag",
    "situation",
    "advice",
    "sop",
    "owner_id",
    "due_on",
    "task_id",
    "version",
)


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """`figures`: as they were when it was finished (null in a draft); `now`: the same counted at this moment. Raises
    `core.not_found`."""
    review = fetch(visible_to(actor).select_related("tree__metric", "node", "owner", "unit"), id)
    return {
        **{name: getattr(review, name) for name in _REVIEW},
        "owner_name": review.owner.name if review.owner else None,
        "unit_name": review.unit.name,
        "node_kind": review.node.kind,
        "source": review.tree.metric.source,
        "figures": review.figures,
        "now": figures(review, now=now),
        "points": points_of([review.pk], now=now),
        "before": _before(review, actor, now),
        "finishes": _finishes(review),
        "actions": _acts(review, actor),
    }


def _acts(review: Review, actor: Actor) -> list[str]:
    if not reaches(actor, WRITE, review):
        return []
    return ["edit", "finish"] if review.state == ReviewState.DRAFT else ["reopen"]


def _before(review: Review, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """The review of the period before, of the same node, with its actions; None where there is none, or the actor may not
    see it."""
    earlier = visible_to(actor).filter(
        node_id=review.node_id, grain=review.grain, starts_on__lt=review.starts_on
    )
    found = earlier.order_by("-starts_on").first()
    if found is None:
        return None
    actions = [one for one in points_of([found.pk], now=now) if one["sort"] == PointSort.ACTION]
    return {"id": found.pk, "title": found.title, "starts_on": found.starts_on, "actions": actions}


def _finishes(review: Review) -> list[dict[str, Any]]:
    rows = Finish.objects.filter(review=review).select_related("by", "reopened_by").order_by("-pk")[:20]
    return [
        {
            "at": row.at,
            "by_name": row.by.name if row.by else None,
            "attained": row.figures["attained"],
            "must": row.figures["must"],
            "reopened_at": row.reopened_at,
            "reopened_by_name": row.reopened_by.name if row.reopened_by else None,
            "reason": row.reason,
        }
        for row in rows
    ]


def points_of(reviews: Collection[int], *, now: datetime) -> list[dict[str, Any]]:
    """In the order in which they were added; an action says how its task stands."""
    rows = list(Point.objects.filter(review_id__in=reviews).order_by("pk"))
    tasks = activities.tasks.standing({row.task_id for row in rows if row.task_id is not None})
    today = local_day(now)
    holders = {row.pk: _holder(row, tasks) for row in rows}
    names = org.names_of([one for one in holders.values() if one is not None])
    return [
        {
            **{name: getattr(row, name) for name in _POINT},
            "owner_id": holders[row.pk],
            "owner_name": names.get(holders[row.pk] or 0),
            "due_on": _due(row, tasks),
            "standing": _state(row, tasks, today) if row.sort == PointSort.ACTION else None,
        }
        for row in rows
    ]


def _task(row: Point, tasks: dict[int, Any]) -> Any:
    return tasks.get(row.task_id) if row.task_id is not None else None


def _holder(row: Point, tasks: dict[int, Any]) -> int | None:
    """Whoever has the task by now."""
    task = _task(row, tasks)
    owner: int | None = task.owner_id if task is not None else row.owner_id
    return owner


def _due(row: Point, tasks: dict[int, Any]) -> date | None:
    task = _task(row, tasks)
    return local_day(task.due_at) if task and task.due_at else row.due_on


def _state(row: Point, tasks: dict[int, Any], today: date) -> ActionState:
    task = _task(row, tasks)
    if task is None:
        return ActionState.PLANNED
    if task.removed_at is not None:
        return ActionState.DROPPED
    if task.done_at is not None:
        return ActionState.DONE
    due = _due(row, tasks)
    return ActionState.LATE if due is not None and due < today else ActionState.OPEN
