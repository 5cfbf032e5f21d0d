"""Values of reviews."""

from django.db.models import TextChoices


class ReviewBase(TextChoices):
    """What a period is compared with: the one before it, the average of the last three, or the plan itself."""

    BEFORE = "before"
    AVERAGE = "average"
    PLAN = "plan"


class ReviewState(TextChoices):
    DRAFT = "draft"
    FINISHED = "finished"


class GapPart(TextChoices):
    """Of a gap. `ambition`: what was asked beyond the base; `other`: what counted without a deal closed in the period."""

    AMBITION = "ambition"
    SEASON = "season"
    QUANTITY = "quantity"
    CONVERSION = "conversion"
    AMOUNT = "amount"
    OTHER = "other"


class PointSort(TextChoices):
    """Of what people add to a review."""

    CAUSE = "cause"
    LESSON = "lesson"
    ACTION = "action"


class CauseTag(TextChoices):
    """Which input was short (A7)."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    SEASON = "season"
    PROCESS = "process"
    SKILL = "skill"


class SopState(TextChoices):
    """Of a lesson: kept here, a draft of a procedure, or offered to be taken up as one."""

    NONE = "none"
    DRAFT = "draft"
    OFFERED = "offered"


class ActionState(TextChoices):
    """`planned`: the review is not finished yet, so that nothing was given to anybody."""

    PLANNED = "planned"
    OPEN = "open"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"
