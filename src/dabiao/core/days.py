"""The company's day, by the one time zone that its settings name."""

from datetime import date, datetime

from django.utils.timezone import get_default_timezone


def local_day(moment: datetime) -> date:
    """The day of the company on which this moment lies."""
    return moment.astimezone(get_default_timezone()).date()
