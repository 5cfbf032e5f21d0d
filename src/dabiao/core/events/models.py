"""The event log and its outbox. No foreign key points at an event: the log will be partitioned by time."""

from typing import Any

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One fact: who did what to which records, when and from where. Never changed after it is written.

    `audience` says, per record, its version and who held it before and after; the live screens filter by it.
    """

    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    via = models.CharField(max_length=16)
    address = models.CharField(max_length=64, blank=True)
    data: Any = models.JSONField(default=dict)
    audience: Any = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="event_by_time"),
            models.Index(fields=["kind", "at", "id"], name="event_by_kind"),
            models.Index(fields=["actor_id", "at", "id"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class EventSubject(models.Model):
    """An event on the timeline of one record."""

    pk = models.CompositePrimaryKey("event_id", "kind", "object_id")
    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "-event_id"], name="event_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: #{self.event_id}"


class Delivery(models.Model):
    """One handler still owed one event. Deleted in the transaction that carries the handler's effect.

    `next_try_at` is null until a first failure (or a wait for an earlier delivery); `dead_at` is set when the
    pump gave up.
    """

    event_id = models.BigIntegerField()
    event_kind = models.CharField(max_length=80)
    handler = models.CharField(max_length=200)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    dead_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="delivery_alive", condition=Q(dead_at=None))]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.event_kind} #{self.event_id}"
