"""After a period's end who leads a unit is called to its review, once."""

from datetime import date, datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.calendar import workdays_after
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.core.notifications.services import notify
from dabiao.modules.reviews import queries
from dabiao.modules.reviews.models import Policy, Review
from dabiao.modules.reviews.services.policies import NAME
from dabiao.modules.reviews.services.writing import begin
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import NodeKind, TreeState

LOOK_BACK = timedelta(days=45)  # a period that ended before that is not called for any more


@transaction.atomic
def call_for_reviews(*, actor: Actor, now: datetime) -> int:
    """Begin the review of every unit with a leader whose period is over since the company's number of working days, and tell
    them. Once a day; what was missed while nothing ran is made up for. Returns how many were begun."""
    today = local_day(now)
    hold_name(NAME)
    policy = queries.policy()
    if policy.due_day == 0 or policy.called_on == today:
        return 0
    made = sum(_of_tree(tree, policy, today, actor, now) for tree in _trees(actor, today))
    policy.called_on = today
    policy.save()
    return made


def _trees(actor: Actor, today: date) -> list[object]:
    running = targets.trees_for(actor).filter(state=TreeState.OPEN, starts_on__lte=today)
    return list(running.filter(starts_on__gt=today - timedelta(days=366) - LOOK_BACK))


def _of_tree(tree: object, policy: Policy, today: date, actor: Actor, now: datetime) -> int:
    due = [
        one
        for grain in policy.grains
        if grain in tree.grains  # type: ignore[attr-defined]
        for one in targets.periods_of(tree, grain)  # type: ignore[arg-type]
        if today - LOOK_BACK <= one.last < today and workdays_after(one.last, policy.due_day) <= today
    ]
    if not due:
        return 0
    nodes = targets.nodes_for(actor).filter(tree_id=tree.pk, kind=NodeKind.UNIT, owner__is_active=True)  # type: ignore[attr-defined]
    there = set(
        Review.objects.filter(tree_id=tree.pk, starts_on__in=[one.first for one in due]).values_list(  # type: ignore[attr-defined]
            "node_id", "grain", "starts_on"
        )
    )
    made = 0
    for node in nodes.order_by("pk"):
        for one in due:
            if (node.pk, str(one.grain), one.first) not in there:
                review = begin(node_id=node.pk, grain=one.grain, starts_on=one.first, actor=actor, now=now)
                params = {"title": review.title}
                notify([review.owner_id], "review.due", params, review, now, dedupe=review.pk, outward=True)
                made += 1
    return made
