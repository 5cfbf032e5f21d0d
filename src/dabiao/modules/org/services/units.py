"""The tree of units."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.org import events, queries, rules
from dabiao.modules.org.models import Unit
from dabiao.modules.org.services._naming import unit_named

UNIT_FIELDS = frozenset({"name", "parent_id", "leader_id"})


@transaction.atomic
def create_unit(
    *, name: str, kind: str, parent_id: int | None, leader_id: int | None = None, actor: Actor, now: datetime
) -> Unit:
    """Add a unit below its parent. Raises `org.bad_nesting`, `org.needs_parent`, `org.unit_exists`."""
    actor.require("unit.edit")
    parent = unit_named(parent_id) if parent_id is not None else None
    rules.check_nesting(kind, parent.kind if parent else None)
    if Unit.objects.filter(parent=parent, name=name).exists():
        raise Conflict("org.unit_exists", field="name", name=name)
    if leader_id is not None:
        queries.holder(leader_id, field="leader_id")
    unit = Unit.objects.create(
        name=name, kind=kind, parent=parent, leader_id=leader_id, created_at=now, updated_at=now
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    access.bump_all()
    record(events.UnitCreated(name=name), ("unit", unit.pk), actor=actor, now=now)
    return unit


@transaction.atomic
def edit_unit(
    unit_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Unit:
    """Rename, move or give a new leader; moving takes the branch along. Raises `edit.conflict`, `org.unit_cycle`."""
    actor.require("unit.edit")
    unit = fetch(Unit.objects.all(), unit_id, lock=True)
    applied = merge_edit(unit, changes, base=base, version=version, editable=UNIT_FIELDS)
    if not applied:
        return unit
    if unit.leader_id is not None and "leader_id" in applied:
        queries.holder(unit.leader_id, field="leader_id")
    unit.updated_at = now
    if "parent_id" in applied:
        _move(unit)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise Conflict("org.unit_exists", field="name", name=unit.name) from None
    access.bump_all()
    record(events.UnitEdited(changes=wired(applied)), ("unit", unit.pk), actor=actor, now=now)
    return unit


def _move(unit: Unit) -> None:
    parent = unit_named(unit.parent_id) if unit.parent_id is not None else None
    rules.check_nesting(unit.kind, parent.kind if parent else None)
    old, prefix = unit.path, parent.path if parent else "/"
    rules.check_no_cycle(old, prefix)
    unit.path = f"{prefix}{unit.pk}/"
    branch = list(Unit.objects.filter(path__startswith=old).exclude(pk=unit.pk))
    for below in branch:
        below.path = unit.path + below.path.removeprefix(old)
    Unit.objects.bulk_update(branch, ["path"])
