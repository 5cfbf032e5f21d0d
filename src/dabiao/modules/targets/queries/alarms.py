"""Ended periods that call for a decision, and how a tree is watched."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.scoping import fetch
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Grain, TreeState
from dabiao.modules.targets.models import Alarm, AlarmTerms, Node, Tree
from dabiao.modules.targets.queries import cells_for, may_set, tree_for

MISSED = {Grain.MONTH: 3, Grain.QUARTER: 2}
MOST_DECIDED = 20


def alarms_for(actor: Actor) -> QuerySet[Alarm]:
    """Of the cells that the actor sees, and those that wait for them."""
    own = Alarm.objects.filter(cell__in=cells_for(actor).order_by().values("pk"))
    return own | Alarm.objects.filter(owner_id=actor.user_id) if actor.user_id else own


def alarm_for(id: int, *, actor: Actor) -> Alarm:
    """Raises `core.not_found`."""
    return fetch(alarms_for(actor).select_related("cell__node__parent", "cell__tree__metric"), id)


def may_decide(actor: Actor, alarm: Alarm) -> bool:
    """Whom it waits for, and whoever sets that node's figures."""
    node = alarm.cell.node
    mine = alarm.owner_id is not None and alarm.owner_id == actor.user_id
    return mine or may_set(actor, node, node.parent, alarm.cell.tree)


def alarms_of(tree: Tree, *, nodes: Sequence[Node], actor: Actor) -> list[dict[str, Any]]:
    """Those that wait for a decision, the most urgent first, then the latest that were decided."""
    rows = Alarm.objects.filter(cell__tree_id=tree.pk, cell__node__in=[node.pk for node in nodes])
    rows = rows.select_related("cell__node__parent", "cell__tree__metric")
    waiting = list(rows.filter(decided_at=None).order_by("due_on", "pk"))
    decided = list(rows.filter(decided_at__isnull=False).order_by("-decided_at")[:MOST_DECIDED])
    found = [*waiting, *decided]
    people = {id for one in found for id in (one.owner_id, one.decided_by_id) if id}
    names = org.names_of(sorted(people)) if people else {}
    return [shown(one, names, actor) for one in found]


def alarm(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    found = alarm_for(id, actor=actor)
    names = org.names_of([one for one in (found.owner_id, found.decided_by_id) if one])
    return shown(found, names, actor)


def shown(one: Alarm, names: dict[int, str], actor: Actor) -> dict[str, Any]:
    cell = one.cell
    return {
        "id": one.pk,
        "cell_id": cell.pk,
        "node_id": cell.node_id,
        "node": cell.node.name,
        "grain": cell.grain,
        "starts_on": cell.starts_on,
        "reasons": one.reasons,
        "must": one.must,
        "attained": one.attained,
        "missed": one.missed,
        "owner_id": one.owner_id,
        "owner": names.get(one.owner_id or 0, ""),
        "due_on": one.due_on,
        "stage": one.stage,
        "decision": one.decision,
        "reason": one.reason,
        "change_id": one.change_id,
        "decided_at": one.decided_at,
        "decided_by": names.get(one.decided_by_id or 0, ""),
        "may_decide": one.decided_at is None and may_decide(actor, one),
    }


def terms_of(tree: Tree) -> dict[str, Any]:
    """As they were set, else the product's own."""
    terms = AlarmTerms.objects.filter(tree=tree).first() or AlarmTerms(tree=tree, missed=usual_missed(tree))
    return {"missed": terms.missed, "under_bp": terms.under_bp, "decide_within": terms.decide_within}


def usual_missed(tree: Tree) -> dict[str, int]:
    return {str(grain): times for grain, times in MISSED.items() if grain in tree.grains}


def terms(tree_id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    return terms_of(tree_for(tree_id, actor=actor))


def to_be_judged(now: datetime) -> list[int]:
    """Open trees in which a day has ended since they were last judged."""
    yesterday = local_day(now) - timedelta(days=1)
    judged = AlarmTerms.objects.filter(judged_to__gte=yesterday).values("tree_id")
    trees = Tree.objects.filter(state=TreeState.OPEN, starts_on__lte=yesterday).exclude(pk__in=judged)
    return list(trees.order_by("pk").values_list("pk", flat=True))
