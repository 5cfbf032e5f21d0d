"""Checks the mapping and options a person chose against the file and the record kind, before any row is touched."""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.importing.enums import Mode
from dabiao.core.importing.kinds import RECORD_ID, ImportField, ImportKind, fields_by_name
from dabiao.core.importing.parsing import dates
from dabiao.core.text import tidy

COMMON = ("dates", "values", "constants")
_FLAGS = ("dry_run", "clear_empty")
_MODES = ("mode", "match")
_DATE_SHAPES = ("date", "datetime")
_LONGEST_CONSTANT = 2_000

Fields = Mapping[str, ImportField]


def checked(
    kind: ImportKind, header: Sequence[str], mapping: Any, options: Any
) -> tuple[dict[str, str], dict[str, Any]]:
    """The mapping without unused columns, and the options as the engine will read them.

    Raises one `Invalid`, or `Many`, each naming the column, field or option and how to mend it.
    """
    errors: list[DomainError] = []
    known = fields_by_name(kind)
    clean_mapping = _mapping(known, header, mapping, errors)
    clean_options = _options(kind, known, options, errors)
    mode = clean_options["mode"]
    if mode == Mode.CREATE:
        clean_mapping = {column: name for column, name in clean_mapping.items() if name != RECORD_ID.name}
    else:
        _merging(kind, known, mode, clean_mapping, clean_options, errors)
    _agreement(known, clean_mapping, clean_options, errors)
    if errors:
        raise errors[0] if len(errors) == 1 else Many(errors)
    return clean_mapping, clean_options


def _mapping(
    fields: Fields, header: Sequence[str], mapping: Any, errors: list[DomainError]
) -> dict[str, str]:
    if not isinstance(mapping, Mapping):
        errors.append(_bad("mapping"))
        return {}
    used: dict[str, str] = {}
    columns: dict[str, str] = {}
    for column, name in mapping.items():
        if not name:
            continue
        where = f"mapping.{column}"
        if column not in header:
            errors.append(
                Invalid("importing.unknown_column", field=where, column=column, known=", ".join(header))
            )
        elif not isinstance(name, str) or name not in fields:
            errors.append(_unknown_field(fields, where, name))
        elif name in columns:
            both = f"{columns[name]}, {column}"
            errors.append(Invalid("importing.field_twice", field=where, name=name, columns=both))
        else:
            columns[name] = column
            used[column] = name
    return used


def _options(kind: ImportKind, fields: Fields, options: Any, errors: list[DomainError]) -> dict[str, Any]:
    if not isinstance(options, Mapping):
        errors.append(_bad("options"))
        return {"mode": Mode.CREATE.value}
    known = (*COMMON, *_FLAGS, *_MODES, *kind.options)
    clean: dict[str, Any] = {}
    for name, value in options.items():
        where = f"options.{name}"
        if name not in known:
            errors.append(Invalid("importing.unknown_option", field=where, name=name, known=", ".join(known)))
        elif name in _FLAGS and isinstance(value, bool):
            clean[name] = value
        elif name in kind.options:
            clean[name] = _own_option(kind, name, value, errors)
        elif name in COMMON and isinstance(value, Mapping):
            clean[name] = dict(value)
        elif name == "mode" and value in Mode.values:
            clean[name] = str(value)
        elif name == "match" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            clean[name] = value
        else:
            errors.append(_bad(where))
    for name, check in (("dates", _dates), ("values", _values), ("constants", _constants)):
        clean[name] = check(fields, clean.get(name, {}), errors)
    return {"mode": Mode.CREATE.value, **clean}


def _merging(
    kind: ImportKind,
    fields: Fields,
    mode: str,
    mapping: dict[str, str],
    options: dict[str, Any],
    errors: list[DomainError],
) -> None:
    """What finds the records is mapped; what is said of new records only is nothing to update."""
    if kind.updating is None:
        errors.append(Invalid("importing.only_creates", field="options.mode"))
        return
    known = [RECORD_ID.name, *kind.updating.keys]
    match = list(dict.fromkeys(options.get("match", [])))
    options["match"] = match
    if not match:
        errors.append(Invalid("importing.match_needed", field="options.match", known=", ".join(known)))
    for name in match:
        if name not in known:
            wrong = {"name": str(name), "known": ", ".join(known)}
            errors.append(Invalid("importing.no_match_field", field="options.match", **wrong))
        elif name not in mapping.values():
            errors.append(Invalid("importing.match_not_mapped", field="options.match", name=name))
    if mode == Mode.UPDATE:
        for column, name in mapping.items():
            if fields[name].when_new:
                where = f"mapping.{column}"
                errors.append(Invalid("importing.only_when_new", field=where, name=name, column=column))
        if match and not errors and not set(mapping.values()) | set(options["constants"]) > set(match):
            errors.append(Invalid("importing.nothing_to_change", field="mapping"))


def _own_option(kind: ImportKind, name: str, value: Any, errors: list[DomainError]) -> Any:
    try:
        return kind.options[name](value)
    except DomainError as error:
        error.field = error.field or f"options.{name}"
        errors.append(error)
        return None


def _dates(fields: Fields, given: dict[str, Any], errors: list[DomainError]) -> dict[str, Any]:
    clean = {}
    for name, rule in given.items():
        where = f"options.dates.{name}"
        one = fields.get(name)
        if one is None:
            errors.append(_unknown_field(fields, where, name))
        elif one.shape not in _DATE_SHAPES:
            errors.append(Invalid("importing.not_a_date_field", field=where, name=name))
        else:
            try:
                clean[name] = _date_rule(rule, where)
            except Invalid as error:
                errors.append(error)
    return clean


def _date_rule(rule: Any, where: str) -> dict[str, Any]:
    if isinstance(rule, Mapping) and set(rule) == {"format"} and isinstance(rule["format"], str):
        try:
            return {"format": dates.check_format(rule["format"])}
        except Invalid as error:
            error.field = where
            raise
    if isinstance(rule, Mapping) and rule.get("month_only_in_order") is True:
        year = rule.get("start_year")
        if (
            isinstance(year, int)
            and not isinstance(year, bool)
            and dates.FIRST_YEAR <= year <= dates.LAST_YEAR
        ):
            return {"month_only_in_order": True, "start_year": year}
        raise Invalid(
            "importing.start_year_needed", field=where, first=dates.FIRST_YEAR, last=dates.LAST_YEAR
        )
    raise _bad(where)


def _values(fields: Fields, given: dict[str, Any], errors: list[DomainError]) -> dict[str, dict[str, str]]:
    clean = {}
    for name, pairs in given.items():
        where = f"options.values.{name}"
        if name not in fields:
            errors.append(_unknown_field(fields, where, name))
        elif not isinstance(pairs, Mapping) or not all(isinstance(value, str) for value in pairs.values()):
            errors.append(_bad(where))
        else:
            clean[name] = {tidy(str(was)): tidy(value) for was, value in pairs.items()}
    return clean


def _constants(fields: Fields, given: dict[str, Any], errors: list[DomainError]) -> dict[str, str]:
    clean = {}
    for name, value in given.items():
        where = f"options.constants.{name}"
        if name not in fields:
            errors.append(_unknown_field(fields, where, name))
        elif not isinstance(value, str) or not tidy(value) or len(value) > _LONGEST_CONSTANT:
            errors.append(_bad(where))
        else:
            clean[name] = tidy(value)
    return clean


def _agreement(
    fields: Fields, mapping: dict[str, str], options: dict[str, Any], errors: list[DomainError]
) -> None:
    constants = options.get("constants", {})
    for column, name in mapping.items():
        if name in constants:
            where = f"options.constants.{name}"
            errors.append(Invalid("importing.constant_and_column", field=where, name=name, column=column))
    given = set(mapping.values()) | set(constants)
    errors.extend(
        Invalid("importing.field_required", field=one.name, name=one.name)
        for one in fields.values()
        if one.required and one.name not in given and options["mode"] != Mode.UPDATE
    )
    if not mapping and not errors:
        errors.append(Invalid("importing.nothing_mapped", field="mapping"))


def _unknown_field(fields: Fields, where: str, name: Any) -> Invalid:
    return Invalid("importing.unknown_field", field=where, name=str(name), known=", ".join(fields))


def _bad(where: str) -> Invalid:
    return Invalid("importing.bad_option", field=where)
