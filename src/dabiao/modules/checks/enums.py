"""Values of checks."""

from django.db.models import TextChoices


class Cadence(TextChoices):
    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Strategy(TextChoices):
    """How records are chosen: among all alike, so many of each person, or of each what looks riskiest."""

    RANDOM = "random"
    STRATIFIED = "stratified"
    RISK = "risk"


class Asked(TextChoices):
    YES_NO = "yes_no"
    SCORE = "score"


class State(TextChoices):
    """`gone`: its record is no longer there; `void`: whose it was has left."""

    OPEN = "open"
    FINISHED = "finished"
    GONE = "gone"
    VOID = "void"


class Result(TextChoices):
    PASSED = "passed"
    NEEDS_WORK = "needs_work"
    SERIOUS = "serious"


class Reply(TextChoices):
    AGREE = "agree"
    EXPLAIN = "explain"
