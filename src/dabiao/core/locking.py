"""Two people edit one record: a conflict only where both changed the same field, and nothing is lost."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model

from dabiao.core.errors import Conflict, Invalid

Changes = dict[str, tuple[Any, Any]]


def merge_edit(
    row: Model,
    changes: Mapping[str, Any],
    *,
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    editable: frozenset[str],
) -> Changes:
    """Put `changes` on `row` (not saved) and bump its version; returns field → (old, new) of what really changed.

    A caller shows what it saw, by `version` of the row or `base` values of the fields it changes. Raises
    `core.not_editable` for a foreign field, `edit.base_required` when neither is given, and `edit.conflict` (409)
    listing the fields that somebody else changed meanwhile. A name with a dot (`fields.budget`) is a key of a JSON
    column, absent where there is no value; each such key is a field of its own.
    """
    for name in changes:
        if name not in editable:
            raise Invalid("core.not_editable", field=name, known=", ".join(sorted(editable)))
    if version is None and base is None:
        raise Invalid("edit.base_required", field="version")
    if version != row.version:  # type: ignore[attr-defined]
        refuse_conflicts(row, changes, base or {})
    applied = {
        name: (held(row, name), value)
        for name, value in changes.items()
        if wire(held(row, name)) != wire(value)
    }
    for name, (_, value) in applied.items():
        put(row, name, value)
    if applied:
        row.version += 1  # type: ignore[attr-defined]
    return applied


def refuse_conflicts(row: Model, changes: Mapping[str, Any], base: Mapping[str, Any]) -> None:
    """Raise `edit.conflict` if one of these fields holds neither what its editor saw nor what they want."""
    conflicts = [
        {
            "field": name,
            "base": wire(base.get(name)),
            "yours": wire(value),
            "theirs": wire(held(row, name)),
        }
        for name, value in changes.items()
        if wire(held(row, name)) not in (wire(base.get(name, _MISSING)), wire(value))
    ]
    if conflicts:
        raise Conflict("edit.conflict", field=conflicts[0]["field"], conflicts=conflicts, version=row.version)  # type: ignore[attr-defined]


_MISSING = object()


def held(row: Model, name: str) -> Any:
    """The value of a field, also of a key in a JSON column."""
    column, dot, key = name.partition(".")
    return getattr(row, column).get(key) if dot else getattr(row, name)


def put(row: Model, name: str, value: Any) -> None:
    """Set a field, also a key in a JSON column, which None takes away."""
    column, dot, key = name.partition(".")
    if not dot:
        setattr(row, name, value)
        return
    others = {other: one for other, one in getattr(row, column).items() if other != key}
    setattr(row, column, others if value is None else {**others, key: value})


def columns(names: Iterable[str]) -> list[str]:
    """What has to be saved for these fields."""
    return sorted({name.partition(".")[0] for name in names})


def wire(value: Any) -> Any:
    """A value as JSON carries it, so that what came from a client and what lies in a row compare equal."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date | time) else value


def wired(changes: Changes) -> dict[str, list[Any]]:
    """Changes as an event stores them: field → [before, after]."""
    return {name: [wire(old), wire(new)] for name, (old, new) in changes.items()}
