"""Rows of checks: programmes, the draws that they made, and what became of each record that was drawn."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.checks.enums import CheckCadence, CheckReply, CheckResult, CheckState, CheckStrategy


def _person(**more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        **more,
    )


def _unit() -> Any:
    return models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Programme(models.Model):
    """What is checked, whose, how much and how often. `owner` and `unit` are of whoever keeps it.

    `unit_ids` mean everything below too. Of each person `each` records are drawn, or `share` percent of theirs, and twice
    as many in their first `newcomer_days`. `checker_ids` empty: who leads each person. `weekday` is 1 to 7, `monthday` 1 to
    20; what falls on a holiday is drawn on the next working day, at `minute` of the day. `span_days` is how far a draw by
    hand looks back.
    """

    subject_kind: ClassVar[str] = "check_programme"

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    where: Any = models.JSONField(null=True)
    unit_ids: Any = models.JSONField(default=list)
    user_ids: Any = models.JSONField(default=list)
    each = models.SmallIntegerField(null=True)
    share = models.SmallIntegerField(null=True)
    newcomer_days = models.SmallIntegerField(default=0)
    strategy = models.CharField(
        max_length=10, choices=CheckStrategy.choices, default=CheckStrategy.STRATIFIED
    )
    cadence = models.CharField(max_length=8, choices=CheckCadence.choices)
    weekday = models.SmallIntegerField(default=1)
    monthday = models.SmallIntegerField(default=1)
    minute = models.SmallIntegerField(default=540)
    span_days = models.SmallIntegerField(default=7)
    checker_ids: Any = models.JSONField(default=list)
    due_days = models.SmallIntegerField(default=2)
    questions: Any = models.JSONField(default=list)
    pass_mark = models.SmallIntegerField(default=60)
    active = models.BooleanField(default=True)
    next_at = models.DateTimeField(null=True)
    owner = _person()
    unit = _unit()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(each__isnull=True, share__range=(1, 100))
                | Q(each__range=(1, 50), share__isnull=True),
                name="check_each_or_share",
            ),
            models.CheckConstraint(condition=Q(pass_mark__range=(1, 100)), name="check_mark_in_percent"),
        ]

    def __str__(self) -> str:
        return self.name


class Draw(models.Model):
    """One draw, with all it takes to make it again (adr/0048): seed, algorithm, and the population in its `Stratum`s.

    `number` is 0 for the regular draw of a period; others have a `reason`. `questions` and `pass_mark` are those of that day.
    `total` is how many were to be drawn among all, where persons have no number of their own.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="draws", db_index=False)
    period = models.CharField(max_length=12)
    number = models.SmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    strategy = models.CharField(max_length=10, choices=CheckStrategy.choices)
    algorithm = models.CharField(max_length=30)
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    total = models.IntegerField(null=True)
    records = models.IntegerField(default=0)
    questions: Any = models.JSONField(default=list)
    pass_mark = models.SmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    by = _person()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "period", "number"], name="draw_once_per_period"),
            models.CheckConstraint(condition=Q(number=0) | ~Q(reason=""), name="draw_extra_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.period} of programme {self.programme_id}"


class Stratum(models.Model):
    """One person's part of a draw: `population` is `[[record id, risk], …]` as it was, `wanted` how many of it."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="strata", db_index=False)
    owner = _person()
    unit = _unit()
    records = models.IntegerField()
    wanted = models.IntegerField()
    population: Any = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "owner"], name="stratum_once_per_person")]

    def __str__(self) -> str:
        return f"{self.records} records of {self.owner_id}"


class Check(models.Model):
    """A record that was drawn. `owner` is whose it was then and `unit` where they stood: feedback goes to who did it.

    `place` is its place in the order of the draw. `answers` are `[{value, word}, …]` in the order of the draw's questions.
    """

    subject_kind: ClassVar[str] = "check"

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="checks", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)
    record_kind = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    place = models.IntegerField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    owner = _person()
    unit = _unit()
    checker = _person()
    state = models.CharField(max_length=8, choices=CheckState.choices, default=CheckState.OPEN)
    due_at = models.DateTimeField()
    answers: Any = models.JSONField(default=list)
    points = models.SmallIntegerField(null=True)
    result = models.CharField(max_length=10, choices=CheckResult.choices, blank=True)
    feedback = models.TextField(blank=True)
    praised = models.BooleanField(default=False)
    finished_by = _person()
    finished_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=8, choices=CheckReply.choices, blank=True)
    reply_text = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    task_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "owner", "record_id"], name="check_once_per_draw"),
            models.CheckConstraint(
                condition=Q(state=CheckState.FINISHED, finished_at__isnull=False, points__isnull=False)
                & ~Q(result="")
                | ~Q(state=CheckState.FINISHED) & Q(finished_at__isnull=True, result=""),
                name="check_finished_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("owner")), name="check_never_by_oneself"
            ),
        ]
        indexes = [
            models.Index("checker", "due_at", "id", name="check_to_do", condition=Q(state=CheckState.OPEN)),
            models.Index("owner", F("created_at").desc(), F("id").desc(), name="check_of_owner"),
            models.Index("unit", F("created_at").desc(), F("id").desc(), name="check_of_unit"),
            models.Index(F("created_at").desc(), F("id").desc(), name="check_by_time"),
            models.Index("due_at", "id", name="check_by_due", condition=Q(state=CheckState.OPEN)),
            models.Index("finished_at", "owner", name="check_by_finish"),
            models.Index("draw", "place", name="check_of_draw"),
        ]

    def __str__(self) -> str:
        return f"check of {self.record_kind} {self.record_id}"
