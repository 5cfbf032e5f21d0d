"""Deals on their way, and the stages a buyer passes through."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.core.fields.column import custom_values
from dabiao.modules.opportunities.enums import Part, StageKind, Threat

SUMMED = ("stage", "currency", "amount_minor", "competitor_count", "owner", "unit")


class Pipeline(models.Model):
    """A row of stages. An empty `name` means a pipeline of the product, named by the catalogue under its `code`."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_pipeline"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Stage(models.Model):
    """How far a buyer has come. An empty `name` means a stage of the product, named by the catalogue."""

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="stages", db_index=False)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    position = models.SmallIntegerField()
    percent = models.SmallIntegerField()
    kind = models.CharField(max_length=4, choices=StageKind.choices, default=StageKind.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "position"], name="stage_position_once"),
            models.UniqueConstraint(fields=["pipeline", "code"], name="stage_code_once"),
            models.UniqueConstraint(fields=["pipeline"], condition=Q(kind="won"), name="one_won_stage"),
            models.UniqueConstraint(fields=["pipeline"], condition=Q(kind="lost"), name="one_lost_stage"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="stage_percent_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def is_open(self) -> bool:
        return self.kind == StageKind.OPEN


class Competitor(models.Model):
    """Somebody else who sells what we sell. `key` is the name without spelling, so that each is there once."""

    subject_kind: ClassVar[str] = "competitor"

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)
    active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="competitor_has_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Opportunity(models.Model):
    """A deal with one customer. `closed_at` is set exactly while it stands in a won or lost stage.

    `lead_id` is a plain number: leads stand above. `pushes` and `amount_cut_minor` remember what an edit would make
    forget: they are kept by the edits themselves. `competitor` (the names) and `competitor_count` (those and the unnamed
    ones) are kept from the rows of `Rival` by whatever writes these: lists show them without asking for more rows.
    """

    subject_kind: ClassVar[str] = "opportunity"

    name = models.CharField(max_length=200)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    stage_entered_at = models.DateTimeField()
    amount_minor = models.BigIntegerField(default=0)
    amount_from_items = models.BooleanField(default=False, db_default=False)
    currency = models.CharField(max_length=3, default="CNY")
    expected_win_on = models.DateField(null=True)
    # how often the expected day was put off, and how far the amount is below the highest it had in this currency
    pushes = models.SmallIntegerField(default=0, db_default=0)
    amount_cut_minor = models.BigIntegerField(default=0, db_default=0)
    last_contact_at = models.DateTimeField(null=True)
    next_contact_at = models.DateTimeField(null=True)
    lead_id = models.BigIntegerField(null=True)
    source = models.CharField(max_length=80, blank=True)
    competitor = models.TextField(blank=True)
    competitor_count = models.SmallIntegerField(default=0)
    unnamed_rivals = models.SmallIntegerField(default=0, db_default=0)
    lost_reason = models.CharField(max_length=200, blank=True)
    lost_to = models.ForeignKey(
        Competitor, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    budget_minor = models.BigIntegerField(null=True)
    decides_on = models.DateField(null=True)
    fields: Any = custom_values()
    closed_at = models.DateTimeField(null=True)
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
            models.Index(F("created_at").desc(), F("id").desc(), name="opp_by_created"),
            models.Index("owner", F("created_at").desc(), F("id").desc(), name="opp_of_owner"),
            models.Index("unit", F("created_at").desc(), F("id").desc(), name="opp_of_unit"),
            models.Index("stage", F("stage_entered_at").desc(), F("id").desc(), name="opp_of_stage"),
            models.Index(
                "owner", "stage", F("stage_entered_at").desc(), F("id").desc(), name="opp_of_owner_stage"
            ),
            # the board's sums, for any scope, without touching a row
            models.Index(*SUMMED, name="opp_open_sums", condition=Q(closed_at__isnull=True)),
            models.Index("closed_at", *SUMMED, name="opp_closed_sums", condition=Q(closed_at__isnull=False)),
            models.Index(F("stage_entered_at").desc(), F("id").desc(), name="opp_by_stage_entered"),
            models.Index("amount_minor", "id", name="opp_by_amount"),
            models.Index("expected_win_on", "id", name="opp_by_win"),
            models.Index("decides_on", "id", name="opp_by_decision"),
            models.Index("lost_to", "closed_at", name="opp_lost_to", condition=Q(lost_to__isnull=False)),
            models.Index("next_contact_at", "id", name="opp_by_next"),
            models.Index("last_contact_at", "id", name="opp_by_last"),
            models.Index(
                "owner", "next_contact_at", "id", name="opp_due", condition=Q(next_contact_at__isnull=False)
            ),
            models.Index("customer", "closed_at", name="opp_of_customer"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="opp_has_a_name"),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="opp_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(unnamed_rivals__gte=0, competitor_count__gte=F("unnamed_rivals")),
                name="opp_rivals_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(budget_minor=None) | Q(budget_minor__gte=0), name="opp_budget_not_negative"
            ),
            models.CheckConstraint(condition=Q(pushes__gte=0), name="opp_pushes_not_negative"),
            models.CheckConstraint(condition=Q(amount_cut_minor__gte=0), name="opp_cut_not_negative"),
            models.CheckConstraint(
                condition=Q(lost_reason="", lost_to=None) | Q(closed_at__isnull=False),
                name="opp_lost_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rival(models.Model):
    """A competitor in one deal, as our people see them there."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+", db_index=False)
    competitor = models.ForeignKey(Competitor, on_delete=models.PROTECT, related_name="+")
    threat = models.CharField(max_length=7, choices=Threat.choices, default=Threat.UNKNOWN)
    note = models.CharField(max_length=500, blank=True)
    entered_by_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "competitor"], name="rival_once_in_a_deal")
        ]

    def __str__(self) -> str:
        return f"competitor {self.competitor_id} in opportunity {self.opportunity_id}"


class Member(models.Model):
    """A colleague in the team of a deal. Their place opens the deal to them, by a share that comes and goes with it."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=9, choices=Part.choices, default=Part.SUPPORTS)
    entered_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "user"], name="member_once_in_a_team")]

    def __str__(self) -> str:
        return f"user {self.user_id} in the team of opportunity {self.opportunity_id}"


class Item(models.Model):
    """One line of what a deal sells, in the deal's currency.

    Name, unit and price are its own: they stay what they were when the price list changes. `amount_minor` is kept, as a
    document shows it: rounded line by line.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.IntegerField()
    product = models.ForeignKey(
        "products.Product", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=20, blank=True)
    quantity_thousandths = models.BigIntegerField()
    price_minor = models.BigIntegerField()
    discount_hundredths = models.IntegerField(default=0)
    amount_minor = models.BigIntegerField()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("opportunity", "position", "id", name="item_of_opportunity"),
            models.Index("product", name="item_of_product", condition=Q(product__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="item_has_a_name"),
            models.CheckConstraint(condition=Q(quantity_thousandths__gt=0), name="item_quantity_positive"),
            models.CheckConstraint(
                condition=Q(price_minor__gte=0, amount_minor__gte=0), name="item_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(discount_hundredths__gte=0, discount_hundredths__lte=10_000),
                name="item_discount_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} in opportunity {self.opportunity_id}"


class StageEntry(models.Model):
    """An opportunity's stay in a stage, for the time in stage. The last one has no end."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="entries")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index("stage", "entered_at", name="stage_entry_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(left_at=None), name="one_present_stage"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("entered_at")), name="stage_left_after_entered"
            ),
        ]

    def __str__(self) -> str:
        return f"opportunity {self.opportunity_id} in stage {self.stage_id}"
