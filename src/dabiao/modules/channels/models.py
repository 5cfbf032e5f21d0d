"""Connections and what they deliver; campaigns and what they cost."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from dabiao.modules.channels.enums import CampaignState, ChannelKind, DeliveryState, Signing
from dabiao.modules.leads.enums import LeadSource


class Connection(models.Model):
    """An address that a platform delivers to. Its token is found by a hash and shown by unsealing; its secret is never shown.

    `agents` maps what a telephone system calls its people to user ids. `refused_count` counts those who could not prove
    to be the platform: nothing of them is kept.
    """

    subject_kind: ClassVar[str] = "connection"

    kind = models.CharField(max_length=12, choices=ChannelKind.choices)
    name = models.CharField(max_length=80)
    active = models.BooleanField(default=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_token = models.TextField()
    sealed_secret = models.TextField(blank=True)
    signing = models.CharField(max_length=12, choices=Signing.choices, default=Signing.NONE)
    signature_name = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=20, choices=LeadSource.choices, default=LeadSource.ADVERT)
    campaign = models.CharField(max_length=120, blank=True)
    mapping: Any = models.JSONField(default=dict)
    agents: Any = models.JSONField(default=dict)
    refused_count = models.IntegerField(default=0)
    last_refused_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="connection_has_a_name"),
            models.CheckConstraint(
                condition=Q(signing="none") | ~Q(sealed_secret=""), name="connection_signs_with_a_secret"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Delivery(models.Model):
    """One delivery as it came, kept before anything is done about it; the same event comes in once.

    `repeats` counts how often it was delivered again. What is refused says why, and can be tried again.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+", db_index=False)
    event_id = models.CharField(max_length=200)
    body = models.TextField()
    content_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    due_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    repeats = models.IntegerField(default=0)
    code = models.CharField(max_length=80, blank=True)
    field = models.CharField(max_length=80, blank=True)
    params: Any = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=12, blank=True)
    subject_id = models.BigIntegerField(null=True)
    joined = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("due_at", "id", name="delivery_waiting", condition=Q(state="waiting")),
            models.Index("connection", F("id").desc(), name="delivery_of_connection"),
            models.Index("connection", F("id").desc(), name="delivery_refused", condition=Q(state="refused")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["connection", "event_id"], name="delivery_once"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(due_at__isnull=False), name="delivery_waits_for_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(code=""), name="delivery_refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.state}"


class Call(models.Model):
    """A telephone call: `told` is what was said of it, stage by stage, so that the order in which it came is all the same.

    `made_lead`: the caller was nobody we knew, and became a lead by this very call. `handled` and `recorded`: its end, and its
    recording, have been written to the record it is with.
    """

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+", db_index=False)
    call_id = models.CharField(max_length=150)
    told: Any = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=12, blank=True)
    subject_id = models.BigIntegerField(null=True)
    made_lead = models.BooleanField(default=False)
    handled = models.BooleanField(default=False)
    recorded = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "call_id"], name="call_once")]

    def __str__(self) -> str:
        return f"call {self.call_id}"


class Campaign(models.Model):
    """Something that is advertised, and paid for. Leads name it by text: by any name it ever had."""

    subject_kind: ClassVar[str] = "campaign"

    name = models.CharField(max_length=120)
    source = models.CharField(max_length=20, choices=LeadSource.choices)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=CampaignState.choices, default=CampaignState.RUNNING)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="campaign_has_a_name"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignName(models.Model):
    """A name that a campaign has or had; `key` is the name without case, width and script."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.key


class Spend(models.Model):
    """Money spent on a campaign, or on a source as a whole, over a range of days. The same range is entered once.

    `external_id` is what the platform calls it, where one delivered it.
    """

    subject_kind: ClassVar[str] = "spend"

    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source = models.CharField(max_length=20, choices=LeadSource.choices)
    first_on = models.DateField()
    last_on = models.DateField()
    amount_minor = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("last_on", "id", name="spend_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="spend_not_negative"),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="spend_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["campaign", "first_on", "last_on"],
                name="spend_once_per_campaign",
                condition=Q(campaign__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["source", "first_on", "last_on"],
                name="spend_once_per_source",
                condition=Q(campaign__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} from {self.first_on} to {self.last_on}"
