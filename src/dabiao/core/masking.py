"""Values that a screen shows masked: how they look, and how somebody who saw only the mask may edit the record."""

from collections.abc import Mapping
from typing import Any, Literal

from django.db.models import Model

from dabiao.core.errors import Conflict, Invalid
from dabiao.core.locking import Changes, merge_edit
from dabiao.core.phones import mask, mask_email

Shape = Literal["plain", "time", "phone", "email"]


def masked(value: str | None, shape: Shape) -> str | None:
    return mask_email(value) if shape == "email" else mask(value)


def mask_of(name: str, value: str | None) -> str | None:
    """A handle masked by what it is called: an e-mail address keeps its domain."""
    return masked(value, "email" if name == "email" else "phone")


def masked_name(name: str | None) -> str | None:
    """李*: enough to ask around, not enough to look somebody up."""
    return f"{name[:1]}{'*' * max(1, min(len(name) - 1, 3))}" if name else name


def merge_masked_edit(
    row: Model,
    changes: Mapping[str, Any],
    *,
    base: Mapping[str, Any] | None,
    version: int | None,
    editable: frozenset[str],
    hidden: Mapping[str, Shape],
) -> Changes:
    """`merge_edit` for an editor to whom the `hidden` fields were shown masked.

    What they saw counts as seen; a mask sent back as a new value is refused (`core.masked_value`), and a conflict does
    not tell what they may not see.
    """
    for name in hidden:
        if "*" in (changes.get(name) or ""):
            raise Invalid("core.masked_value", field=name)
    seen = (
        None if base is None else {name: _unmasked(row, name, value, hidden) for name, value in base.items()}
    )
    try:
        return merge_edit(row, changes, base=seen, version=version, editable=editable)
    except Conflict as conflict:
        for one in conflict.params["conflicts"]:
            if one["field"] in hidden:
                shape = hidden[one["field"]]
                one["base"], one["theirs"] = masked(one["base"], shape), masked(one["theirs"], shape)
        raise


def _unmasked(row: Model, name: str, value: Any, hidden: Mapping[str, Shape]) -> Any:
    if name not in hidden:
        return value
    kept = getattr(row, name)
    return kept if value == masked(kept, hidden[name]) else value
