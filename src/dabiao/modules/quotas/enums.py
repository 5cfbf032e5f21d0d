"""Values of quotas."""

from django.db.models import TextChoices


class QuotaSort(TextChoices):
    """Counted from the records of a metric, or declared by the person: no record shows it."""

    COUNTED = "counted"
    DECLARED = "declared"


class QuotaState(TextChoices):
    """How somebody stands with one kind. `none`: nothing is asked of them."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NONE = "none"


class Proof(TextChoices):
    """What shows that a contact took place, beyond the word of who logged it."""

    TELEPHONY = "telephony"
    CHECK_IN = "check_in"


class QuotaSpan(TextChoices):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
