"""Market notes, and what colleagues say of them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.market.enums import Certainty, NoteSort, NoteSource, NoteState, Verdict

WORDS = 2_000  # characters of a note
TITLE = 80  # of these, what lists show


def _user(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def _link(to: str, **more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(to, null=True, on_delete=models.PROTECT, related_name="+", **more)


class Note(models.Model):
    """What somebody heard of a competitor, of a product, or of one against the other. `title` are the first words of `text`;
    `confirms` and `doubts` are counted from `Opinion` by whoever writes these. `owner` wrote it."""

    subject_kind: ClassVar[str] = "market"

    competitor = _link("opportunities.Competitor", db_index=False)
    product = _link("products.Product")
    sort = models.CharField(max_length=8, choices=NoteSort.choices)
    title = models.CharField(max_length=TITLE)
    text = models.TextField(max_length=WORDS)
    price_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    source = models.CharField(max_length=10, choices=NoteSource.choices)
    certainty = models.CharField(max_length=8, choices=Certainty.choices)
    heard_on = models.DateField()
    important = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=NoteState.choices, default=NoteState.STANDING)
    retire_reason = models.CharField(max_length=200, blank=True)
    confirms = models.IntegerField(default=0)
    doubts = models.IntegerField(default=0)
    opportunity = _link("opportunities.Opportunity")
    customer = _link("customers.Customer")
    owner = _user(null=True, db_index=False)
    unit = _link("org.Unit", db_index=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("heard_on").desc(), F("id").desc(), name="note_by_day"),
            models.Index(F("created_at").desc(), F("id").desc(), name="note_by_created"),
            models.Index("competitor", F("heard_on").desc(), F("id").desc(), name="note_of_competitor"),
            models.Index("owner", F("created_at").desc(), F("id").desc(), name="note_of_owner"),
            models.Index("unit", F("created_at").desc(), F("id").desc(), name="note_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(title=""), name="note_has_a_text"),
            models.CheckConstraint(
                condition=Q(competitor__isnull=False) | Q(product__isnull=False),
                name="note_is_about_somebody",
            ),
            models.CheckConstraint(
                condition=Q(price_minor=None) | Q(price_minor__gte=0, sort=NoteSort.PRICE),
                name="note_price_of_a_price",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Opinion(models.Model):
    """One colleague's word on a note, one each."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = _user()
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="opinion_once_each")]

    def __str__(self) -> str:
        return f"{self.verdict} of note {self.note_id}"
