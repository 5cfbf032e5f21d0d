"""The sums by day follow the records: marked days are counted anew, closed months never."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.core.db import hold_name
from dabiao.modules.targets.models import Metric, Tally, TallyMark
from dabiao.modules.targets.queries import attainment, measuring
from dabiao.modules.targets.queries.attainment import DAY
from dabiao.modules.targets.queries.measuring import Days

TALLIES = "targets.tallies"
MOST = 1_000
ALWAYS = (date(1900, 1, 1), date(2999, 12, 31))


def tally(*, most: int = MOST, until: int | None = None, actor: Actor, now: datetime) -> int:
    """No sum is out of date any more, unless there is more to do than asked for; returns how many steps were done. A
    transaction each: killed anywhere, the next run goes on where this one was. Sources whose oldest mark is newer than
    `until` are left alone: where records keep coming, there is no end to it otherwise."""
    for done in range(most):
        if not (_one_new(now) or _one_source(until)):
            return done
    return most


@transaction.atomic
def tally_anew(*, actor: Actor, now: datetime) -> None:
    """All sums but those of closed months are made again by `tally`."""
    hold_name(TALLIES)
    Metric.objects.update(tallied_at=None)
    TallyMark.objects.all().delete()


def make_final(days: Days) -> list[int]:
    """The sums of these days, of every metric in use, as the records have them now; returns which metrics these are. The caller
    has the months to itself, and lets nobody count these days again."""
    hold_name(TALLIES)
    standing = list(_standing())
    for metric in standing:
        _count(metric, open_stretches(metric, [days]))
    return [metric.pk for metric in standing]


@transaction.atomic
def _one_new(now: datetime) -> bool:
    """A metric that has no sums yet gets those of all its days but the months it has seen being closed."""
    hold_name(TALLIES)
    metric = next((one for one in _standing().filter(tallied_at=None) if measuring.follows_rows(one)), None)
    if metric is None:
        return False
    _count(metric, open_stretches(metric, [ALWAYS]))
    Metric.objects.filter(pk=metric.pk).update(tallied_at=now)
    return True


@transaction.atomic
def _one_source(until: int | None) -> bool:
    """All marks of the oldest mark's records. They go first: what changes after that leaves marks of its own."""
    hold_name(TALLIES)
    oldest = TallyMark.objects.order_by("pk").first()
    if oldest is None or (until is not None and oldest.pk > until):
        return False
    days = _take_marks(oldest.source)
    for metric in _standing().filter(source=oldest.source).exclude(tallied_at=None):
        if measuring.follows_rows(metric):
            _count(metric, open_stretches(metric, attainment.stretches(sorted(days))))
    return True


def _standing() -> QuerySet[Metric]:
    return Metric.objects.filter(active=True, over=None).order_by("pk")


def _take_marks(source: str) -> set[date]:
    """Exactly the marks that are seen go; one that is being written meanwhile stays."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM targets_tallymark WHERE source = %s RETURNING day, at", [source])
        return {attainment.day_of(_date(day), _moment(at)) for day, at in cursor.fetchall()}


def _date(kept: Any) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else kept


def _moment(kept: Any) -> datetime | None:
    return datetime.fromisoformat(kept).replace(tzinfo=UTC) if isinstance(kept, str) else kept


def open_stretches(metric: Metric, stretches: Sequence[Days]) -> list[Days]:
    """These days without the months that the metric has seen being closed."""
    found = list(stretches)
    for month in sorted(attainment.frozen_months(metric)):
        found = [part for one in found for part in _without(one, month, next_month(month) - DAY)]
    return found


def _without(days: Days, first: date, last: date) -> list[Days]:
    before, after = (days[0], min(days[1], first - DAY)), (max(days[0], last + DAY), days[1])
    return [one for one in (before, after) if one[0] <= one[1]]


def _count(metric: Metric, days: Collection[Days]) -> None:
    """Their sums of these days as the records have them now."""
    if not days:
        return
    within = Q(pk__in=[])
    for first, last in days:
        within |= Q(day__gte=first, day__lte=last)
    Tally.objects.filter(within, metric_id=metric.pk).delete()
    rows = measuring.counted(metric).filter(measuring.within(metric, list(days)))
    Tally.objects.bulk_create(
        (
            Tally(
                metric_id=metric.pk,
                day=day,
                user_id=one.user_id,
                unit_id=one.unit_id,
                unit_path=one.unit_path,
                amount=one.amount,
            )
            for day, one in measuring.by_day(metric, rows)
            if one.amount
        ),
        batch_size=2_000,
    )
