"""Days off, of those whose reports one reads."""

from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import covers
from dabiao.modules.reports.models import DayOff
from dabiao.modules.reports.queries import EXCUSE, READ, days_off_of

MOST = 500


def listing(*, first: date, last: date, owner_id: int | None, actor: Actor) -> list[dict[str, Any]]:
    actor.require(READ)
    rows = days_off_of(actor).filter(first_day__lte=last, last_day__gte=first)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    rows = rows.select_related("owner", "author").order_by("-first_day", "pk")
    return [shown(one, actor) for one in rows[:MOST]]


def shown(one: DayOff, actor: Actor) -> dict[str, Any]:
    return {
        "id": one.pk,
        "owner_id": one.owner_id,
        "owner_name": one.owner.name,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "part": one.part,
        "reason": one.reason,
        "author_name": one.author.name,
        "actions": ["cancel"] if may_keep(one.owner_id, one.unit_id, actor) else [],
    }


def may_keep(owner_id: int, unit_id: int, actor: Actor) -> bool:
    """Whether the actor says when this person is off: the person, or who may excuse them."""
    return owner_id == actor.user_id or covers(actor, EXCUSE, id=0, owner_id=owner_id, unit_id=unit_id)
