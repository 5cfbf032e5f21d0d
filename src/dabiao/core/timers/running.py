"""Carrying out one job."""

import logging
from datetime import datetime
from threading import Event
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from dabiao.core.errors import DomainError
from dabiao.core.events.attempts import Report, described
from dabiao.core.timers import clock, leases
from dabiao.core.timers.models import Job
from dabiao.core.timers.registry import job_handler

logger = logging.getLogger(__name__)


class JobStopped(Exception):
    """The job was cancelled, or another worker has it: whatever is not committed must not be. Let it pass."""


class JobInterrupted(Exception):
    """This process is going down; the job goes on elsewhere from its checkpoint. Let it pass."""


class JobRun:
    """What a job handler works with.

    A handler opens its own transaction per chunk and, inside it, sets `checkpoint` and calls `progress`:
    chunk and checkpoint then commit together. After a kill, the next run starts with the `checkpoint` that
    last committed (None at first).
    """

    def __init__(self, job: Job, *, at: datetime | None = None, stopping: Event | None = None) -> None:
        self.id: int = job.pk
        self.payload: Any = job.payload
        self.actor_id: int | None = job.actor_id
        self.checkpoint: Any = job.checkpoint
        self.done: int = job.done
        self.total: int | None = job.total
        self._job = job
        self._kept = job.checkpoint
        self._at = at
        self._stopping = stopping or Event()

    def now(self) -> datetime:
        """The worker's time, which never goes back."""
        return self._at or clock.read()

    def progress(self, done: int, total: int | None = None) -> None:
        """Store how far the job is, with `checkpoint`, and renew the lease; commits with the surrounding
        transaction.

        Raises JobStopped when the job was cancelled or taken over, JobInterrupted when this process is going
        down: the chunk is undone, and done again by whoever goes on.
        """
        if self._stopping.is_set():
            raise JobInterrupted(self.id)
        self.done, self.total = done, total if total is not None else self.total
        fresh = {"attempts": 1} if self.checkpoint != self._kept else {}
        until = self.now() + leases.LEASE
        if not leases.update(
            self._job, done=done, total=self.total, checkpoint=self.checkpoint, lease_until=until, **fresh
        ):
            raise JobStopped(self.id)
        self._kept = self.checkpoint

    def cancelled(self) -> bool:
        """Whether to stop: somebody cancelled the job, or another worker has taken it over."""
        return not leases.holds(self._job)


def run_next(
    now: datetime, *, at: datetime | None = None, stopping: Event | None = None, urgent: bool = False
) -> Report:
    """Claim one due job, only an urgent one if `urgent`, and run it to its end. `at` freezes the job's own time (replays)."""
    if not leases.is_due(now, urgent=urgent):
        return Report()
    job = leases.claim(now, urgent=urgent)
    if job is None:
        return Report()
    error = _run(job, JobRun(job, at=at, stopping=stopping))
    return Report(1, [error] if error else [])


def _run(job: Job, run: JobRun) -> Exception | None:
    """Returns what went wrong. Raises when the database is gone: the lease then runs out and the job is
    resumed.
    """
    try:
        with leases.kept(job):
            result = job_handler(job.kind)(run)
        leases.finish(job, result, run.now())
    except JobStopped:
        logger.info("%s was stopped", job)
    except JobInterrupted:
        leases.give_back(job)
    except (OperationalError, InterfaceError) as error:
        if not connection.is_usable():
            raise
        return _stumbled(job, error, run)
    except DomainError as error:
        leases.fail(job, str(error), run.now())
        return error
    except Exception as error:
        return _stumbled(job, error, run)
    return None


def _stumbled(job: Job, error: Exception, run: JobRun) -> Exception:
    logger.warning("%s failed", job, exc_info=error)
    job.refresh_from_db(fields=["attempts"])
    if job.attempts >= leases.ATTEMPTS:
        leases.fail(job, described(error), run.now())
    else:
        leases.retry_later(job, described(error), run.now())
    return error
