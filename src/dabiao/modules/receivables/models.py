"""The plan of a contract, the money that came in, and which money pays for which line of the plan."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.core.fields.column import custom_values
from dabiao.modules.receivables.enums import PayMethod


class Instalment(models.Model):
    """A line of a contract's plan. `seq` counts from 1 by due date; `allocated_minor` sums its allocations."""

    subject_kind: ClassVar[str] = "instalment"

    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    seq = models.IntegerField()
    name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    amount_minor = models.BigIntegerField()
    allocated_minor = models.BigIntegerField(default=0)
    fields: Any = custom_values()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("due_on", "id", name="instalment_by_due"),
            models.Index(
                "due_on", "id", name="instalment_unpaid", condition=Q(allocated_minor__lt=F("amount_minor"))
            ),
            models.Index("amount_minor", "id", name="instalment_by_amount"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["contract", "seq"], name="instalment_seq_once_per_contract"),
            models.CheckConstraint(
                condition=Q(seq__gte=1, amount_minor__gt=0), name="instalment_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(allocated_minor__gte=0, allocated_minor__lte=F("amount_minor")),
                name="instalment_paid_at_most_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.due_on}"


class Receipt(models.Model):
    """Money that came in for a contract. What is kept of it lies on instalments, or waits as advance."""

    subject_kind: ClassVar[str] = "receipt"

    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_on = models.DateField()
    amount_minor = models.BigIntegerField()
    refunded_minor = models.BigIntegerField(default=0)
    allocated_minor = models.BigIntegerField(default=0)
    advance_minor = models.BigIntegerField(default=0)
    method = models.CharField(max_length=10, choices=PayMethod.choices)
    remark = models.CharField(max_length=400, blank=True)
    fields: Any = custom_values()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("received_on").desc(), F("id").desc(), name="receipt_by_day"),
            models.Index("contract", "id", name="receipt_of_contract"),
            models.Index(F("created_at").desc(), F("id").desc(), name="receipt_by_created"),
            models.Index("amount_minor", "id", name="receipt_by_amount"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="receipt_is_positive"),
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0, allocated_minor__gte=0, advance_minor__gte=0),
                name="receipt_parts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor=F("refunded_minor") + F("allocated_minor") + F("advance_minor")),
                name="receipt_parts_sum_exactly",
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"

    @property
    def kept_minor(self) -> int:
        return self.amount_minor - self.refunded_minor


class Allocation(models.Model):
    """A part of a receipt on one instalment; without an instalment, the part kept as advance."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="allocations", db_index=False)
    instalment = models.ForeignKey(
        Instalment, null=True, on_delete=models.PROTECT, related_name="allocations"
    )
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt", "instalment"], name="allocation_once_per_instalment"),
            models.UniqueConstraint(
                fields=["receipt"], condition=Q(instalment__isnull=True), name="allocation_one_advance"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="allocation_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} → {self.instalment_id}"


class Refund(models.Model):
    """Money of a receipt that went back."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField()
    refunded_on = models.DateField(db_index=True)
    reason = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_is_positive")]

    def __str__(self) -> str:
        return f"refund {self.pk} of {self.receipt_id}"
