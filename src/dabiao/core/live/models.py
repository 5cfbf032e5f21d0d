"""What was rung on SQLite, for the other processes there; PostgreSQL carries it itself."""

from typing import Any

from django.db import models


class Ring(models.Model):
    """One ring. Ids are given in the order of commits, without gaps: SQLite has one writer. `origin` is the process that
    rang, and has told its own listeners already."""

    topic = models.CharField(max_length=80)
    note: Any = models.JSONField()
    origin = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
