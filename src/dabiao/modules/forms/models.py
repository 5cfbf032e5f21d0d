"""Rows of forms."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.forms.enums import FormState, SubmissionState, Suspicion


class Form(models.Model):
    """`token` is its address for strangers. `fields` are `{name, label, required, placeholder, help}` in their order, `texts`
    what else the page says; both in the form's own language. `owner` made it, `unit` has what comes in until somebody is
    given it.
    """

    subject_kind: ClassVar[str] = "form"
    SAID: ClassVar[tuple[str, ...]] = (
        *("name", "unit_id", "state", "language", "texts", "fields", "origins"),
        *("campaign", "campaign_from_utm", "cost_minor", "fill_seconds", "address_limit", "form_limit"),
    )

    name = models.CharField(max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=8, choices=FormState.choices, default=FormState.DRAFT)
    token = models.CharField(max_length=40, unique=True)
    language = models.CharField(max_length=7, default="zh-Hans")
    texts: Any = models.JSONField(default=dict)
    fields: Any = models.JSONField(default=list)
    origins: Any = models.JSONField(default=list)
    campaign = models.CharField(max_length=120, blank=True)
    campaign_from_utm = models.BooleanField(default=False)
    cost_minor = models.BigIntegerField(default=0)
    fill_seconds = models.SmallIntegerField(default=3)
    address_limit = models.IntegerField(default=30)
    form_limit = models.IntegerField(default=600)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cost_minor__gte=0), name="form_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(fill_seconds__gte=0, address_limit__gte=1, form_limit__gte=1),
                name="form_limits_make_sense",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.SAID}


class Code(models.Model):
    """A link of its own to a form, for one person or channel; drawn as a QR code. Whoever comes by it goes to `owner` while
    that one takes work, else to the rules."""

    subject_kind: ClassVar[str] = "form_code"
    SAID: ClassVar[tuple[str, ...]] = ("name", "campaign", "owner_id")

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="codes")
    token = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    campaign = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FormDay(models.Model):
    """How often a form was looked at on a day; of whom nothing is kept."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "day"], name="form_day_once")]

    def __str__(self) -> str:
        return f"{self.form_id} on {self.day}"


class CodeDay(models.Model):
    """How often a code was followed on a day."""

    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    visits = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "day"], name="form_code_day_once")]

    def __str__(self) -> str:
        return f"{self.code_id} on {self.day}"


class Submission(models.Model):
    """What somebody sent, once for its `key`. `values` is what they typed by the names of the fields, `consent` the wording
    they agreed to. What was taken in names its record: `about_kind`, `about_id`, and the enquiry where it joined one.
    """

    subject_kind: ClassVar[str] = "form_submission"

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="submissions", db_index=False)
    code = models.ForeignKey(
        Code, null=True, on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    key = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=9, choices=SubmissionState.choices)
    suspicion = models.CharField(max_length=9, choices=Suspicion.choices, blank=True, default=Suspicion.NONE)
    values: Any = models.JSONField(default=dict)
    consent = models.TextField(blank=True)
    raw: Any = models.JSONField(default=dict)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    enquiry_id = models.BigIntegerField(null=True)
    received_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("form", "state", F("received_at").desc(), F("id").desc(), name="submission_of_form"),
            models.Index(F("received_at").desc(), F("id").desc(), name="submission_by_received"),
            models.Index("code", "state", name="submission_of_code", condition=Q(code__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("received", "joined"), about_id__isnull=False)
                | Q(state__in=("suspected", "dismissed"), about_id__isnull=True),
                name="submission_taken_has_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk} of form {self.form_id}"
