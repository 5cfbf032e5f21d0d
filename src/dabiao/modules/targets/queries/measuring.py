"""How a metric is counted: which rows, on whose account, on which day, how much; alike for a glance and for sums by day."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncDate
from django.db.models.lookups import LessThan
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM
from dabiao.core.conditions import spans, vocabulary
from dabiao.core.conditions.language import compiled
from dabiao.core.conditions.tree import All, Any_, Leaf, Node, Not, parse
from dabiao.modules.targets.enums import Measured
from dabiao.modules.targets.models import Entry, Metric
from dabiao.modules.targets.queries._sources import KINDS, LEDGER, records
from dabiao.modules.targets.rules.attribution import WHOLE

WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)  # conditions of metrics do not depend on when they are asked
Days = tuple[date, date]  # both included


class Sum_(NamedTuple):
    """`unit_path` is empty where the unit's present place counts."""

    user_id: int | None
    unit_id: int | None
    unit_path: str
    amount: int


def in_ledger(metric: Metric) -> bool:
    """Whether the ledger of attribution says whom it counts for, instead of the row itself."""
    return LEDGER.get(metric.source) == metric.day_field


def rows(metric: Metric, more: Mapping[str, Any] | None = None) -> QuerySet[Any]:
    """What the metric counts: entries of the ledger in its currency, or records. `more` narrows the records further."""
    wheres = [one for one in (metric.where, more) if one]
    words = vocabulary.of(metric.source) if wheres else None
    fitting = records(metric.source)
    for where in wheres:
        fitting = fitting.filter(compiled(where, words, actor=SYSTEM, now=WHENEVER))  # type: ignore[arg-type]
    if in_ledger(metric):
        entries = Entry.objects.filter(source_kind=metric.source)
        return entries.filter(source_id__in=fitting.values("pk")) if wheres else entries
    return fitting


def counted(metric: Metric, more: Mapping[str, Any] | None = None) -> QuerySet[Any]:
    """`rows` without those in other currencies."""
    found = rows(metric, more)
    return (
        found.filter(**{_currency(metric): metric.currency}) if metric.measured == Measured.MONEY else found
    )


def uncounted(metric: Metric, first: date, last: date) -> int:
    """How many records of the metric lie in these days in other currencies."""
    if metric.measured != Measured.MONEY:
        return 0
    others = (
        rows(metric).filter(within(metric, [(first, last)])).exclude(**{_currency(metric): metric.currency})
    )
    return int(others.aggregate(n=Count("source_id" if in_ledger(metric) else "pk", distinct=True))["n"])


def _currency(metric: Metric) -> str:
    return "currency" if in_ledger(metric) else KINDS[metric.source].currency


def within(metric: Metric, days: Sequence[Days]) -> Q:
    """On one of these days; moments are taken on the company's."""
    if in_ledger(metric):
        return _or(Q(day__gte=first, day__lte=last) for first, last in days)
    column = KINDS[metric.source].column(metric.day_field)
    if column not in KINDS[metric.source].moments:
        return _or(Q(**{f"{column}__gte": first, f"{column}__lte": last}) for first, last in days)
    zone = get_default_timezone()

    def midnight(day: date) -> datetime:
        return spans.midnight(day, zone).astimezone(UTC)

    return _or(
        Q(**{f"{column}__gte": midnight(first), f"{column}__lt": midnight(last + timedelta(days=1))})
        for first, last in days
    )


def _or(parts: Iterator[Q]) -> Q:
    found = Q(pk__in=[])
    for part in parts:
        found |= part
    return found


def of_people(metric: Metric, found: QuerySet[Any], users: Collection[int] | None) -> QuerySet[Any]:
    """Only what counts for these people; None is everybody."""
    if users is None:
        return found
    return found.filter(**{"user_id__in" if in_ledger(metric) else "owner_id__in": users})


def summed(metric: Metric, found: QuerySet[Any]) -> Iterator[Sum_]:
    """By person and unit."""
    for row in _grouped(metric, found).values_list("_user", "_unit", "_path").annotate(_sum=_value(metric)):
        yield Sum_(row[0], row[1], row[2], int(row[3] or 0))


def by_day(metric: Metric, found: QuerySet[Any]) -> Iterator[tuple[date, Sum_]]:
    """By person, unit and day."""
    rows = _grouped(metric, found).annotate(_day=_day(metric))
    for day, user, unit, path, amount in rows.values_list("_day", "_user", "_unit", "_path").annotate(
        _sum=_value(metric)
    ):
        yield day, Sum_(user, unit, path, int(amount or 0))


def _grouped(metric: Metric, found: QuerySet[Any]) -> QuerySet[Any]:
    if in_ledger(metric):
        return found.order_by().annotate(_user=F("user_id"), _unit=F("unit_id"), _path=F("unit_path"))
    nowhere = Value("", output_field=CharField())
    return found.order_by().annotate(_user=F("owner_id"), _unit=F("unit_id"), _path=nowhere)


def _day(metric: Metric) -> Any:
    if in_ledger(metric):
        return F("day")
    column = KINDS[metric.source].column(metric.day_field)
    if column in KINDS[metric.source].moments:
        return TruncDate(column, tzinfo=get_default_timezone())
    return F(column)


def _value(metric: Metric) -> Any:
    if not in_ledger(metric):
        return Sum(metric.measure) if metric.measured == Measured.MONEY else Count("pk")
    return Sum(value_of(metric))


def value_of(metric: Metric) -> Any:
    """What one entry of the ledger comes to. Net of tax: what the record's lines come to net with it, less what they came to
    before, so that a record is rounded once, however it was split or amended."""
    if metric.measured == Measured.COUNT:
        return F("pieces")
    if not metric.tax_bp:
        return F("amount_minor")
    return _net(F("before_minor") + F("amount_minor"), metric.tax_bp) - _net(F("before_minor"), metric.tax_bp)


def _net(amount: Any, tax_bp: int) -> Any:
    """`rules.attribution.net` as SQL: in whole numbers, divided first so that nothing overflows."""
    whole = WHOLE + tax_bp
    down = When(LessThan(amount, 0), then=Value(-(whole // 2)))
    half = Case(down, default=Value(whole // 2), output_field=IntegerField())
    return amount / whole * WHOLE + ((amount % whole) * WHOLE + half) / whole


def follows_rows(metric: Metric) -> bool:
    """Whether what it counts changes only with its own records, so that their marks are enough to keep its sums: no condition
    on related records."""
    return not metric.where or _own(parse(metric.where, vocabulary.of(metric.source)))


def _own(node: Node) -> bool:
    match node:
        case All(parts) | Any_(parts):
            return all(_own(part) for part in parts)
        case Not(part):
            return _own(part)
        case Leaf(hops, term, op):
            return not hops and term.reckoned is None and "__" not in term.path and op != "within"
        case _:
            return False
