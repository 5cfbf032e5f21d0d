"""Values of meetings."""

from django.db.models import TextChoices


class MeetingKind(TextChoices):
    MORNING = "morning"
    EVENING = "evening"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ONE_TO_ONE = "one_to_one"
    OTHER = "other"


class MeetingState(TextChoices):
    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"


class Presence(TextChoices):
    UNKNOWN = "unknown"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class MeetingRepeat(TextChoices):
    """On days of the week, or on a working day of that number in each month or each quarter."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class AgendaBlock(TextChoices):
    """What an agenda fills in by itself."""

    TARGETS = "targets"
    HELP = "help"
    FIGURES = "figures"
    OVERDUE = "overdue"
    DEALS = "deals"
    BREACHES = "breaches"
    REVIEWS = "reviews"
    DECISIONS = "decisions"


class DecisionState(TextChoices):
    OPEN = "open"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"
