"""What was done and what is to be done: contacts with leads and customers (C3), and tasks (W6)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.core.fields.column import custom_values
from dabiao.modules.activities.enums import Method, Priority, Result, SubjectKind, TaskAbout

OPEN_TASK = Q(done_at__isnull=True, removed_at__isnull=True)


class Activity(models.Model):
    """`about_kind` and `about_id` name the record it was about; `customer_id` is the customer behind it.

    `owner` is who did it, `unit` where they stood then: both stay when people move or records change hands.
    One that was removed by mistake comes back: nothing is deleted.
    """

    subject_kind: ClassVar[str] = "activity"

    about_kind = models.CharField(max_length=12, choices=SubjectKind.choices)
    about_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    method = models.CharField(max_length=10, choices=Method.choices)
    purpose = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=12, choices=Result.choices)
    effect = models.CharField(max_length=400, blank=True)
    content = models.TextField(blank=True)
    occurred_at = models.DateTimeField()
    next_contact_at = models.DateTimeField(null=True)
    fields: Any = custom_values()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                "about_kind", "about_id", F("occurred_at").desc(), F("id").desc(), name="activity_of_record"
            ),
            models.Index(
                "customer_id",
                F("occurred_at").desc(),
                F("id").desc(),
                name="activity_of_customer",
                condition=Q(customer_id__isnull=False),
            ),
            models.Index("owner", F("occurred_at").desc(), F("id").desc(), name="activity_of_owner"),
            models.Index("unit", F("occurred_at").desc(), F("id").desc(), name="activity_of_unit"),
            models.Index(F("occurred_at").desc(), F("id").desc(), name="activity_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_contact_at__isnull=True) | Q(next_contact_at__gt=F("occurred_at")),
                name="activity_next_is_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} with {self.about_kind} {self.about_id}"


class Task(models.Model):
    """Something to do, about a record or by itself.

    `due_at` is the moment from which it is late; for a task of a whole day (`due_on`) that is the day's last second.
    """

    subject_kind: ClassVar[str] = "task"

    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    about_kind = models.CharField(max_length=12, choices=TaskAbout.choices, blank=True)
    about_id = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    priority = models.CharField(max_length=6, choices=Priority.choices, default=Priority.NORMAL)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    done_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("owner", "due_at", "id", name="task_of_owner", condition=OPEN_TASK),
            models.Index("unit", "due_at", "id", name="task_of_unit", condition=OPEN_TASK),
            models.Index("due_at", "id", name="task_by_due", condition=OPEN_TASK),
            models.Index("owner", F("created_at").desc(), F("id").desc(), name="task_of_owner_new"),
            models.Index(F("created_at").desc(), F("id").desc(), name="task_by_age"),
            models.Index("about_kind", "about_id", name="task_about", condition=Q(about_id__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="task_has_a_title"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_at__isnull=False), name="task_day_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id__isnull=True)
                | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="task_about_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FeedKey(models.Model):
    """The secret address of a person's calendar, as a hash; without a row there is none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
