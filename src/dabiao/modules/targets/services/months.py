"""Months are closed, so that what people are paid by stays as it is; and reopened, with a reason."""

from datetime import date, datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.modules.targets import events
from dabiao.modules.targets.models import ClosedMonth, Metric, TallyMark
from dabiao.modules.targets.queries import CLOSE
from dabiao.modules.targets.services import _tallying
from dabiao.modules.targets.services._ledger import MONTHS


@transaction.atomic
def close_month(*, month: date, reason: str, actor: Actor, now: datetime) -> ClosedMonth:
    """No attainment of that month changes any more: what is found out later counts on the first open day. Closing what is
    closed changes nothing. Raises `targets.month_not_over` (409), `core.required`, `access.forbidden`."""
    actor.require(CLOSE)
    month = month.replace(day=1)
    _check_reason(reason)
    if next_month(month) > local_day(now):
        raise Conflict("targets.month_not_over", field="month", month=f"{month:%Y-%m}")
    hold_name(MONTHS)
    if (standing := ClosedMonth.objects.filter(month=month).first()) is not None:
        return standing
    metric_ids = _tallying.make_final((month, next_month(month) - timedelta(days=1)))
    closed = ClosedMonth.objects.create(
        month=month, reason=reason.strip(), metric_ids=metric_ids, closed_at=now, closed_by_id=actor.user_id
    )
    record(events.MonthClosed(f"{month:%Y-%m}", closed.reason), closed, actor=actor, now=now)
    return closed


@transaction.atomic
def reopen_month(id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Its attainment follows the records again. What was booked on a later day meanwhile stays there. Raises
    `core.not_found`, `core.required`, `access.forbidden`."""
    actor.require(CLOSE)
    _check_reason(reason)
    hold_name(MONTHS)
    closed = ClosedMonth.objects.filter(pk=id).first()
    if closed is None:
        raise NotFound("core.not_found", kind="target_month", id=id)
    record(events.MonthReopened(f"{closed.month:%Y-%m}", reason.strip()), closed, actor=actor, now=now)
    sources = set(Metric.objects.filter(pk__in=closed.metric_ids).values_list("source", flat=True))
    days = (next_month(closed.month) - closed.month).days
    TallyMark.objects.bulk_create(
        TallyMark(source=source, day=closed.month + timedelta(days=n))
        for source in sorted(sources)
        for n in range(days)
    )
    closed.delete()


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("core.required", field="reason")
