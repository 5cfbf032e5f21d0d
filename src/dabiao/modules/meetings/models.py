"""Meetings and the series they come from, with topics, decisions and who was there."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.meetings.enums import MeetingKind, MeetingRepeat, MeetingState, Presence


def _user(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Series(models.Model):
    """Meetings that come again. `owner` is in the chair. Who takes part: everybody in `unit` and below, and `people`.
    `weekdays` (0 is Monday) for weekly ones, else `number`: the working day of the month or quarter."""

    subject_kind: ClassVar[str] = "meeting_series"

    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    title = models.CharField(max_length=120)
    repeat = models.CharField(max_length=9, choices=MeetingRepeat.choices)
    weekdays: Any = models.JSONField(default=list)
    number = models.IntegerField(null=True)
    at = models.TimeField()
    minutes = models.IntegerField()
    skip_holidays = models.BooleanField(default=True)
    place = models.CharField(max_length=200, blank=True)
    people: Any = models.JSONField(default=list)
    owner = _user()
    minute_taker = _user(null=True, db_index=False)
    unit = models.ForeignKey("org.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_series_has_a_title"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="meeting_series_length"),
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """One meeting. `planned_on` is the day of the series that it stands for, wherever it was moved. `agenda`: what the figures
    were when it began; null before. A private one is seen by who takes part in it, and by nobody else."""

    subject_kind: ClassVar[str] = "meeting"

    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="meetings")
    planned_on = models.DateField(null=True)
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    private = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED)
    agenda: Any = models.JSONField(null=True)
    began_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    owner = _user(db_index=False)
    minute_taker = _user(null=True, db_index=False)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("owner", F("starts_at").desc(), F("id").desc(), name="meeting_of_owner"),
            models.Index("unit", F("starts_at").desc(), F("id").desc(), name="meeting_of_unit"),
            models.Index(F("starts_at").desc(), F("id").desc(), name="meeting_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "planned_on"],
                condition=Q(series__isnull=False),
                name="meeting_once_of_its_series",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(kind=MeetingKind.ONE_TO_ONE) | Q(private=True), name="meeting_of_two_is_private"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees", db_index=False)
    user = _user()
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.UNKNOWN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="attendee_once_in_a_meeting")]

    def __str__(self) -> str:
        return f"{self.user_id} in meeting {self.meeting_id}"


class Topic(models.Model):
    """What is talked about: a block of figures, or somebody's own. `seconds`: what it took; `timed_from`: its timer runs."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics", db_index=False)
    block = models.CharField(max_length=9, blank=True)
    title = models.CharField(max_length=200, blank=True)
    minutes = models.TextField(blank=True, max_length=4_000)
    seconds = models.IntegerField(default=0)
    timed_from = models.DateTimeField(null=True)
    author = _user(null=True, db_index=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("meeting", "id", name="topic_of_meeting")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") | ~Q(block=""), name="topic_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.title or self.block


class Decision(models.Model):
    """What was decided: it is a task from the first moment, which says how it stands."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    text = models.CharField(max_length=200)
    task = models.ForeignKey("activities.Task", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("meeting", "id", name="decision_of_meeting")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="decision_has_a_text")]

    def __str__(self) -> str:
        return self.text
