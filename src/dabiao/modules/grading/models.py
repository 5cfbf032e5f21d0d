"""Rows of grading: what judges, what was judged of each lead and why, and rules put on all leads at once."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dabiao.core.learning.rows import Trained
from dabiao.modules.grading.enums import By, Letter, ModelMode


class Policy(models.Model):
    """One row. `thresholds`: grade → the least points for it; fewer than the last is a D."""

    subject_kind: ClassVar[str] = "grading_policy"

    thresholds: Any = models.JSONField(default=dict)
    model_mode = models.CharField(max_length=8, choices=ModelMode.choices, default=ModelMode.AUTO)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return "grading policy"


class Rule(models.Model):
    """Points, tags or a grade outright for leads of which `condition`, over what they came with, is true.

    Points add up whatever the order; of several that say a grade outright the first counts. `removes`: tags that other rules
    would put on such a lead.
    """

    subject_kind: ClassVar[str] = "grading_rule"
    SAID: ClassVar = ("name", "active", "condition", "points", "grade", "adds", "removes")

    name = models.CharField(max_length=80)
    place = models.IntegerField()
    active = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True)
    condition: Any = models.JSONField()
    points = models.IntegerField(default=0)
    grade = models.CharField(max_length=1, choices=Letter.choices, blank=True, default="")
    adds: Any = models.JSONField(default=list)
    removes: Any = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["place", "id"], name="grading_rule_by_place", condition=Q(removed_at=None))
        ]

    def __str__(self) -> str:
        return self.name


class Judgement(models.Model):
    """What was last judged of a lead. `grade` is what rules or model would have: where the lead has another, or `graded_by` is
    `person`, a person said it, and it stays. `tags` are those that rules put there, `refused` those that somebody took
    away. `reasons`: `[{"rule_id", "name", "points", "grade", "marks": [{"source", "start", "end", "text", "at", "denied"}]}]`.
    """

    lead = models.OneToOneField("leads.Lead", primary_key=True, on_delete=models.CASCADE, related_name="+")
    grade = models.CharField(max_length=1, choices=Letter.choices, blank=True, default="")
    score = models.IntegerField(default=0)
    graded_by = models.CharField(max_length=8, choices=By.choices)
    person_id = models.BigIntegerField(null=True)
    probability = models.FloatField(null=True)
    tags: Any = models.JSONField(default=list)
    refused: Any = models.JSONField(default=list)
    reasons: Any = models.JSONField(default=list)
    judged_at = models.DateTimeField()

    SAID: ClassVar = (
        *("grade", "score", "graded_by", "person_id", "probability"),
        *("tags", "refused", "reasons", "judged_at"),
    )

    def __str__(self) -> str:
        return f"{self.grade} of lead {self.pk}"


class Model(Trained):
    """A trained model of which leads become deals. `cuts`: grade → least probability."""

    subject_kind: ClassVar[str] = "grading_model"

    cuts: Any = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["in_use"], condition=Q(in_use=True), name="grading_one_model_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"model {self.pk}"


class Application(models.Model):
    """The rules put on all live leads, by a job, and taken back by another."""

    subject_kind: ClassVar[str] = "grading_application"

    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    job_id = models.BigIntegerField(null=True)
    total = models.IntegerField(default=0)
    seen = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"application #{self.pk}"


class Slice(models.Model):
    """One transaction of an application: the change by whose number it is undone, and what had been judged `before`."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="slices")
    bulk_id = models.BigIntegerField(unique=True)
    before: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"slice {self.bulk_id}"
