"""The two boards: my own figures, and those of everybody I may see with a table per person."""

from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.modules.activities import queries as activities
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.queries.batches import IN_CURRENCY, OPEN, batches
from dabiao.modules.analytics.queries.figures import COLUMNS, Value, figures
from dabiao.modules.analytics.queries.numbers import Batch, given, link
from dabiao.modules.analytics.queries.people import people
from dabiao.modules.analytics.queries.sources import OPPORTUNITIES, Filters
from dabiao.modules.opportunities import queries as opportunities

AGENDA = ("lead.read", "customer.read", "opportunity.read")


def mine(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """What concerns the actor's own records, this month and today."""
    actor.require("analytics.read")
    within = {"owner_id": actor.user_id or 0}
    ledger: dict[str, Value] = {}
    for batch in _readable(actor, now):
        ledger |= _valued(batch, batch.over_all(within, actor), within)
    return {**_head(now), "figures": figures(ledger | _beside(within, actor, now))}


def team(*, unit_id: int | None = None, actor: Actor, now: datetime) -> dict[str, Any]:
    """The same figures over everything the actor may see, or what of it lies in a unit, and who they are made of.

    The totals are the sums of the rows, so both always agree.
    """
    actor.require("analytics.read")
    within = given(unit_id=unit_id)
    ledger: dict[str, Value] = {}
    counted = [(batch, batch.by_owner(within, actor)) for batch in _readable(actor, now)]
    for batch, by_owner in counted:
        sums = {number.key: sum(row[number.key] for row in by_owner.values()) for number in batch.numbers}
        ledger |= _valued(batch, sums, within)
    return {
        **_head(now),
        "figures": figures(ledger | _beside(within, actor, now)),
        "columns": [{"key": one.key, "unit": one.unit.value} for one in COLUMNS if one.key in ledger],
        **people(counted, unit_id=unit_id, actor=actor),
    }


def _head(now: datetime) -> dict[str, Any]:
    today = rules.local_day(now, get_default_timezone())
    month, before = rules.month_of(today), rules.same_days_last_month(today)
    return {
        "as_of": now,
        "currency": IN_CURRENCY["currency"],
        "period": {"first": month.first, "last": month.last},
        "previous": {"first": before.first, "last": before.last},
    }


def _readable(actor: Actor, now: datetime) -> list[Batch]:
    return [batch for batch in batches(now, get_default_timezone()) if actor.may(batch.source.permission)]


def _valued(batch: Batch, values: dict[str, int], within: Filters) -> dict[str, Value]:
    return {key: Value(value, batch.link(key, within)) for key, value in values.items()}


def _beside(within: Filters, actor: Actor, now: datetime) -> dict[str, Value]:
    """What is not counted over one list: contacts due on several kinds, and sums weighted stage by stage."""
    ledger: dict[str, Value] = {}
    if any(actor.may(permission) for permission in AGENDA):
        due = activities.agenda_counts(**within, actor=actor, now=now)
        for bucket in ("overdue", "today"):
            ledger[f"contacts_{bucket}"] = Value(due[bucket], link("/agenda", {**within, "bucket": bucket}))
    if actor.may(OPPORTUNITIES.permission):
        filters = {**within, **OPEN, **IN_CURRENCY}
        ledger["opportunities_weighted"] = Value(_weighted(filters, actor), link(OPPORTUNITIES.path, filters))
    return ledger


def _weighted(filters: Filters, actor: Actor) -> int:
    """Each stage's sum by its chance, as the board shows it."""
    return sum(one.weighted_minor for one in opportunities.by_stage(filters=filters, actor=actor))
