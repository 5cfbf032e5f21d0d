"""The row of a report: made when it is first needed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.errors import Forbidden
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportState
from dabiao.modules.reports.models import Report, Template
from dabiao.modules.reports.queries.editions import Asked
from dabiao.modules.reports.queries.owing import Writer
from dabiao.modules.reports.rules import answering
from dabiao.modules.reports.rules.periods import Slot


def check_working(user_id: int) -> None:
    """Raises `reports.not_working` for who has left or is suspended: nobody waits for their reports any more."""
    if user_id not in org.working([user_id]):
        raise Forbidden("reports.not_working")


def standing(template: Template, slot: Slot, writer: Writer) -> list[Report]:
    """The report of that period by this writer, if there is one."""
    mine = (
        {"about_unit_id": writer.about_unit}
        if writer.about_unit
        else {"about_unit": None, "owner_id": writer.person.user_id}
    )
    return list(Report.objects.filter(template=template, first_day=slot.first, part=slot.part, **mine))


@transaction.atomic
def open_row(
    template: Template, slot: Slot, asked: Asked, due_at: datetime, writer: Writer, *, now: datetime
) -> Report:
    """The row of a report, made if there is none."""
    if found := standing(template, slot, writer):
        return found[0]
    person = writer.person
    title = f"{writer.about_name} {template.name} {slot.label}".strip()
    return Report.objects.create(
        template=template,
        edition_id=asked.id,
        title=title,
        owner_id=person.user_id,
        unit_id=writer.about_unit or person.unit_id,
        about_unit_id=writer.about_unit,
        first_day=slot.first,
        last_day=slot.last,
        part=slot.part,
        due_at=due_at,
        answers=_carried(template, asked, writer, slot),
        created_at=now,
        updated_at=now,
    )


def _carried(template: Template, asked: Asked, writer: Writer, slot: Slot) -> dict[str, Any]:
    about = (
        {"about_unit_id": writer.about_unit}
        if writer.about_unit
        else {"about_unit": None, "owner_id": writer.person.user_id}
    )
    before = Report.objects.filter(
        template=template, state=ReportState.SUBMITTED, first_day__lte=slot.first, **about
    )
    last = before.select_related("edition").order_by("-first_day", "-part").first()
    if last is None:
        return {}
    return answering.carried(asked.blocks, last.edition.content["blocks"], last.answers)
