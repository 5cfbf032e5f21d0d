"""Custom fields in files: what a column may be mapped to, how a cell becomes a value, and what a row says of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.errors import Invalid
from dabiao.core.fields import checking, definitions, values
from dabiao.core.fields.definitions import PREFIX, Definition
from dabiao.core.fields.enums import FieldType
from dabiao.core.i18n import LANGUAGES
from dabiao.core.importing.kinds import ImportField, add_fields
from dabiao.core.importing.parsing import numbers
from dabiao.core.importing.parsing.dates import DateReader
from dabiao.core.locking import wire
from dabiao.core.text import key

_YES = frozenset(key(word) for word in ("是", "有", "对", "yes", "y", "true", "1", "√", "Y"))
_NO = frozenset(key(word) for word in ("否", "无", "没有", "不", "no", "n", "false", "0", "×"))
_BETWEEN = re.compile(r"[、，,;；/|\n]")


def fields_of(kind: str) -> list[ImportField]:
    """An import field for each custom field in use; its labels in every language and its key are headers that mean it."""
    return [
        ImportField(
            one.name,
            f"fields.{kind}.{one.name}",
            aliases=(*(one.labels[language] for language in LANGUAGES if language in one.labels), one.key),
            required=one.required,
            parse=partial(value_of, one),
            titled=one.label,
        )
        for one in definitions.of(kind).values()
    ]


def mappable(kind: str) -> None:
    """Let files of a kind carry its custom fields. Called once by the owning module, when its app is ready."""
    add_fields(kind, partial(fields_of, kind))


def of_new(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The column `fields` of a record made from a row, defaults included. Raises `fields.*`."""
    said = {
        name.removeprefix(PREFIX): value
        for name, value in row.items()
        if name.startswith(PREFIX) and value is not None
    }
    return checking.for_new(kind, said)


def of_known(kind: str, row: Mapping[str, Any], held: Mapping[str, Any], *, clears: bool) -> dict[str, Any]:
    """Custom fields that a row changes, `fields.budget` → value; an empty cell takes one away if it `clears`.

    Raises `fields.*`.
    """
    said = {
        name: value
        for name, value in row.items()
        if name.startswith(PREFIX) and (value is not None or clears)
    }
    return checking.for_edit(kind, said, held)


def value_of(definition: Definition, typed: str) -> Any:
    """A non-empty cell as the record holds it. Raises `importing.*` or `fields.*`."""
    return values.kept(definition, _PARSERS.get(definition.type, _text)(definition, typed))


def _text(_: Definition, typed: str) -> str:
    return typed


def _number(definition: Definition, typed: str) -> int:
    return numbers.scaled(typed, definition.scale)


def _money(_: Definition, typed: str) -> int:
    return numbers.money(typed, allow_negative=True)


def _option(definition: Definition, typed: str) -> str:
    """By any of its words; retired ones too are named, so that the refusal says what is wrong with them."""
    wanted = key(typed)
    found = next(
        (one for one in definition.options if wanted in map(key, (one.id, *one.labels.values()))), None
    )
    return found.id if found else typed


def _options(definition: Definition, typed: str) -> list[str]:
    parts: Sequence[str] = _BETWEEN.split(typed)
    return [_option(definition, part.strip()) for part in parts if part.strip()]


def _bool(definition: Definition, typed: str) -> bool:
    said = key(typed) or typed.strip()
    if said in _YES or said in _NO:
        return said in _YES
    raise Invalid("fields.not_yes_or_no", field=definition.name)


@cache
def _dates() -> DateReader:
    return DateReader(get_default_timezone(), serials=True)


_PARSERS: Mapping[FieldType, Callable[[Definition, str], Any]] = {
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.CHOICE: _option,
    FieldType.CHOICES: _options,
    FieldType.BOOL: _bool,
    FieldType.DATE: lambda _, typed: wire(_dates().day(typed)),
    FieldType.DATETIME: lambda _, typed: wire(_dates().moment(typed)),
}
