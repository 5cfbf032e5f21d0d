from typing import Any

from django.conf import settings
from django.db import models

LONGEST = 4_000  # characters


class Comment(models.Model):
    """One remark on one record. `mentions` are ids of people. A removed one keeps its text, which nobody is shown."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    mentions: Any = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.text[:40]
