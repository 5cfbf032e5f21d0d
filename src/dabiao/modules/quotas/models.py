"""Rows of quotas: what is asked of whom in a working day, and what people declare."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.modules.org.enums import Level
from dabiao.modules.quotas.enums import Proof, QuotaSort

MOST = 1_000  # of one kind in a day


def _user(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, **more
    )


class Kind(models.Model):
    """What is asked for: calls, visits, flyers. Counted ones have a metric; `code` is that of the product's own."""

    subject_kind: ClassVar[str] = "quota_kind"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120, blank=True)
    sort = models.CharField(max_length=8, choices=QuotaSort.choices)
    metric = models.ForeignKey(
        "targets.Metric", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.SmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    built_in = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="counted", metric__isnull=False) | Q(sort="declared", metric__isnull=True),
                name="quota_counted_has_metric",
            ),
            models.UniqueConstraint(fields=["name"], condition=~Q(name=""), name="quota_kind_named_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Quota(models.Model):
    """So much a working day, from a day on, of a person, or of everybody in a unit and below (of one level, if any). The
    next row of the same kind for the same ones follows it; `amount` null takes it away again."""

    subject_kind: ClassVar[str] = "quota"

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    level = models.CharField(max_length=1, choices=Level.choices, blank=True)
    user = _user(null=True)
    from_day = models.DateField()
    amount = models.IntegerField(null=True)
    set_by = _user(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "level", "from_day"],
                condition=Q(user=None),
                name="quota_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["kind", "user", "from_day"], condition=Q(unit=None), name="quota_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, user__isnull=True)
                | Q(unit__isnull=True, user__isnull=False, level=""),
                name="quota_of_unit_or_person",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__range=(0, MOST)), name="quota_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.from_day}"


class Terms(models.Model):
    """One row. `ramp`: percent by whole months since hire, then 100; `correct_days`: so many days back one corrects one's
    own numbers; `version` 1 and no row until somebody changes it."""

    subject_kind: ClassVar[str] = "quota_terms"

    ramp: Any = models.JSONField(default=list)
    correct_days = models.SmallIntegerField(default=1)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "terms of quotas"


class Declared(models.Model):
    """How much of a kind a person says they did on a day. `unit`: where they stood when they first said so."""

    subject_kind: ClassVar[str] = "quota_count"

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = _user()
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    amount = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("owner", "day", name="declared_of_owner")]
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "owner"], name="declared_once_a_day"),
            models.CheckConstraint(condition=Q(amount__range=(0, 10 * MOST)), name="declared_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} on {self.day}"


class DeclaredChange(models.Model):
    """Every number that was ever said for a day, and by whom; only added to."""

    declared = models.ForeignKey(Declared, on_delete=models.CASCADE, related_name="changes")
    before = models.IntegerField()
    after = models.IntegerField()
    word = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = _user(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Proven(models.Model):
    """A logged contact that something else than its author's word shows: the telephone system."""

    activity_id = models.BigIntegerField(primary_key=True)
    by = models.CharField(max_length=10, choices=Proof.choices)

    def __str__(self) -> str:
        return f"contact {self.activity_id} by {self.by}"
