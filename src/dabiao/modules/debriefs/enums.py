"""Values of win/loss reviews."""

from django.db.models import TextChoices


class DebriefOutcome(TextChoices):
    WON = "won"
    LOST = "lost"


class DebriefState(TextChoices):
    """`withdrawn`: the deal was opened again before anybody had written anything."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Factor(TextChoices):
    """What can have decided a deal. `none`: the buyer bought from nobody, or dropped the project."""

    PRICE = "price"
    PRODUCT = "product"
    RELATION = "relation"
    TIMING = "timing"
    SERVICE = "service"
    COMPETITOR = "competitor"
    NONE = "none"


class Side(TextChoices):
    """Who says what decided it."""

    SELLER = "seller"
    BUYER = "buyer"


class Way(TextChoices):
    """How the buyer's words came to us."""

    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    LINK = "link"


class LessonTo(TextChoices):
    """What a lesson is to become: it stays here, a draft of a procedure, a proposal for a battle card."""

    NONE = "none"
    SOP = "sop"
    CARD = "card"


class DebriefAsked(TextChoices):
    """Who writes the debrief: whose deal it was, or who leads them."""

    OWNER = "owner"
    LEAD = "lead"


class Standing(TextChoices):
    """Computed from its day: to be done, overdue, done, done late."""

    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
