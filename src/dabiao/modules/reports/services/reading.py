"""Reading a report, and saying that it is good."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.events.services import record
from dabiao.core.notifications.services import mark_read_of
from dabiao.core.scoping import fetch
from dabiao.modules.reports import events
from dabiao.modules.reports.enums import ReportState
from dabiao.modules.reports.models import Copy, Report
from dabiao.modules.reports.queries import visible_to


@transaction.atomic
def read(id: int, *, actor: Actor, now: datetime) -> Report:
    """Note that the actor has seen it, the first time; its writer sees when. One's own, and drafts, are not marked."""
    report = fetch(visible_to(actor), id, lock=True)
    if report.state == ReportState.SUBMITTED and report.owner_id != actor.user_id:
        copy = _copy(report, actor, now)
        if copy.read_at is None:
            copy.read_at = now
            copy.save(update_fields=["read_at"])
        mark_read_of(actor.person, report, now)
    return report


@transaction.atomic
def praise(id: int, *, good: bool, actor: Actor, now: datetime) -> Report:
    """Mark it as good, or take that back; its writer is told once. Raises `reports.own_praise`, `reports.not_submitted`."""
    report = fetch(visible_to(actor), id, lock=True)
    if report.owner_id == actor.user_id:
        raise Forbidden("reports.own_praise", field="id")
    if report.state != ReportState.SUBMITTED:
        raise Conflict("reports.not_submitted", field="id")
    copy = _copy(report, actor, now)
    if (copy.good_at is not None) == good:
        return report
    copy.read_at, copy.good_at = copy.read_at or now, now if good else None
    copy.save(update_fields=["read_at", "good_at"])
    if good:
        fact = events.ReportPraised(report.pk, report.title, report.owner_id)
        record(fact, report, actor=actor, now=now)
    return report


def _copy(report: Report, actor: Actor, now: datetime) -> Copy:
    found, _made = Copy.objects.get_or_create(
        report=report, user_id=actor.person, defaults={"addressed": False, "sent_at": now}
    )
    return found
