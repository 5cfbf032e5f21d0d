"""Periods and proportions, without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from statistics import median_low

from dabiao.core.calendar import add_months, is_workday, next_month
from dabiao.core.errors import Invalid
from dabiao.modules.analytics.enums import BoardPeriod, HelpCode, PeriodKind, Urgency

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


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
    months = MONTHS[kind]
    first = add_months(day, -((day.month - 1) % months))
    return Period(first, add_months(first, months))


def months(first: date, last: date) -> list[date]:
    """The first day of every month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, place) for place in range(count)]


def board_period(kind: BoardPeriod, today: date) -> Period:
    return calendar_period(PeriodKind(kind), today)


def same_days_before(kind: BoardPeriod, today: date) -> Period:
    """From the first of the period before to the day that is today's namesake there: a month or three months back, at
    its month's end where that is shorter."""
    back = MONTHS[PeriodKind(kind)]
    first, month = add_months(board_period(kind, today).first, -back), add_months(today, -back)
    return Period(first, min(month + timedelta(days=today.day), next_month(month)))


def months_back(day: date, months: int) -> date:
    """The first day of the month so many months before that of `day`."""
    return add_months(day, -months)


def local_day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a day begins in `zone`."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def same_moment_before(kind: BoardPeriod, now: datetime, zone: tzinfo) -> datetime:
    """The namesake of this very moment a month or three months back; that month's end where it had no such day."""
    local, month = now.astimezone(zone), add_months(now.astimezone(zone).date(), -MONTHS[PeriodKind(kind)])
    day = month + timedelta(days=local.day - 1)
    if day >= next_month(month):
        return midnight(next_month(month), zone)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def share(part: int, whole: int) -> int | None:
    """Part of the whole in basis points, half up: 1 of 3 is 3333. None of nothing."""
    return (part * 20_000 + whole) // (2 * whole) if whole else None


def weighted(amount_minor: int, percent: int) -> int:
    """`percent` of a stage's sum, half up, in whole minor units: as the board shows it."""
    return (amount_minor * percent + 50) // 100


def in_days(stay: timedelta) -> float:
    """Days with one decimal, half up."""
    return (stay // timedelta(seconds=1) + 4_320) // 8_640 / 10


@dataclass(frozen=True, slots=True)
class Pressing:
    """Something that asks for its owner today: a promised moment, a lead given and not answered, or signs of slipping."""

    kind: str
    id: int
    due_at: datetime | None = None
    given_at: datetime | None = None
    signs: Sequence[int] = ()  # how grave each is: 0 is the gravest
    amount_minor: int = 0


URGENCIES = tuple(Urgency)


def urgency(one: Pressing, now: datetime) -> Urgency:
    """A lead that waits for its first answer, then what is late, then what the day holds, then deals that slip."""
    if one.given_at is not None:
        return Urgency.ANSWER
    if one.due_at is None:
        return Urgency.RISK
    return Urgency.OVERDUE if one.due_at < now else Urgency.TODAY


def pressing_order(one: Pressing, now: datetime) -> tuple[int, float, int, str, int]:
    """What to sort a day by. Leads: the one given last first, because a minute costs most while somebody still waits at
    the phone. What was promised: by its moment, so the longest overdue first. Deals that slip: the gravest sign, then
    the largest amount. Kind and number decide between equals, so the order never flickers.
    """
    level = urgency(one, now)
    first: float = 0
    if one.given_at is not None:
        first = -one.given_at.timestamp()
    elif one.due_at is not None:
        first = one.due_at.timestamp()
    else:
        first = min(one.signs, default=0)
    return URGENCIES.index(level), first, -one.amount_minor, one.kind, one.id


SILENT_DAYS = 3
FEW_OVERDUE, OVERDUE_SHARE = 3, Fraction(1, 3)
FEW_SLIPPING, SLIPPING_SHARE = 3, Fraction(1, 2)
FEW_DEALS = 4  # below that the median of a team says nothing about anybody's pipeline


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has in hand, as far as the reader may count it: None where they may not."""

    leads_untouched: int | None = None
    contacts_made: int | None = None  # within the last `SILENT_DAYS` working days
    contacts_overdue: int = 0
    contacts_planned: int = 0  # the overdue among them
    deals_open: int | None = None
    deals_slipping: int = 0
    in_hand: int = 0  # live leads and open deals


@dataclass(frozen=True, slots=True)
class Reason:
    """`value` of `of`: 3 of 20 contacts overdue; 2 deals where the median is 8. `of` is None where nothing stands beside."""

    code: HelpCode
    value: int
    of: int | None = None


def reasons(one: Standing, deals_median: int) -> list[Reason]:
    """Why this person may need help, the gravest first; none when all goes well. `deals_median`: open deals of the team."""
    found: list[Reason] = []
    if one.leads_untouched:
        found.append(Reason(HelpCode.UNTOUCHED, one.leads_untouched))
    if one.contacts_made == 0 and one.in_hand:
        found.append(Reason(HelpCode.SILENT, SILENT_DAYS))
    if one.contacts_overdue >= FEW_OVERDUE and one.contacts_overdue >= OVERDUE_SHARE * one.contacts_planned:
        found.append(Reason(HelpCode.OVERDUE, one.contacts_overdue, one.contacts_planned))
    many = one.deals_slipping >= FEW_SLIPPING
    if one.deals_open and many and one.deals_slipping >= SLIPPING_SHARE * one.deals_open:
        found.append(Reason(HelpCode.SLIPPING, one.deals_slipping, one.deals_open))
    thin = one.deals_open is not None and 2 * one.deals_open <= deals_median
    if thin and one.in_hand and deals_median >= FEW_DEALS:
        found.append(Reason(HelpCode.THIN, one.deals_open or 0, deals_median))
    return found


def help_order(found: Sequence[Reason]) -> tuple[int, ...]:
    """Who has more reasons comes first; between equals, the graver reason and the larger number."""
    codes = tuple(HelpCode)
    return (-len(found), *(part for one in found for part in (codes.index(one.code), -one.value)))


def median(counts: Sequence[int]) -> int:
    """The lower one of both in the middle; 0 of nothing."""
    return median_low(counts) if counts else 0


def workdays_ago(today: date, days: int) -> date:
    """The day so many working days back: contacts since its morning fill `days` whole working days and today."""
    day = today
    while days:
        day -= DAY
        days -= is_workday(day)
    return day
