"""One request for a file of a list, and how much of a day's rows each person has taken."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.core.exporting.enums import ExportStatus, Need
from dabiao.core.files.models import StoredFile


class Export(models.Model):
    """What somebody saw and wants as a file, and what became of it.

    `filters`, `where`, `q` and `sort` are the list's own, `columns` empty for all there are. `reach` is what the asker could
    see then: the file holds nothing that they could not see both then and when it is written. `words` says the filters in
    each language, with the names of that time. `rows` were counted at asking, or at the approval; `charged` of them stand
    in the asker's `ExportDay`, of that `day`. `content` is the hash of bytes that may lie in the store without a row yet.
    """

    subject_kind: ClassVar[str] = "export"

    kind = models.CharField(max_length=40)
    filters: Any = models.JSONField(default=dict)
    where: Any = models.JSONField(null=True)
    q = models.CharField(max_length=200, blank=True)
    sort = models.CharField(max_length=60, blank=True)
    columns: Any = models.JSONField(default=list)
    format = models.CharField(max_length=4, choices=[("csv", "csv"), ("xlsx", "xlsx")])
    language = models.CharField(max_length=8)
    words: Any = models.JSONField(default=dict)

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit_id = models.BigIntegerField(null=True)
    reach: Any = models.JSONField(default=dict)
    via = models.CharField(max_length=16)
    address = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    status = models.CharField(max_length=9, choices=ExportStatus.choices)
    need = models.CharField(max_length=4, choices=Need.choices, blank=True, default=Need.NOTHING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    word = models.CharField(max_length=500, blank=True)
    decide_until = models.DateTimeField(null=True)

    rows = models.IntegerField()
    total = models.IntegerField(null=True)
    done = models.IntegerField(default=0)
    day = models.DateField(null=True)
    charged = models.IntegerField(default=0)

    job_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_params: Any = models.JSONField(default=dict)
    content = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    expires_at = models.DateTimeField(null=True)
    downloads = models.IntegerField(default=0)
    downloaded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="export_of_asker"),
            models.Index(fields=["unit_id", "-id"], name="export_of_unit"),
            models.Index(
                fields=["id"],
                name="export_open",
                condition=Q(status__in=["waiting", "queued", "running"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="done") & Q(file__isnull=False) | ~Q(status="done") & Q(file__isnull=True),
                name="export_done_has_file",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="export_not_decided_by_asker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.asked_by_id} {self.status}"

    @property
    def approved(self) -> bool:
        return self.need != Need.NOTHING


class ExportDay(models.Model):
    """How many rows somebody has taken out on one day: on their own account, and by approval."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    rows = models.IntegerField(default=0)
    approved = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="export_day_once")]

    def __str__(self) -> str:
        return f"{self.user_id} took {self.rows} + {self.approved} rows on {self.day}"
