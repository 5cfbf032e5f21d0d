"""Making, changing, hiding and forgetting fields. Each a transaction with its event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from dabiao.core.access.services.roles import announce
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.fields import events, kinds, shaping
from dabiao.core.fields.definitions import worded
from dabiao.core.fields.enums import IndexState
from dabiao.core.fields.models import CustomField
from dabiao.core.i18n import DEFAULT
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.core.timers.services import enqueue

PERMISSION = "field.manage"
MOST = 200
EDITABLE = frozenset(
    {
        *("labels", "help", "required", "minimum", "maximum", "max_length", "default"),
        *("options", "section", "listed", "indexed"),
    }
)


@transaction.atomic
def create(
    *, kind: str, key: str, type: str, values: Mapping[str, Any], actor: Actor, now: datetime
) -> CustomField:
    """A new field, at the end of its kind. Raises `fields.too_many`, and what `shaping.check` raises."""
    actor.require(PERMISSION)
    fielded = kinds.get(kind)
    others = _others(kind)
    if len(others) >= MOST:
        raise Invalid("fields.too_many", field="kind", limit=MOST)
    given = dict(values)
    row = CustomField(kind=kind, key=key, type=type, created_at=now, updated_at=now)
    row.options = shaping.options(given.pop("options", ()), row)
    for name, value in given.items():
        setattr(row, name, value)
    row.position = max((one.position for one in others), default=0) + 1
    shaping.check(row, fielded, others, connection.vendor)
    row.index_state = IndexState.BUILDING if row.indexed else IndexState.NONE
    row.save(force_insert=True)
    if row.indexed:
        _see_to_index(row, actor, now)
    _tell(events.FieldCreated(kind, key, name_of(row), type), row, actor, now)
    return row


@transaction.atomic
def edit(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> CustomField:
    """What a field is called, asks for and offers; its key and type stay. Values there are stay as they are.

    Raises `edit.conflict`, `fields.is_removed`, and what `shaping.check` raises.
    """
    actor.require(PERMISSION)
    row = _locked(id)
    if row.removed_at is not None:
        raise Conflict("fields.is_removed", field="id")
    wanted = dict(changes)
    if "options" in wanted:
        wanted["options"] = shaping.options(wanted["options"], row)
    applied = merge_edit(row, wanted, base=base, version=version, editable=EDITABLE)
    if not applied:
        return row
    others = [one for one in _others(row.kind) if one.pk != row.pk]
    shaping.check(row, kinds.get(row.kind), others, connection.vendor)
    if "indexed" in applied or (row.indexed and row.index_state == IndexState.FAILED):
        row.index_state = IndexState.BUILDING if row.indexed else IndexState.NONE
        row.index_error = ""
        _see_to_index(row, actor, now)
    row.updated_at = now
    row.save()
    _tell(events.FieldEdited(row.kind, row.key, name_of(row), wired(applied)), row, actor, now)
    return row


@transaction.atomic
def arrange(*, kind: str, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """The fields of a kind in this order; those not named follow. The order there is already is no news."""
    actor.require(PERMISSION)
    kinds.get(kind)
    rows = {row.pk: row for row in _others(kind)}
    before = list(rows)
    named = [rows.pop(id) for id in dict.fromkeys(ids) if id in rows]
    order = [*named, *rows.values()]
    if [row.pk for row in order] == before:
        return
    for place, row in enumerate(order, 1):
        row.position = place
    CustomField.objects.bulk_update(order, ["position"])
    _tell(events.FieldsArranged(kind, [row.key for row in order if not row.removed_at]), order[0], actor, now)


@transaction.atomic
def remove(id: int, *, actor: Actor, now: datetime) -> CustomField:
    """Hidden everywhere at once, its data kept. A second time changes nothing."""
    actor.require(PERMISSION)
    row = _locked(id)
    if row.removed_at is None:
        row.removed_at = row.updated_at = now
        row.version += 1
        row.save(update_fields=["removed_at", "updated_at", "version"])
        _tell(events.FieldRemoved(row.kind, row.key, name_of(row)), row, actor, now)
    return row


@transaction.atomic
def restore(id: int, *, actor: Actor, now: datetime) -> CustomField:
    """Back again with all its data. Raises `fields.is_purged` while its data is being erased."""
    actor.require(PERMISSION)
    row = _locked(id)
    if row.purging:
        raise Conflict("fields.is_purged", field="id")
    if row.removed_at is not None:
        row.removed_at, row.updated_at = None, now
        row.version += 1
        others = [one for one in _others(row.kind) if one.pk != row.pk]
        shaping.check(row, kinds.get(row.kind), others, connection.vendor)
        row.save(update_fields=["removed_at", "updated_at", "version"])
        _tell(events.FieldRestored(row.kind, row.key, name_of(row)), row, actor, now)
    return row


@transaction.atomic
def purge(id: int, *, typed: str, actor: Actor, now: datetime) -> CustomField:
    """Erase a removed field and all that records hold in it, in the background. `typed` is its key, by hand.

    Raises `fields.not_removed`, `fields.purge_not_confirmed`.
    """
    actor.require(PERMISSION)
    row = _locked(id)
    if row.removed_at is None:
        raise Conflict("fields.not_removed", field="id")
    if typed != row.key:
        raise Invalid("fields.purge_not_confirmed", field="key", value=row.key)
    if not row.purging:
        row.purging, row.updated_at = True, now
        row.save(update_fields=["purging", "updated_at"])
        enqueue("fields.purge", {"field_id": row.pk}, actor, now)
        _tell(events.FieldPurgeAsked(row.kind, row.key, name_of(row)), row, actor, now)
    return row


def name_of(row: CustomField) -> str:
    return worded(row.labels, DEFAULT)


def _locked(id: int) -> CustomField:
    return fetch(CustomField.objects.all(), id, lock=True)


def _others(kind: str) -> list[CustomField]:
    """Locked in one order, so that two who make or rename fields of one kind at a time see each other's."""
    return list(CustomField.objects.filter(kind=kind).order_by("position", "pk").select_for_update())


def _see_to_index(row: CustomField, actor: Actor, now: datetime) -> None:
    enqueue("fields.index", {"field_id": row.pk}, actor, now)


def _tell(fact: Fact, row: CustomField, actor: Actor, now: datetime) -> None:
    record(fact, ("field", row.pk), actor=actor, now=now)
    announce()
