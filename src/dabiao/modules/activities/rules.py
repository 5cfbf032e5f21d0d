"""What holds of contacts and of the days they fall on, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dabiao.core.errors import Invalid
from dabiao.modules.activities.enums import Bucket, TaskBucket

# A device's clock may run ahead of the server's.
CLOCK_TOLERANCE = timedelta(minutes=5)
WEEK = timedelta(days=7)

Span = tuple[datetime | None, datetime]


def check_times(occurred_at: datetime, next_contact_at: datetime | None, now: datetime) -> None:
    """A contact has happened, and the next comes after it.

    Raises `activities.in_future`, `activities.next_not_after`.
    """
    if occurred_at > now + CLOCK_TOLERANCE:
        raise Invalid("activities.in_future", field="occurred_at")
    if next_contact_at is not None and next_contact_at <= occurred_at:
        raise Invalid("activities.next_not_after", field="next_contact_at")


def day_start(moment: datetime, zone: tzinfo, *, days: int = 0) -> datetime:
    """Midnight, in `zone`, of the day `days` after the one that `moment` falls on there."""
    day = moment.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time.min, zone)


def still_planned(planned: datetime | None, occurred_at: datetime, zone: tzinfo) -> datetime | None:
    """What remains of a plan after a contact, which settles every plan up to the end of its own day."""
    return planned if planned is not None and planned >= day_start(occurred_at, zone, days=1) else None


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


@dataclass(frozen=True, slots=True)
class Times:
    """When a contact was, and when it put the next one. `beside`: it was about a record of the customer, not the customer."""

    occurred_at: datetime
    next_contact_at: datetime | None
    beside: bool = False


def plan_after(planned: datetime | None, said: Times, zone: tzinfo) -> datetime | None:
    """What is planned after one more contact: its own next time, else what it does not settle.

    A contact beside keeps the earlier of both: one deal never hides another.
    """
    kept = still_planned(planned, said.occurred_at, zone)
    if said.beside:
        return earliest([kept, said.next_contact_at])
    return said.next_contact_at or kept


def plan_of(contacts: Iterable[Times], zone: tzinfo) -> datetime | None:
    """What is planned after all these contacts, in the order in which they were written down."""
    planned = None
    for said in contacts:
        planned = plan_after(planned, said, zone)
    return planned


def replanned(
    standing: datetime | None,
    before: Iterable[Times],
    after: Iterable[Times],
    changed: datetime | None,
    zone: tzinfo,
) -> datetime | None:
    """The plan of a record whose contacts were changed: what they say now, unless somebody set it by hand since.

    By hand means that it is neither what the contacts said `before` nor what the `changed` one had planned.
    """
    theirs = standing == plan_of(before, zone) or (changed is not None and standing == changed)
    return plan_of(after, zone) if theirs else standing


def spans(now: datetime, zone: tzinfo) -> dict[Bucket, Span]:
    """[since, until) of every bucket; None means from ever. Overdue and today never share a contact."""
    return {
        Bucket.OVERDUE: (None, now),
        Bucket.TODAY: (now, day_start(now, zone, days=1)),
        Bucket.WEEK: (now, day_start(now, zone, days=WEEK.days)),
    }


def day_begin(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def day_end(day: date, zone: tzinfo) -> datetime:
    """The last second of a day: a task of that day is late after it."""
    return datetime.combine(day, time(23, 59, 59), zone)


def task_bucket(due_at: datetime | None, now: datetime, zone: tzinfo) -> TaskBucket:
    """Which part of the list an open task stands in."""
    if due_at is None:
        return TaskBucket.UNDATED
    if due_at < now:
        return TaskBucket.OVERDUE
    return TaskBucket.TODAY if due_at < day_start(now, zone, days=1) else TaskBucket.LATER


MORNING = time(9)


def morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, zone)


def to_be_said(due_at: datetime, wanted_at: datetime | None, minutes: int, now: datetime) -> bool:
    """Whether a reminder is due: so many minutes before, or from the moment that it is wanted at."""
    return now >= (wanted_at or due_at - timedelta(minutes=minutes))
