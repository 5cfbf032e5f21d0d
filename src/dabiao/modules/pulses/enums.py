"""Values of pulses."""

from django.db.models import TextChoices


class Question(TextChoices):
    """What everybody is asked, from 1 (not at all) to 5 (wholly)."""

    MOOD = "mood"
    CONFIDENCE = "confidence"
    SUPPORT = "support"
