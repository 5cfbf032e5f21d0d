"""The columns of an exported table and how a value of each shape is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings

from dabiao.core.errors import Invalid
from dabiao.core.exporting.kinds import ExportKind
from dabiao.core.fields import definitions
from dabiao.core.fields.definitions import Definition
from dabiao.core.fields.enums import FieldType
from dabiao.core.i18n import text
from dabiao.core.money import DEFAULT_CURRENCY, to_decimal

Shape = Literal["text", "money", "integer", "number", "boolean", "date", "datetime", "choice"]


@dataclass(frozen=True)
class ExportColumn:
    """`name` is the key in each row; `label_key` its heading in the catalogue.

    A custom field has its words as `title`, and where no shape fits a `write` of its own, given a value and the language.
    Money comes as minor units, of `currency` or of what the row says under `currency_in`; datetimes as `datetime` or ISO
    text; `choice` is looked up as `<choice_key>.<value>`.
    """

    name: str
    label_key: str
    shape: Shape = "text"
    choice_key: str = ""
    title: str = ""
    write: Callable[[Any, str], Any] | None = None
    currency: str = DEFAULT_CURRENCY
    currency_in: str = ""

    def heading(self, language: str) -> str:
        return self.title or text(language, self.label_key)


def cell_of(column: ExportColumn, language: str) -> Callable[[Mapping[str, Any]], Any]:
    """A function from a row to what is written of this column."""
    name, currency, write = column.name, column.currency_in, writer_of(column, language)
    if currency:
        return lambda row: None if row[name] is None else to_decimal(row[name], row[currency])
    return lambda row: None if row[name] is None else write(row[name])


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


HIDDEN = ("version", "raw")
CURRENCY = "currency"
RECORD_ID = "fields.importing.record_id"  # the heading by which an import finds the record again


def columns_of(kind: ExportKind, language: str, names: Sequence[str] = ()) -> list[ExportColumn]:
    """The columns of a file in the order of `names`, the record's number first; without names, all that people read.

    Amounts are said with their currency, as the screen says it, where records have one of their own. Raises
    `exporting.unknown_column`.
    """
    known = {one.name: one for one in (*_own(kind), *_custom(kind, language))}
    if not names:
        return list(known.values())
    for name in names:
        if name not in known:
            raise Invalid(
                "exporting.unknown_column", field="columns", value=name[:60], known=", ".join(known)
            )
    chosen = [known[name] for name in dict.fromkeys(("id", *names))]
    place = next((place for place, one in enumerate(chosen, start=1) if one.currency_in), 0)
    if place and CURRENCY not in names:
        chosen.insert(place, known[CURRENCY])
    return chosen


def _own(kind: ExportKind) -> list[ExportColumn]:
    """What of the list is for people: all but what only programs need."""
    return [
        ExportColumn(
            name,
            RECORD_ID if name == "id" else f"fields.{kind.kind}.{name}",
            "choice" if name in kind.choices else _shape(name, column.shape),
            kind.choices.get(name, ""),
            currency_in=CURRENCY if name.endswith("_minor") and CURRENCY in kind.spec.columns else "",
        )
        for name, column in kind.spec.columns.items()
        if name not in HIDDEN and not (name.endswith("_id") and name != "id")
    ]


def _shape(name: str, shape: str) -> Shape:
    if shape == "time":
        return "datetime"
    if name.endswith("_minor"):
        return "money"
    return "date" if name.endswith("_on") else "text"


_SHAPES: Mapping[FieldType, Shape] = {
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.BOOL: "boolean",
}


def _custom(kind: ExportKind, language: str) -> list[ExportColumn]:
    """The custom fields in use, each under its label."""
    return (
        [_custom_column(one, language) for one in definitions.of(kind.kind).values()]
        if kind.spec.fields
        else []
    )


def _custom_column(one: Definition, language: str) -> ExportColumn:
    def write(value: Any, language: str) -> Any:
        if one.type == FieldType.NUMBER:
            return Decimal(value).scaleb(-one.scale) if one.scale else value
        words = {option.id: option.label(language) for option in one.options}
        return ", ".join(words.get(id, str(id)) for id in (value if isinstance(value, list) else [value]))

    own = one.type in (FieldType.NUMBER, FieldType.CHOICE, FieldType.CHOICES)
    shape = _SHAPES.get(one.type, "text")
    return ExportColumn(one.name, "", shape, title=one.label(language), write=write if own else None)
