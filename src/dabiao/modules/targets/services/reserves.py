"""Reserve measures: planned, taken or given up; on their day their owner and who sets the target are told."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.notifications.services import notify
from dabiao.core.scoping import fetch, reaches
from dabiao.core.timers.services import cancel, schedule
from dabiao.modules.org import queries as org
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Grain, ReserveState
from dabiao.modules.targets.models import Cell, Node, Reserve
from dabiao.modules.targets.queries import EDIT, cells_for, may_declare
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.queries.reserves import reserves_for
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules.periods import Period

DUE = "targets.reserve_due"
EDITABLE = frozenset({"what", "owner_id", "trigger_on", "expected", "state", "outcome"})
HOUR = time(9)  # of the company's day


@transaction.atomic
def plan_reserve(
    cell_id: int,
    *,
    what: str,
    owner_id: int,
    trigger_on: date,
    expected: int,
    actor: Actor,
    now: datetime,
) -> Reserve:
    """A measure for when this target is about to be missed. Raises `targets.trigger_outside` for a day that is not inside its
    period and before its end, `targets.not_at_work`, `targets.not_yours`, `core.not_found`."""
    cell = fetch(cells_for(actor).select_related("node", "tree"), cell_id, lock=True)
    _demand(actor, cell.node)
    reserve = Reserve(
        cell=cell,
        what=what,
        owner_id=owner_id,
        trigger_on=trigger_on,
        expected=expected,
        created_at=now,
        updated_at=now,
    )
    _check(reserve, cell)
    reserve.save()
    _set_timer(reserve)
    fact = events.ReservePlanned(cell.node.name, reserve.what, trigger_on, expected)
    record(fact, cell, actor=actor, now=now)
    return reserve


@transaction.atomic
def edit_reserve(
    id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Reserve:
    """Also taken or given up, with what came of it. Raises `core.required` for an outcome that is missing, `edit.conflict`,
    and as `plan_reserve`."""
    reserve, cell = _held(id, actor)
    applied = merge_edit(reserve, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return reserve
    _check(reserve, cell)
    reserve.updated_at = now
    reserve.save()
    _set_timer(reserve)
    record(events.ReserveEdited(cell.node.name, reserve.what, wired(applied)), cell, actor=actor, now=now)
    return reserve


@transaction.atomic
def remove_reserve(id: int, *, actor: Actor, now: datetime) -> None:
    """Raises `core.not_found`, `targets.not_yours`."""
    reserve, cell = _held(id, actor)
    cancel(_key(reserve.pk))
    record(events.ReserveRemoved(cell.node.name, reserve.what), cell, actor=actor, now=now)
    reserve.delete()


@transaction.atomic
def tell_due(reserve_id: int, *, actor: Actor, now: datetime) -> None:
    """On the day: its owner and who sets the target hear how far it is. Once, however often it is asked."""
    reserve = Reserve.objects.select_related("cell__node", "cell__tree__metric").filter(pk=reserve_id).first()
    if reserve is None or reserve.state != ReserveState.PLANNED:
        return
    cell, tree = reserve.cell, reserve.cell.tree
    period = Period(cell.starts_on, cell.ends_on, Grain(cell.grain))
    day = now.astimezone(timezone.get_default_timezone()).date()
    reached = attained(tree, [cell.node], [period], at=day)
    done = reached.get((cell.node_id, cell.starts_on), 0)
    told = {
        "what": reserve.what,
        "node": cell.node.name,
        "tree": tree.name,
        "percent": done * 100 // cell.must if cell.must else 0,
    }
    people = {reserve.owner_id, Sides(tree).setting(cell.node)} - {actor.user_id}
    notify(people, DUE_KIND, told, ("target", cell.pk), now, dedupe=f"{reserve.pk} {reserve.trigger_on}")


DUE_KIND = "target.reserve_due"


def _held(id: int, actor: Actor) -> tuple[Reserve, Cell]:
    reserve = fetch(reserves_for(actor).select_related("cell__node", "cell__tree"), id, lock=True)
    _demand(actor, reserve.cell.node)
    return reserve, reserve.cell


def _demand(actor: Actor, node: Node) -> None:
    """Those who have to reach a target plan for it, and those who lead them."""
    if not (may_declare(actor, node) or reaches(actor, EDIT, node)):
        raise Forbidden("access.forbidden", permission="target.declare")


def _check(reserve: Reserve, cell: Cell) -> None:
    if not reserve.what.strip():
        raise Invalid("core.required", field="what")
    if not cell.starts_on <= reserve.trigger_on < cell.ends_on:
        raise Invalid(
            "targets.trigger_outside",
            field="trigger_on",
            value=reserve.trigger_on.isoformat(),
            first=cell.starts_on.isoformat(),
            last=(cell.ends_on - timedelta(days=1)).isoformat(),
        )
    if reserve.owner_id not in org.working({reserve.owner_id}):
        raise Invalid("targets.not_at_work", field="owner_id", id=reserve.owner_id)
    if reserve.state != ReserveState.PLANNED and not reserve.outcome.strip():
        raise Invalid("core.required", field="outcome")


def _set_timer(reserve: Reserve) -> None:
    if reserve.state != ReserveState.PLANNED:
        cancel(_key(reserve.pk))
        return
    due = datetime.combine(reserve.trigger_on, HOUR, timezone.get_default_timezone())
    schedule(_key(reserve.pk), due, DUE, {"reserve_id": reserve.pk})


def _key(id: int) -> str:
    return f"{DUE}:{id}"
