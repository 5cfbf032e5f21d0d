"""Changes of a pipeline, each kept with what it was before: for the audit, and to take it back within an hour."""

from typing import Any

from django.db import models

from dabiao.modules.opportunities.models.pipelines import Pipeline


class Redesign(models.Model):
    """One saved change of a pipeline, which has `version` since. `before` is the whole of it as it was, `changes` what a
    reader is told. Open deals in stages that went are brought by a job into others (`moves`: from stage id to stage id) and
    what evidence carries is worked out anew: `total` deals in all, `seen` so far. `left` are those that an undo did not
    touch because somebody had moved them since, the first of them by id.
    """

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField()
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    before: Any = models.JSONField(default=dict)
    changes: Any = models.JSONField(default=dict)
    moves: Any = models.JSONField(default=dict)
    total = models.IntegerField(default=0)
    seen = models.IntegerField(default=0)
    moved = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    left: Any = models.JSONField(default=list)
    left_count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "version"], name="one_redesign_per_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of pipeline {self.pipeline_id}"


class RedesignSlice(models.Model):
    """One transaction of the job: the bulk change by whose number its deals go back."""

    redesign = models.ForeignKey(Redesign, on_delete=models.CASCADE, related_name="slices")
    bulk_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"slice {self.bulk_id}"
