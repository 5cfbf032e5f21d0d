"""The funnel: what became of the leads of a period, of the deals opened in it, and what stands in each stage now."""

from datetime import date, datetime, tzinfo
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.i18n import DEFAULT
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import PeriodKind
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
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """Leads received and opportunities opened in [first, until), each followed to where they ever came.

    An open end is that of the calendar period around `now`. A part whose records the actor may not read is null.
    Raises `analytics.empty_period`, and `core.not_found_here` for an unknown pipeline.
    """
    actor.require("analytics.read")
    zone = get_default_timezone()
    period = rules.asked_period(first, until, kind, rules.local_day(now, zone))
    within = given(owner_id=owner_id, unit_id=unit_id)
    deals = actor.may(OPPORTUNITIES.permission)
    return {
        "as_of": now,
        "currency": IN_CURRENCY["currency"],
        "period": {"first": period.first, "last": period.last},
        "leads": _leads(within, period, zone, actor) if actor.may(LEADS.permission) else None,
        "opportunities": _deals(within, period, zone, _pipeline(pipeline_id, language), actor)
        if deals
        else None,
    }


def _pipeline(pipeline_id: int | None, language: str) -> dict[str, Any] | None:
    """The asked pipeline, or the default one; None while there is none at all."""
    lines = opportunities.pipelines(language)
    if pipeline_id is None:
        return next((line for line in lines if line["is_default"]), None)
    found = next((line for line in lines if line["id"] == pipeline_id), None)
    if found is None:
        raise Invalid("core.not_found_here", field="pipeline_id", value=pipeline_id)
    return found


def _span(name: str, period: rules.Period, zone: tzinfo) -> dict[str, Any]:
    return {
        f"{name}_from": rules.midnight(period.first, zone),
        f"{name}_to": rules.midnight(period.until, zone),
    }


def _leads(within: Filters, period: rules.Period, zone: tzinfo, actor: Actor) -> dict[str, Any]:
    received = _span("received", period, zone)
    steps = [Number(step, {**received, "stage_reached": step}) for step in LEAD_STEPS]
    batch = Batch(LEADS, (Number("received", received), *steps), bound=received)
    counts = batch.over_all(within, actor)
    return {
        "steps": _with_conversion(
            [{"key": key, "count": count, "link": batch.link(key, within)} for key, count in counts.items()]
        )
    }


def _with_conversion(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each step with its share of the one before, in basis points; the first has none before it."""
    for before, step in zip([None, *steps], steps, strict=False):
        step["conversion"] = rules.share(step["count"], before["count"]) if before else None
    return steps


def _deals(
    within: Filters, period: rules.Period, zone: tzinfo, pipeline: dict[str, Any] | None, actor: Actor
) -> dict[str, Any] | None:
    if pipeline is None:
        return None
    of_line = {**within, "pipeline_id": pipeline["id"]}
    return {
        "pipeline_id": pipeline["id"],
        "pipeline_name": pipeline["name"],
        "stages": _standing(of_line, pipeline, actor),
        "steps": _reached({**of_line, **_span("created", period, zone)}, pipeline, actor),
        **_closed(of_line, period, zone, actor),
    }


def _standing(of_line: Filters, pipeline: dict[str, Any], actor: Actor) -> list[dict[str, Any]]:
    """What stands in each open stage now, whatever the period."""
    totals = opportunities.by_stage(filters={**of_line, "stage_kind": "open"}, actor=actor)
    return [
        _standing_in(stage, [one for one in totals if one.stage_id == stage["id"]], of_line)
        for stage in pipeline["stages"]
        if stage["kind"] == "open"
    ]


def _standing_in(
    stage: dict[str, Any], totals: list[opportunities.StageTotal], of_line: Filters
) -> dict[str, Any]:
    amount = sum(one.amount_minor for one in totals if one.currency == IN_CURRENCY["currency"])
    here = {**of_line, "stage_id": stage["id"]}
    return {
        "stage_id": stage["id"],
        "code": stage["code"],
        "name": stage["name"],
        "percent": stage["percent"],
        "count": sum(one.count for one in totals),
        "link": link(OPPORTUNITIES.path, here),
        "amount_minor": amount,
        "weighted_minor": rules.weighted(amount, stage["percent"]),
        "amount_link": link(OPPORTUNITIES.path, {**here, **IN_CURRENCY}),
    }


def _reached(opened: Filters, pipeline: dict[str, Any], actor: Actor) -> list[dict[str, Any]]:
    """The deals opened in the period, step by step as far as they ever came, and how long they stayed."""
    reached = opportunities.reached_by_stage(filters=opened, pipeline_id=pipeline["id"], actor=actor)
    stays = opportunities.stays_by_stage(filters=opened, actor=actor)
    stages = {stage["id"]: stage for stage in pipeline["stages"]}
    steps = [
        {
            "stage_id": stage_id,
            "code": stages[stage_id]["code"],
            "name": stages[stage_id]["name"],
            "kind": stages[stage_id]["kind"],
            "count": count,
            "link": link(OPPORTUNITIES.path, {**opened, "reached_stage_id": stage_id}),
            "median_days": rules.in_days(stays[stage_id].median) if stage_id in stays else None,
            "stays": stays[stage_id].count if stage_id in stays else 0,
            "stays_link": link(OPPORTUNITIES.path, {**opened, "left_stage_id": stage_id}),
        }
        for stage_id, count in reached.items()
    ]
    return _with_conversion(steps)


def _closed(of_line: Filters, period: rules.Period, zone: tzinfo, actor: Actor) -> dict[str, Any]:
    """Won and lost in the period, and won among both."""
    closed = _span("closed", period, zone)
    filters = {kind: {**closed, "stage_kind": kind} for kind in ("won", "lost")}
    counts = [Number(kind, wanted) for kind, wanted in filters.items()]
    sums = [
        Number(f"{kind}_sum", {**wanted, **IN_CURRENCY}, "amount_minor") for kind, wanted in filters.items()
    ]
    batch = Batch(OPPORTUNITIES, (*counts, *sums), bound=closed)
    found = batch.over_all(of_line, actor)
    ends = {
        kind: {
            "count": found[kind],
            "link": batch.link(kind, of_line),
            "amount_minor": found[f"{kind}_sum"],
            "amount_link": batch.link(f"{kind}_sum", of_line),
        }
        for kind in filters
    }
    return {**ends, "win_rate": rules.share(found["won"], found["won"] + found["lost"])}
