"""Leads: people who may buy, until converted, given up, or handed back; and every further time they asked."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from dabiao.core.fields.column import custom_values
from dabiao.modules.leads.enums import Grade, InvalidReason, LeadSource, LeadStatus


class Lead(models.Model):
    """`owner` is null while it lies in the pool; `unit` is then the pool's unit, or null for the whole company's."""

    subject_kind: ClassVar[str] = "lead"

    name = models.CharField(max_length=120, blank=True)
    company = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    wechat = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=20, choices=LeadSource.choices, default=LeadSource.MANUAL)
    campaign = models.CharField(max_length=120, blank=True)
    cost_minor = models.BigIntegerField(default=0)
    remark = models.TextField(blank=True)
    raw: Any = models.JSONField(default=dict)
    fields: Any = custom_values()
    # ids of tags, in their order; empty by the database too, as custom values are
    tags: Any = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    grade = models.CharField(max_length=1, choices=Grade.choices, blank=True, default=Grade.NONE)
    status = models.CharField(max_length=10, choices=LeadStatus.choices, default=LeadStatus.NEW)
    invalid_reason = models.CharField(max_length=20, choices=InvalidReason.choices, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_at = models.DateTimeField()
    enquiry_count = models.IntegerField(default=1)
    last_enquired_at = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField(null=True)
    first_contact_at = models.DateTimeField(null=True)
    last_contact_at = models.DateTimeField(null=True)
    next_contact_at = models.DateTimeField(null=True)
    converted_at = models.DateTimeField(null=True)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(
        "opportunities.Opportunity", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    import_id = models.BigIntegerField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("received_at").desc(), F("id").desc(), name="lead_by_received"),
            models.Index("owner", F("received_at").desc(), F("id").desc(), name="lead_of_owner"),
            models.Index("unit", F("received_at").desc(), F("id").desc(), name="lead_of_unit"),
            models.Index("status", F("received_at").desc(), F("id").desc(), name="lead_by_status"),
            models.Index(
                "owner", "next_contact_at", "id", name="lead_due", condition=Q(next_contact_at__isnull=False)
            ),
            models.Index(
                "next_contact_at", "id", name="lead_due_all", condition=Q(next_contact_at__isnull=False)
            ),
            models.Index(
                F("received_at").desc(), F("id").desc(), name="lead_pool", condition=Q(owner__isnull=True)
            ),
            models.Index(
                "first_contact_at", name="lead_by_contact", condition=Q(first_contact_at__isnull=False)
            ),
            models.Index("import_id", name="lead_of_import", condition=Q(import_id__isnull=False)),
            models.Index("phone", name="lead_phone", condition=~Q(phone="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(cost_minor__gte=0), name="lead_cost_not_negative"),
            models.CheckConstraint(
                condition=~Q(status="converted") | Q(customer__isnull=False, converted_at__isnull=False),
                name="lead_converted_has_customer",
            ),
            models.CheckConstraint(
                condition=~Q(status="invalid") | ~Q(invalid_reason=""), name="lead_invalid_has_reason"
            ),
        ]

    # of an arrival that nobody has yet: whether the rules of dispatch are to give it to somebody. Not kept.
    for_dispatch: bool = False

    def __str__(self) -> str:
        return self.display

    @property
    def display(self) -> str:
        return self.name or self.company or self.phone or self.wechat or self.email or f"#{self.pk}"


class Enquiry(models.Model):
    """A further arrival of somebody who is a lead or a customer already, as it came; it made no record of its own.

    `matched` names the kinds of key it was recognised by.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    received_at = models.DateTimeField()
    source = models.CharField(max_length=20, choices=LeadSource.choices)
    campaign = models.CharField(max_length=120, blank=True)
    cost_minor = models.BigIntegerField(default=0)
    message = models.TextField(blank=True)
    values: Any = models.JSONField(default=dict)
    raw: Any = models.JSONField(default=dict)
    matched: Any = models.JSONField(default=list)
    import_id = models.BigIntegerField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="enquiry_of_subject"),
            models.Index(
                fields=["import_id"], name="enquiry_of_import", condition=Q(import_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"enquiry of {self.subject_kind} {self.subject_id}"
