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


class BoardPeriod(TextChoices):
    """What the boards look at."""

    MONTH = "month"
    QUARTER = "quarter"


class Urgency(TextChoices):
    """How a thing presses, the most urgent first."""

    ANSWER = "answer"
    OVERDUE = "overdue"
    TODAY = "today"
    RISK = "risk"


class HelpCode(TextChoices):
    """Why somebody may need help, the gravest first."""

    UNTOUCHED = "untouched"
    SILENT = "silent"
    OVERDUE = "overdue"
    SLIPPING = "slipping"
    THIN = "thin"


class OutcomeKey(TextChoices):
    MONTH = "month"
    SOURCE = "source"


class ReturnBy(TextChoices):
    SOURCE = "source"
    CAMPAIGN = "campaign"
    MONTH = "month"


class Basis(TextChoices):
    """Which moment of a deal decides what period it belongs to."""

    OPENED = "opened"
    CLOSED = "closed"


class FunnelBy(TextChoices):
    PERSON = "person"
    TEAM = "team"
    SOURCE = "source"
    MONTH = "month"


class EndsBy(TextChoices):
    """What won and lost deals are told apart by."""

    REASON = "reason"
    COMPETITOR = "competitor"
    RIVAL = "rival"
    PRODUCT = "product"
    SOURCE = "source"
    TEAM = "team"
    PERSON = "person"
    INDUSTRY = "industry"
    BAND = "band"


class LineUnit(TextChoices):
    """Money in minor units, a share in basis points, days in tenths."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAYS = "days"
