"""How much is asked of whom, from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

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


class Wish(NamedTuple):
    """So much of a kind; `base`: the amount in force on the day, as the editor saw it."""

    kind_id: int
    amount: int | None
    base: int | None = None


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
    """`set_quotas` of one kind."""
    place: dict[str, Any] = {"unit_id": unit_id, "level": level, "user_id": user_id, "from_day": from_day}
    [row] = set_quotas(wishes=[Wish(kind_id, amount, base)], **place, actor=actor, now=now)
    return row


@transaction.atomic
def set_quotas(
    *,
    wishes: Sequence[Wish],
    unit_id: int | None = None,
    level: str = "",
    user_id: int | None = None,
    from_day: date | None = None,
    actor: Actor,
    now: datetime,
) -> list[Quota]:
    """So much a working day of these kinds from a day on, today at the earliest: what is past is judged by what held then.
    An amount of null takes the quota away; what is asked further up holds again. What was set for later days goes. All of
    them are set or none.

    Raises `quotas.whom`, `quotas.unknown_unit`, `quotas.unknown_person`, `quotas.unknown_kind`, `quotas.out_of_range`,
    `quotas.not_in_the_past`, `quotas.too_far_ahead`, `access.forbidden`, and `edit.conflict` with all that others changed
    meanwhile (`amounts.<kind>`)."""
    actor.require(MANAGE)
    today = local_day(now)
    day = from_day or today
    wanted = {one.kind_id: one for one in wishes}
    for one in wanted.values():
        _check(day, today, one.amount, level)
    whose = _whose(unit_id, level, user_id, actor)
    kinds = {one.pk: one for one in Kind.objects.filter(pk__in=wanted, active=True)}
    unknown = [id for id in wanted if id not in kinds]
    if unknown:
        raise Invalid("quotas.unknown_kind", field="kind_id", id=unknown[0])
    hold_name(QUOTAS)
    place: dict[str, Any] = {"unit_id": unit_id, "level": level, "user_id": user_id}
    rows = Quota.objects.filter(kind_id__in=wanted, **place)
    standing = {one.kind_id: one for one in rows.filter(from_day__lte=day).order_by("from_day")}
    _refuse_conflicts(wanted, standing)
    later = set(rows.filter(from_day__gt=day).values_list("kind_id", flat=True))
    found = []
    for id, one in wanted.items():
        before = standing.get(id)
        if before is not None and before.amount == one.amount and id not in later:
            found.append(before)
            continue
        rows.filter(kind_id=id, from_day__gte=day).delete()
        row = Quota(kind=kinds[id], **place, from_day=day, amount=one.amount, set_by_id=actor.user_id)
        row.set_at = now
        row.save()
        was = before.amount if before else None
        fact = events.QuotaSet(name=str(kinds[id]), whose=whose, amount=one.amount, before=was, from_day=day)
        record(fact, row, actor=actor, now=now)
        found.append(row)
    return found


def _refuse_conflicts(wanted: Mapping[int, Wish], standing: Mapping[int, Quota]) -> None:
    amounts = {str(id): standing[id].amount if id in standing else None for id in wanted}
    held: Any = SimpleNamespace(amounts=amounts, version=0)
    mine = {f"amounts.{id}": one.amount for id, one in wanted.items()}
    refuse_conflicts(held, mine, {f"amounts.{id}": one.base for id, one in wanted.items()})


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
