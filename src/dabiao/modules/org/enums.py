from django.db.models import TextChoices


class UnitKind(TextChoices):
    COMPANY = "company"
    REGION = "region"
    BRANCH = "branch"
    TEAM = "team"


class EmployeeStatus(TextChoices):
    PROBATION = "probation"
    REGULAR = "regular"
    SUSPENDED = "suspended"
    LEFT = "left"


WORKING = (EmployeeStatus.PROBATION, EmployeeStatus.REGULAR)


class Level(TextChoices):
    """Strongest first."""

    S = "S"
    A = "A"
    B = "B"
    C = "C"
    D = "D"


class DayPart(TextChoices):
    """Which half of a day; empty where it is meant as a whole."""

    MORNING = "am"
    AFTERNOON = "pm"


class AbsenceKind(TextChoices):
    """Why somebody is away for days."""

    ANNUAL = "annual"
    SICK = "sick"
    PERSONAL = "personal"
    FAMILY = "family"  # marriage, birth, care, bereavement
    TRAINING = "training"
    OTHER = "other"
