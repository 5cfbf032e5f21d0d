from django.db.models import TextChoices


class Unit(TextChoices):
    """What a figure is counted in. Money is in minor units of the company's currency, a share in basis points."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"


class PeriodKind(TextChoices):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class OutcomeKey(TextChoices):
    MONTH = "month"
    SOURCE = "source"


class Basis(TextChoices):
    """Which moment of a deal decides what period it belongs to."""

    OPENED = "opened"
    CLOSED = "closed"


class FunnelBy(TextChoices):
    PERSON = "person"
    TEAM = "team"
    SOURCE = "source"
    MONTH = "month"
