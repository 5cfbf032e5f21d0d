"""Values of visits."""

from django.db.models import TextChoices


class VisitState(TextChoices):
    """How far a visit is. It is checked in and out by whoever owns it; `finished` has its result written down."""

    PLANNED = "planned"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    FINISHED = "finished"
    CANCELLED = "cancelled"


OPEN_STATES = (VisitState.PLANNED, VisitState.CHECKED_IN, VisitState.CHECKED_OUT)


class About(TextChoices):
    """Whom a visit can be paid to."""

    LEAD = "lead"
    CUSTOMER = "customer"
    OPPORTUNITY = "opportunity"


class VisitPart(TextChoices):
    """What somebody does on a visit beside owning it. On a joint visit the coached plays and the coach watches."""

    COMPANION = "companion"
    COACH = "coach"
    COACHED = "coached"


class CheckInWay(TextChoices):
    IN = "in"
    OUT = "out"


class Sign(TextChoices):
    """What speaks against a check-in: a reason to ask, never a verdict."""

    NO_PLACE = "no_place"
    TOO_EXACT = "too_exact"
    TOO_VAGUE = "too_vague"
    SAME_SPOT = "same_spot"
    TOO_FAST = "too_fast"
    CLOCK_OFF = "clock_off"
    FAR = "far"
    PHOTO_TIME = "photo_time"
    PHOTO_PLACE = "photo_place"
    SAME_PHOTO = "same_photo"
