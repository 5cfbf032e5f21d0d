"""Periods, proportions, and the sums of deals that a funnel is made of, without a database."""

import operator
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from dabiao.core.calendar import add_months, month_start, next_month
from dabiao.core.errors import Invalid
from dabiao.modules.analytics.enums import PeriodKind

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of the company's calendar; `until` is the first day after it."""

    first: date
    until: date

    @property
    def last(self) -> date:
        return self.until - DAY


def asked_period(first: date | None, until: date | None, kind: PeriodKind, today: date) -> Period:
    """What was asked for; what is open is filled from the calendar period of `kind` around `today`.

    Raises `analytics.empty_period` when nothing lies between both ends.
    """
    now = calendar_period(kind, today)
    asked = Period(first or (min(now.first, until - DAY) if until else now.first), until or now.until)
    check_not_empty(asked.first, asked.until)
    return asked


def check_not_empty(first: date, until: date) -> None:
    """Raises `analytics.empty_period` when no day lies in [first, until)."""
    if until <= first:
        raise Invalid("analytics.empty_period", field="to")


def calendar_period(kind: PeriodKind, day: date) -> Period:
    """The week (from Monday), month, quarter or year around a day."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7))
    months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}[kind]
    first = add_months(day, -((day.month - 1) % months))
    return Period(first, add_months(first, months))


def month_of(day: date) -> Period:
    return Period(month_start(day), next_month(day))


def months(first: date, last: date) -> list[date]:
    """The first day of every month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, place) for place in range(count)]


def same_days_last_month(today: date) -> Period:
    """From the first of last month to the day that is today's namesake there, or to its end where it is shorter."""
    first = add_months(today, -1)
    return Period(first, min(first + timedelta(days=today.day), month_start(today)))


def local_day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a day begins in `zone`."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def same_moment_last_month(now: datetime, zone: tzinfo) -> datetime:
    """Last month's namesake of this very moment; the month's end where it had no such day."""
    local = now.astimezone(zone)
    first = add_months(local.date(), -1)
    day = first + timedelta(days=local.day - 1)
    if day >= month_start(local.date()):
        return midnight(month_start(local.date()), zone)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def share(part: int, whole: int) -> int | None:
    """Part of the whole in basis points, half up: 1 of 3 is 3333. None of nothing."""
    return (part * 20_000 + whole) // (2 * whole) if whole else None


def weighted(amount_minor: int, percent: int) -> int:
    """`percent` of a stage's sum, half up, in whole minor units: as the board shows it."""
    return (amount_minor * percent + 50) // 100


def period_before(period: Period) -> Period:
    """As many whole months before, where it is whole months; else as many days."""
    if period.first.day == period.until.day == 1:
        count = len(months(period.first, period.last))
        return Period(add_months(period.first, -count), period.first)
    return Period(period.first - (period.until - period.first), period.first)


def whole_months(period: Period) -> Period | None:
    """What of a period is whole calendar months; None where nothing is."""
    first = period.first if period.first.day == 1 else next_month(period.first)
    until = month_start(period.until)
    return Period(first, until) if first < until else None


def velocity_minor(
    open_count: int, won_minor: int, won_in_money: int, won: int, lost: int, cycle_days: float
) -> int | None:
    """What the open deals bring in a day, in minor units: open deals × a won deal's amount × the share won ÷ days to win.

    None where nothing was won, or at once. `won_in_money` are those won whose amount is in the company's currency.
    """
    if not won_in_money or not cycle_days:
        return None
    return round(open_count * won_minor / won_in_money * won / (won + lost) / cycle_days)


# ------------------------------------------------------------------ sums of deals, as blocks keep them
# "Half of them left within 4 days": the days that are told, each a bound; sums of counts under them can be added up.
STAY_DAYS = (1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365)
_STAY_SECONDS = [days * 86_400 for days in STAY_DAYS]
Row = list[int]
Content = dict[str, dict[str, Any]]


class OpenedDeal(NamedTuple):
    """`reached` is how many steps of the way to a win it ever came, 0 for one that only ever was lost; `stays` are
    (stage, seconds) of the stages it left. The amount is 0 in another currency than the company's."""

    pipeline_id: int
    owner_id: int
    source: str
    amount_minor: int
    reached: int
    steps: int
    stays: Sequence[tuple[int, int]]


class ClosedDeal(NamedTuple):
    """`counts_money`: it is in the company's currency; else its amount is 0. `seconds` from opening to closing."""

    pipeline_id: int
    owner_id: int
    source: str
    won: bool
    counts_money: bool
    amount_minor: int
    seconds: int
    reason: str


def opened(deals: Iterable[OpenedDeal]) -> Content:
    """Pipeline → `total`, and by person and source: deals by how far they came, then their amounts alike. And by stage
    the finished stays: how many, how many seconds in all, then how many within each of `STAY_DAYS` (and beyond)."""
    found: Content = {}
    for deal in deals:
        row = [0] * (2 * (deal.steps + 1))
        row[deal.reached] = 1
        row[deal.steps + 1 + deal.reached] = deal.amount_minor
        line = _counted_in(found, deal.pipeline_id, deal.owner_id, deal.source, row)
        stays = line.setdefault("stays", {})
        for stage_id, seconds in deal.stays:
            stay = [1, seconds, *[0] * (len(STAY_DAYS) + 1)]
            stay[2 + bisect_left(_STAY_SECONDS, seconds)] = 1
            add(stays, str(stage_id), stay)
    return found


def closed(deals: Iterable[ClosedDeal]) -> Content:
    """Pipeline → `total`, and by person and source: won, of these in the company's currency, their amount, their seconds
    from opening to winning; lost, their amount. And by reason what was lost for it: how many, their amount."""
    found: Content = {}
    for deal in deals:
        won = [1, int(deal.counts_money), deal.amount_minor, deal.seconds, 0, 0]
        row = won if deal.won else [0, 0, 0, 0, 1, deal.amount_minor]
        line = _counted_in(found, deal.pipeline_id, deal.owner_id, deal.source, row)
        if not deal.won:
            add(line.setdefault("reasons", {}), deal.reason, [1, deal.amount_minor])
    return found


def _counted_in(found: Content, pipeline_id: int, owner_id: int, source: str, row: Row) -> dict[str, Any]:
    line = found.setdefault(str(pipeline_id), {"persons": {}, "sources": {}})
    add(line, "total", row)
    add(line["persons"], str(owner_id), row)
    add(line["sources"], source, row)
    return line


def add(rows: dict[str, Any], key: str, row: Row) -> None:
    """One row of sums onto that of `key`."""
    there = rows.get(key)
    rows[key] = row if there is None else list(map(operator.add, there, row))


def add_all(rows: dict[str, Any], more: Mapping[str, Row]) -> None:
    for key, row in more.items():
        add(rows, key, row)


def percentile_days(stay: Row, part: int) -> int | None:
    """The least of `STAY_DAYS` within which `part` percent of the stays ended; None where that took longer than all."""
    needed, seen = -(-stay[0] * part // 100), 0
    for days, count in zip(STAY_DAYS, stay[2:], strict=False):
        seen += count
        if seen >= needed:
            return days
    return None


def mean_days(seconds: int, count: int) -> float | None:
    """Days with one decimal, half up; None of nothing."""
    return (2 * seconds + 8_640 * count) // (2 * 8_640 * count) / 10 if count else None
