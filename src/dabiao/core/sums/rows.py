"""What stands beside sums that are kept by person: whose are out of date, and how far they are made."""

from django.db import models


class Mark(models.Model):
    """A record of this person (0: nobody) has come, changed or gone: their sums are out of date.

    Written by triggers of the database in the transaction of the change, and only added, so that no writer waits for another.
    """

    owner_id = models.BigIntegerField(db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"records of {self.owner_id} changed"


class Making(models.Model):
    """One row: of what the sums are being made (`basis`) and since when, up to which person, and whether all of them are."""

    basis = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField(default=-1)
    whole = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"sums of basis {self.basis:.8}"
