"""Visits: planned, checked in to with place, photo and time, and what came of them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.visits.enums import OPEN_STATES, About, CheckInWay, VisitPart, VisitState


class Visit(models.Model):
    """`about_kind` and `about_id` name whom it is paid to, for good; `customer_id` is the customer behind that.

    Places are WGS-84, as a phone gives them, in millionths of a degree. `fixed`: agreed with the customer for that time;
    the others of a day may be put in any order (`position`). `signs` is how many signs its check-ins have in all.
    """

    subject_kind: ClassVar[str] = "visit"

    about_kind = models.CharField(max_length=12, choices=About.choices)
    about_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    fixed = models.BooleanField(default=True)
    position = models.SmallIntegerField(null=True)
    address = models.CharField(max_length=300, blank=True)
    lat = models.IntegerField(null=True)
    lon = models.IntegerField(null=True)
    state = models.CharField(max_length=12, choices=VisitState.choices, default=VisitState.PLANNED)
    joint = models.BooleanField(default=False)
    signs = models.SmallIntegerField(default=0)
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    activity_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("owner", F("starts_at").desc(), F("id").desc(), name="visit_of_owner"),
            models.Index("unit", F("starts_at").desc(), F("id").desc(), name="visit_of_unit"),
            models.Index(F("starts_at").desc(), F("id").desc(), name="visit_by_time"),
            models.Index("about_kind", "about_id", name="visit_about"),
            models.Index(
                "owner", "finished_at", name="visit_done_by", condition=Q(finished_at__isnull=False)
            ),
            models.Index("owner", name="visit_open_of", condition=Q(state__in=OPEN_STATES)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="visit_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="visit_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90_000_000, lat__lte=90_000_000, lon__gte=-180_000_000, lon__lte=180_000_000),
                name="visit_place_is_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.FINISHED)
                | Q(finished_at__isnull=False, activity_id__isnull=False),
                name="visit_finished_has_its_contact",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class Participant(models.Model):
    """Who takes part. The owner stands here too where they are coach or coached."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=VisitPart.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint("visit", "user", name="participant_takes_part_once"),
            models.UniqueConstraint(
                "visit",
                "part",
                name="participant_one_coach_one_coached",
                condition=~Q(part=VisitPart.COMPANION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.part}"


class CheckIn(models.Model):
    """Somebody said where they were. `key` is the sender's: sent twice it is one.

    `taken_at` is the moment put right by how far the device's clock was off when it sent (`skew_s`, seconds, positive when
    ahead); `received_at` is ours. `marks` are the signs, each `{code, …}`.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="check_ins")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    way = models.CharField(max_length=3, choices=CheckInWay.choices)
    key = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    skew_s = models.IntegerField()
    later = models.BooleanField()
    lat = models.IntegerField(null=True)
    lon = models.IntegerField(null=True)
    accuracy_m = models.IntegerField(null=True)
    distance_m = models.IntegerField(null=True)
    photo_id = models.BigIntegerField(null=True)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    marks: Any = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index("user", F("taken_at").desc(), name="checkin_of_user"),
            models.Index("user", "lat", "lon", name="checkin_spot", condition=Q(lat__isnull=False)),
            models.Index("photo_sha256", name="checkin_photo", condition=~Q(photo_sha256="")),
        ]
        constraints = [
            models.UniqueConstraint("user", "key", name="checkin_sent_once"),
            models.UniqueConstraint("visit", "user", "way", name="checkin_once_each_way"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.way} of {self.visit_id}"


class Coaching(models.Model):
    """What the coach noted after a joint visit, read by both of them and by who leads the coached."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, primary_key=True, related_name="coaching")
    went_well = models.CharField(max_length=1000, blank=True)
    improve = models.CharField(max_length=1000, blank=True)
    exercise = models.CharField(max_length=1000, blank=True)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"coaching of {self.visit_id}"


class KnownPlace(models.Model):
    """Where a customer was found by the first check-in without any sign: a suggestion for the next visit."""

    customer_id = models.BigIntegerField(primary_key=True)
    lat = models.IntegerField()
    lon = models.IntegerField()
    address = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("lat", "lon", name="knownplace_near")]

    def __str__(self) -> str:
        return f"place of customer {self.customer_id}"


class Terms(models.Model):
    """The one row of what the company takes for far and for vague, in metres."""

    far_m = models.IntegerField(default=500)
    vague_m = models.IntegerField(default=200)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"far {self.far_m} m"
