"""Deals that were decided, won or lost, in some days, by who has them and where they came from."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum
from django.utils.timezone import get_default_timezone

from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Opportunity

Days = tuple[date, date]


class Decided(NamedTuple):
    """`place` is that of the days among those asked for; `amount_minor` that of the won ones."""

    place: int
    owner_id: int | None
    source: str
    decided: int
    won: int
    amount_minor: int


def decided(
    spans: Sequence[Days], *, currency: str, units: Collection[int], owner_id: int | None = None
) -> Iterator[Decided]:
    """In one statement for all spans (both days included, the company's), of these units or of one person there. Whose deals
    may be counted is the caller's business."""
    if not spans or not units:
        return
    within = [Q(closed_at__gte=_midnight(first), closed_at__lt=_midnight(last, 1)) for first, last in spans]
    won = Q(stage__kind=StageKind.WON)
    sums: dict[str, Any] = {}
    for place, one in enumerate(within):
        sums[f"decided{place}"] = Count("pk", filter=one)
        sums[f"won{place}"] = Count("pk", filter=one & won)
        sums[f"amount{place}"] = Sum("amount_minor", filter=one & won)
    some_span = Q()
    for one in within:
        some_span |= one
    rows = Opportunity.objects.filter(some_span, currency=currency, unit_id__in=units)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    grouped = rows.order_by().values("owner_id", "source").annotate(**sums)
    for row in map(dict[str, Any], grouped):
        for place in range(len(spans)):
            if row[f"decided{place}"]:
                yield Decided(
                    place,
                    row["owner_id"],
                    row["source"],
                    row[f"decided{place}"],
                    row[f"won{place}"],
                    int(row[f"amount{place}"] or 0),
                )


def _midnight(day: date, later: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=later), time(), get_default_timezone())
