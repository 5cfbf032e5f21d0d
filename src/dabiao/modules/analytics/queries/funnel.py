"""The funnel: what became of the leads of a period, of the deals opened in it, and what stands in each stage now."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.db import one_moment
from dabiao.core.errors import Invalid
from dabiao.core.i18n import DEFAULT
from dabiao.core.lists.pages import question_of
from dabiao.core.scoping import rights
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import FunnelBy, PeriodKind
from dabiao.modules.analytics.queries import deals
from dabiao.modules.analytics.queries.batches import IN_CURRENCY
from dabiao.modules.analytics.queries.numbers import Batch, Number, given, link
from dabiao.modules.analytics.queries.sources import LEADS, OPPORTUNITIES, Filters
from dabiao.modules.opportunities import queries as opportunities

LEAD_STEPS = ("contacted", "qualified", "converted")


def funnel(
    first: date | None = None,
    until: date | None = None,
    kind: PeriodKind = PeriodKind.MONTH,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    by: FunnelBy | None = None,
    compare: bool = False,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """Leads received and opportunities opened in [first, until), each followed to where they ever came.

    An open end is that of the calendar period around `now`. A part whose records the actor may not read is null. `by` adds
    a row per person, team, source or month, `compare` the counts of the period before. Raises `analytics.empty_period`,
    and `core.not_found_here` for an unknown pipeline.
    """
    actor.require("analytics.read")
    zone = get_default_timezone()
    today = rules.local_day(now, zone)
    period = rules.asked_period(first, until, kind, today)
    asked = Asked(given(owner_id=owner_id, unit_id=unit_id), period, by, compare, zone, actor, today)
    before = rules.period_before(period)
    return {
        "as_of": now,
        "currency": IN_CURRENCY["currency"],
        "period": {"first": period.first, "last": period.last},
        "previous": {"first": before.first, "last": before.last} if compare else None,
        "by": by,
        "leads": _leads(asked) if actor.may(LEADS.permission) else None,
        "opportunities": _deals(asked, pipeline_id, language)
        if actor.may(OPPORTUNITIES.permission)
        else None,
    }


@dataclass(frozen=True)
class Asked:
    """What a funnel is asked for, once it is clear which days."""

    within: Filters
    period: rules.Period
    by: FunnelBy | None
    compare: bool
    zone: tzinfo
    actor: Actor
    today: date

    def span(self, name: str, period: rules.Period | None = None) -> dict[str, Any]:
        days = period or self.period
        return {
            f"{name}_from": rules.midnight(days.first, self.zone),
            f"{name}_to": rules.midnight(days.until, self.zone),
        }


def _pipeline(lines: list[dict[str, Any]], pipeline_id: int | None) -> dict[str, Any] | None:
    """The asked pipeline, or the default one; None while there is none at all."""
    if pipeline_id is None:
        return next((line for line in lines if line["is_default"]), None)
    found = next((line for line in lines if line["id"] == pipeline_id), None)
    if found is None:
        raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id)
    return found


def _leads(asked: Asked) -> dict[str, Any]:
    received = asked.span("received")
    steps = [Number(step, {**received, "stage_reached": step}) for step in LEAD_STEPS]
    batch = Batch(LEADS, (Number("received", received), *steps), bound=received)
    question = question_of(("owner_id",), asked.within, rights(asked.actor, "lead.read", "lead.claim"))
    counts = batch.over_all(asked.within, asked.actor, question)
    return {
        "steps": _with_conversion(
            [
                {"key": key, "count": count, "link": batch.link(key, asked.within)}
                for key, count in counts.items()
            ]
        )
    }


def _with_conversion(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each step with its share of the one before, in basis points; the first has none before it."""
    for before, step in zip([None, *steps], steps, strict=False):
        step["conversion"] = rules.share(step["count"], before["count"]) if before else None
    return steps


def _deals(asked: Asked, pipeline_id: int | None, language: str) -> dict[str, Any] | None:
    with one_moment():
        there = opportunities.laid()
        lines = opportunities.pipelines(language, retired=True, there=there)
        pipeline = _pipeline(lines, pipeline_id)
        return None if pipeline is None else _deals_of(pipeline, lines, there, asked)


def _deals_of(
    pipeline: dict[str, Any], lines: list[dict[str, Any]], there: opportunities.Laid, asked: Asked
) -> dict[str, Any]:
    of_line = {**asked.within, "pipeline_id": pipeline["id"]}
    opened, closed = {**of_line, **asked.span("created")}, {**of_line, **asked.span("closed")}
    summed = partial(deals.sums, asked.within, pipeline=pipeline, lines=lines, actor=asked.actor)
    found = summed(period=asked.period, by=asked.by)
    before = summed(period=rules.period_before(asked.period), by=None) if asked.compare else None
    standing = _standing(of_line, pipeline, there, asked)
    return {
        "pipeline_id": pipeline["id"],
        "pipeline_name": pipeline["name"],
        "stages": standing,
        "steps": deals.shown_steps(found, pipeline, opened, before),
        **deals.shown_ends(found, closed, before, sum(stage["count"] for stage in standing)),
        "rows": deals.shown_rows(found, pipeline, asked.by, opened, closed, zone=asked.zone)
        if asked.by
        else None,
    }


def _standing(
    of_line: Filters, pipeline: dict[str, Any], there: opportunities.Laid, asked: Asked
) -> list[dict[str, Any]]:
    """What stands in each open stage now, whatever the period."""
    of_open = {**of_line, "stage_kind": "open"}
    totals = opportunities.by_stage(filters=of_open, actor=asked.actor, day=asked.today, there=there)
    return [
        _standing_in(stage, [one for one in totals if one.stage_id == stage["id"]], of_line)
        for stage in pipeline["stages"]
        if stage["kind"] == "open" and stage["active"]
    ]


def _standing_in(
    stage: dict[str, Any], totals: list[opportunities.StageTotal], of_line: Filters
) -> dict[str, Any]:
    in_currency = [one for one in totals if one.currency == IN_CURRENCY["currency"]]
    here = {**of_line, "stage_id": stage["id"]}
    return {
        "stage_id": stage["id"],
        "code": stage["code"],
        "name": stage["name"],
        "percent": stage["percent"],
        "count": sum(one.count for one in totals),
        "link": link(OPPORTUNITIES.path, here),
        "amount_minor": sum(one.amount_minor for one in in_currency),
        "weighted_minor": sum(one.weighted_minor for one in in_currency),
        "amount_link": link(OPPORTUNITIES.path, {**here, **IN_CURRENCY}),
    }
