"""Writing one report: begun once however often it is asked for, kept word by word, handed in, taken back, put right."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.notifications.services import forget
from dabiao.core.scoping import fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reports import events
from dabiao.modules.reports.enums import ReportState
from dabiao.modules.reports.models import Copy, Edition, Report, Revision, Template
from dabiao.modules.reports.queries import WRITE, editions, figures, owing, templates_for, visible_to, zone
from dabiao.modules.reports.queries.editions import Asked, asked_of
from dabiao.modules.reports.queries.owing import Writer
from dabiao.modules.reports.rules import answering, periods
from dabiao.modules.reports.rules.owing import concerns
from dabiao.modules.reports.rules.periods import Slot
from dabiao.modules.reports.services._opening import check_working, open_row, standing


def begin(
    *,
    template_id: int,
    first_day: date,
    part: str = "",
    about_unit_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Report:
    """The report of that period, begun if it was not; what was planned last time stands in it already.

    Raises `reports.no_such_period`, `reports.not_begun_yet` for a period to come, `reports.not_asked` where nothing is asked of
    the actor, `reports.no_workday`, and `reports.not_working` for somebody who has left.
    """
    actor.require(WRITE)
    template = fetch(templates_for(actor), template_id)
    slot = periods.slot_of(first_day, part, template.period)
    if slot.first > now.astimezone(zone()).date():
        raise Invalid("reports.not_begun_yet", field="first_day")
    asked, due_at = _asked_in(template, slot)
    writer = _writer(template, about_unit_id, actor, slot, asked)
    try:
        return open_row(template, slot, asked, due_at, writer, now=now)
    except IntegrityError:  # begun on another device in this very moment
        return standing(template, slot, writer)[0]


def _asked_in(template: Template, slot: Slot) -> tuple[Asked, datetime]:
    asked = editions.at(editions.editions_of([template.pk])[template.pk], slot)
    due_at = asked.due_at(slot)
    if due_at is None:
        raise Invalid("reports.no_workday", field="first_day")
    if not editions.asks(template, slot, due_at):
        raise Invalid("reports.not_asked", field="template_id", name=template.name)
    return asked, due_at


def _writer(template: Template, about_unit_id: int | None, actor: Actor, slot: Slot, asked: Asked) -> Writer:
    """The actor, as the one of whom this is asked."""
    check_working(actor.person)
    for one in owing.writers(template, owing.people(slot.first, [actor.person]), org.units()):
        meant = one.about_unit == about_unit_id and one.person.hired_on <= slot.last
        if meant and concerns(asked.audience, one.person):
            return one
    raise Invalid("reports.not_asked", field="template_id", name=template.name)


@transaction.atomic
def write(
    id: int,
    *,
    answers: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Report:
    """Keep some answers; others stay. A draft may be incomplete. After it was submitted it must stay complete, what stood there
    is kept beside, and it is shown as edited. Raises `edit.conflict` where another device changed the same answer."""
    report = _own(id, actor)
    blocks = report.edition.content["blocks"]
    before = dict(report.answers)
    changes = {f"answers.{key}": value for key, value in answering.cleaned(blocks, answers).items()}
    editable = frozenset(f"answers.{key}" for key in answering.asked(blocks))
    seen = None if base is None else {f"answers.{key}": value for key, value in base.items()}
    applied = merge_edit(report, changes, base=seen, version=version, editable=editable)
    if not applied:
        return report
    report.updated_at = now
    if report.state == ReportState.SUBMITTED:
        answering.check_complete(blocks, report.answers)
        Revision.objects.create(report=report, answers=before, at=now)
        report.edited_at = now
        fact = events.ReportEdited(report.pk, report.title, wired(applied))
        record(fact, report, actor=actor, now=now)
    report.save(update_fields=["answers", "version", "updated_at", "edited_at"])
    return report


@transaction.atomic
def submit(id: int, *, actor: Actor, now: datetime) -> Report:
    """Hand it in: its figures stay beside it as they are now, and its receivers are told. A second time changes nothing.

    Raises all that is lacking, by question.
    """
    report = _own(id, actor)
    if report.state == ReportState.SUBMITTED:
        return report
    asked = asked_of(report.edition)
    answering.check_complete(asked.blocks, report.answers)
    report.state, report.submitted_at, report.figures_at = ReportState.SUBMITTED, now, now
    report.late = now > asked.late_from(report.due_at)
    report.figures = figures.counted(answering.figures_of(asked.blocks), report, now)
    report.version, report.updated_at = report.version + 1, now
    report.save()
    receivers = _receivers(asked, report)
    Copy.objects.bulk_create(
        Copy(report=report, user_id=user_id, addressed=True, sent_at=now) for user_id in receivers
    )
    fact = events.ReportSubmitted(report.pk, report.title, report.late, receivers)
    record(fact, report, actor=actor, now=now)
    return report


def _receivers(asked: Asked, report: Report) -> list[int]:
    """Who gets it: the leader above, and those named, as long as they work here; never its own writer."""
    leader = org.leader_of(report.owner_id) if asked.content["to_leader"] else None
    wanted = list(dict.fromkeys([*([leader] if leader else []), *asked.content["receivers"]]))
    there = org.working(wanted)
    return [user_id for user_id in wanted if user_id in there and user_id != report.owner_id]


@transaction.atomic
def withdraw(id: int, *, actor: Actor, now: datetime) -> Report:
    """A draft again, while nobody has read it. Raises `reports.read_already`."""
    report = _own(id, actor)
    if report.state == ReportState.DRAFT:
        return report
    if report.copies.filter(read_at__isnull=False).exists():
        raise Conflict("reports.read_already", field="state")
    report.copies.all().delete()
    forget("report", [report.pk])
    report.state, report.late, report.figures = ReportState.DRAFT, False, {}
    report.submitted_at = report.figures_at = None
    report.version, report.updated_at = report.version + 1, now
    report.save()
    record(events.ReportWithdrawn(report.pk, report.title), report, actor=actor, now=now)
    return report


def _own(id: int, actor: Actor) -> Report:
    """The actor's own report, locked. Raises `core.not_found`, `reports.not_yours`, `reports.not_working`."""
    report = fetch(visible_to(actor), id, lock=True)
    actor.require(WRITE)
    if report.owner_id != actor.user_id:
        raise Forbidden("reports.not_yours", field="id")
    check_working(actor.person)
    report.edition = Edition.objects.get(pk=report.edition_id)
    return report
