"""Units as a tree with materialised paths; employees are users with a place in it."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from dabiao.modules.org.enums import WORKING, AbsenceKind, DayPart, EmployeeStatus, Level, UnitKind


def ids_of(path: str) -> tuple[int, ...]:
    """The units that a path `/1/4/9/` goes through, root first."""
    return tuple(int(part) for part in path.split("/") if part)


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
        return ids_of(self.path)


class Employee(models.Model):
    """A person in a unit. The primary key is the user's, so owner ids, user ids and employee ids are one number.

    `base_level` is the level that was set by hand, `level` the present one, never above it. On `busy_on` they said
    `busy_used` times that they are busy, the last time until `busy_until`; that it is over nobody writes down.
    """

    subject_kind: ClassVar[str] = "employee"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="employee"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employees")
    position = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=1, choices=Level.choices, default=Level.B)
    base_level = models.CharField(
        max_length=1, choices=Level.choices, default=Level.B, db_default=Level.B.value
    )
    status = models.CharField(max_length=10, choices=EmployeeStatus.choices, default=EmployeeStatus.REGULAR)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)
    on_duty = models.BooleanField(default=True)
    busy_until = models.DateTimeField(null=True)
    busy_on = models.DateField(null=True)
    busy_used = models.SmallIntegerField(default=0, db_default=0)
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
            models.CheckConstraint(
                condition=models.Q(busy_until__isnull=True) | models.Q(on_duty=True), name="busy_is_on_duty"
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

    def is_busy(self, now: datetime) -> bool:
        return self.busy_until is not None and self.busy_until > now


class Tag(models.Model):
    """What a lead may be about, and a person good at; `key` is its name in one spelling. Leads hold tags by id.

    A retired one is no longer offered, and stays where it is.
    """

    subject_kind: ClassVar[str] = "tag"

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=80, unique=True)
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(key=""), name="tag_has_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """How good a person is with leads of a tag, in percent; `learned` from results, or said by somebody."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="skills")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")
    strength = models.SmallIntegerField()
    learned = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "tag"], name="skill_once_per_tag"),
            models.CheckConstraint(
                condition=models.Q(strength__gte=1, strength__lte=100), name="skill_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"skill {self.tag_id} of {self.employee_id}"


class Absence(models.Model):
    """Days on which somebody is away, both ends included, or half of one (`part`); no two of a person overlap.
    `took_off_duty`: they were taken off duty by it, and come back when it is over; half a day does not touch duty."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="absences", db_index=False)
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    first_on = models.DateField()
    last_on = models.DateField()
    part = models.CharField(max_length=2, choices=DayPart.choices, blank=True)
    note = models.CharField(max_length=200, blank=True)
    took_off_duty = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("employee", "last_on", name="absence_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")), name="absence_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=models.Q(part="") | models.Q(first_on=models.F("last_on")),
                name="half_an_absence_is_of_one_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.employee_id} from {self.first_on} to {self.last_on}"
