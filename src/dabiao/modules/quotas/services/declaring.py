"""What people say they did, where no record shows it; and what else shows that a contact took place."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import refuse_conflicts
from dabiao.modules.quotas import events
from dabiao.modules.quotas.enums import Proof, QuotaSort
from dabiao.modules.quotas.models import MOST, Declared, DeclaredChange, Kind, Proven
from dabiao.modules.quotas.queries import DECLARE, may_declare, terms
from dabiao.modules.quotas.queries.progress import people_of

LIMIT = 10 * MOST
FURTHEST = 366  # days back


@transaction.atomic
def declare(
    *,
    kind_id: int,
    user_id: int | None = None,
    day: date | None = None,
    more: int | None = None,
    amount: int | None = None,
    base: int | None = None,
    word: str = "",
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Declared:
    """So many `more` (or, below nothing, fewer) on a day, or `amount` in all instead of `base`, with a word about it. One's
    own for today and as many days back as the terms say; further back, and others', whoever leads them, with a reason.

    Raises `quotas.more_or_amount`, `quotas.counted_by_itself`, `quotas.unknown_kind`, `quotas.in_future`,
    `quotas.too_late`, `quotas.too_long_ago`, `quotas.below_nothing`, `quotas.too_much`, `core.required` without a reason,
    `core.not_found`, `edit.conflict`, `access.forbidden`."""
    actor.require(DECLARE)
    if (more is None) == (amount is None):
        raise Invalid("quotas.more_or_amount", field="amount")
    person, name, unit_id = _whose(user_id, actor)
    day = day or local_day(now)
    _check_day(day, person, unit_id, reason, actor, now)
    kind = _kind(kind_id)
    held = {"unit_id": unit_id, "updated_at": now}
    Declared.objects.get_or_create(kind=kind, owner_id=person, day=day, defaults=held)
    row = Declared.objects.select_for_update().get(kind=kind, owner_id=person, day=day)
    if amount is not None:
        refuse_conflicts(row, {"amount": amount}, {"amount": base or 0})
    before, after = row.amount, row.amount + more if more is not None else amount or 0
    _check_amount(after)
    if before == after:
        return row
    row.amount, row.updated_at, row.version = after, now, row.version + 1
    row.save(update_fields=["amount", "updated_at", "version"])
    DeclaredChange.objects.create(
        declared=row,
        before=before,
        after=after,
        word=word.strip(),
        reason=reason.strip(),
        by_id=actor.user_id,
        at=now,
    )
    fact = events.QuotaDeclared(
        name=str(kind),
        person=name,
        day=day,
        before=before,
        after=after,
        word=word.strip(),
        reason=reason.strip(),
    )
    record(fact, row, actor=actor, now=now)
    return row


def _whose(user_id: int | None, actor: Actor) -> tuple[int, str, int | None]:
    """Oneself, or somebody whom the actor sees: others do not exist."""
    if user_id is None or user_id == actor.user_id:
        if actor.user_id is None:
            raise Forbidden("access.forbidden", permission=DECLARE)
        return actor.user_id, actor.name, actor.unit_id
    found = next((one for one in people_of(actor, None) if one.user_id == user_id), None)
    if found is None:
        raise NotFound("core.not_found", kind="employee", id=user_id)
    if not may_declare(actor, user_id, found.unit_id):
        raise Forbidden("access.forbidden", permission=DECLARE)
    return user_id, found.name, found.unit_id


def _kind(kind_id: int) -> Kind:
    kind = Kind.objects.filter(pk=kind_id, active=True).first()
    if kind is None:
        raise Invalid("quotas.unknown_kind", field="kind_id", id=kind_id)
    if kind.sort != QuotaSort.DECLARED:
        raise Invalid("quotas.counted_by_itself", field="kind_id", name=str(kind))
    return kind


def _check_day(day: date, person: int, unit_id: int | None, reason: str, actor: Actor, now: datetime) -> None:
    today = local_day(now)
    if day > today:
        raise Invalid("quotas.in_future", field="day")
    if day < today - timedelta(days=FURTHEST):
        raise Invalid("quotas.too_long_ago", field="day", limit=FURTHEST)
    days = terms().correct_days
    late = day < today - timedelta(days=days)
    if late and not may_declare(actor, 0, unit_id):  # whose own it is does not help here
        raise Invalid("quotas.too_late", field="day", days=days)
    if (late or person != actor.user_id) and not reason.strip():
        raise Invalid("core.required", field="reason")


def _check_amount(after: int) -> None:
    if after < 0:
        raise Invalid("quotas.below_nothing", field="more")
    if after > LIMIT:
        raise Invalid("quotas.too_much", field="amount", limit=LIMIT)


@transaction.atomic
def prove(activity_ids: Iterable[int], *, by: Proof, actor: Actor, now: datetime) -> None:
    """Something else than their author's word shows these contacts. A second time changes nothing."""
    Proven.objects.bulk_create((Proven(activity_id=id, by=by) for id in activity_ids), ignore_conflicts=True)
