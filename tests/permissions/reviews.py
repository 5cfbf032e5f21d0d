"""Reviews: whoever's scope reaches them reads them, and writes them with the right to write."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.permissions import targets_world
from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, needs, on, seen

from dabiao.core.actor import Actor
from dabiao.modules.reviews.models import Review
from dabiao.testing.people import NOW

# numbers far from those that the other tables' records take for themselves
_number = count(600_000)


def a_review(who: Actor) -> Any:
    """A draft of theirs, of a figure of their own."""
    cell = targets_world.a_target(who)
    return Review.objects.create(
        pk=next(_number),
        tree=cell.tree,
        node=cell.node,
        title="一月",
        grain=cell.grain,
        starts_on=cell.starts_on,
        ends_on=cell.ends_on,
        owner_id=who.user_id,
        unit_id=who.unit_id,
        created_at=NOW,
        updated_at=NOW,
    )


def writes(then: Outcome) -> Rule:
    """What this draft is not ready for, for whom it would be allowed."""

    def rule(who: Someone, record: Record) -> Outcome:
        said = on("write")(who, record)
        return then if said == "allowed" else said

    return rule


def unknown(who: Someone, _: Record) -> Outcome:
    return "404"


def company_wide(who: Someone, _: Record) -> Outcome:
    return "allowed" if who.grants.get("target.manage") == "all" else "403"


def begins(who: Someone, _: Record) -> Outcome:
    """A node that is not there."""
    return "422" if "review.write" in who.grants else "403"


PLACE = {"node_id": 999_999, "grain": "month", "starts_on": "2026-01-01"}
CAUSE = {"sort": "cause", "text": "跟进慢", "tag": "process"}

OPERATIONS: Mapping[str, Operation] = {
    "reviews_list": Operation(needs("review.read")),
    "reviews_begin": Operation(begins, body=PLACE),
    "review_choices": Operation(needs("review.write")),
    "review_lessons_list": Operation(needs("review.read")),
    "review_policy_get": Operation(needs("review.read")),
    "review_policy_edit": Operation(company_wide, body={"changes": {"due_day": 5}, "version": 1}),
    "reviews_get": Operation(seen(), "review"),
    "reviews_edit": Operation(on("write"), "review", {"changes": {"well": "稳"}, "version": "@version"}),
    "reviews_finish": Operation(writes("422"), "review"),
    "reviews_reopen": Operation(writes("409"), "review", {"reason": "再看"}),
    "review_points_add": Operation(on("write"), "review", CAUSE),
    "review_points_edit": Operation(
        unknown, body={"changes": {"text": "改"}, "version": 1}, path={"id": 999_999}
    ),
    "review_points_remove": Operation(unknown, path={"id": 999_999}),
}
