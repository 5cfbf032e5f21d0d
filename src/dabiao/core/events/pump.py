"""The outbox: handing events to after-commit handlers, exactly once in effect."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.db.models import Q, QuerySet

from dabiao.core.events import channel
from dabiao.core.events.attempts import Report, attempt, backoff, described
from dabiao.core.events.facts import fact_of
from dabiao.core.events.handlers import handler_named
from dabiao.core.events.lanes import Lanes
from dabiao.core.events.models import Delivery, Event

BATCH = 50
SPAN = 0.1  # seconds that one transaction may last before it commits what it has
ATTEMPTS = 15  # about four hours with their waits; then a person has to look


def is_due(now: datetime) -> bool:
    return _due(now).exists()


def _due(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), dead_at=None)


def deliver_due(now: datetime) -> Report:
    """Take up due deliveries, oldest first: effects and deletions commit together, a savepoint each.

    Several workers share the work (SKIP LOCKED on PostgreSQL; SQLite has one writer anyway). Killed at any
    point, the transaction leaves no trace and another worker starts over. A failing handler is tried again
    later, with its later deliveries about the same records behind it; after 15 attempts it is marked dead and
    lets them pass.
    """
    if not is_due(now):
        return Report()
    with transaction.atomic():
        claimed = list(_due(now).select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        return _work_off(claimed, now) if claimed else Report()


def _work_off(claimed: Sequence[Delivery], now: datetime) -> Report:
    report, delivered, lanes = Report(), [], Lanes(claimed, now)
    events = Event.objects.in_bulk([delivery.event_id for delivery in claimed])
    deadline = monotonic() + SPAN
    for delivery in claimed:
        report.done += 1
        if wait := lanes.wait_of(delivery):
            _put_off(delivery, wait)
            lanes.block(delivery)
        elif error := _try(delivery, events.get(delivery.event_id), now):
            report.errors.append(error)
            _put_back(delivery, error, now)
            if delivery.dead_at is None:
                lanes.block(delivery)
        else:
            delivered.append(delivery.pk)
        if monotonic() > deadline:
            break
    Delivery.objects.filter(pk__in=delivered).delete()
    return report


def _try(delivery: Delivery, event: Event | None, now: datetime) -> Exception | None:
    def effect() -> None:
        if event is None:
            raise LookupError(f"event {delivery.event_id} is gone")
        handler = handler_named(delivery.event_kind, delivery.handler)
        handler(fact_of(event.kind, event.data), event, now)

    return attempt(str(delivery), effect)


def _put_off(delivery: Delivery, wait: datetime) -> None:
    delivery.next_try_at = wait
    delivery.save(update_fields=["next_try_at"])


def _put_back(delivery: Delivery, error: Exception, now: datetime) -> None:
    delivery.attempts += 1
    delivery.next_try_at = now + backoff(delivery.attempts)
    delivery.last_error = described(error)
    delivery.dead_at = now if delivery.attempts >= ATTEMPTS else None
    delivery.save(update_fields=["attempts", "next_try_at", "last_error", "dead_at"])


def revive(delivery_ids: Iterable[int] | None = None) -> int:
    """Give dead deliveries (these, or all) a fresh set of attempts. Returns how many."""
    dead = Delivery.objects.exclude(dead_at=None)
    if delivery_ids is not None:
        dead = dead.filter(pk__in=list(delivery_ids))
    revived = dead.update(dead_at=None, attempts=0, next_try_at=None)
    channel.wake_worker()
    return revived
