"""Edits by somebody who saw masked values: what they saw counts, what they may not see is not told by a conflict."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from dabiao.core.errors import Conflict
from dabiao.core.lists.pages import masked
from dabiao.core.lists.spec import Shape
from dabiao.core.locking import Changes, merge_edit
from dabiao.modules.customers import rules


def merge(
    row: Model,
    changes: Mapping[str, Any],
    *,
    base: Mapping[str, Any] | None,
    version: int | None,
    editable: frozenset[str],
    hidden: Mapping[str, Shape],
) -> Changes:
    """`merge_edit` where the `hidden` fields were shown masked. Raises `customers.masked_value` and what it raises."""
    rules.check_facts(changes)
    rules.check_not_masked(changes, hidden)
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
