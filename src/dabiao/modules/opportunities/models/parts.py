"""What belongs to one deal: its rivals, its team, its lines, its stays in stages, and what is proved of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.opportunities.enums import Part, ProofKind, Threat
from dabiao.modules.opportunities.models.deals import Competitor, Opportunity
from dabiao.modules.opportunities.models.pipelines import Criterion, Stage


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
    """An opportunity's stay in a stage, for the time in stage. The last one has no end. `came_from` is the stage of the stay
    before, None of the first: whoever asks for a step finds it by an index."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="entries")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    came_from = models.ForeignKey(
        Stage, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index("stage", "entered_at", name="stage_entry_by_time"),
            models.Index("came_from", "stage", "left_at", "opportunity", name="stage_entry_by_step"),
        ]
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


class Proof(models.Model):
    """What somebody rests a criterion of one deal on: a contact, a file, another record, or their own word (`note`).

    `waived`: the criterion does not apply here, for the reason in `note`; it counts as met. Taken back, a proof stays as
    history (`withdrawn_at`); where what it rests on was taken away it is void (`voided_at`), until that comes back. A criterion
    is met while one of its proofs stands: is neither.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=7, choices=ProofKind.choices)
    waived = models.BooleanField(default=False)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("opportunity", "criterion", name="proof_of_deal"),
            models.Index("criterion", name="proof_of_criterion"),
            models.Index("about_kind", "about_id", name="proof_about", condition=Q(about_id__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(note="") | Q(about_id__isnull=False), name="proof_rests_on_something"
            ),
            models.CheckConstraint(
                condition=Q(kind=ProofKind.NOTE, about_kind="", about_id=None)
                | (~Q(kind=ProofKind.NOTE) & ~Q(about_kind="") & Q(about_id__isnull=False)),
                name="proof_is_about_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return f"criterion {self.criterion_id} in opportunity {self.opportunity_id}"
