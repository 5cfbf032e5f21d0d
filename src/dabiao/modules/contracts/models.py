"""A contract with a customer, and the counters its numbers come from."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.core.fields.column import custom_values
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.contracts.enums import IN_FORCE, ContractStatus


class Contract(models.Model):
    """`received_minor` is receipts less refunds, pushed down by receivables; it may exceed the amount."""

    subject_kind: ClassVar[str] = "contract"

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    opportunity = models.ForeignKey(
        "opportunities.Opportunity", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, default=DEFAULT_CURRENCY)
    received_minor = models.BigIntegerField(default=0)
    status = models.CharField(max_length=10, choices=ContractStatus.choices, default=ContractStatus.DRAFT)
    signed_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    remark = models.TextField(blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    fields: Any = custom_values()
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
            models.Index(F("created_at").desc(), F("id").desc(), name="contract_by_created"),
            models.Index("owner", F("created_at").desc(), F("id").desc(), name="contract_of_owner"),
            models.Index("unit", F("created_at").desc(), F("id").desc(), name="contract_of_unit"),
            models.Index("customer", F("created_at").desc(), F("id").desc(), name="contract_of_customer"),
            models.Index("status", F("created_at").desc(), F("id").desc(), name="contract_by_status"),
            models.Index("signed_on", "id", name="contract_by_signed"),
            models.Index(
                "owner", "signed_on", name="contract_signed_of_owner", condition=Q(signed_on__isnull=False)
            ),
            models.Index("ends_on", "id", name="contract_by_end"),
            models.Index("amount_minor", "id", name="contract_by_amount"),
            models.Index(
                "opportunity", name="contract_of_opportunity", condition=Q(opportunity__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="contract_amount_not_negative"),
            models.CheckConstraint(condition=Q(received_minor__gte=0), name="contract_received_not_negative"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="contract_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=IN_FORCE) | Q(signed_on__isnull=False),
                name="contract_in_force_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=IN_FORCE) | Q(received_minor=0), name="contract_money_only_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(status="fulfilled") | Q(received_minor__gte=F("amount_minor")),
                name="contract_fulfilled_is_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class NumberSeries(models.Model):
    """The last number by rule of a month. Its row is the lock that gives each number once and without gaps."""

    month = models.CharField(max_length=6, primary_key=True)
    last = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.month}: {self.last}"
