"""Two competitors were made one: what was there before, to take it back within an hour."""

from typing import Any

from django.db import models

from dabiao.modules.opportunities.models.deals import Competitor


class CompetitorMerge(models.Model):
    """`gone` is the competitor that went, as it was, with the ids of its other names; `deals` says of each deal what was done
    to it; `kept` what rooms above us noted of their own records, by room. `left` counts what an undo could not bring back
    because it was changed since. `into` may be gone: made one with a third since, and back when that is taken back."""

    into = models.ForeignKey(Competitor, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    gone: Any = models.JSONField(default=dict)
    deals: Any = models.JSONField(default=list)
    kept: Any = models.JSONField(default=dict)
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_index=True)
    undone_at = models.DateTimeField(null=True)
    left = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"merge {self.pk} into competitor {self.into_id}"
