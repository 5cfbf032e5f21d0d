"""Values of forms."""

from django.db.models import TextChoices


class FormState(TextChoices):
    """Only a live one is filled in by strangers. A draft is seen by nobody outside; a closed one says that it is closed."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"


class SubmissionState(TextChoices):
    """What became of it: a lead of its own, an enquiry of somebody known, kept apart, or put aside by a person."""

    RECEIVED = "received"
    JOINED = "joined"
    SUSPECTED = "suspected"
    DISMISSED = "dismissed"


class Suspicion(TextChoices):
    """Why something is kept apart. Empty where nothing is suspected."""

    NONE = ""
    TRAP = "trap"
    TOO_FAST = "too_fast"
    NO_TICKET = "no_ticket"
    LINKS = "links"


# what has become a lead, or part of one
TAKEN = (SubmissionState.RECEIVED, SubmissionState.JOINED)
