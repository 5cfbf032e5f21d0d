"""Puts the fields of one record back, each only while it still holds what the import wrote."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Model

from dabiao.core.importing.kinds import Changes, Kept
from dabiao.core.locking import held, put


def revert(
    row: Model, changes: Changes, *, but: Collection[str] = ()
) -> tuple[dict[str, tuple[Any, Any]], list[Kept]]:
    """On the row in memory: field → (what the import wrote, what it is again), and the fields that are kept."""
    done: dict[str, tuple[Any, Any]] = {}
    kept: list[Kept] = []
    for name, (before, after) in changes.items():
        if name in but:
            continue
        present, earlier = held(row, name), as_held(row, name, before)
        if present == earlier:
            continue
        if present != as_held(row, name, after):
            kept.append(Kept("importing.kept_changed", name))
            continue
        put(row, name, earlier)
        done[name] = (present, earlier)
    return done, kept


def as_held(row: Model, name: str, value: Any) -> Any:
    """What a before-image says, as the row holds it; a custom field (`fields.budget`) is JSON in both."""
    if "." in name:
        return value
    column: Any = row._meta.get_field(name)
    return column.to_python(value)


def image(value: Any) -> Any:
    """A value as a before-image holds it: to the microsecond, so that what comes back is what there was."""
    return value.isoformat() if isinstance(value, date) else value


def put_back(row: Model, done: dict[str, tuple[Any, Any]], names: Collection[str]) -> None:
    """Give up reverting these: they keep what the import wrote."""
    for name in [name for name in done if name in names]:
        put(row, name, done.pop(name)[0])
