"""The columns of an exported table and how a value of each shape is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings

from dabiao.core.i18n import text
from dabiao.core.money import DEFAULT_CURRENCY, to_decimal

Shape = Literal["text", "money", "integer", "number", "boolean", "date", "datetime", "choice"]


@dataclass(frozen=True)
class ExportColumn:
    """`name` is the key in each row; `label_key` its heading in the catalogue.

    A custom field has its words as `title`, and where no shape fits a `write` of its own, given a value and the language.
    Money comes as minor units; datetimes as `datetime` or ISO text; `choice` is looked up as `<choice_key>.<value>`.
    """

    name: str
    label_key: str
    shape: Shape = "text"
    choice_key: str = ""
    title: str = ""
    write: Callable[[Any, str], Any] | None = None
    currency: str = DEFAULT_CURRENCY

    def heading(self, language: str) -> str:
        return self.title or text(language, self.label_key)


def writer_of(column: ExportColumn, language: str) -> Callable[[Any], Any]:
    """A function from a row's value to what is written: str, int, Decimal, date, naive local datetime, or None."""
    if (write := column.write) is not None:
        return lambda value: write(value, language)
    if column.shape == "money":
        return lambda value: to_decimal(value, column.currency)
    if column.shape == "datetime":
        zone = ZoneInfo(settings.TIME_ZONE)
        return lambda value: _moment(value).astimezone(zone).replace(tzinfo=None, microsecond=0)
    if column.shape == "date":
        return lambda value: date.fromisoformat(value) if isinstance(value, str) else value
    if column.shape == "boolean":
        return lambda value: _yes_or_no(value, language)
    if column.shape == "choice":
        return lambda value: text(language, f"{column.choice_key}.{value}")
    if column.shape in ("integer", "number"):
        return _number
    return lambda value: _plain(value, language)


def _moment(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _number(value: Any) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(str(value))


def _plain(value: Any, language: str) -> Any:
    """Numbers stay numbers whatever the column was declared as; lists become one line of text."""
    if isinstance(value, bool):
        return _yes_or_no(value, language)
    if isinstance(value, int | float | Decimal):
        return value
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _yes_or_no(value: Any, language: str) -> str:
    return text(language, "fields.exporting.yes" if value else "fields.exporting.no")
