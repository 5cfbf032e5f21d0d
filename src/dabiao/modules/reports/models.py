"""Templates and their editions, reports, who received and read them, days off, and what was told of a period."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.reports.enums import ReportPart, ReportPeriod, ReportState, ReportWrittenBy, Said

USER = settings.AUTH_USER_MODEL
LATEST_DUE = 10  # working days after the last of a period
LONGEST_GRACE = 7 * 24 * 60  # minutes


def _person(**more: Any) -> Any:
    return models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", db_index=False, **more)


class Template(models.Model):
    """What is asked, of whom and by when, as the next period will have it; what a period has is its edition.

    `blocks` are the questions in order; `unit_ids`, `levels` and `roles` say of whom, each empty for all; `receivers` are
    people besides the leader. Due on the `due_shift`-th working day after the last of the period, at `due_time` (mornings:
    `noon_time`). Times are the company's, `HH:MM`. Nothing is owed that is due after `retired_at`.
    """

    subject_kind: ClassVar[str] = "report_template"

    name = models.CharField(max_length=40)
    period = models.CharField(max_length=8, choices=ReportPeriod.choices)
    written_by = models.CharField(max_length=6, choices=ReportWrittenBy.choices)
    starts_on = models.DateField()
    blocks: Any = models.JSONField(default=list)
    unit_ids: Any = models.JSONField(default=list)
    levels: Any = models.JSONField(default=list)
    roles: Any = models.JSONField(default=list)
    due_time = models.CharField(max_length=5)
    noon_time = models.CharField(max_length=5)
    due_shift = models.SmallIntegerField(default=0)
    grace_minutes = models.IntegerField(default=0)
    remind_minutes = models.IntegerField(default=30)
    to_leader = models.BooleanField(default=True)
    receivers: Any = models.JSONField(default=list)
    retired_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="report_template_has_a_name"),
            models.CheckConstraint(
                condition=Q(due_shift__range=(0, LATEST_DUE))
                & Q(grace_minutes__range=(0, LONGEST_GRACE))
                & Q(remind_minutes__range=(0, LONGEST_GRACE)),
                name="report_template_times_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A template as periods have it that begin on `from_day` or later, until the next edition. `content` holds the template's
    columns of the same names."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="editions", db_index=False)
    number = models.IntegerField()
    from_day = models.DateField()
    content: Any = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "from_day"], name="report_edition_once_a_day"),
            models.UniqueConstraint(fields=["template", "number"], name="report_edition_numbered"),
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of report template {self.template_id}"


class Report(models.Model):
    """One report of a period, from its first word on; a report that nobody began has no row.

    `about_unit` is the unit that a unit's report is of; `unit` where its writer stood. `figures` are those of the moment it was
    submitted, `figures_at`. One that is excused may still be written.
    """

    subject_kind: ClassVar[str] = "report"

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    owner = _person()
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    about_unit = models.ForeignKey("org.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    part = models.CharField(max_length=2, choices=ReportPart.choices, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ReportState.choices, default=ReportState.DRAFT)
    answers: Any = models.JSONField(default=dict)
    figures: Any = models.JSONField(default=dict)
    figures_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    excused_by = _person(null=True)
    excuse = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("owner", F("first_day").desc(), F("id").desc(), name="report_of_owner"),
            models.Index("unit", F("first_day").desc(), F("id").desc(), name="report_of_unit"),
            models.Index(F("first_day").desc(), F("id").desc(), name="report_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "first_day", "part", "owner"],
                condition=Q(about_unit__isnull=True),
                name="report_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["template", "first_day", "part", "about_unit"],
                condition=Q(about_unit__isnull=False),
                name="report_once_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT)
                | Q(submitted_at__isnull=False, figures_at__isnull=False),
                name="report_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | ~Q(excuse=""), name="report_excuse_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Copy(models.Model):
    """A report before one pair of eyes: `addressed` to them, or found by somebody who may read it. `good_at`: praised."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="copies", db_index=False)
    user = _person()
    addressed = models.BooleanField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    good_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("user", "read_at", "report", name="report_copies_of_user")]
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="report_copy_once")]

    def __str__(self) -> str:
        return f"copy of report {self.report_id} for {self.user_id}"


class Revision(models.Model):
    """The answers as they were before an edit after the report was submitted."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="revisions")
    answers: Any = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report {self.report_id} until {self.at}"


class Told(models.Model):
    """That people were told of a period, so that nobody is told twice, whatever crashes."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="+", db_index=False)
    first_day = models.DateField()
    part = models.CharField(max_length=2, blank=True)
    what = models.CharField(max_length=7, choices=Said.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "first_day", "part", "what"], name="report_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} of report template {self.template_id} for {self.first_day}{self.part}"
