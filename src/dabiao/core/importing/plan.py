"""Turns the rows of a file into the values of records, by a mapping and options already checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.importing.enums import Mode
from dabiao.core.importing.kinds import ImportField, ImportKind, ParsedRow, fields_by_name
from dabiao.core.importing.parsing import numbers, values
from dabiao.core.importing.parsing.dates import DateReader
from dabiao.core.importing.parsing.months import MonthsInOrder
from dabiao.core.importing.reading.reader import Layout
from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.text import squash

Parse = Callable[[str], Any]
State = dict[str, list[int]]
_REMEMBERED_DATES = 4096


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that did not parse: every reason, in the order of its columns."""

    row: SourceRow
    errors: list[DomainError]


@dataclass(frozen=True, slots=True)
class Use:
    """One mapped column: where it is, which field it fills, and how its text becomes a value."""

    position: int
    name: str
    required: bool
    replace: Mapping[str, str]
    parse: Parse


@dataclass(frozen=True)
class Plan:
    """`read` is a pure function of the row but for months in order, whose state `restore` puts back."""

    header: Sequence[str]
    uses: list[Use]
    spare: list[tuple[int, str]]
    constants: dict[str, Any]
    months: dict[str, MonthsInOrder] = field(default_factory=dict)
    short_rows_are_damaged: bool = True

    def read(self, row: SourceRow) -> ParsedRow | Rejected:
        """The values of one row, or every reason against it."""
        ragged = self._ragged(row)
        if ragged is not None:
            return Rejected(row, [ragged])
        cells, width = row.cells, len(row.cells)
        found: dict[str, Any] = dict(self.constants)
        errors: list[DomainError] = []
        for use in self.uses:
            cell = cells[use.position] if use.position < width else ""
            try:
                found[use.name] = _value(use, cell)
            except DomainError as error:
                error.field = use.name
                errors.append(error)
        if errors:
            return Rejected(row, errors)
        raw = {name: cells[position] for position, name in self.spare if position < width and cells[position]}
        return ParsedRow(row.number, found, raw)

    def _ragged(self, row: SourceRow) -> DomainError | None:
        width, columns = len(row.cells), len(self.header)
        if width > columns and any(row.cells[columns:]):
            return Invalid("importing.more_cells", row=row.number, cells=width, columns=columns)
        needed = self.uses[-1].position + 1
        if width < needed and self.short_rows_are_damaged:
            return Invalid("importing.fewer_cells", row=row.number, cells=width, columns=columns)
        return None

    def state(self) -> State:
        return {name: months.state() for name, months in self.months.items()}

    def restore(self, state: State) -> None:
        for name, numbers_ in state.items():
            self.months[name].restore(numbers_)


def _value(use: Use, cell: str) -> Any:
    if use.replace:
        cell = use.replace.get(_replaced(cell), cell)
    if cell:
        return use.parse(cell)
    if use.required:
        raise Invalid("importing.value_required")
    return None


def _replaced(cell: str) -> str:
    return squash(cell).casefold()


def build(
    kind: ImportKind,
    header: Sequence[str],
    layout: Layout,
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
) -> Plan:
    """Raises `Invalid` or `Many` for constants that do not parse."""
    zone = ZoneInfo(settings.TIME_ZONE)
    months = {
        name: MonthsInOrder(zone, rule["start_year"])
        for name, rule in options.get("dates", {}).items()
        if rule.get("month_only_in_order")
    }
    fields = fields_by_name(kind)
    parses = {name: _parse(one, options, layout, zone, months.get(name)) for name, one in fields.items()}
    demanded = options.get("mode", Mode.CREATE) == Mode.CREATE
    uses = []
    for position, column in enumerate(header):
        if one := fields.get(mapping.get(column, "")):
            replace = {
                _replaced(was): new for was, new in options.get("values", {}).get(one.name, {}).items()
            }
            uses.append(Use(position, one.name, demanded and one.required, replace, parses[one.name]))
    return Plan(
        header=header,
        uses=uses,
        spare=[(position, column) for position, column in enumerate(header) if column not in mapping],
        constants=_constants(options.get("constants", {}), parses),
        months=months,
        short_rows_are_damaged=layout.format == "csv",
    )


def _parse(one: ImportField, options: Mapping[str, Any], layout: Layout, zone: tzinfo, months: Any) -> Parse:
    if not isinstance(one.parse, str):
        return one.parse
    if one.parse in ("date", "datetime"):
        name = "day" if one.parse == "date" else "moment"
        if months is not None:
            in_order: Parse = getattr(months, name)
            return in_order
        format = options.get("dates", {}).get(one.name, {}).get("format", "")
        reader = DateReader(zone, format, serials=layout.format == "xlsx", epoch_1904=layout.epoch_1904)
        return lru_cache(_REMEMBERED_DATES)(getattr(reader, name))
    if one.parse == "choice":
        return partial(values.choice, spellings=values.spellings_of(one.choices))
    if one.parse == "text":
        return partial(values.text, max_length=one.max_length)
    if one.parse in ("money", "integer"):
        return partial(getattr(numbers, one.parse), allow_negative=one.allow_negative)
    simple: Parse = values.phone if one.parse == "phone" else values.email
    return simple


def _constants(given: Mapping[str, str], parses: Mapping[str, Parse]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    errors: list[DomainError] = []
    for name, text in given.items():
        try:
            parsed[name] = parses[name](text)
        except DomainError as error:
            error.field = f"options.constants.{name}"
            errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else Many(errors)
    return parsed
