"""A debrief, what decided the deal in either side's eyes, and when one is written."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.debriefs.enums import DebriefAsked, DebriefOutcome, DebriefState, Factor, Side

WORDS = 4_000  # characters of each text


def user(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Debrief(models.Model):
    """What we make of one closed deal. `owner` writes it; `unit` is where they stand. Who may see it is whoever sees the deal.
    Amount and outcome are those of the moment at which the deal closed."""

    subject_kind: ClassVar[str] = "debrief"

    opportunity = models.OneToOneField(
        "opportunities.Opportunity", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=250)
    outcome = models.CharField(max_length=4, choices=DebriefOutcome.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    closed_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=DebriefState.choices, default=DebriefState.OPEN)
    finished_on = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    competitor = models.ForeignKey(
        "opportunities.Competitor", null=True, on_delete=models.PROTECT, related_name="+"
    )
    price_heard_minor = models.BigIntegerField(null=True)
    story = models.TextField(blank=True, max_length=WORDS)
    again = models.TextField(blank=True, max_length=WORDS)
    differently = models.TextField(blank=True, max_length=WORDS)
    feedback = models.TextField(blank=True, max_length=WORDS)
    feedback_by = user(null=True, db_index=False)
    feedback_at = models.DateTimeField(null=True)
    note = models.ForeignKey("market.Note", null=True, on_delete=models.SET_NULL, related_name="+")
    task = models.ForeignKey(
        "activities.Task", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    owner = user(null=True, db_index=False)
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(F("closed_on").desc(), F("id").desc(), name="debrief_by_closed"),
            models.Index("due_on", "id", name="debrief_by_due"),
            models.Index("owner", "state", "due_on", name="debrief_of_owner"),
            models.Index("unit", "state", "due_on", name="debrief_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DebriefState.DONE)
                | Q(finished_on__isnull=False, finished_at__isnull=False),
                name="debrief_done_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(price_heard_minor=None) | Q(price_heard_minor__gte=0),
                name="debrief_price_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Weight(models.Model):
    """How much something decided the deal in the eyes of one side: 1 a little, 2 much, 3 above all."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="+", db_index=False)
    side = models.CharField(max_length=6, choices=Side.choices)
    factor = models.CharField(max_length=10, choices=Factor.choices)
    grade = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debrief", "side", "factor"], name="weight_once_per_side"),
            models.CheckConstraint(condition=Q(grade__range=(1, 3)), name="weight_grade_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.factor} {self.grade}"


class Policy(models.Model):
    """The one row: after which ends a debrief is written. `from_minor`: always, of deals that large; `losses`: of every one
    that was lost; `win_share`: of that many won ones in a hundred. Due on that working day after. Without a row these hold."""

    active = models.BooleanField(default=True)
    from_minor = models.BigIntegerField(default=50_000_000)
    losses = models.BooleanField(default=True)
    win_share = models.SmallIntegerField(default=20)
    due_days = models.SmallIntegerField(default=5)
    asked = models.CharField(max_length=5, choices=DebriefAsked.choices, default=DebriefAsked.OWNER)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_minor__gte=0, win_share__range=(0, 100), due_days__range=(1, 60)),
                name="debrief_policy_in_range",
            )
        ]

    def __str__(self) -> str:
        return f"debriefs due on working day {self.due_days}"
