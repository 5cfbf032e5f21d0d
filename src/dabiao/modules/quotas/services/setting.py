"""How much is asked of whom, from a day on."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import refuse_conflicts
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import Level
from dabiao.modules.quotas import events
from dabiao.modules.quotas.models import MOST, Kind, Quota
from dabiao.modules.quotas.queries import MANAGE, asking

AHEAD = 366  # days
QUOTAS = "quotas.setting"


@transaction.atomic
def set_quota(
    *,
    kind_id: int,
    unit_id: int | None = None,
    level: str = "",
    user_id: int | None = None,
    amount: int | None,
    from_day: date | None = None,
    base: int | None = None,
    actor: Actor,
    now: datetime,
) -> Quota:
    """So much a working day of this kind from a day on, today at the earliest: what is past is judged by what held then.
    `amount` null takes the quota away; what is asked further up holds again. `base`: the amount in force on that day, as
    the editor saw it. What was set for later days goes.

    Raises `quotas.whom`, `quotas.unknown_unit`, `quotas.unknown_person`, `quotas.unknown_kind`, `quotas.out_of_range`,
    `quotas.not_in_the_past`, `quotas.too_far_ahead`, `edit.conflict`, `access.forbidden`."""
    actor.require(MANAGE)
    today = local_day(now)
    day = from_day or today
    _check(day, today, amount, level)
    whose = _whose(unit_id, level, user_id, actor)
    kind = Kind.objects.filter(pk=kind_id, active=True).first()
    if kind is None:
        raise Invalid("quotas.unknown_kind", field="kind_id", id=kind_id)
    hold_name(QUOTAS)
    place: dict[str, Any] = {"unit_id": unit_id, "level": level, "user_id": user_id}
    rows = Quota.objects.filter(kind=kind, **place)
    standing = rows.filter(from_day__lte=day).order_by("-from_day").first()
    before = standing.amount if standing else None
    row = Quota(kind=kind, **place, from_day=day, amount=before)
    row.version = 0  # type: ignore[attr-defined]
    refuse_conflicts(row, {"amount": amount}, {"amount": base})
    later = rows.filter(from_day__gt=day).exists()
    if standing is not None and before == amount and not later:
        return standing
    rows.filter(from_day__gte=day).delete()
    row.amount, row.set_by_id, row.set_at = amount, actor.user_id, now
    row.save()
    fact = events.QuotaSet(name=str(kind), whose=whose, amount=amount, before=before, from_day=day)
    record(fact, row, actor=actor, now=now)
    return row


def _check(day: date, today: date, amount: int | None, level: str) -> None:
    if day < today:
        raise Invalid("quotas.not_in_the_past", field="from_day")
    if day > today + timedelta(days=AHEAD):
        raise Invalid("quotas.too_far_ahead", field="from_day", limit=AHEAD)
    if amount is not None and not 0 <= amount <= MOST:
        raise Invalid("quotas.out_of_range", field="amount", limit=MOST)
    if level and level not in Level.values:
        raise Invalid("core.not_a_choice", field="level", value=level, known=", ".join(Level.values))


def _whose(unit_id: int | None, level: str, user_id: int | None, actor: Actor) -> str:
    """In words. One of a unit and a person; a person or unit out of reach is none at all."""
    if (unit_id is None) == (user_id is None) or (user_id is not None and level):
        raise Invalid("quotas.whom", field="unit_id")
    if unit_id is not None:
        name = org.unit_names([unit_id]).get(unit_id)
        if name is None:
            raise Invalid("quotas.unknown_unit", field="unit_id", id=unit_id)
        if not asking.may_set(actor, unit_id=unit_id, user_id=None):
            raise Forbidden("access.forbidden", permission=MANAGE)
        return f"{name} {level}".strip()
    assert user_id is not None
    stands = org.careers_of([user_id]).get(user_id)
    if stands is None:
        raise Invalid("quotas.unknown_person", field="user_id", id=user_id)
    if not asking.may_set(actor, unit_id=stands["unit_id"], user_id=None):
        raise Forbidden("access.forbidden", permission=MANAGE)
    return org.names_of([user_id])[user_id]
