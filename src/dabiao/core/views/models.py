"""A list as somebody wants to see it again: which records, which columns, in which order."""

from typing import Any

from django.conf import settings
from django.db import models


class Sharing(models.TextChoices):
    NOBODY = "nobody"
    UNIT = "unit"
    EVERYONE = "everyone"


class View(models.Model):
    """`unit_id` is whose view it is while shared with a unit: of those in it and below.

    `base` is the built-in part of the list it starts from (`mine`, `pool`), which means each reader's own.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shared = models.CharField(max_length=8, choices=Sharing.choices, default=Sharing.NOBODY)
    unit_id = models.BigIntegerField(null=True)
    base = models.CharField(max_length=20, blank=True)
    where: Any = models.JSONField(default=dict)
    filters: Any = models.JSONField(default=dict)
    sort = models.CharField(max_length=60, blank=True)
    columns: Any = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("kind", "shared", name="view_of_kind")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="view_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(shared="unit") | models.Q(unit_id__isnull=False),
                name="view_of_unit_has_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ViewChoice(models.Model):
    """How one person keeps the views of a kind: their order, and the one that opens first."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    first = models.ForeignKey(View, null=True, on_delete=models.SET_NULL, related_name="+")
    order: Any = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
