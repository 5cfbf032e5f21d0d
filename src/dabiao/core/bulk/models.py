"""What was changed on many records at once, kept for as long as it can be taken back."""

from typing import Any

from django.db import models


class BulkEdit(models.Model):
    """One change of many records. `images` says per record what it was before and after, field by field.

    The number stands in every event of the change (`bulk_id`). `kept` is what an undo found changed since. `verb` is what was
    done to one record alone: all of it goes back by the permission for that, or nothing.
    """

    subject_kind = models.CharField(max_length=40)
    verb = models.CharField(max_length=20, blank=True)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField(db_index=True)
    images: Any = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    kept: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.subject_kind} × {len(self.images)}"
