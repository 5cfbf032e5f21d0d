"""Custom fields in lists: asked for by key, sorted by where an index or a short list allows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.conditions.columns import column_of
from dabiao.core.errors import Invalid
from dabiao.core.fields import definitions
from dabiao.core.fields.definitions import PREFIX
from dabiao.core.fields.enums import SORTABLE, IndexState
from dabiao.core.fields.terms import term_of
from dabiao.core.lists.spec import Sort

MOST = 20_000  # rows that are put in order without an index


def sort_of(kind: str, name: str) -> Sort | None:
    """The order by a custom field; None for a name that is no custom field's. Raises `lists.not_sortable`."""
    if not name.startswith(PREFIX):
        return None
    definition = definitions.of(kind).get(name.removeprefix(PREFIX))
    if definition is None:
        return None
    if definition.type not in SORTABLE:
        raise Invalid("lists.not_sortable", field="sort", value=name)
    ready = definition.indexed and definition.index_state == IndexState.READY
    return Sort(column_of(term_of(definition)), nullable=True, custom=True, most=None if ready else MOST)


def check_known(kind: str, keys: Sequence[str]) -> None:
    """Raises `lists.unknown_custom` for a key that is no field in use."""
    known = definitions.of(kind) if keys else {}
    for key in keys:
        if key not in known:
            raise Invalid(
                "lists.unknown_custom", field="fields", value=key[:60], known=", ".join(known) or "—"
            )


def flat(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with each custom field as a value of its own, for a file."""
    held = row.get("fields") or {}
    return {**row, **{one.name: held.get(key) for key, one in definitions.of(kind).items()}}
