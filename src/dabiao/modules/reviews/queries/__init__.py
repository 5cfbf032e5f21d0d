"""Reads of reviews. Each starts from what the actor may see."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import visible
from dabiao.modules.org import queries as org
from dabiao.modules.reviews.enums import PointSort, ReviewState, SopState
from dabiao.modules.reviews.models import Point, Policy, Review

READ, WRITE, MANAGE = "review.read", "review.write", "target.manage"
FINISHED = {"finished_from": "figures_at__gte", "finished_to": "figures_at__lt"}
GRAINS = ("month", "quarter", "half")

REVIEWS = ListSpec(
    kind="review",
    columns={
        **plain("id", "title", "tree_id", "node_id", "grain", "starts_on", "ends_on", "state"),
        **times("figures_at"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={
        "starts_on": Sort("starts_on"),
        "figures_at": Sort("figures_at", nullable=True),
        "created_at": Sort("created_at"),
    },
    default_sort="-starts_on",
)
LESSONS = ListSpec(
    kind="review_lesson",
    rights="review",
    holder="review_id",
    columns={
        **plain("id", "review_id"),
        "review_title": Column("review__title"),
        **plain("text", "situation", "advice", "sop", "owner_id"),
        "owner_name": Column("owner__name"),
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"created_at": Sort("created_at")},
    default_sort="-created_at",
)


def visible_to(actor: Actor, permission: str = READ) -> QuerySet[Review]:
    return visible(Review.objects.all(), actor, permission)


def points_for(actor: Actor) -> QuerySet[Point]:
    return Point.objects.filter(review__in=visible_to(actor).values("pk"))


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    rows = visible_to(actor).filter(*(_condition(*one) for one in filters.items()))
    return pages.page(rows, REVIEWS, asked, actor=actor)


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name in FINISHED:
        return Q(**{FINISHED[name]: value}, state=ReviewState.FINISHED)
    return Q(**{name: value})


def chosen_lessons(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Point]:
    """Lessons that are to become a procedure, of the reviews that the actor sees."""
    return points_for(actor).filter(sort=PointSort.LESSON).exclude(sop=SopState.NONE).filter(**filters)


def exportable_lessons(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Point]:
    """Those that a list shows under these filters and the actor may also export."""
    reviews = visible_to(actor, "review.export").values("pk")
    return chosen_lessons(filters, actor=actor).filter(review__in=reviews)


def lessons(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    return pages.page(chosen_lessons(filters, actor=actor), LESSONS, asked, actor=actor)


def policy() -> Policy:
    return Policy.objects.first() or Policy(pk=1, grains=list(GRAINS))


def shown_policy(*, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    found = policy()
    return {"due_day": found.due_day, "grains": found.grains, "version": found.version}


def holdings(user_id: int) -> int:
    return Review.objects.filter(owner_id=user_id, state=ReviewState.DRAFT).count()


def open_of(units: list[int]) -> list[Review]:
    """Drafts of these units whose period is over, the oldest first; whose they are is the caller's business."""
    rows = Review.objects.filter(unit_id__in=units, state=ReviewState.DRAFT).select_related("owner")
    return list(rows.order_by("ends_on", "pk")[:50])


def finished_between(first: Any, last: Any) -> dict[tuple[int | None, int], int]:
    """How many reviews were finished in [first, last), by owner and unit."""
    rows = Review.objects.filter(figures_at__gte=first, figures_at__lt=last, state=ReviewState.FINISHED)
    found = rows.order_by().values_list("owner_id", "unit_id").annotate(Count("pk"))
    return {(owner, unit): number for owner, unit, number in found}
