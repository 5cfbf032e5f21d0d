"""Whom we sell to, and the people there."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.core.fields.column import custom_values
from dabiao.modules.customers import rules
from dabiao.modules.customers.enums import CustomerKind, DecisionRole

_CUSTOMER, _CONTACT, _REQUIREMENT = "customers_customer", "customers_contact", "customers_requirement"


class Customer(models.Model):
    """An organisation or a person. `open_opportunity_count` and the contact times are written by the modules above."""

    subject_kind: ClassVar[str] = "customer"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=CustomerKind.choices, default=CustomerKind.ORGANISATION)
    industry = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    uscc = models.CharField(max_length=18, blank=True)
    website = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=80, blank=True)
    remark = models.TextField(blank=True)
    fields: Any = custom_values()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    last_contact_at = models.DateTimeField(null=True)
    next_contact_at = models.DateTimeField(null=True)
    open_opportunity_count = models.IntegerField(default=0)
    import_id = models.BigIntegerField(null=True)
    # what the company asks for (`Requirement`) and this customer lacks, between commas, and how much it has in percent:
    # written by triggers of the database alone, whoever writes the rest
    missing = models.TextField(blank=True, default="", db_default="")
    completeness = models.SmallIntegerField(default=100, db_default=100)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("created_at").desc(), F("id").desc(), name="customer_by_created"),
            models.Index("completeness", "id", name="customer_by_complete"),
            # who has how many complete ones, for any scope, without touching a row
            models.Index("owner", "unit", "completeness", name="customer_complete_of"),
            models.Index("owner", F("created_at").desc(), F("id").desc(), name="customer_of_owner"),
            models.Index("unit", F("created_at").desc(), F("id").desc(), name="customer_of_unit"),
            models.Index("name", "id", name="customer_by_name"),
            models.Index("next_contact_at", "id", name="customer_by_next"),
            models.Index("last_contact_at", "id", name="customer_by_last"),
            models.Index(
                "owner",
                "next_contact_at",
                "id",
                name="customer_due",
                condition=Q(next_contact_at__isnull=False),
            ),
            models.Index("phone", name="customer_phone", condition=~Q(phone="")),
            models.Index("import_id", "id", name="customer_of_import", condition=Q(import_id__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="customer_has_a_name"),
            models.CheckConstraint(
                condition=Q(open_opportunity_count__gte=0), name="customer_open_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """A fact that the company asks for in every customer (C1): one of `rules.FACTS`, or `fields.<key>`."""

    fact = models.CharField(max_length=80, unique=True)
    position = models.SmallIntegerField()

    def __str__(self) -> str:
        return self.fact


class Contact(models.Model):
    """Somebody at a customer: seen by exactly those who see the customer, so owner and unit are the customer's."""

    subject_kind: ClassVar[str] = "contact"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    wechat = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=120, blank=True)
    decision_role = models.CharField(
        max_length=12, choices=DecisionRole.choices, default=DecisionRole.UNKNOWN
    )
    is_primary = models.BooleanField(default=False)
    remark = models.TextField(blank=True)
    fields: Any = custom_values()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("created_at").desc(), F("id").desc(), name="contact_by_created"),
            models.Index("name", "id", name="contact_by_name"),
            models.Index("phone", name="contact_phone", condition=~Q(phone="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name"),
            models.UniqueConstraint(
                fields=["customer"], condition=Q(is_primary=True), name="one_primary_contact"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner_id(self) -> int | None:
        return self.customer.owner_id

    @property
    def unit_id(self) -> int | None:
        return self.customer.unit_id


def counted_anew(which: str, vendor: str) -> str:
    """SQL that writes the completeness of those customers `c` whose own is not what the facts say."""
    has = _has(vendor)
    lacking = f"SELECT r.fact FROM {_REQUIREMENT} r WHERE NOT ({has}) ORDER BY r.position"  # noqa: S608 - our own names
    joined = {"postgresql": "string_agg", "sqlite": "group_concat"}[vendor]
    told = f"COALESCE((SELECT {joined}(l.fact, ',') FROM ({lacking}) l), '')"  # noqa: S608
    share = f"COALESCE((SELECT 100 * SUM(CASE WHEN {has} THEN 1 ELSE 0 END) / COUNT(*) FROM {_REQUIREMENT} r), 100)"  # noqa: S608
    return (
        f"UPDATE {_CUSTOMER} SET missing = counted.missing, completeness = counted.share "  # noqa: S608
        f"FROM (SELECT c.id, {told} AS missing, {share} AS share FROM {_CUSTOMER} c WHERE {which}) counted "
        f"WHERE counted.id = {_CUSTOMER}.id AND ({_CUSTOMER}.missing <> counted.missing "
        f"OR {_CUSTOMER}.completeness <> counted.share)"
    )


def _has(vendor: str) -> str:
    """Whether customer `c` has the fact of requirement `r`: what `rules.missing` says, in SQL."""
    contact = f"EXISTS (SELECT 1 FROM {_CONTACT} k WHERE k.customer_id = c.id"  # noqa: S608
    has = {
        **{name: f"c.{name} <> ''" for name in rules.TEXTS},
        "uscc": "(c.uscc <> '' OR c.kind = 'person')",
        "owner": "c.owner_id IS NOT NULL",
        "contact": f"{contact})",
        "contact_phone": f"{contact} AND k.phone <> '')",
        "contact_decider": f"{contact} AND k.decision_role = 'decides')",
    }
    key = f"substr(r.fact, {len(rules.CUSTOM) + 1})"
    custom = {
        "postgresql": f"jsonb_exists(c.fields, {key})",
        "sqlite": f"json_type(c.fields, '$.' || {key}) IS NOT NULL",
    }[vendor]
    cases = " ".join(f"WHEN '{fact}' THEN {sql}" for fact, sql in has.items())
    return f"CASE r.fact {cases} ELSE {custom} END"
