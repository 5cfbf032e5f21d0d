"""The ways that deals go: stages a buyer passes through, and the signs of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, Value

from dabiao.modules.opportunities.enums import PipelineMode, StageKind


class Pipeline(models.Model):
    """A row of stages. An empty `name` means a pipeline of the product, named by the catalogue under its `code`.

    A new deal goes the first active way, by `position`, all of whose conditions it meets (`product_ids`, `industries`,
    `customer_kinds`; an empty list asks for nothing, and one that asks for nothing at all is chosen by hand only), else the
    default one. `reason` says why it has more than six open stages.
    """

    subject_kind: ClassVar[str] = "pipeline"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    is_default = models.BooleanField(default=False)
    mode = models.CharField(
        max_length=9, choices=PipelineMode.choices, default=PipelineMode.SIGNS, db_default=PipelineMode.SIGNS
    )
    active = models.BooleanField(default=True, db_default=True)
    position = models.SmallIntegerField(default=0, db_default=0)
    product_ids = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    industries = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    customer_kinds = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    reason = models.CharField(max_length=500, blank=True, db_default="")
    version = models.IntegerField(default=1, db_default=1)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_pipeline"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Stage(models.Model):
    """How far a buyer has come. An empty `name` means a stage of the product, named by the catalogue.

    One that deals have been in is never deleted but retired (`active`): it keeps its place in history, without open deals.
    """

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="stages", db_index=False)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    position = models.SmallIntegerField()
    percent = models.SmallIntegerField()
    kind = models.CharField(max_length=4, choices=StageKind.choices, default=StageKind.OPEN)
    active = models.BooleanField(default=True, db_default=True)
    buyer_step = models.CharField(max_length=300, blank=True, db_default="")  # what the buyer has decided
    key_person = models.CharField(max_length=120, blank=True, db_default="")
    sop = models.TextField(blank=True, db_default="")
    tools = models.TextField(blank=True, db_default="")
    talk_tracks = models.TextField(blank=True, db_default="")
    usual_days = models.SmallIntegerField(null=True)  # median of won deals; null: too few to say

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


class Criterion(models.Model):
    """A tell-tale sign that the buyer has come as far as a stage, three to five in each. An empty `name` means one of the
    product, named by the catalogue under `enums.criterion.<code>`; one that was ever proved is retired, not deleted."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="criteria", db_index=False)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True)
    hint = models.CharField(max_length=500, blank=True)
    position = models.SmallIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "code"], name="criterion_code_once")]

    def __str__(self) -> str:
        return self.name or self.code
