from django.db.models import TextChoices


class Method(TextChoices):
    CALL = "call"
    VISIT = "visit"
    WECHAT = "wechat"
    EMAIL = "email"
    MEETING = "meeting"
    SMS = "sms"
    OTHER = "other"


class Result(TextChoices):
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    INTERESTED = "interested"
    AGREED = "agreed"
    OTHER = "other"


class SubjectKind(TextChoices):
    """What a contact can be about."""

    LEAD = "lead"
    CUSTOMER = "customer"
    OPPORTUNITY = "opportunity"


class Bucket(TextChoices):
    """Parts of an agenda: before this moment; from now to midnight; from now on for seven days."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


class TaskAbout(TextChoices):
    """What a task can be about; it may also be about nothing but itself."""

    LEAD = "lead"
    CUSTOMER = "customer"
    CONTACT = "contact"
    OPPORTUNITY = "opportunity"
    CONTRACT = "contract"


class Priority(TextChoices):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class TaskBucket(TextChoices):
    """Parts of a list of open tasks: due before this moment; from now to midnight; after that; on no day."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    UNDATED = "undated"
