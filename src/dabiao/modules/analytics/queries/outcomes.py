"""What became of leads, by the month in which they were received or by where they came from."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import OutcomeKey
from dabiao.modules.analytics.queries.numbers import Link, given, link
from dabiao.modules.analytics.queries.sources import LEADS, Filters
from dabiao.modules.leads.enums import LeadStatus

MOST_NAMED = 600  # months


def lead_outcomes(
    by: OutcomeKey,
    *,
    first: date | None = None,
    until: date | None = None,
    owner_id: int | None = None,
    unit_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """`{as_of, by, rows}`: months in order, sources by size; `by_status` names every status and sums to `total`.

    Raises `analytics.empty_period`.
    """
    actor.require("analytics.read")
    actor.require(LEADS.permission)
    if first is not None and until is not None:
        rules.check_not_empty(first, until)
    zone = get_default_timezone()
    within = given(
        owner_id=owner_id,
        unit_id=unit_id,
        received_from=rules.midnight(first, zone) if first else None,
        received_to=rules.midnight(until, zone) if until else None,
    )
    leads = LEADS.chosen(within, actor).order_by()
    rows = _by_month(leads, within, zone) if by is OutcomeKey.MONTH else _by_source(leads, within)
    return {"as_of": now, "by": by.value, "rows": rows}


def _by_month(leads: QuerySet[Any], within: Filters, zone: tzinfo) -> list[dict[str, Any]]:
    ends = leads.aggregate(first=Min("received_at"), last=Max("received_at"))
    if ends["first"] is None:
        return []
    months = rules.months(rules.local_day(ends["first"], zone), rules.local_day(ends["last"], zone))
    key, month_of = month_key(months, zone)
    groups = leads.annotate(key=key).values("key", "status").annotate(n=Count("pk"))
    counted = _counted(
        (month_of(key), status, n) for key, status, n in groups.values_list("key", "status", "n")
    )
    return [
        _row(f"{month:%Y-%m}", by_status, link(LEADS.path, {**within, **_of_month(month, within, zone)}))
        for month, by_status in sorted(counted.items())
    ]


def month_key(months: list[date], zone: tzinfo) -> tuple[Combinable, Callable[[Any], date]]:
    """The month of a lead as something to group by, and how to read it.

    A choice between the beginnings of months, because SQLite would truncate every single lead in Python, at four times
    the cost; that way only for a span of more months than an expression can name.
    """
    if len(months) > MOST_NAMED:
        return TruncMonth("received_at", tzinfo=zone), lambda moment: moment.astimezone(zone).date()
    latest_first = list(enumerate(months))[:0:-1]
    since = [
        When(received_at__gte=rules.midnight(month, zone), then=Value(place)) for place, month in latest_first
    ]
    return Case(*since, default=Value(0), output_field=IntegerField()), lambda place: months[place]


def _of_month(month: date, within: Filters, zone: tzinfo) -> dict[str, datetime]:
    """The part of a month that was asked for."""
    start, end = rules.midnight(month, zone), rules.midnight(next_month(month), zone)
    return {
        "received_from": max(start, within.get("received_from", start)),
        "received_to": min(end, within.get("received_to", end)),
    }


def _by_source(leads: QuerySet[Any], within: Filters) -> list[dict[str, Any]]:
    groups = leads.values("source", "status").annotate(n=Count("pk"))
    rows = [
        _row(source, by_status, link(LEADS.path, {**within, "source": source}))
        for source, by_status in _counted(groups.values_list("source", "status", "n")).items()
    ]
    return sorted(rows, key=lambda row: (-row["total"], row["key"]))


def _counted(groups: Iterable[tuple[Any, str, int]]) -> dict[Any, dict[str, int]]:
    counted: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(LeadStatus.values, 0))
    for key, status, count in groups:
        counted[key][status] += count
    return counted


def _row(key: str, by_status: dict[str, int], opens: Link) -> dict[str, Any]:
    return {"key": key, "total": sum(by_status.values()), "by_status": by_status, "link": opens}
