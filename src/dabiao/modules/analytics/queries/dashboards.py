"""The two boards: my own figures, and those of everybody I may see with a table per person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.modules.activities import queries as activities
from dabiao.modules.analytics.enums import BoardPeriod
from dabiao.modules.analytics.queries.batches import IN_CURRENCY, Span, batches, contacts_made
from dabiao.modules.analytics.queries.figures import COLUMNS, Value, figures
from dabiao.modules.analytics.queries.numbers import Batch, Values, given, link
from dabiao.modules.analytics.queries.people import DUE, People, people
from dabiao.modules.analytics.queries.sources import UNITS, Filters
from dabiao.modules.org import queries as org

AGENDA = ("lead.read", "customer.read", "opportunity.read")


def mine(kind: BoardPeriod = BoardPeriod.MONTH, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """What concerns the actor's own records: this period and the same days of the one before, today, and in hand."""
    actor.require("analytics.read")
    within = {"owner_id": actor.user_id or 0}
    span = Span(kind, now, get_default_timezone())
    ledger: dict[str, Value] = {}
    for batch in counted_batches(span, actor):
        ledger |= valued(batch, batch.over_all(within, actor), within)
    if any(actor.may(permission) for permission in AGENDA):
        ledger |= _due(activities.agenda_counts(**within, actor=actor, now=now), within)
    return {**head(span), "figures": figures(ledger)}


def team(
    kind: BoardPeriod = BoardPeriod.MONTH, *, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """The same figures over everything the actor may see, or what of it lies in a unit; who they are made of, and who of
    these may need help.

    The totals are the sums of the rows, so both always agree; only a weighted sum is rounded stage by stage.
    """
    actor.require("analytics.read")
    within, narrowed = given(unit_id=unit_id), narrow(unit_id)
    span = Span(kind, now, get_default_timezone())
    tallied = [
        (batch, batch.tally((batch.source.owner,), narrowed, actor)) for batch in counted_batches(span, actor)
    ]
    due: Mapping[int, Mapping[str, int]] = {}
    ledger: dict[str, Value] = {}
    for batch, tally in tallied:
        ledger |= valued(batch, tally.total, within)
    if any(actor.may(permission) for permission in AGENDA):
        due = activities.agenda_by_owner(unit_id=unit_id, actor=actor, now=now)
        ledger |= _due({name: sum(row[name] for row in due.values()) for name in DUE}, within)
    found = People([(batch, tally.rows) for batch, tally in tallied], due, within)
    return {
        **head(span),
        "figures": figures(ledger),
        "columns": [{"key": one.key, "unit": one.unit.value} for one in COLUMNS if one.key in ledger],
        **people(found, narrowed.get(UNITS), actor),
    }


def narrow(unit_id: int | None) -> Filters:
    return {} if unit_id is None else {UNITS: org.units_below(unit_id)}


def head(span: Span) -> dict[str, Any]:
    return {
        "as_of": span.now,
        "currency": IN_CURRENCY["currency"],
        "period": {"first": span.period.first, "last": span.period.last},
        "previous": {"first": span.before.first, "last": span.before.last},
    }


def counted_batches(span: Span, actor: Actor) -> list[Batch]:
    every = (*batches(span), contacts_made(span))
    return [batch for batch in every if actor.may(batch.source.permission)]


def valued(batch: Batch, values: Values, within: Filters) -> dict[str, Value]:
    return {key: Value(value, batch.link(key, within)) for key, value in values.items()}


def _due(counts: Mapping[str, int], within: Filters) -> dict[str, Value]:
    """Contacts due, which are counted over several lists."""
    return {
        f"contacts_{bucket}": Value(counts[bucket], link("/agenda", {**within, "bucket": bucket}))
        for bucket in DUE
    }
