"""What was reached: a metric's sums by whom they count for.

Closed months are what they were when they were closed. Of open ones the sums by day serve where no mark lies; marked days are
counted from the records in the same moment of the database. So it is always what the records come to (adr/0039).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Max, QuerySet, Sum

from dabiao.core.calendar import next_month
from dabiao.core.days import local_day
from dabiao.core.db import one_moment
from dabiao.core.kept import Among, Given, Kept
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import NodeKind
from dabiao.modules.targets.models import ClosedMonth, Metric, Node, Tally, TallyMark, Tree
from dabiao.modules.targets.queries import measuring
from dabiao.modules.targets.queries._sources import KINDS
from dabiao.modules.targets.queries.measuring import Days, Sum_
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.ratios import ratios

Place = tuple[int, date]
DAY = timedelta(days=1)


def attained(
    tree: Tree, nodes: Collection[Node], spans: Collection[Period], *, at: date | None = None
) -> Mapping[Place, int]:
    """(node id, first day of the span) → what was reached there, in the metric's unit (minor units or pieces); what is
    not in it is 0. A unit's has everything below it, a person's what counts for them in that unit. `spans` are of one
    length; with `at` only days up to that one count. Of a ratio a place with nothing under the line is absent, one
    of 0 is there. Which nodes may be seen is the caller's business."""
    days = [(one.first, min(one.last, at) if at else one.last) for one in spans]
    days = [one for one in days if one[0] <= one[1]]
    if not days or not nodes:
        return {}
    metric = tree.metric
    with one_moment():
        if metric.over is None or metric.under is None:
            return _found(metric, nodes, days)
        return ratios(
            _found(metric.over, nodes, days), _found(metric.under, nodes, days), measured=metric.measured
        )


def _found(metric: Metric, nodes: Collection[Node], days: Sequence[Days]) -> dict[Place, int]:
    paths = org.unit_paths()
    found: dict[Place, int] = {}
    reading = _Reading(metric, (min(days)[0], max(days, key=lambda one: one[1])[1]))
    plain = [node for node in nodes if not node.where]
    for one in days:
        found |= _placed(plain, reading.sums(one), paths, one[0])
        for node in nodes:
            if node.where:
                rows = measuring.counted(metric, node.where)
                sums = measuring.summed(metric, rows.filter(measuring.within(metric, [one])))
                found |= _placed([node], sums, paths, one[0])
    return {place: sum_ for place, sum_ in found.items() if sum_}


def sums_on(metric: Metric, days: Days) -> list[Sum_]:
    """What a metric comes to on these days, by person and unit."""
    with one_moment():
        return list(_Reading(metric, days).sums(days))


def sums_by_day(
    metric: Metric, days: Days, *, users: Collection[int] | None = None
) -> list[tuple[date, Sum_]]:
    """The same day by day; with `users` only what counts for these people."""
    with one_moment():
        return list(_Reading(metric, days).by_day(days, users))


def is_timed(metric: Metric) -> bool:
    """Whether what it counts has a moment, not only a day."""
    return not measuring.in_ledger(metric) and metric.day_field in KINDS[metric.source].moments


def sums_within(
    metric: Metric, moments: tuple[datetime, datetime], *, users: Collection[int] | None = None
) -> list[Sum_]:
    """What a timed metric comes to between two moments, by person and unit, of the records as they are; with `users` only what
    counts for these people."""
    column = metric.day_field
    rows = measuring.counted(metric).filter(**{f"{column}__gte": moments[0], f"{column}__lt": moments[1]})
    return list(measuring.summed(metric, measuring.of_people(metric, rows, users)))


def _placed(
    nodes: Iterable[Node], sums: Iterable[Sum_], paths: Mapping[int, str], first: date
) -> dict[Place, int]:
    """How much of each node: of a person what is theirs in its unit, of others what lies in it or below."""
    people: dict[tuple[int | None, int | None], int] = defaultdict(int)
    by_path: dict[str, int] = defaultdict(int)
    for one in sums:
        people[one.user_id, one.unit_id] += one.amount
        by_path[one.unit_path or paths.get(one.unit_id or 0, "")] += one.amount
    units: dict[int, int] = defaultdict(int)
    for path, amount in by_path.items():
        for id in filter(None, path.split("/")):
            units[int(id)] += amount
    found = {}
    for node in nodes:
        if node.kind == NodeKind.PERSON:
            found[node.pk, first] = people.get((node.owner_id, node.unit_id), 0)
        elif node.kind == NodeKind.UNIT or node.where:
            found[node.pk, first] = units.get(node.unit_id, 0)
    return found


def _sums(**more: Any) -> QuerySet[Tally, Any]:
    day = DateField()
    rows = Tally.objects.filter(
        metric_id=Given("metric", BigIntegerField()),
        day__gte=Given("first", day),
        day__lte=Given("last", day),
    )
    return rows.filter(**more).values_list("day", "user_id", "unit_id", "unit_path", "amount")


_SUMS = Kept(_sums)
_SUMS_OF = Kept(lambda: _sums(user_id__in=Among("users", BigIntegerField())))
_CLOSED = Kept(lambda: ClosedMonth.objects.values_list("month", "metric_ids"))
_MARKED = Kept(
    lambda: TallyMark.objects.filter(source=Given("source", CharField())).values_list("day", "at").distinct()
)


class _Reading:
    """One metric in one stretch of days: which of them the sums by day answer for."""

    def __init__(self, metric: Metric, whole: Days) -> None:
        self.metric = metric
        self._frozen = frozen_months(metric)
        self._tallied = metric.tallied_at is not None and measuring.follows_rows(metric)
        self._stale = stale_days(metric, whole) if self._tallied else set()

    def sums(self, days: Days) -> Iterator[Sum_]:
        kept, live = self._split(days)
        if kept:
            rows = Tally.objects.filter(metric_id=self.metric.pk)
            for one in kept:
                found = rows.filter(day__gte=one[0], day__lte=one[1]).order_by()
                for row in found.values_list("user_id", "unit_id", "unit_path").annotate(Sum("amount")):
                    yield Sum_(row[0], row[1], row[2], int(row[3]))
        if live:
            rows_ = measuring.counted(self.metric).filter(measuring.within(self.metric, live))
            yield from measuring.summed(self.metric, rows_)

    def by_day(self, days: Days, users: Collection[int] | None) -> Iterator[tuple[date, Sum_]]:
        kept, live = self._split(days)
        for first, last in kept:
            given = {"metric": self.metric.pk, "first": first, "last": last}
            for row in _SUMS(**given) if users is None else _SUMS_OF(users=users, **given):
                yield row[0], Sum_(row[1], row[2], row[3], row[4])
        if live:
            rows_ = measuring.of_people(self.metric, measuring.counted(self.metric), users)
            yield from measuring.by_day(self.metric, rows_.filter(measuring.within(self.metric, live)))

    def _split(self, days: Days) -> tuple[list[Days], list[Days]]:
        """(days that are summed, days to be counted), each as stretches."""
        frozen = {
            day
            for month in self._frozen
            for day in _every(max(month, days[0]), min(next_month(month) - DAY, days[1]))
        }
        if not frozen and not self._tallied:
            return [], [days]
        if not frozen and not self._stale:
            return [days], []
        kept: list[date] = []
        live: list[date] = []
        for day in _every(*days):
            summed = day in frozen or (self._tallied and day not in self._stale)
            (kept if summed else live).append(day)
        return stretches(kept), stretches(live)


def frozen_months(metric: Metric) -> set[date]:
    """The closed months that the metric has seen being closed."""
    return {month for month, ids in _CLOSED() if metric.pk in ids}


def stale_days(metric: Metric, whole: Days) -> set[date]:
    found = {day_of(day, at) for day, at in _MARKED(source=metric.source)}
    return {day for day in found if whole[0] <= day <= whole[1]}


def day_of(day: date | None, at: datetime | None) -> date:
    if day is not None:
        return day
    assert at is not None
    return local_day(at)


def _every(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def stretches(days: Sequence[date]) -> list[Days]:
    """Days in order as stretches without a gap."""
    found: list[Days] = []
    for day in days:
        if found and found[-1][1] + DAY == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def uncounted(tree: Tree, spans: Collection[Period]) -> int:
    """How many records of the tree's metric lie in these periods in other currencies, and are in no sum."""
    if not spans:
        return 0
    if tree.metric.over is not None:
        return 0
    return measuring.uncounted(tree.metric, min(one.first for one in spans), max(one.last for one in spans))


def last_mark() -> int:
    """The newest mark there is, 0 without one."""
    return TallyMark.objects.aggregate(last=Max("pk"))["last"] or 0


def is_behind() -> bool:
    """Whether any sum by day is out of date or not made yet."""
    new = Metric.objects.filter(active=True, tallied_at=None, over=None)
    return TallyMark.objects.exists() or any(measuring.follows_rows(one) for one in new)
