"""Letting somebody off a report, with a reason."""

from datetime import date, datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.scoping import covers, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reports import events
from dabiao.modules.reports.enums import ReportState
from dabiao.modules.reports.models import Report
from dabiao.modules.reports.queries import EXCUSE, READ, editions, owing, templates_for
from dabiao.modules.reports.queries.owing import Writer
from dabiao.modules.reports.rules import periods
from dabiao.modules.reports.rules.owing import concerns
from dabiao.modules.reports.services._opening import open_row


@transaction.atomic
def excuse(
    *,
    template_id: int,
    first_day: date,
    part: str = "",
    owner_id: int,
    about_unit_id: int | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Report:
    """Nobody waits for that report any more; it may still be written. The person is told.

    Raises `reports.excused_self`, `reports.submitted_already`, `reports.not_asked`, `core.not_found` for somebody out of sight.
    """
    actor.require(EXCUSE)
    template = fetch(templates_for(actor), template_id)
    slot = periods.slot_of(first_day, part, template.period)
    asked = editions.at(editions.editions_of([template.pk])[template.pk], slot)
    due_at = asked.due_at(slot)
    everybody = owing.people(slot.first, [owner_id])
    found = [
        one for one in owing.writers(template, everybody, org.units()) if one.about_unit == about_unit_id
    ]
    if not found:
        raise NotFound("core.not_found", kind="employee", id=owner_id)
    _check_reach(found[0], actor)
    if (
        due_at is None
        or not editions.asks(template, slot, due_at)
        or not concerns(asked.audience, found[0].person)
    ):
        raise Invalid("reports.not_asked", field="template_id", name=template.name)
    row = open_row(template, slot, asked, due_at, found[0], now=now)
    report = Report.objects.select_for_update().get(pk=row.pk)
    if report.state == ReportState.SUBMITTED:
        raise Conflict("reports.submitted_already", field="owner_id")
    report.excused_at, report.excused_by_id, report.excuse = now, actor.person, reason
    report.version, report.updated_at = report.version + 1, now
    report.save()
    fact = events.ReportExcused(report.pk, report.title, owner_id, reason)
    record(fact, report, actor=actor, now=now)
    return report


def _check_reach(writer: Writer, actor: Actor) -> None:
    whose = {"owner_id": writer.person.user_id, "unit_id": writer.about_unit or writer.person.unit_id}
    if not covers(actor, READ, id=0, **whose):
        raise NotFound("core.not_found", kind="employee", id=writer.person.user_id)
    if writer.person.user_id == actor.user_id:
        raise Forbidden("reports.excused_self", field="owner_id")
    if not covers(actor, EXCUSE, id=0, **whose):
        raise Forbidden("access.forbidden", permission=EXCUSE)
