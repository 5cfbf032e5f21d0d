"""Why a trained model may be used or not."""

from django.db.models import TextChoices


class ModelVerdict(TextChoices):
    BETTER = "better"
    TOO_FEW = "too_few"
    NOT_BETTER = "not_better"
    BADLY_CALIBRATED = "badly_calibrated"
    LOST = "lost"
    REPLACED = "replaced"
    NO_LIBRARY = "no_library"
