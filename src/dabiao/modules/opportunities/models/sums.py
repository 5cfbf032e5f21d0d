"""What stands in each stage, kept by person."""

from django.db import models

from dabiao.core.sums import Making, Mark


class StageSum(models.Model):
    """What the open deals of one person in one unit (0: nobody, none) come to in one stage and currency.

    Their weighted amount is `worth_minor` + `worth_rest` / `per`, where `per` is what their chances are told in; what of it is
    credible `believed_minor` + `believed_rest` / (`per` × 100). So the sum of any of them is exact. When a sum counts is told
    by `core.sums`; `basis` as in `stage_sums.Terms`.
    """

    basis = models.CharField(max_length=64)
    owner_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    stage_id = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    per = models.IntegerField()
    count = models.IntegerField()
    amount_minor = models.BigIntegerField()
    worth_minor = models.BigIntegerField()
    worth_rest = models.BigIntegerField()
    believed_minor = models.BigIntegerField()
    believed_rest = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "unit_id", "stage_id", "currency", "per"], name="one_stage_sum"
            )
        ]
        indexes = [models.Index("unit_id", "stage_id", name="stage_sums_of_unit")]

    def __str__(self) -> str:
        return f"{self.count} open deals of {self.owner_id} in unit {self.unit_id}"


class StageSumMark(Mark):
    """A deal of this person has come, changed or gone."""


class StageSumMaking(Making):
    """How far sums by stage are made; `basis` as in `stage_sums.Terms`."""
