"""What services ask of the custom fields that somebody sent along with a record. Nothing else decides about them."""

from collections.abc import Mapping
from typing import Any

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.fields import definitions, values
from dabiao.core.fields.definitions import PREFIX, Definition

Values = Mapping[str, Any]


def for_new(kind: str, given: Values, *, complete: bool = True) -> dict[str, Any]:
    """The column `fields` of a new record: what was given, and defaults for the rest.

    `complete` asks for required fields too; what programs make of other records (a conversion) goes without. Raises
    `fields.*`, several as one refusal.
    """
    known = definitions.of(kind)
    if not known and not given:
        return {}
    missing = {key: one.default for key, one in known.items() if key not in given and one.default is not None}
    checked, errors = _checked(known, {**missing, **given}, {})
    if complete:
        errors += [
            _required(one) for key, one in known.items() if one.required and _lacks(checked, key, errors)
        ]
    _refuse(errors)
    return {key: value for key, value in checked.items() if value is not None}


def for_edit(kind: str, changes: Values, held: Values) -> dict[str, Any]:
    """The changes of a PATCH with its custom ones (`fields.budget`) checked against what the record holds.

    None takes a value away, unless the field is required. Raises `fields.*`, several as one refusal.
    """
    custom = {name.removeprefix(PREFIX): value for name, value in changes.items() if name.startswith(PREFIX)}
    if not custom:
        return dict(changes)
    known = definitions.of(kind)
    checked, errors = _checked(known, custom, held)
    errors += [
        _required(known[key]) for key, value in checked.items() if value is None and known[key].required
    ]
    _refuse(errors)
    return {**changes, **{PREFIX + key: value for key, value in checked.items()}}


def for_part(kind: str, given: Values | None, held: Values | None) -> dict[str, Any]:
    """The column `fields` of a part that is written with its whole, such as a line of a plan.

    `held` is None for a new part. What is not given stays; None takes a value away. Raises `fields.*`.
    """
    if held is None:
        return for_new(kind, given or {})
    changes = for_edit(kind, {PREFIX + key: value for key, value in (given or {}).items()}, held)
    put = {**held, **{name.removeprefix(PREFIX): value for name, value in changes.items()}}
    return {key: value for key, value in put.items() if value is not None}


def editable(names: frozenset[str], changes: Values) -> frozenset[str]:
    """The names that `merge_edit` may change: a record's own, and the custom ones that `for_edit` let pass."""
    return names | {name for name in changes if name.startswith(PREFIX)}


def _checked(
    known: Mapping[str, Definition], given: Values, held: Values
) -> tuple[dict[str, Any], list[DomainError]]:
    """(key → value, None for none; what is wrong with the others)."""
    checked: dict[str, Any] = {}
    errors: list[DomainError] = []
    for key, value in given.items():
        definition = known.get(key)
        if definition is None:
            names = ", ".join(known) or "—"
            errors.append(Invalid("fields.unknown", field=PREFIX + str(key)[:60], known=names[:500]))
            continue
        try:
            checked[key] = values.kept(definition, value, current=held.get(key))
        except Invalid as error:
            errors.append(error)
    return checked, errors


def _lacks(checked: Values, key: str, errors: list[DomainError]) -> bool:
    return checked.get(key) is None and all(error.field != PREFIX + key for error in errors)


def _required(definition: Definition) -> Invalid:
    return values.wrong(definition, "required")


def _refuse(errors: list[DomainError]) -> None:
    if errors:
        raise errors[0] if len(errors) == 1 else Many(errors)
