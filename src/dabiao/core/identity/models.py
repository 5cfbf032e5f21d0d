"""Whose a key is."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class IdentityKey(models.Model):
    """One key of one live record. While `shared` is false the key has this holder alone, by constraint.

    A key on the allow-list is held by `ALLOW_LIST` itself, so nobody else can have it alone.
    """

    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=200)
    holder_kind = models.CharField(max_length=40)
    holder_id = models.BigIntegerField()
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["value", "kind"], name="identity_key_once", condition=Q(shared=False)
            ),
            models.UniqueConstraint(
                fields=["holder_id", "holder_kind", "value", "kind"], name="identity_key_per_holder"
            ),
        ]
        indexes = [
            models.Index(fields=["value", "kind"], name="identity_key_shared", condition=Q(shared=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value} → {self.holder_kind} {self.holder_id}"


class SharedKey(models.Model):
    """A key that many people use: a switchboard, an agent, a family. It suggests, it never joins."""

    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="shared_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
