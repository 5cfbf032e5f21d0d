"""Blocks of the funnel are counted anew where marks say that they are out of date."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.core.db import hold_name
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis
from dabiao.modules.analytics.models import FunnelBlock, FunnelMark
from dabiao.modules.analytics.queries import rollups

_MONTHS_AT_ONCE = 1_000
_MARK = "INSERT INTO analytics_funnelmark (basis, unit_id, at)"
_BY_MONTH = {"postgresql": "date_trunc('month', {column})", "sqlite": "substr({column}, 1, 7)"}


def settle(*, months: int = _MONTHS_AT_ONCE, actor: Actor, now: datetime) -> int:
    """No block is out of date any more, unless there are more months than asked for; returns how many months were counted.

    A transaction each: killed anywhere, the next run goes on where this one was.
    """
    for done in range(months):
        if not _settle_one():
            return done
    return months


@transaction.atomic
def _settle_one() -> bool:
    """All marks in the month of the oldest mark. They go first: what changes after that leaves marks of its own."""
    hold_name("analytics.funnel")
    oldest = FunnelMark.objects.order_by("pk").first()
    if oldest is None:
        return False
    basis = Basis(oldest.basis)
    zone = get_default_timezone()
    month, _ = rollups.key_of(oldest.at, None, zone)
    units = _take_marks(basis, rules.midnight(month, zone), rules.midnight(next_month(month), zone))
    FunnelBlock.objects.filter(basis=basis, month=month, unit_id__in=units).delete()
    FunnelBlock.objects.bulk_create(
        FunnelBlock(basis=basis, month=month, unit_id=unit_id, **rollups.written(content))
        for unit_id, content in rollups.recounted(basis, month, units).items()
    )
    return True


def _take_marks(basis: Basis, since: datetime, until: datetime) -> set[int]:
    """The units that were marked. Exactly the marks that are seen go; one that is being written meanwhile stays."""
    stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_funnelmark WHERE basis = %s AND at >= %s AND at < %s RETURNING unit_id",
            [basis.value, stored(since), stored(until)],
        )
        return {unit_id for (unit_id,) in cursor.fetchall()}


@transaction.atomic
def mark_all(*, actor: Actor, now: datetime) -> None:
    """Every block that there is or should be is out of date: `settle` counts all of them anew.

    Deals are named by the first and the last of a month of the world's time: the company's months begin at most a day apart
    from these, so each of its months with deals has one of them.
    """
    blocks = FunnelBlock.objects.values_list("basis", "month", "unit_id")
    midst = timedelta(days=14)
    zone = get_default_timezone()
    FunnelMark.objects.bulk_create(
        FunnelMark(basis=basis, unit_id=unit_id, at=rules.midnight(month + midst, zone))
        for basis, month, unit_id in blocks
    )
    with connection.cursor() as cursor:
        for basis, column in rollups.COLUMN.items():
            by = _BY_MONTH[connection.vendor].format(column=column)
            for end in ("MIN", "MAX"):
                cursor.execute(
                    f"{_MARK} SELECT %s, COALESCE(unit_id, 0), {end}({column}) FROM opportunities_opportunity "  # noqa: S608 - our own names
                    f"WHERE {column} IS NOT NULL GROUP BY unit_id, {by}",
                    [basis.value],
                )
