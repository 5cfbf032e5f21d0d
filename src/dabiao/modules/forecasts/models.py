"""Rows of forecasts: models of what deals will be won, and what was forecast when."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dabiao.core.learning.rows import Trained
from dabiao.core.sums import Making, Mark
from dabiao.modules.forecasts.enums import ForecastGrain, ForecastMode, ForecastSpan, ForecastWay


class Policy(models.Model):
    """One row, made by the first change: whether a trained model may be used at all."""

    subject_kind: ClassVar[str] = "forecast_policy"

    model_mode = models.CharField(max_length=8, choices=ForecastMode.choices, default=ForecastMode.AUTO)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return "forecast policy"


class Model(Trained):
    """A trained model of the chance of a win. `standing`: how many deals everybody had won when it last spoke of all,
    `{"won", "ended", "owners": {id: [won, ended]}}`."""

    subject_kind: ClassVar[str] = "forecast_model"

    standing: Any = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["in_use"], condition=Q(in_use=True), name="forecast_one_model_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"forecast model {self.pk}"


class Timing(Trained):
    """What was learnt of when deals are won; its `figures` are how far off it and the plain ways were on past months."""

    subject_kind: ClassVar[str] = "forecast_timing"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["in_use"], condition=Q(in_use=True), name="forecast_one_timing_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"forecast timing {self.pk}"


class Kept(models.Model):
    """What was forecast for a period so many days (`horizon`) before its last one, in minor units of the company's currency.

    `unit_id` is a unit with all below it, or 0 for the whole company. `made_on` is the day on which it was made, a day or two
    later than due where nothing ran then. `rebuilt`: made afterwards, of what was known when that day began.
    """

    grain = models.CharField(max_length=8, choices=ForecastGrain.choices)
    first = models.DateField()
    last = models.DateField()
    horizon = models.SmallIntegerField()
    made_on = models.DateField()
    unit_id = models.BigIntegerField(default=0)
    way = models.CharField(max_length=12, choices=ForecastWay.choices)
    won_minor = models.BigIntegerField()
    low_minor = models.BigIntegerField()
    likely_minor = models.BigIntegerField()
    high_minor = models.BigIntegerField()
    rebuilt = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "unit_id", "first", "horizon", "way"], name="forecast_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    low_minor__lte=models.F("likely_minor"), likely_minor__lte=models.F("high_minor")
                ),
                name="forecast_kept_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} of {self.first}, {self.horizon} days before its end"


class OpenSum(models.Model):
    """What the open deals of one person in one unit (0: nobody, none) bring to a month or quarter, weighed in one way.

    `content` is JSON, as `sums.written` has it. When it counts is told by `core.sums`.
    """

    basis = models.CharField(max_length=64)
    span = models.CharField(max_length=12, choices=ForecastSpan.choices)
    way = models.CharField(max_length=12, choices=ForecastWay.choices)
    owner_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    likely_minor = models.BigIntegerField()
    content = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "unit_id", "span", "way"], name="forecast_one_sum_of_open_deals"
            )
        ]
        indexes = [models.Index("span", "way", "unit_id", name="forecast_sums_of_way")]

    def __str__(self) -> str:
        return f"open deals of {self.owner_id} in unit {self.unit_id}, {self.span} by {self.way}"


class OpenSumMark(Mark):
    """A deal of this person has come, changed or gone."""


class OpenSumBasis(Making):
    """How far sums of open deals are made; `basis` as in `sums.Terms`."""
