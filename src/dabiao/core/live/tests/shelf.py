"""A record kind of the tests' own, for the property that ties the live filter to the WHERE of scoping."""

from typing import ClassVar

from django.db import models


class Box(models.Model):
    subject_kind: ClassVar[str] = "box"

    owner_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        app_label = "live_tests"

    def __str__(self) -> str:
        return f"box {self.pk}"
