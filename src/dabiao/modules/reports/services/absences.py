"""Saying when somebody is off."""

from datetime import date, datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.scoping import covers, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reports import events
from dabiao.modules.reports.models import DayOff
from dabiao.modules.reports.queries import EXCUSE, READ, days_off_of
from dabiao.modules.reports.queries.absences import may_keep

LONGEST = timedelta(days=366)


@transaction.atomic
def add_day_off(
    *,
    owner_id: int,
    first_day: date,
    last_day: date,
    part: str = "",
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> DayOff:
    """One's own, or that of somebody one may excuse. The same days twice are one row.

    Raises `reports.off_bad_span`, `reports.off_half_of_one_day`, `core.not_found`, `org.not_working`.
    """
    actor.require(READ)
    if last_day < first_day or last_day - first_day > LONGEST:
        raise Invalid("reports.off_bad_span", field="last_day")
    if part and first_day != last_day:
        raise Invalid("reports.off_half_of_one_day", field="part")
    holder = org.holder(owner_id)
    if not covers(actor, READ, id=0, owner_id=owner_id, unit_id=holder.unit_id):
        raise NotFound("core.not_found", kind="employee", id=owner_id)
    if not may_keep(owner_id, holder.unit_id, actor):
        raise Forbidden("access.forbidden", permission=EXCUSE)
    same = {"owner_id": owner_id, "first_day": first_day, "last_day": last_day, "part": part}
    if found := DayOff.objects.filter(cancelled_at=None, **same).first():
        return found
    made = DayOff.objects.create(
        unit_id=holder.unit_id, reason=reason, author_id=actor.person, created_at=now, **same
    )
    _tell(made, holder.name, actor, now, cancelled=False)
    return made


@transaction.atomic
def cancel_day_off(id: int, *, actor: Actor, now: datetime) -> None:
    """They are there after all. Raises `core.not_found`, `access.forbidden`."""
    actor.require(READ)
    found = fetch(days_off_of(actor), id, lock=True)
    if not may_keep(found.owner_id, found.unit_id, actor):
        raise Forbidden("access.forbidden", permission=EXCUSE)
    found.cancelled_at = now
    found.save(update_fields=["cancelled_at"])
    _tell(found, org.names_of([found.owner_id]).get(found.owner_id, ""), actor, now, cancelled=True)


def _tell(row: DayOff, name: str, actor: Actor, now: datetime, *, cancelled: bool) -> None:
    days = (row.first_day.isoformat(), row.last_day.isoformat())
    record(events.ReportDayOff(row.owner_id, name, *days, cancelled), row, actor=actor, now=now)
