"""Deadlines, jobs and the clock they go by."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Clock(models.Model):
    """One row: the latest time that anything was done by. See `clock`."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)


class Timer(models.Model):
    """A handler to run once its time has come. Deleted in the transaction that carries the handler's effect.

    After a failure `due_at` is the next attempt, and `attempts` and `last_error` tell of the failures so far.
    """

    key = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()
    handler = models.CharField(max_length=100)
    payload: Any = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="timer_due")]

    def __str__(self) -> str:
        return f"{self.handler} [{self.key}]"


class JobStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)


class Job(models.Model):
    """Long work with progress. Whoever holds `lease_token` works on it until `lease_until`; then anyone may
    resume it from `checkpoint`. While queued, `lease_until` is the earliest next attempt. `attempts` counts
    starts since the last new checkpoint. What is `urgent` is done before all else, beside whatever long work is going on.
    """

    kind = models.CharField(max_length=60)
    payload: Any = models.JSONField(default=dict)
    actor_id = models.BigIntegerField(null=True)
    urgent = models.BooleanField(default=False, db_default=False)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    checkpoint: Any = models.JSONField(null=True)
    result: Any = models.JSONField(null=True)
    error = models.TextField(blank=True)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=32, blank=True)
    attempts = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="job_open", condition=Q(status__in=["queued", "running"])),
            models.Index(fields=["actor_id", "-id"], name="job_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} {self.status}"
