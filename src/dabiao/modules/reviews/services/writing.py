"""Reviews: begun, written, handed over."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.org import queries as org
from dabiao.modules.reviews import events
from dabiao.modules.reviews.enums import ReviewBase, ReviewState
from dabiao.modules.reviews.models import Review
from dabiao.modules.reviews.queries import WRITE
from dabiao.modules.reviews.queries.choices import KINDS, may_write
from dabiao.modules.reviews.services._drafts import locked_draft
from dabiao.modules.targets import queries as targets

EDITABLE = frozenset({"well", "badly", "base"})


@transaction.atomic
def begin(
    *, node_id: int, grain: str, starts_on: date, base: str = ReviewBase.BEFORE, actor: Actor, now: datetime
) -> Review:
    """The review of a node's period, which has begun; the one there is, if there is one.

    Raises `core.not_found_here` for a node the actor does not see, `access.forbidden`, `reviews.not_of_this_kind`,
    `reviews.no_such_period`, `reviews.not_begun`, `core.not_a_choice`.
    """
    actor.require(WRITE)
    _check_base(base)
    nodes = targets.nodes_for(actor).select_related("tree")
    node = nodes.filter(pk=node_id).select_for_update(of=("self",)).first()
    if node is None:
        raise Invalid("core.not_found_here", field="node_id", value=node_id)
    if not may_write(actor, node):
        raise Forbidden("access.forbidden", permission=WRITE)
    if node.kind not in KINDS:
        raise Invalid("reviews.not_of_this_kind", field="node_id", name=node.name)
    period = _period(node.tree, grain, starts_on, now)
    made, new = Review.objects.get_or_create(
        node=node,
        grain=grain,
        starts_on=period.first,
        defaults={
            "tree": node.tree,
            "title": f"{node.name} · {node.tree.name} · {_named(period)}",
            "ends_on": period.last,
            "base": base,
            "owner_id": node.owner_id or actor.user_id,
            "unit_id": node.unit_id,
            "created_at": now,
            "updated_at": now,
        },
    )
    if new:
        record(events.ReviewBegun(made.title), made, actor=actor, now=now)
    return made


def _period(tree: Any, grain: str, starts_on: date, now: datetime) -> targets.Period:
    if grain not in tree.grains:
        raise Invalid("reviews.no_such_period", field="grain", known=", ".join(tree.grains))
    found = next((one for one in targets.periods_of(tree, grain) if one.first == starts_on), None)
    if found is None:
        raise Invalid("reviews.no_such_period", field="starts_on", known=", ".join(tree.grains))
    if found.first > local_day(now):
        raise Invalid("reviews.not_begun", field="starts_on", on=found.first.isoformat())
    return found


def _named(period: targets.Period) -> str:
    """In digits, which every language reads: 2026-03, or its first and last day."""
    if period.grain == "month":
        return f"{period.first:%Y-%m}"
    return f"{period.first:%Y-%m-%d} – {period.last:%m-%d}"


def _check_base(base: Any) -> None:
    if base not in ReviewBase.values:
        raise Invalid("core.not_a_choice", field="base", value=base, known=", ".join(ReviewBase.values))


@transaction.atomic
def edit(
    review_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Review:
    """What went well, what did not, what it is compared with. Raises `edit.conflict`, `reviews.finished` (409)."""
    review = locked_draft(review_id, actor=actor)
    if "base" in changes:
        _check_base(changes["base"])
    applied = merge_edit(review, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        review.updated_at = now
        review.save(update_fields=[*applied, "version", "updated_at"])
        record(events.ReviewEdited(review.title, wired(applied)), review, actor=actor, now=now)
    return review


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand the drafts of somebody over to a successor; returns how many. What is finished stays theirs."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = Review.objects.filter(owner_id=from_user_id, state=ReviewState.DRAFT).order_by("pk")
    found = list(rows.select_for_update(of=("self",)))
    for review in found:
        before = (review.owner_id, review.unit_id)
        review.owner_id, review.version, review.updated_at = holder.user_id, review.version + 1, now
        review.save(update_fields=["owner", "version", "updated_at"])
        fact = events.ReviewHandedOver(review.title, holder.user_id, holder.name)
        record(fact, review, actor=actor, now=now, previous=[before])
    return len(found)
