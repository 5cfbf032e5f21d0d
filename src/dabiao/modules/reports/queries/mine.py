"""What somebody has to write: the reports of the present periods, and those that are missing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportPeriod, ReportStanding
from dabiao.modules.reports.models import Template
from dabiao.modules.reports.queries import WRITE, editions, owing, records, zone
from dabiao.modules.reports.queries.owing import Owed
from dabiao.modules.reports.rules import periods

BACK = timedelta(days=14)  # what is missing longer than that is history; longer periods go back one
MOST = 60


def to_write(user_id: int, now: datetime) -> list[tuple[Template, Owed]]:
    """The earliest due first. Seven statements, however many templates there are."""
    today = now.astimezone(zone()).date()
    rows = list(Template.objects.order_by("pk"))
    if not rows:
        return []
    first = min((_since(one, today) for one in rows), default=today)
    asked = editions.editions_of([one.pk for one in rows])
    whom = owing.people(first, [user_id])
    known = owing.ledger([one.pk for one in rows], first, today, [user_id])
    units = org.units() if any(one.written_by == "units" for one in rows) else []
    found = [
        (template, one)
        for template in rows
        for one in owing.owed(
            template,
            list(_asking(template, asked[template.pk], today)),
            owing.writers(template, whom, units),
            known,
            now,
        )
        if one.writer.person.user_id == user_id
    ]
    return sorted(found, key=lambda pair: (pair[1].due_at, pair[0].pk))[-MOST:]


def _since(template: Template, today: date) -> date:
    """The first day of the earliest period looked at."""
    if template.period in (ReportPeriod.HALF_DAY, ReportPeriod.DAY, ReportPeriod.WEEK, ReportPeriod.TEN_DAY):
        return max(periods.slots_on(today - BACK, template.period)[0].first, template.starts_on - BACK)
    return periods.slots_on(periods.slots_on(today, template.period)[0].first - periods.DAY, template.period)[
        0
    ].first


def _asking(template: Template, asked: Sequence[editions.Asked], today: date) -> Any:
    slots = periods.slots_between(_since(template, today), today, template.period)
    return owing.due_slots(template, asked, slots)


def mine(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """`items`: what is open, late, or was written lately; `unread`: how many wait to be read."""
    actor.require(WRITE)
    items = [shown(template, one) for template, one in to_write(actor.person, now)]
    return {"items": items, "unread": records.unread(actor), "as_of": now}


def shown(template: Template, one: Owed) -> dict[str, Any]:
    return {
        "template_id": template.pk,
        "name": template.name,
        "period": template.period,
        "first_day": one.slot.first,
        "last_day": one.slot.last,
        "part": one.slot.part,
        "label": one.slot.label,
        "about_unit_id": one.writer.about_unit,
        "about_unit_name": one.writer.about_name,
        "due_at": one.due_at,
        "late_from": one.asked.late_from(one.due_at),
        "standing": one.standing,
        "report_id": one.report_id,
    }


def unwritten(user_id: int, before: datetime, now: datetime) -> list[tuple[Template, Owed]]:
    """What this person still has to write, of what is due before that moment."""
    waiting = (ReportStanding.OPEN, ReportStanding.MISSING)
    return [
        pair for pair in to_write(user_id, now) if pair[1].standing in waiting and pair[1].due_at < before
    ]
