"""Sales events, who has a part in them, who is invited, what they cost and what came of them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.sales_events.enums import (
    AboutKind,
    ArrivalWay,
    CostItem,
    DealKind,
    EventKind,
    EventPart,
    EventState,
    GuestState,
    LinkedBy,
)


def _user(**more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, **more
    )


class SalesEvent(models.Model):
    """`token` is the address that guests open at the door. `language` is empty for that of each guest's browser. What was
    signed and received within `window_days` after it counts. `frozen`: the figures as at close.

    Goals are pieces, or minor units of yuan; null: none was set.
    """

    subject_kind: ClassVar[str] = "sales_event"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=EventKind.choices, default=EventKind.SALON)
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.DRAFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    introduction = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=7, blank=True)
    capacity = models.IntegerField(null=True)
    campaign = models.ForeignKey(
        "channels.Campaign", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    goal_invited = models.IntegerField(null=True)
    goal_attended = models.IntegerField(null=True)
    goal_deals = models.IntegerField(null=True)
    goal_signed_minor = models.BigIntegerField(null=True)
    goal_received_minor = models.BigIntegerField(null=True)
    window_days = models.IntegerField(default=7)
    remind_days = models.IntegerField(default=2)
    token = models.CharField(max_length=32, unique=True)
    reason = models.CharField(max_length=200, blank=True)
    frozen: Any = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)
    owner = _user(null=True)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("starts_at").desc(), F("id").desc(), name="sales_event_by_start"),
            models.Index("owner", F("starts_at").desc(), F("id").desc(), name="sales_event_of_owner"),
            models.Index("unit", F("starts_at").desc(), F("id").desc(), name="sales_event_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="sales_event_has_a_name"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="sales_event_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="sales_event_has_room"
            ),
            models.CheckConstraint(
                condition=Q(window_days__range=(0, 90), remind_days__range=(0, 30)),
                name="sales_event_days_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="sales_event_cancelled_says_why"
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(campaign__isnull=False) & ~Q(state="cancelled"),
                name="sales_event_once_per_campaign",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Helper(models.Model):
    """A colleague's part in an event, and how many guests they are to invite and to bring."""

    event = models.ForeignKey(SalesEvent, on_delete=models.CASCADE, related_name="helpers", db_index=False)
    user = _user()
    part = models.CharField(max_length=8, choices=EventPart.choices, default=EventPart.INVITER)
    goal_invited = models.IntegerField(null=True)
    goal_attended = models.IntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("user", name="sales_event_helper_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="sales_event_helper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.user_id} of {self.event_id}"


class Guest(models.Model):
    """Somebody invited, or who walked in. `customer` is who stands behind them, once there is one. `token` is their own
    address, `code` what can be typed at the door. `phone` as E.164, empty where none is known; `party`: how many come.

    Who has arrived stays so: `arrived_at` is set once.
    """

    subject_kind: ClassVar[str] = "sales_event_guest"

    event = models.ForeignKey(SalesEvent, on_delete=models.CASCADE, related_name="guests", db_index=False)
    about_kind = models.CharField(max_length=8, choices=AboutKind.choices)
    about_id = models.BigIntegerField()
    customer = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    inviter = _user(null=True)
    state = models.CharField(max_length=8, choices=GuestState.choices, default=GuestState.INVITED)
    party = models.IntegerField(default=1)
    token = models.CharField(max_length=32, unique=True)
    code = models.CharField(max_length=6)
    walk_in = models.BooleanField(default=False)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_by = _user(null=True)
    arrived_way = models.CharField(max_length=7, choices=ArrivalWay.choices, blank=True)

    class Meta:
        indexes = [
            models.Index("event", F("invited_at").desc(), F("id").desc(), name="guest_of_event"),
            models.Index("event", "state", name="guest_by_state"),
            models.Index("event", "inviter", "state", name="guest_of_inviter"),
            models.Index("about_kind", "about_id", name="guest_about"),
            models.Index(
                "customer", "arrived_at", name="guest_of_customer", condition=Q(customer__isnull=False)
            ),
            models.Index("inviter", "invited_at", name="guest_invited_by"),
            models.Index(
                "inviter", "arrived_at", name="guest_arrived_by", condition=Q(arrived_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "about_kind", "about_id"], name="guest_once_per_event"),
            models.UniqueConstraint(
                fields=["event", "phone"], condition=~Q(phone=""), name="guest_once_per_phone"
            ),
            models.UniqueConstraint(fields=["event", "code"], name="guest_code_once"),
            models.CheckConstraint(condition=Q(party__range=(1, 20)), name="guest_party_in_range"),
            models.CheckConstraint(
                condition=Q(state="attended", arrived_at__isnull=False)
                | (~Q(state="attended") & Q(arrived_at__isnull=True)),
                name="guest_attended_has_arrived",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OptOut(models.Model):
    """Somebody who asked to be invited to nothing any more: nobody invites them again."""

    about_kind = models.CharField(max_length=8, choices=AboutKind.choices)
    about_id = models.BigIntegerField()
    phone = models.CharField(max_length=40, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about_kind", "about_id"], name="sales_event_opt_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id}"


class Deal(models.Model):
    """A deal, contract or receipt that an event is credited with: each with one event only. By rule the nearest one; what a
    hand has put somewhere, with its reason, no rule moves. `guest`: who came and brought it."""

    event = models.ForeignKey(SalesEvent, on_delete=models.CASCADE, related_name="deals", db_index=False)
    guest = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="deals")
    customer_id = models.BigIntegerField()
    kind = models.CharField(max_length=11, choices=DealKind.choices)
    ref_id = models.BigIntegerField()
    linked_by = models.CharField(max_length=4, choices=LinkedBy.choices)
    reason = models.CharField(max_length=200, blank=True)
    by = _user(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("event", "kind", name="event_deal_of_event"),
            models.Index("customer_id", name="event_deal_of_customer"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "ref_id"], name="event_deal_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref_id} of event {self.event_id}"


class Cost(models.Model):
    """Something paid for an event, beside what its campaign has spent."""

    event = models.ForeignKey(SalesEvent, on_delete=models.CASCADE, related_name="costs")
    item = models.CharField(max_length=8, choices=CostItem.choices)
    amount_minor = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)
    by = _user(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="event_cost_is_positive")]

    def __str__(self) -> str:
        return f"{self.item} {self.amount_minor}"
