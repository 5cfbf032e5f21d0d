"""What an administrator says of a field, put in order and checked, before it becomes a definition."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.fields import definitions, values
from dabiao.core.fields.definitions import worded
from dabiao.core.fields.enums import INDEXABLE, WITH_BOUNDS, WITH_LENGTH, WITH_OPTIONS, FieldType
from dabiao.core.fields.kinds import Fielded
from dabiao.core.fields.models import CustomField
from dabiao.core.i18n import LANGUAGES

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_LABEL = 60
LONGEST_HELP = 200
MOST_OPTIONS = 200


def check(row: CustomField, fielded: Fielded, others: Sequence[CustomField], vendor: str) -> None:
    """Everything about an unsaved definition. Raises `fields.*` naming what to mend."""
    _check_key(row, fielded, others)
    row.labels = words(row.labels, "labels", LONGEST_LABEL)
    row.help = words(row.help, "help", LONGEST_HELP, needed=False)
    _check_label(row, fielded, others)
    _check_options(row)
    _check_limits(row)
    _check_index(row, vendor)
    _check_default(row)


def words(given: Mapping[str, str], field: str, limit: int, *, needed: bool = True) -> dict[str, str]:
    """Language → words, blanks left out. Raises `fields.label_needed`, `fields.unknown_language`, `.label_too_long`."""
    foreign = next((language for language in given if language not in LANGUAGES), None)
    if foreign is not None:
        raise Invalid("fields.unknown_language", field=field, value=foreign[:20], known=", ".join(LANGUAGES))
    put = {language: " ".join(text.split()) for language, text in given.items()}
    if long := next((text for text in put.values() if len(text) > limit), None):
        raise Invalid("fields.label_too_long", field=field, limit=limit, length=len(long))
    kept = {language: text for language, text in put.items() if text}
    if needed and not kept:
        raise Invalid("fields.label_needed", field=field)
    return kept


def _check_key(row: CustomField, fielded: Fielded, others: Sequence[CustomField]) -> None:
    if not KEY.fullmatch(row.key):
        raise Invalid("fields.bad_key", field="key", value=row.key[:60])
    if row.key in fielded.built_in():
        raise Invalid("fields.key_built_in", field="key", value=row.key)
    other = next((one for one in others if one.key == row.key), None)
    if other is not None:
        code = "fields.key_of_removed" if other.removed_at else "fields.key_taken"
        raise Invalid(code, field="key", value=row.key, label=worded(other.labels, ""))


def _check_label(row: CustomField, fielded: Fielded, others: Sequence[CustomField]) -> None:
    """Nobody could tell two fields of one name apart."""
    built_in = fielded.built_in_labels()
    taken = {text.casefold() for one in others if not one.removed_at for text in one.labels.values()}
    for text in row.labels.values():
        if text.casefold() in built_in:
            raise Invalid("fields.label_built_in", field="labels", value=text)
        if text.casefold() in taken:
            raise Invalid("fields.label_taken", field="labels", value=text)


def _check_options(row: CustomField) -> None:
    if row.type not in WITH_OPTIONS:
        if row.options:
            raise Invalid("fields.takes_no_options", field="options")
        return
    if not any(not one["retired"] for one in row.options):
        raise Invalid("fields.options_needed", field="options")
    if len(row.options) > MOST_OPTIONS:
        raise Invalid("fields.too_many_options", field="options", limit=MOST_OPTIONS)
    seen: set[str] = set()
    for option in row.options:
        if option["retired"]:
            continue
        for text in {text.casefold() for text in option["labels"].values()}:
            if text in seen:
                raise Invalid("fields.option_twice", field="options", value=text)
            seen.add(text)


def options(given: Sequence[Mapping[str, Any]], row: CustomField) -> list[dict[str, Any]]:
    """Options with their ids: new ones get the next, those left out are retired, since records may hold them."""
    known = {one["id"]: one for one in row.options}
    put: list[dict[str, Any]] = []
    for one in given:
        id = one.get("id") or ""
        if id and (id not in known or any(other["id"] == id for other in put)):
            raise Invalid("fields.unknown_option", field="options", value=id[:20])
        if not id:
            row.last_option += 1
            id = f"o{row.last_option}"
        put.append(
            {
                "id": id,
                "labels": words(one["labels"], "options", LONGEST_LABEL),
                "retired": bool(one.get("retired")),
            }
        )
    left_out = [
        {**one, "retired": True} for id, one in known.items() if all(other["id"] != id for other in put)
    ]
    return [*put, *left_out]


def _check_limits(row: CustomField) -> None:
    if row.scale and row.type != FieldType.NUMBER:
        raise Invalid("fields.takes_no_scale", field="scale")
    if not 0 <= row.scale <= 6:
        raise Invalid("fields.bad_scale", field="scale")
    if row.max_length is not None:
        longest = values.LENGTHS.get(FieldType(row.type), 0)
        if row.type not in WITH_LENGTH or not 1 <= row.max_length <= longest:
            raise Invalid("fields.bad_length", field="max_length", limit=longest)
    if row.type not in WITH_BOUNDS and (row.minimum is not None or row.maximum is not None):
        raise Invalid("fields.takes_no_bounds", field="minimum" if row.minimum is not None else "maximum")
    free = replace(definitions.of_row(row), minimum=None, maximum=None)
    for name in ("minimum", "maximum"):
        try:
            setattr(row, name, values.kept(free, getattr(row, name)))
        except Invalid as error:
            raise Invalid(error.code, field=name, **error.params) from None
    if row.minimum is not None and row.maximum is not None and row.minimum > row.maximum:
        raise Invalid("fields.bounds_crossed", field="maximum")


def _check_index(row: CustomField, vendor: str) -> None:
    if not row.indexed:
        return
    if row.type not in INDEXABLE:
        raise Invalid("fields.not_indexable", field="indexed")
    if row.type == FieldType.CHOICES and vendor != "postgresql":
        raise Invalid("fields.index_needs_postgresql", field="indexed")


def _check_default(row: CustomField) -> None:
    try:
        row.default = values.kept(definitions.of_row(row), row.default)
    except Invalid as error:
        raise Invalid(error.code, field="default", **error.params) from None
