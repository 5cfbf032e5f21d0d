"""Scheduling deadlines and enqueuing jobs, in the transaction of whoever asks for them."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.events import channel
from dabiao.core.timers.models import OPEN, Job, JobStatus, Timer
from dabiao.core.timers.registry import job_handler, timer_handler


def schedule(key: str, due_at: datetime, handler: str, payload: dict[str, Any] | None = None) -> None:
    """Run the timer `handler` with `payload` once `due_at` has come. A timer of the same key is replaced.

    Raises LookupError for a handler nobody registered.
    """
    timer_handler(handler)
    Timer.objects.bulk_create(
        [Timer(key=key, due_at=due_at, handler=handler, payload=payload or {})],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["due_at", "handler", "payload", "attempts", "last_error"],
    )


def cancel(key: str) -> bool:
    """Forget the timer of this key. False when there is none (any more)."""
    return bool(Timer.objects.filter(key=key).delete()[0])


def enqueue(kind: str, payload: dict[str, Any], actor: Actor, now: datetime, *, urgent: bool = False) -> Job:
    """Have a worker run the job `kind` after the current transaction commits; an `urgent` one before all others.

    Raises LookupError for a kind nobody registered.
    """
    job_handler(kind)
    job = Job.objects.create(
        kind=kind, payload=payload, actor_id=actor.user_id, created_at=now, urgent=urgent
    )
    channel.wake_worker()
    return job


def cancel_job(job_id: int, now: datetime) -> bool:
    """Stop a job: at once while queued, at its next step while running. What it committed stays. False when
    it is over.
    """
    opened = Job.objects.filter(pk=job_id, status__in=OPEN)
    return bool(opened.update(status=JobStatus.CANCELLED, finished_at=now, lease_until=None, lease_token=""))
