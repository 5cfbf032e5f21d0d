"""Units as a tree with materialised paths; employees are users with a place in it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dabiao.modules.org.enums import WORKING, EmployeeStatus, Level, UnitKind


class Unit(models.Model):
    """A node of the company tree. `path` is `/1/4/9/`: every ancestor and itself."""

    subject_kind: ClassVar[str] = "unit"

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=UnitKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True, default="")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_per_parent")]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Root first, itself last."""
        return tuple(int(part) for part in self.path.split("/") if part)


class Employee(models.Model):
    """A person in a unit. The primary key is the user's, so owner ids, user ids and employee ids are one number."""

    subject_kind: ClassVar[str] = "employee"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="employee"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employees")
    position = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=1, choices=Level.choices, default=Level.B)
    status = models.CharField(max_length=10, choices=EmployeeStatus.choices, default=EmployeeStatus.REGULAR)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)
    on_duty = models.BooleanField(default=True)
    daily_capacity = models.IntegerField(default=30)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(daily_capacity__gte=0), name="capacity_not_negative"),
            models.CheckConstraint(
                condition=~models.Q(status="left") | models.Q(left_on__isnull=False, on_duty=False),
                name="left_is_dated_and_off_duty",
            ),
        ]

    def __str__(self) -> str:
        return f"employee {self.pk}"

    @property
    def owner_id(self) -> int:
        return self.user_id

    @property
    def is_working(self) -> bool:
        return self.status in WORKING
