"""Plans of people for periods, their items, and the company's cadence (W1)."""

from datetime import time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.plans.enums import PlanAbout, PlanGoalUnit, PlanGrain, PlanItemState, PlanReason
from dabiao.modules.plans.rules import cadence

FIGURE_MAX = 10**15


def _user(*, null: bool = True) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, on_delete=models.PROTECT, related_name="+", db_index=False
    )


def _unit() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Plan(models.Model):
    """What somebody sets out to do in a period. `unit` is where they stood when it was begun; a plan that still runs
    follows them. `left` names proposals that were not wanted (`lead:17`)."""

    subject_kind: ClassVar[str] = "plan"

    name = models.CharField(max_length=120)
    owner = _user(null=False)
    unit = _unit()
    grain = models.CharField(max_length=8, choices=PlanGrain.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    focus = models.CharField(max_length=400, blank=True)
    lessons = models.TextField(blank=True)
    left: Any = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("grain", "starts_on", "unit", name="plan_of_period"),
            models.Index("owner", F("starts_on").desc(), name="plan_of_owner"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "grain", "starts_on"], name="plan_once_per_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanItem(models.Model):
    """One thing in a plan. `owner`, `unit`, `starts_on` and `ends_on` are the plan's, so that what somebody has planned is
    found without it. `day` with `from_time` and `to_time` says when, where it is known.

    `source_kind` and `source_id` say what it came of; once in a plan. `carries`: how often it was carried over by now;
    `evidence_id` is a contact of its owner with its record in its days. A settled item says how: `reason` for what was
    not done.
    """

    subject_kind: ClassVar[str] = "plan_item"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items", db_index=False)
    owner = _user(null=False)
    unit = _unit()
    grain = models.CharField(max_length=8, choices=PlanGrain.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    position = models.IntegerField()
    title = models.CharField(max_length=200)
    expected = models.CharField(max_length=400, blank=True)
    goal = models.BigIntegerField(null=True)
    goal_unit = models.CharField(max_length=6, choices=PlanGoalUnit.choices, default=PlanGoalUnit.PIECES)
    metric = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    from_time = models.TimeField(null=True)
    to_time = models.TimeField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    resources = models.CharField(max_length=400, blank=True)
    risks = models.CharField(max_length=400, blank=True)
    countermeasures = models.CharField(max_length=400, blank=True)
    about_kind = models.CharField(max_length=12, choices=PlanAbout.choices, blank=True)
    about_id = models.BigIntegerField(null=True)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="parts", db_index=False
    )
    state = models.CharField(max_length=8, choices=PlanItemState.choices, default=PlanItemState.PLANNED)
    outcome = models.CharField(max_length=400, blank=True)
    reached = models.BigIntegerField(null=True)
    lesson = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=12, choices=PlanReason.choices, blank=True)
    reason_note = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    # goes to one place at most; unique among those that go at all, or SQLite takes the index for one that tells nothing
    carried_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to", db_index=False
    )
    carries = models.IntegerField(default=0)
    given_by = _user()
    source_kind = models.CharField(max_length=20, blank=True)
    source_id = models.BigIntegerField(null=True)
    why: Any = models.JSONField(default=dict)
    evidence_id = models.BigIntegerField(null=True)
    evidence_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("plan", "position", name="plan_item_of_plan"),
            models.Index("owner", "ends_on", "starts_on", name="plan_item_of_owner"),
            models.Index("owner", "day", name="plan_item_on_day", condition=Q(day__isnull=False)),
            models.Index("ends_on", name="plan_item_carried_on", condition=Q(carried_from__isnull=False)),
            models.Index("parent", name="plan_item_part", condition=Q(parent__isnull=False)),
            models.Index("about_kind", "about_id", name="plan_item_open_about", condition=Q(state="planned")),
            models.Index("source_kind", "source_id", name="plan_item_source", condition=~Q(source_kind="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["carried_from"],
                condition=Q(carried_from__isnull=False),
                name="plan_item_carried_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "source_kind", "source_id"],
                condition=~Q(source_kind=""),
                name="plan_item_once_per_source",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="plan_item_has_a_title"),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id__isnull=True)
                | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="plan_item_about_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "done"], reason="")
                | (Q(state__in=["dropped", "carried"]) & ~Q(reason="")),
                name="plan_item_reason_if_not_done",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", settled_at__isnull=True)
                | (~Q(state="planned") & Q(settled_at__isnull=False)),
                name="plan_item_settled_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__range=(0, FIGURE_MAX)),
                name="plan_item_goal_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def _levels() -> dict[str, Any]:
    return {level: dict(rhythm) for level, rhythm in cadence.USUAL.items()}


def _newcomer() -> dict[str, Any]:
    return dict(cadence.USUAL_NEWCOMER)


class PlanCadence(models.Model):
    """The company's one: which plans are owed, and when people are reminded. `morning_on` and `evening_on` are the days for
    which all of them have been."""

    subject_kind: ClassVar[str] = "plan_cadence"

    newcomer_months = models.IntegerField(default=6)
    newcomer: Any = models.JSONField(default=_newcomer)
    levels: Any = models.JSONField(default=_levels)
    prompts = models.BooleanField(default=True)
    morning = models.TimeField(default=time(8, 30))
    evening = models.TimeField(default=time(18, 0))
    morning_on = models.DateField(null=True)
    evening_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="plan_cadence_is_one"),
            models.CheckConstraint(
                condition=Q(evening__gt=F("morning")), name="plan_cadence_evening_after_morning"
            ),
        ]

    def __str__(self) -> str:
        return "cadence of plans"


class PlanPrompt(models.Model):
    """The days for which somebody has been reminded, or was found to need no word."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    morning_on = models.DateField(null=True)
    evening_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"prompts of {self.pk}"
