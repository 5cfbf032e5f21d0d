"""Whose plans an actor sees."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.core.scoping import covers, visible
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem

READ, EDIT, MANAGE = "plan.read", "plan.edit", "plan.manage"


def visible_to(actor: Actor) -> QuerySet[Plan]:
    return visible(Plan.objects.all(), actor, READ)


def items_for(actor: Actor) -> QuerySet[PlanItem]:
    return visible(PlanItem.objects.all(), actor, READ)


def place_of(user_id: int, *, actor: Actor) -> int | None:
    """The unit of a person whose plans the actor sees. Raises `core.not_found`, `access.forbidden`."""
    found = career_of(user_id, actor=actor)
    return found["unit_id"] if found else None


def career_of(user_id: int, *, actor: Actor) -> dict[str, Any] | None:
    """Of a person whose plans the actor sees; None of oneself, who is nobody's colleague. Raises as `place_of`."""
    actor.require(READ)
    found = org.careers_of([user_id]).get(user_id)
    unit_id = found["unit_id"] if found else None
    known = found is not None or user_id == actor.user_id
    if not known or not covers(actor, READ, id=0, owner_id=user_id, unit_id=unit_id):
        raise NotFound("core.not_found", kind="employee", id=user_id)
    return found


def holdings(user_id: int) -> int:
    """How many open items somebody has."""
    return PlanItem.objects.filter(owner_id=user_id, state=PlanItemState.PLANNED).count()


def begun_on(people: Collection[int], first: date, until: date) -> Iterator[tuple[int, int, list[str]]]:
    """(plan, person, states of its items) of these people's plans that begin on these days, the last not included, and hold
    something. Who may see them is the caller's business."""
    rows = PlanItem.objects.filter(owner_id__in=people, starts_on__gte=first, starts_on__lt=until)
    named = rows.order_by("plan_id", "position").values_list("plan_id", "owner_id", "state")
    for (plan_id, owner_id), items in groupby(named, key=itemgetter(0, 1)):
        yield plan_id, owner_id, [one[2] for one in items]
