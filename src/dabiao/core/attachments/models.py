from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.core.files.models import StoredFile


class Attachment(models.Model):
    """One file on one record. `part_kind` and `part_id` name the comment or contact it came with, where it came with one.

    Sent ahead for a comment or contact that is still being written it has no `placed_at`, and only whoever sent it knows
    of it. A removed one can be brought back for an hour, then its row goes. A withdrawn one waits for its comment or contact,
    which was removed and may come back at any time.
    """

    subject_kind: ClassVar[str] = "file"

    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    part_kind = models.CharField(max_length=40, blank=True)
    part_id = models.BigIntegerField(null=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    thumbnail = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.BigIntegerField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index("about_kind", "about_id", "id", name="attachment_of_record"),
            models.Index(
                "part_kind", "part_id", name="attachment_of_part", condition=Q(part_id__isnull=False)
            ),
            models.Index(
                "added_by", "added_at", name="attachment_waiting", condition=Q(placed_at__isnull=True)
            ),
            models.Index("removed_at", name="attachment_removed", condition=Q(removed_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(part_kind="", part_id__isnull=True)
                | (~Q(part_kind="") & Q(part_id__isnull=False)),
                name="attachment_part_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.about_kind} {self.about_id}"
