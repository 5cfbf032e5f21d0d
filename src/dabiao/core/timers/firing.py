"""Carrying out timers whose time has come: claim, effect and deletion in one transaction."""

from datetime import datetime, timedelta
from math import ceil
from time import monotonic

from django.db import transaction
from django.db.models import QuerySet

from dabiao.core.events.attempts import Report, attempt, backoff, described
from dabiao.core.timers.models import Timer
from dabiao.core.timers.registry import periods, timer_handler

BATCH = 50
SPAN = 0.1  # seconds that one transaction may last before it commits what it has
PERIODIC = "every:"


def is_due(now: datetime) -> bool:
    return _due(now).exists()


def _due(now: datetime) -> QuerySet[Timer]:
    return Timer.objects.filter(due_at__lte=now).order_by("due_at", "pk")


def fire_due(now: datetime) -> Report:
    """Fire due timers, the longest overdue first, a savepoint each; two workers never fire the same one.

    A failing timer is tried again later, for ever, with waits up to an hour; a periodic one simply at its
    next time.
    """
    if not is_due(now):
        return Report()
    report, deadline = Report(), monotonic() + SPAN
    with transaction.atomic():
        for timer in _due(now).select_for_update(skip_locked=True)[:BATCH]:
            report.done += 1
            if error := attempt(str(timer), lambda timer=timer: _fire(timer, now)):  # type: ignore[misc]
                report.errors.append(error)
                _put_back(timer, error, now)
            if monotonic() > deadline:
                break
    return report


def _fire(timer: Timer, now: datetime) -> None:
    """The row goes first, so that the handler may schedule its own key anew. It is gone, or has another time,
    when an earlier timer of this batch cancelled or moved it.
    """
    row = Timer.objects.filter(pk=timer.pk, due_at=timer.due_at)
    if period := _period(timer):
        taken = row.update(due_at=_next(timer.due_at, period, now), attempts=0, last_error="")
    else:
        taken = row.delete()[0]
    if taken:
        timer_handler(timer.handler)(timer.payload, now)


def _put_back(timer: Timer, error: Exception, now: datetime) -> None:
    period = _period(timer)
    timer.attempts += 1
    timer.due_at = _next(timer.due_at, period, now) if period else now + backoff(timer.attempts)
    timer.last_error = described(error)
    timer.save(update_fields=["due_at", "attempts", "last_error"])


def _period(timer: Timer) -> timedelta | None:
    return periods().get(timer.handler) if timer.key.startswith(PERIODIC) else None


def _next(due_at: datetime, period: timedelta, now: datetime) -> datetime:
    """The first time after now on the timer's own beat."""
    return due_at + period * max(1, ceil((now - due_at + timedelta(microseconds=1)) / period))


def ensure_periodic(now: datetime) -> None:
    """Have exactly one timer for every registered periodic handler, and none for those that are gone."""
    wanted = {f"{PERIODIC}{name}": name for name in periods()}
    present = set(Timer.objects.filter(key__startswith=PERIODIC).values_list("key", flat=True))
    if gone := present - wanted.keys():
        Timer.objects.filter(key__in=gone).delete()
    missing = [Timer(key=key, due_at=now, handler=name) for key, name in wanted.items() if key not in present]
    Timer.objects.bulk_create(missing, ignore_conflicts=True)
