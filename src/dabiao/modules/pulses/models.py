"""Rows of pulses: who was asked, and what was answered, with nothing between them."""

import uuid
from datetime import time
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

POLICY = 1


class Policy(models.Model):
    """When everybody is asked, and behind how many answers a figure stands. One row; without it these values hold.

    `weekday` 0 is Monday; `at` is the company's time; `days` long answers are taken."""

    subject_kind: ClassVar[str] = "pulse_policy"

    active = models.BooleanField(default=True)
    weekday = models.SmallIntegerField(default=4, validators=[MinValueValidator(0), MaxValueValidator(6)])
    at = models.TimeField(default=time(16, 30))
    days = models.SmallIntegerField(default=4)
    least = models.SmallIntegerField(default=4)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(least__gte=3), name="pulse_least_is_three"),
            models.CheckConstraint(condition=Q(days__gte=1) & Q(days__lte=6), name="pulse_ends_in_its_week"),
        ]

    def __str__(self) -> str:
        return "pulse policy"


class Pulse(models.Model):
    """One week's asking; `week` is its Monday. `least` is what held when it was asked: lowering it later opens nothing."""

    subject_kind: ClassVar[str] = "pulse"

    week = models.DateField(unique=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    least = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="pulse_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.week.isoformat()


class Asked(models.Model):
    """Somebody was asked, in the unit where they stood; and whether they answered, not when."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="asked", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "user"], name="pulse_asks_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in pulse {self.pulse_id}"


class Answer(models.Model):
    """What one of a unit's people said. Neither their number nor the moment is kept, and its own key is drawn by lot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="answers", db_index=False)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    mood = models.SmallIntegerField()
    confidence = models.SmallIntegerField()
    support = models.SmallIntegerField()
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index("pulse", "unit", name="pulse_answers_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(mood__range=(1, 5)) & Q(confidence__range=(1, 5)) & Q(support__range=(1, 5)),
                name="pulse_answer_in_range",
            )
        ]

    def __str__(self) -> str:
        return f"answer in pulse {self.pulse_id}"
