"""One upload and what became of its rows."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.core.importing.enums import ImportStatus, Mode, Outcome, Undone, UndoStatus


class ImportRun(models.Model):
    """A file, how it is read, what its columns mean, and how far it has come.

    `unit_id` is the uploader's unit at that time. `position` is the number of the last row dealt with and `state`
    what the next row must know of those before; both move in
    the transaction of the rows themselves, so a run can be killed anywhere and goes on behind the last whole chunk.
    Always `done == created + updated + unchanged + joined + rejected`.

    An undo goes through the rows from the last to the first; `undo_position` is the number of the last row it dealt with,
    `undone` and `kept` (partly or wholly) count rows.
    """

    subject_kind: ClassVar[str] = "import"

    kind = models.CharField(max_length=40)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=ImportStatus.choices, default=ImportStatus.UPLOADED)
    format = models.CharField(max_length=8)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    sheet = models.TextField(blank=True)
    sheets: Any = models.JSONField(default=list)
    epoch_1904 = models.BooleanField(default=False)
    header: Any = models.JSONField(default=list)
    columns: Any = models.JSONField(default=list)
    guess: Any = models.JSONField(default=dict)
    mapping: Any = models.JSONField(default=dict)
    options: Any = models.JSONField(default=dict)
    dry_run = models.BooleanField(default=False)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.CREATE)
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    joined = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    position = models.IntegerField(default=0)
    state: Any = models.JSONField(default=dict)
    error_code = models.CharField(max_length=80, blank=True)
    error_field = models.CharField(max_length=200, blank=True)
    error_params: Any = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=16, default="web")
    address = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)

    undo_status = models.CharField(
        max_length=8, choices=UndoStatus.choices, blank=True, default=UndoStatus.NONE
    )
    undo_position = models.IntegerField(null=True)
    undone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    undo_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    undo_via = models.CharField(max_length=16, blank=True)
    undo_job_id = models.BigIntegerField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undo_finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_by", "-id"], name="import_of_user"),
            models.Index(fields=["id"], name="import_active", condition=Q(status__in=["queued", "running"])),
            models.Index(
                fields=["id"], name="import_undoing", condition=Q(undo_status__in=["queued", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} → {self.kind} ({self.status})"

    def begin_anew(self, *, dry_run: bool) -> None:
        """Back to the first row, with nothing counted."""
        self.status, self.dry_run, self.state = ImportStatus.QUEUED, dry_run, {}
        self.position = self.done = self.created = self.updated = 0
        self.unchanged = self.joined = self.rejected = 0
        self.started_at = self.finished_at = None
        self.error_code, self.error_field, self.error_params = "", "", {}

    @property
    def owner_id(self) -> int | None:
        """Whose live screens hear of it."""
        return self.created_by_id


class ImportReject(models.Model):
    """A row that was not taken, as it stood in the file, and why. `more` holds further reasons of the same row."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejects")
    row_number = models.IntegerField()
    values: Any = models.JSONField(default=list)
    code = models.CharField(max_length=80)
    field = models.CharField(max_length=80, blank=True)
    params: Any = models.JSONField(default=dict)
    more: Any = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row_number"], name="row_rejected_once")]

    def __str__(self) -> str:
        return f"{self.run_id} row {self.row_number}: {self.code}"


class ImportedRow(models.Model):
    """What became of one row. `changes` is the before-image of what it changed: field → [before, after].

    `mark` is the newest event when the row was committed: what happened to its record later has a higher number. `same_as`
    names, after a trial, the earlier row that would have made the record. Nothing points at these rows, and there
    are as many as rows of files: the number of the row is their key.
    """

    pk = models.CompositePrimaryKey("run_id", "row_number")
    run_id = models.BigIntegerField()
    row_number = models.IntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    record_kind = models.CharField(max_length=12, blank=True)
    record_id = models.BigIntegerField(null=True)
    part_id = models.BigIntegerField(null=True)
    same_as = models.IntegerField(null=True)
    changes: Any = models.JSONField(null=True)
    mark = models.BigIntegerField(default=0)
    undone = models.CharField(max_length=6, choices=Undone.choices, blank=True, default=Undone.NOT)
    kept: Any = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="updated") | Q(changes__isnull=False), name="updated_row_has_before"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} row {self.row_number}: {self.outcome}"
