"""Who is credited with what: shares, the ledger, months that are closed, and sums by day."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.modules.targets.enums import CreditKind, LedgerWhat, ReceiptsFollow, SetBy, Source
from dabiao.modules.targets.models.trees import Metric


def _user() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


def _unit() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Share(models.Model):
    """What part of a record (`bp`, of 10,000) counts for whom, with the unit as it stood then; those of one record are
    10,000 together. Made when the record first counts, and changed by hand only."""

    source_kind = models.CharField(max_length=12, choices=CreditKind.choices)
    source_id = models.BigIntegerField()
    user = _user()
    unit = _unit()
    unit_path = models.CharField(max_length=200, blank=True)
    bp = models.IntegerField()
    set_by = models.CharField(max_length=8, choices=SetBy.choices)
    reason = models.CharField(max_length=500, blank=True)
    author = _user()
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("user", name="credit_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "user"], name="share_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["source_kind", "source_id"], condition=Q(user=None), name="share_of_nobody_once"
            ),
            models.CheckConstraint(condition=Q(bp__range=(1, 10_000)), name="share_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.bp} of {self.source_kind} {self.source_id}"


class ShareSum(models.Model):
    """What the shares of one record come to: `contract/17/10000`. Triggers keep `held`, what it is; `whole` is what it has to
    be, and `held` refers to it. So both databases refuse, at the end of a transaction and whoever wrote, any sum but 10,000."""

    whole = models.CharField(max_length=60, primary_key=True)
    held = models.ForeignKey("self", on_delete=models.DO_NOTHING, related_name="+")
    total = models.IntegerField()

    def __str__(self) -> str:
        return self.held_id


class Entry(models.Model):
    """One line of the ledger; never changed, only followed by its difference to what should stand there.

    `for_day` is the day it belongs to, `day` the one it counts on: another one only where that month was closed.
    `before_minor` is what the record's lines of this sort (`what`) came to before, so that what is net of tax is exact for
    the record as a whole.
    """

    source_kind = models.CharField(max_length=12, choices=CreditKind.choices)
    source_id = models.BigIntegerField()
    what = models.CharField(max_length=9, choices=LedgerWhat.choices)
    day = models.DateField()
    for_day = models.DateField()
    user = _user()
    unit = _unit()
    unit_path = models.CharField(max_length=200, blank=True)
    amount_minor = models.BigIntegerField()
    before_minor = models.BigIntegerField()
    pieces = models.IntegerField()
    currency = models.CharField(max_length=3)
    booked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("source_kind", "source_id", "id", name="entry_of_record"),
            models.Index("source_kind", "day", "id", name="entry_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.amount_minor} on {self.day}"


class ClosedMonth(models.Model):
    """A month of the company in which no attainment changes any more. `month`: its first day; `metric_ids`: those whose sums
    were made final then, all that there were."""

    subject_kind: ClassVar[str] = "target_month"

    month = models.DateField(unique=True)
    reason = models.CharField(max_length=500, blank=True)
    metric_ids: Any = models.JSONField(default=list)
    closed_at = models.DateTimeField()
    closed_by = _user()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class CreditPolicy(models.Model):
    """The one row of what holds for the company: whom receipts count for."""

    receipts = models.CharField(max_length=8, choices=ReceiptsFollow.choices, default=ReceiptsFollow.CONTRACT)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"receipts by {self.receipts}"


class Tally(models.Model):
    """What one metric came to on one day for one person in one unit. Exact, unless a mark lies on the day (adr/0039).

    `unit_path` as it stood then, where the ledger knows; empty for records that are counted where they stand now.
    """

    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    user_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index("metric", "day", "user_id", "unit_id", "unit_path", "amount", name="tally_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.amount} on {self.day}"


class TallyMark(models.Model):
    """A record of this sort that counts on this day, or at this moment, has come, changed or gone: sums of it are out of date.
    Written by triggers in the transaction of the change, and only added, so that nobody waits for anybody."""

    source = models.CharField(max_length=12, choices=Source.choices)
    day = models.DateField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("source", "id", name="tally_mark_of_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.day or self.at}"
