"""Who sees which checks and programmes."""

from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core import checkables, subjects
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.scoping import covers, scope_filter, visible
from dabiao.modules.activities.queries.records import titles
from dabiao.modules.checks.enums import CheckState
from dabiao.modules.checks.models import Check, Programme

READ, DO, MANAGE = "check.read", "check.do", "check.manage"


def visible_to(actor: Actor) -> QuerySet[Check]:
    """What `check.read` reaches and what one is to check oneself. Of one's own records only what came of it: a check that is
    announced looks at something else."""
    if not actor.may(READ):
        return Check.objects.none()
    rows = Check.objects.all()
    reach = scope_filter(actor, READ)
    if actor.user_id is None:
        return rows if reach is None else rows.filter(reach)
    done = ~Q(owner_id=actor.user_id) | Q(state=CheckState.FINISHED)
    if reach is None:
        return rows.filter(done)
    return rows.filter(Q(checker_id=actor.user_id) | Q(reach) & done)


def programmes_for(actor: Actor) -> QuerySet[Programme]:
    return visible(Programme.objects.all(), actor, MANAGE)


def may_do(actor: Actor, check: Any) -> bool:
    """Whose it is to check, or who may check these people's work; never oneself."""
    if actor.user_id is not None and check.owner_id == actor.user_id:
        return False
    if actor.may(DO) and actor.user_id is not None and check.checker_id == actor.user_id:
        return True
    return covers(actor, DO, id=check.pk, owner_id=check.owner_id, unit_id=check.unit_id)


def named(rows: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Each row with what its record is called, null where the actor may not see it; one statement per kind among them."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row["record_kind"], set()).add(row["record_id"])
    known = {kind: titles(kind, ids, actor=actor) for kind, ids in wanted.items()}
    for row in rows:
        row["record_title"] = known[row["record_kind"]].get(row["record_id"])
    return rows


def is_gone(check: Check) -> bool:
    """Whether the record is no longer there for anybody."""
    kind = checkables.get(check.kind).record
    return not subjects.get(kind).visible_to(SYSTEM).filter(pk=check.record_id).exists()
