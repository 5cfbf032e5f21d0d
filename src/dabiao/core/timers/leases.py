"""Who works on which job: claiming, keeping, and giving back. Every write checks the token, so a worker that
was thought dead and comes back can change nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from django.db import Error, connection, transaction
from django.db.models import F, Q, QuerySet

from dabiao.core.events.attempts import backoff
from dabiao.core.timers import clock
from dabiao.core.timers.models import OPEN, Job, JobStatus

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
BEAT = 10.0  # seconds between renewals
ATTEMPTS = 5  # starts without a new checkpoint


def is_due(now: datetime, *, urgent: bool = False) -> bool:
    return _due(now, urgent).exists()


def _due(now: datetime, urgent: bool) -> QuerySet[Job]:
    """The most pressing first; only what is urgent, if `urgent`."""
    due = Job.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), status__in=OPEN)
    return (due.filter(urgent=True) if urgent else due).order_by("-urgent", "pk")


@transaction.atomic
def claim(now: datetime, *, urgent: bool = False) -> Job | None:
    """The oldest job that is queued, urgent ones first (or alone), or whose worker has gone silent; None when there is none.

    One that was started five times without getting anywhere has failed.
    """
    due = _due(now, urgent).select_for_update(skip_locked=True)
    job = due.first()
    while job is not None and job.attempts >= ATTEMPTS:
        job.status, job.finished_at, job.lease_until = JobStatus.FAILED, now, None
        job.error = job.error or f"started {job.attempts} times and stopped each time without a trace"
        job.save(update_fields=["status", "finished_at", "lease_until", "error"])
        job = due.first()
    if job is not None:
        job.status, job.lease_token, job.lease_until = JobStatus.RUNNING, uuid4().hex, now + LEASE
        job.attempts += 1
        job.started_at = job.started_at or now
        job.save(update_fields=["status", "lease_token", "lease_until", "attempts", "started_at"])
    return job


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token, status=JobStatus.RUNNING)


def holds(job: Job) -> bool:
    """Whether this worker still has the job. False when it was cancelled or taken over."""
    return _held(job).exists()


def update(job: Job, **values: Any) -> bool:
    """Write to a job that this worker still has; False, and nothing written, when it has not."""
    return bool(_held(job).update(**values))


def finish(job: Job, result: Any, now: datetime) -> bool:
    return update(job, status=JobStatus.DONE, result=result, error="", finished_at=now, lease_until=None)


def fail(job: Job, error: str, now: datetime) -> bool:
    return update(job, status=JobStatus.FAILED, error=error, finished_at=now, lease_until=None)


def retry_later(job: Job, error: str, now: datetime) -> bool:
    return update(job, status=JobStatus.QUEUED, error=error, lease_until=now + backoff(job.attempts))


def give_back(job: Job) -> bool:
    """For the next worker to go on with at once; this start does not count."""
    return update(job, status=JobStatus.QUEUED, lease_until=None, attempts=F("attempts") - 1)


@contextmanager
def kept(job: Job) -> Iterator[None]:
    """Renew the lease every ten seconds while the block runs, from a thread with its own connection."""
    over = Event()
    thread = Thread(target=_renew, args=(job, over), name=f"lease-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=BEAT)


def _renew(job: Job, over: Event) -> None:
    while not over.wait(BEAT):
        try:
            held = update(job, lease_until=clock.read() + LEASE)
        except Error:
            logger.warning("the lease of %s was not renewed", job, exc_info=True)
        else:
            if not held:
                return
        finally:
            connection.close()
