"""Sums of the funnel, month by month and unit by unit, and which of them are out of date."""

from secrets import randbits

from django.db import models

from dabiao.modules.analytics.enums import Basis


def _stamp() -> int:
    return randbits(62)


class FunnelBlock(models.Model):
    """What the deals of one unit that were opened (or closed) in one month of the company come to.

    JSON, as `rules.opened` and `rules.closed` say it, the long parts in columns of their own, read only where they are
    asked for. Unit 0 is no unit. Exact, unless a mark lies in it. `stamp` is drawn anew for each counting: what was read under
    one may be kept for ever.
    """

    basis = models.CharField(max_length=6, choices=Basis.choices)
    month = models.DateField()
    unit_id = models.BigIntegerField()
    stamp = models.BigIntegerField(default=_stamp)
    content = models.TextField()
    persons = models.TextField()
    sources = models.TextField()
    industries = models.TextField(default="{}")
    bands = models.TextField(default="{}")
    rivals = models.TextField(default="{}")
    products = models.TextField(default="{}")
    lost_to = models.TextField(default="{}")
    flows = models.TextField(default="{}")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["basis", "month", "unit_id"], name="one_funnel_block"),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.month:%Y-%m} in unit {self.unit_id}"


class FunnelMark(models.Model):
    """A deal of this unit, opened (or closed) at this moment, has come, changed or gone: its block is out of date.

    Written by triggers of the database in the transaction of the change, and only added, so that nobody waits for anybody.
    """

    basis = models.CharField(max_length=6, choices=Basis.choices)
    unit_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("basis", "at", name="funnel_mark_by_time")]

    def __str__(self) -> str:
        return f"{self.basis} {self.at} in unit {self.unit_id}"
