"""What is asked of whom: a change holds from the next period on, what is open keeps what it began with."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import Level
from dabiao.modules.reports import events
from dabiao.modules.reports.enums import ReportPeriod, ReportWrittenBy
from dabiao.modules.reports.models import Edition, Report, Template
from dabiao.modules.reports.queries import MANAGE, zone
from dabiao.modules.reports.queries.editions import CONTENT, content_of
from dabiao.modules.reports.rules import answering, periods

MOST = 50  # templates in use
EDITABLE = frozenset({"name", *CONTENT})


@transaction.atomic
def create_template(
    *,
    name: str,
    period: str,
    written_by: str,
    starts_on: date | None = None,
    actor: Actor,
    now: datetime,
    **content: Any,
) -> Template:
    """Asked from the period that `starts_on` lies in, today's unless another day is named.

    Raises `reports.period_too_long` for a person's report of more than a month, `reports.too_many_templates`, and whatever is
    wrong with its content.
    """
    actor.require(MANAGE)
    if written_by == ReportWrittenBy.PEOPLE and ReportPeriod(period) not in periods.OF_PEOPLE:
        raise Invalid("reports.period_too_long", field="period")
    if Template.objects.filter(retired_at=None).count() >= MOST:
        raise Conflict("reports.too_many_templates", limit=MOST)
    today = now.astimezone(zone()).date()
    template = Template(
        name=name,
        period=period,
        written_by=written_by,
        starts_on=starts_on or today,
        created_at=now,
        updated_at=now,
        **content,
    )
    _check(template)
    template.save()
    first = periods.slots_on(template.starts_on, period)[0].first
    Edition.objects.create(
        template=template, number=1, from_day=first, content=content_of(template), created_at=now
    )
    record(events.ReportTemplateCreated(template.pk, name), template, actor=actor, now=now)
    return template


@transaction.atomic
def edit_template(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Template:
    """The next period has it; the present one and those before keep what they were begun with. One that nobody has written
    by is put right at once. Raises `edit.conflict`, `reports.template_retired`, and whatever is wrong with its content."""
    actor.require(MANAGE)
    template = _held(id)
    if template.retired_at is not None:
        raise Conflict("reports.template_retired", name=template.name)
    applied = merge_edit(template, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return template
    _check(template)
    template.updated_at = now
    template.save()
    from_day = _renew(template, now) if set(applied) - {"name"} else template.starts_on
    fact = events.ReportTemplateEdited(template.pk, template.name, from_day.isoformat(), sorted(applied))
    record(fact, template, actor=actor, now=now)
    return template


@transaction.atomic
def retire_template(id: int, *, actor: Actor, now: datetime) -> Template:
    """Nothing is asked by it any more; what was written stays. A second time changes nothing."""
    actor.require(MANAGE)
    template = _held(id)
    if template.retired_at is None:
        template.retired_at, template.updated_at = now, now
        template.version += 1
        template.save(update_fields=["retired_at", "updated_at", "version"])
        record(events.ReportTemplateRetired(template.pk, template.name), template, actor=actor, now=now)
    return template


def _held(id: int) -> Template:
    found = Template.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise NotFound("core.not_found", kind="report_template", id=id)
    return found


def _renew(template: Template, now: datetime) -> date:
    """The edition of the next period, in place of one that was prepared for it already."""
    if not Report.objects.filter(template=template).exists() and template.editions.count() == 1:
        template.editions.update(content=content_of(template))
        return template.editions.get().from_day
    today = now.astimezone(zone()).date()
    present = periods.slots_on(max(today, template.starts_on), template.period)[-1]
    from_day = present.last + periods.DAY
    latest = template.editions.order_by("-number")[0]
    Edition.objects.update_or_create(
        template=template,
        from_day=from_day,
        defaults={"content": content_of(template), "created_at": now},
        create_defaults={
            "number": latest.number + 1,
            "content": content_of(template),
            "created_at": now,
        },
    )
    return from_day


def _check(template: Template) -> None:
    """Raises what is wrong with its questions, figures, people or units, each by its field."""
    answering.check_blocks(template.blocks)
    figures.chosen(answering.figures_of(template.blocks), field="blocks")
    unknown = [one for one in template.levels if one not in Level.values]
    if unknown:
        raise Invalid("core.not_a_choice", field="levels", value=unknown[0], known=", ".join(Level.values))
    known = {unit["id"] for unit in org.units()}
    if missing := [id for id in template.unit_ids if id not in known]:
        raise Invalid("core.not_found_here", field="unit_ids", value=missing[0])
    if template.receivers:
        org.holders(list(template.receivers), field="receivers")
    if template.period == ReportPeriod.HALF_DAY and template.noon_time >= template.due_time:
        raise Invalid("reports.noon_after_evening", field="noon_time")
    if not template.to_leader and not template.receivers:
        raise Invalid("reports.nobody_receives", field="receivers")
