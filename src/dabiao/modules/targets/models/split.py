"""What a company thinks its people can carry: the measure of dividing by capacity."""

from typing import Any, ClassVar

from django.db import models

from dabiao.modules.targets.rules.weighing import LEVELS, RAMP, STEADY_MONTHS, Strengths


def standard_levels() -> dict[str, int]:
    return dict(LEVELS)


def standard_ramp() -> list[int]:
    return list(RAMP)


class Capacity(models.Model):
    """One row, made by the first change; until then the defaults hold. All in percent; `ramp` by whole months since hire."""

    subject_kind: ClassVar[str] = "target_capacity"

    levels: Any = models.JSONField(default=standard_levels)
    ramp: Any = models.JSONField(default=standard_ramp)
    steady_months = models.SmallIntegerField(default=STEADY_MONTHS)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "capacity"

    def strengths(self) -> Strengths:
        return Strengths(self.levels, self.ramp, self.steady_months)
