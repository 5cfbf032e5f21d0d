"""Who a competitor is, and how we answer them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

WORDS = 2_000  # characters of each part of a card
PARTS = ("claims", "answers", "traps", "proof", "price_position", "dos", "donts")


def _user(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def _part() -> "models.TextField[str, str]":
    return models.TextField(blank=True, max_length=WORDS)


class Profile(models.Model):
    """What we know of a competitor for longer than a day; without a row, nothing yet."""

    competitor = models.OneToOneField(
        "opportunities.Competitor", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    website = models.CharField(max_length=200, blank=True)
    about = _part()
    strengths = _part()
    weaknesses = _part()
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"profile of competitor {self.competitor_id}"


class Card(models.Model):
    """How we answer one competitor, everywhere or where one product is concerned. Each part is a list, a line each.
    `reviewed_on` is the day on which somebody last said that it holds; it does for `review_days`."""

    subject_kind: ClassVar[str] = "battle_card"

    competitor = models.ForeignKey("opportunities.Competitor", on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey("products.Product", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=250)
    claims = _part()
    answers = _part()
    traps = _part()
    proof = _part()
    price_position = _part()
    dos = _part()
    donts = _part()
    active = models.BooleanField(default=True)
    edition = models.IntegerField(default=1)
    review_days = models.IntegerField(default=90)
    reviewed_on = models.DateField()
    reviewed_by = _user(null=True, db_index=False)
    owner = _user(null=True, db_index=False)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competitor", "product"],
                condition=Q(product__isnull=False, active=True),
                name="card_once_per_product",
            ),
            models.UniqueConstraint(
                fields=["competitor"],
                condition=Q(product__isnull=True, active=True),
                name="card_once_in_general",
            ),
            models.CheckConstraint(
                condition=Q(review_days__range=(7, 730)), name="card_review_days_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CardEdition(models.Model):
    """A card as it was from `at` on, and whose work that was."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.IntegerField()
    parts: Any = models.JSONField()
    by = _user(null=True, db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="card_edition_once")]

    def __str__(self) -> str:
        return f"edition {self.number} of card {self.card_id}"


class CardUse(models.Model):
    """Whether a card helped in a deal, as whoever sells there last said."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+", db_index=False)
    opportunity = models.ForeignKey("opportunities.Opportunity", on_delete=models.PROTECT, related_name="+")
    helped = models.BooleanField()
    by = _user(null=True, db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "opportunity"], name="card_use_once_in_a_deal")
        ]

    def __str__(self) -> str:
        return f"card {self.card_id} in opportunity {self.opportunity_id}"
