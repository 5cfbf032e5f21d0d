from django.db.models import TextChoices


class CustomerKind(TextChoices):
    ORGANISATION = "organisation"
    PERSON = "person"


class DecisionRole(TextChoices):
    """What somebody has to say in the customer's decision (C4)."""

    DECIDES = "decides"
    APPROVES = "approves"
    USES = "uses"
    TECHNICAL = "technical"
    PAYS = "pays"
    COACH = "coach"
    GATEKEEPER = "gatekeeper"
    UNKNOWN = "unknown"


class CompletenessBy(TextChoices):
    PERSON = "person"
    TEAM = "team"
