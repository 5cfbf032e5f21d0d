"""Reviews of a target's period, with what people make of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.reviews.enums import CauseTag, PointSort, ReviewBase, ReviewState, SopState

WORDS = 4_000  # characters of what went well, and of what did not


def _user(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Review(models.Model):
    """What became of a node's target in one period. `owner` writes it: the person, or who leads the unit; `unit` is where the
    node stood. `figures` are null in a draft, and what they were when the review was finished afterwards."""

    subject_kind: ClassVar[str] = "review"

    tree = models.ForeignKey("targets.Tree", on_delete=models.PROTECT, related_name="+")
    node = models.ForeignKey("targets.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=250)
    grain = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    base = models.CharField(max_length=8, choices=ReviewBase.choices, default=ReviewBase.BEFORE)
    state = models.CharField(max_length=8, choices=ReviewState.choices, default=ReviewState.DRAFT)
    well = models.TextField(blank=True, max_length=WORDS)
    badly = models.TextField(blank=True, max_length=WORDS)
    figures: Any = models.JSONField(null=True)
    figures_at = models.DateTimeField(null=True)
    owner = _user(null=True, db_index=False)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("owner", F("starts_on").desc(), F("id").desc(), name="review_of_owner"),
            models.Index("unit", F("starts_on").desc(), F("id").desc(), name="review_of_unit"),
            models.Index(F("starts_on").desc(), F("id").desc(), name="review_by_period"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["node", "grain", "starts_on"], name="review_once_per_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="review_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.DRAFT) | Q(figures_at__isnull=False),
                name="review_finished_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Finish(models.Model):
    """One time that a review was finished, with the figures as they were; and why it was opened again, if it was."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="finishes")
    figures: Any = models.JSONField()
    at = models.DateTimeField()
    by = _user(null=True, db_index=False)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = _user(null=True, db_index=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(reopened_at=None), name="review_finished_once"
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.review_id} finished at {self.at}"


class Point(models.Model):
    """What people add: a cause with its tag, a lesson (`text` is its name, `situation`, and `advice`: what to do), or an action
    with owner and day, which is a task (`task_id`) once the review is finished."""

    subject_kind: ClassVar[str] = "review_point"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="points", db_index=False)
    sort = models.CharField(max_length=6, choices=PointSort.choices)
    text = models.CharField(max_length=500)
    tag = models.CharField(max_length=8, choices=CauseTag.choices, blank=True)
    situation = models.CharField(max_length=2_000, blank=True)
    advice = models.CharField(max_length=2_000, blank=True)
    sop = models.CharField(max_length=7, choices=SopState.choices, default=SopState.NONE)
    owner = _user(null=True)
    due_on = models.DateField(null=True)
    task = models.ForeignKey("activities.Task", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("review", "id", name="point_of_review"),
            models.Index("sop", F("id").desc(), name="point_of_sop", condition=~Q(sop="none")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="point_has_a_text"),
            models.CheckConstraint(
                condition=~Q(sort=PointSort.CAUSE) | ~Q(tag=""), name="point_cause_is_tagged"
            ),
            models.CheckConstraint(
                condition=~Q(sort=PointSort.ACTION) | Q(owner__isnull=False, due_on__isnull=False),
                name="point_action_has_owner_and_day",
            ),
            models.CheckConstraint(
                condition=Q(sop=SopState.NONE) | Q(sort=PointSort.LESSON),
                name="point_only_lessons_are_drafts",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Policy(models.Model):
    """The one row: on which working day after a period's end its reviews are due (0: nobody is called), and of which lengths
    of period. Without a row these defaults hold."""

    due_day = models.IntegerField(default=3)
    grains: Any = models.JSONField(default=list)
    called_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_day__range=(0, 20)), name="review_policy_in_range")
        ]

    def __str__(self) -> str:
        return f"due on working day {self.due_day}"
