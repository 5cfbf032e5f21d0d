"""Values of checks."""

from django.db.models import TextChoices


class CheckCadence(TextChoices):
    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class CheckStrategy(TextChoices):
    """How records are chosen: among all alike, so many of each person, or of each what looks riskiest."""

    RANDOM = "random"
    STRATIFIED = "stratified"
    RISK = "risk"


class CheckAsked(TextChoices):
    YES_NO = "yes_no"
    SCORE = "score"


class CheckState(TextChoices):
    """`gone`: its record is no longer there; `void`: whose it was has left."""

    OPEN = "open"
    FINISHED = "finished"
    GONE = "gone"
    VOID = "void"


class CheckResult(TextChoices):
    PASSED = "passed"
    NEEDS_WORK = "needs_work"
    SERIOUS = "serious"


class CheckReply(TextChoices):
    AGREE = "agree"
    EXPLAIN = "explain"
