"""What every room keeps of a trained model."""

from typing import Any

from django.db import models

from dabiao.core.learning.verdicts import ModelVerdict


class Trained(models.Model):
    """Its number is its version; one that could not be trained has no `artefact`, only `why`.

    `window_from` to `window_until` are the cases it learnt from and was judged on, by their beginning; what it foretells is
    to come within `horizon_days`. `figures` are its card, `check_figures` what a later look at it found. At most one is
    `in_use`, by a constraint of each room.
    """

    trained_at = models.DateTimeField()
    window_from = models.DateTimeField(null=True)
    window_until = models.DateTimeField(null=True)
    horizon_days = models.IntegerField()
    artefact: Any = models.JSONField(null=True)
    figures: Any = models.JSONField(default=dict)
    in_use = models.BooleanField(default=False)
    why = models.CharField(max_length=20, choices=ModelVerdict.choices)
    checked_at = models.DateTimeField(null=True)
    check_figures: Any = models.JSONField(default=dict)

    class Meta:
        abstract = True
