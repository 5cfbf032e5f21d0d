"""States of an import."""

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
