"""States of an import, and what becomes of its rows."""

from django.db import models


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (ImportStatus.QUEUED, ImportStatus.RUNNING)
OVER = (ImportStatus.DONE, ImportStatus.FAILED, ImportStatus.CANCELLED)


class Mode(models.TextChoices):
    """`create` joins whoever is known; `update` changes what is there and makes nothing; `upsert` does both."""

    CREATE = "create"
    UPDATE = "update"
    UPSERT = "upsert"


class Outcome(models.TextChoices):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    JOINED = "joined"
    REJECTED = "rejected"


class Undone(models.TextChoices):
    """What became of one row when its import was undone."""

    NOT = "", "not asked"
    WHOLLY = "undone"
    PARTLY = "partly"
    KEPT = "kept"


class UndoStatus(models.TextChoices):
    NONE = "", "not asked"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNDOABLE = (Outcome.CREATED, Outcome.UPDATED, Outcome.JOINED)
UNDOING = (UndoStatus.QUEUED, UndoStatus.RUNNING)
