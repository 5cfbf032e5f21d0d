"""The definition of a custom field. What records hold in it lies in their own column `fields`."""

from typing import Any

from django.db import models
from django.db.models import Q

from dabiao.core.fields.enums import FieldType, IndexState


class CustomField(models.Model):
    """`key` is its name in JSON for ever: of its kind alone, also while the field is removed and its data kept.

    `labels` and `help` are language → words. `minimum`, `maximum` and `default` are values as records hold them.
    `options` are `{id, labels, retired}` in their order; `last_option` is the number of the last id that was given.
    `indexed` is what is wanted, `index_state` how far the database has come.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    type = models.CharField(max_length=10, choices=FieldType.choices)
    labels: Any = models.JSONField(default=dict)
    help: Any = models.JSONField(default=dict)
    required = models.BooleanField(default=False)
    scale = models.SmallIntegerField(default=0)
    minimum: Any = models.JSONField(null=True)
    maximum: Any = models.JSONField(null=True)
    max_length = models.IntegerField(null=True)
    default: Any = models.JSONField(null=True)
    options: Any = models.JSONField(default=list)
    last_option = models.IntegerField(default=0)
    section = models.CharField(max_length=40, blank=True)
    position = models.IntegerField(default=0)
    listed = models.BooleanField(default=False)
    indexed = models.BooleanField(default=False)
    index_state = models.CharField(
        max_length=10, choices=IndexState.choices, blank=True, default=IndexState.NONE
    )
    index_error = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True)
    purging = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="field_key_once"),
            models.CheckConstraint(condition=Q(scale__gte=0, scale__lte=6), name="field_scale_in_range"),
            models.CheckConstraint(
                condition=Q(purging=False) | Q(removed_at__isnull=False), name="field_purging_is_removed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.key}"
