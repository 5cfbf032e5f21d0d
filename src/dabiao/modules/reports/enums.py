"""Values of reports."""

from django.db.models import TextChoices


class ReportPeriod(TextChoices):
    """How often a report is due, shortest first. A week runs from Monday to Sunday; ten days are 1–10, 11–20, 21–end."""

    HALF_DAY = "half_day"
    DAY = "day"
    WEEK = "week"
    TEN_DAY = "ten_day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class ReportPart(TextChoices):
    """Which half of its day a half-day report is of; empty for every other period."""

    MORNING = "am"
    AFTERNOON = "pm"


class ReportWrittenBy(TextChoices):
    """Who writes a report: each person, or of each unit its leader."""

    PEOPLE = "people"
    UNITS = "units"


class ReportBlockKind(TextChoices):
    """What a template is made of. `done` says of each of a list whether it was done, `next` lists what comes next."""

    FIGURES = "figures"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DONE = "done"
    NEXT = "next"


class ReportQuoteAs(TextChoices):
    """As what the answer to a text question is quoted in the report of the unit."""

    HIGHLIGHT = "highlight"
    PROBLEM = "problem"


class ReportState(TextChoices):
    DRAFT = "draft"
    SUBMITTED = "submitted"


class ReportStanding(TextChoices):
    """How a report that is owed stands. `off`: nothing is owed; `open`: it is not due yet."""

    SUBMITTED = "submitted"
    LATE = "late"
    MISSING = "missing"
    OPEN = "open"
    OFF = "off"
    EXCUSED = "excused"


class ReportPreset(TextChoices):
    """Templates that the product offers; a company takes those it wants."""

    DAILY = "daily"
    HALF_DAILY = "half_daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    UNIT_MONTHLY = "unit_monthly"


class Said(TextChoices):
    """What has been told of a period, once."""

    SOON = "soon"
    DUE = "due"
    MISSING = "missing"
