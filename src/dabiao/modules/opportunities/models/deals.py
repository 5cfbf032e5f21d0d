"""Deals on their way, and who else is after them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.core.fields.column import custom_values
from dabiao.modules.opportunities.models.pipelines import Pipeline, Stage

BELIEVED = (
    "evidenced_stage",
    "recorded_stage",
    "last_contact_at",
    "created_at",
)  # what the credibility of an open deal is told by
SUMMED = ("stage", "currency", "amount_minor", "competitor_count", "owner", "unit")


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


class CompetitorAlias(models.Model):
    """What a competitor is called besides: the name of one that was merged into it. No name is a key and an alias at once."""

    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Opportunity(models.Model):
    """A deal with one customer. `closed_at` is set exactly while it stands in a won or lost stage.

    `lead_id` is a plain number: leads stand above. `pushes` and `amount_cut_minor` remember what an edit would make
    forget: they are kept by the edits themselves. `competitor` (the names) and `competitor_count` (those and the unnamed
    ones) are kept from the rows of `Rival` by whatever writes these: lists show them without asking for more rows. So are
    `evidenced_stage` (null: nothing proved), `recorded_stage` (the same without what rests on somebody's own word only),
    `proof_count` and `proved_at` from those of `Proof`: where the deal stands is what somebody claims, this is what the
    evidence carries. `model_chance` (thousandths) and `people_met` are written from
    above: with how many of the customer's people there was contact about it.
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
    evidenced_stage = models.ForeignKey(
        Stage, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_stage = models.ForeignKey(
        Stage, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    proof_count = models.SmallIntegerField(default=0, db_default=0)  # criteria that are proved
    proved_at = models.DateTimeField(null=True)  # when evidence was last given
    model_chance = models.SmallIntegerField(null=True)
    people_met = models.SmallIntegerField(default=0, db_default=0)
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
            models.Index(*SUMMED, *BELIEVED, name="opp_open_sums", condition=Q(closed_at__isnull=True)),
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
            models.CheckConstraint(condition=Q(proof_count__gte=0), name="opp_proofs_not_negative"),
            models.CheckConstraint(
                condition=Q(model_chance=None) | Q(model_chance__gte=0, model_chance__lte=1000),
                name="opp_model_chance_in_range",
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
