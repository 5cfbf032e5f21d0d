"""What carries a figure, and what follows when it was not reached."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.modules.targets.enums import AlarmDecision, CarrierKind


class Carrier(models.Model):
    """A customer, a deal or an event that is to bring a part of a cell's figure. `amount`: minor units or pieces; null is what
    the deal says. `released_at`: it carries another cell since. Of one metric a deal carries one cell at a time. An event may
    be known by its name alone."""

    cell = models.ForeignKey("targets.Cell", on_delete=models.CASCADE, related_name="carriers")
    metric = models.ForeignKey("targets.Metric", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=CarrierKind.choices)
    ref_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    released_at = models.DateTimeField(null=True)
    entered_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "ref_id"],
                condition=Q(kind="opportunity", released_at=None),
                name="carrier_deal_once_a_metric",
            ),
            models.UniqueConstraint(
                fields=["cell", "ref_id"],
                condition=Q(kind="customer", released_at=None),
                name="carrier_customer_once_a_cell",
            ),
            models.UniqueConstraint(
                fields=["cell", "ref_id"],
                condition=Q(kind="event", released_at=None),
                name="carrier_event_once_a_cell",
            ),
            models.CheckConstraint(
                condition=Q(kind="event") & ~Q(name="") | ~Q(kind="event") & Q(ref_id__isnull=False),
                name="carrier_names_what_it_is",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) | Q(amount=None, kind="opportunity"), name="carrier_has_an_amount"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.ref_id}"


class AlarmTerms(models.Model):
    """How a tree is watched. `missed`: for each length of period how many in a row raise an alarm; a length that is not named
    raises none. `judged_to`: ended periods up to this day have been looked at."""

    tree = models.OneToOneField("targets.Tree", on_delete=models.CASCADE, related_name="+")
    missed: Any = models.JSONField(default=dict)
    under_bp = models.IntegerField(default=5_000)
    decide_within = models.SmallIntegerField(default=3)
    judged_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(under_bp__range=(0, 10_000)), name="alarm_under_in_range"),
            models.CheckConstraint(condition=Q(decide_within__range=(1, 60)), name="alarm_days_in_range"),
        ]

    def __str__(self) -> str:
        return f"terms of {self.tree_id}"


class Alarm(models.Model):
    """An ended period that calls for a decision of `owner`, who leads the node above, by the end of `due_on`. `must`,
    `attained`: as they stood when it was judged. `stage`: how often it was reminded of or handed upwards."""

    subject_kind: ClassVar[str] = "target_alarm"

    cell = models.OneToOneField("targets.Cell", on_delete=models.CASCADE, related_name="alarm")
    reasons: Any = models.JSONField(default=list)
    must = models.BigIntegerField()
    attained = models.BigIntegerField()
    missed = models.SmallIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    stage = models.SmallIntegerField(default=0)
    decision = models.CharField(max_length=10, choices=AlarmDecision.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    change_id = models.BigIntegerField(null=True)  # the event of the change that re-targeted it
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("owner", "due_on", name="alarm_open", condition=Q(decided_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | ~Q(decision="") & ~Q(reason="") & Q(decided_at__isnull=False),
                name="alarm_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"alarm of {self.cell_id}"
