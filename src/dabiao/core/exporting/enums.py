"""States of an export, and why one has to be approved."""

from django.db import models


class ExportStatus(models.TextChoices):
    """`lapsed`: nobody decided in time. `expired`: the file was there, and is deleted."""

    WAITING = "waiting"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    LAPSED = "lapsed"
    EXPIRED = "expired"


AT_WORK = (ExportStatus.QUEUED, ExportStatus.RUNNING)
OPEN = (ExportStatus.WAITING, *AT_WORK)


class Need(models.TextChoices):
    """Why an export waits for approval: the role always does; too many rows at once; too many on one day."""

    NOTHING = "", "nothing"
    ROLE = "role"
    ROWS = "rows"
    DAY = "day"
