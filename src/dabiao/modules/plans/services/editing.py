"""A plan and its items are changed, put in order, taken away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.modules.plans import events
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.services import _checks, _plans
from dabiao.modules.plans.services.adding import WRITTEN

SETTLED = frozenset({"outcome", "reached", "lesson"})  # what may be put right afterwards
EDITABLE = frozenset({*WRITTEN, *SETTLED, "about_kind", "about_id", "parent_id"})
OF_PLAN = frozenset({"focus", "lessons"})


@transaction.atomic
def edit_plan(
    plan_id: int,
    *,
    changes: Mapping[str, Any],
    base: Any = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Plan:
    """What matters in the period, and what was learnt. Raises `edit.conflict`."""
    plan = _plans.held_plan(plan_id, actor)
    applied = merge_edit(plan, changes, base=base, version=version, editable=OF_PLAN)
    if applied:
        plan.save(update_fields=columns(applied))
        plan.version -= 1  # `note` counts it
        _plans.note(plan, events.PlanEdited(revised=wired(applied)), actor, now)
    return plan


@transaction.atomic
def edit(
    item_id: int,
    *,
    changes: Mapping[str, Any],
    base: Any = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> PlanItem:
    """Raises `edit.conflict` where somebody else changed the same field, `plans.settled` for what was planned of a settled
    item."""
    plan, item = _plans.held_item(item_id, actor)
    given = dict(changes)
    if "about_kind" in given or "about_id" in given:
        kind, about = given.get("about_kind", item.about_kind) or None, given.get("about_id", item.about_id)
        _checks.check_about(kind, about, actor)
        given |= {"about_kind": kind or ""} if "about_kind" in given else {}
    if item.state != PlanItemState.PLANNED and (late := sorted(set(given) - SETTLED)):
        raise Conflict("plans.settled", field=late[0])
    if "parent_id" in given:
        _checks.check_parent(given["parent_id"], plan)
    _checks.check({name: given.get(name, getattr(item, name)) for name in WRITTEN}, plan)
    applied = merge_edit(item, given, base=base, version=version, editable=EDITABLE)
    if applied:
        item.updated_at = now
        item.save(update_fields=[*columns(applied), "version", "updated_at"])
        fact = events.PlanItemEdited(item.pk, item.title, revised=wired(applied))
        _plans.note(plan, fact, actor, now)
    return item


@transaction.atomic
def order(plan_id: int, *, ids: Sequence[int], actor: Actor, now: datetime) -> Plan:
    """These items first, in this order; others, which somebody added meanwhile, stay behind them. Raises
    `plans.foreign_item`."""
    plan = _plans.held_plan(plan_id, actor)
    items = {item.pk: item for item in PlanItem.objects.filter(plan=plan).order_by("position", "pk")}
    foreign = [id for id in ids if id not in items]
    if foreign:
        raise Invalid("plans.foreign_item", field="ids", value=foreign[0])
    wanted = list(dict.fromkeys([*ids, *items]))
    moved = [items[id] for place, id in enumerate(wanted, start=1) if items[id].position != place]
    for place, id in enumerate(wanted, start=1):
        items[id].position = place
    if moved:
        PlanItem.objects.bulk_update(moved, ["position"])
        _plans.note(plan, events.PlanReordered(), actor, now)
    return plan


@transaction.atomic
def remove(item_id: int, *, actor: Actor, now: datetime) -> None:
    """Take away what was written by mistake. Raises `plans.settled`, and `plans.given` or `plans.carried_here` for what can
    only be dropped, with its reason."""
    plan, item = _plans.held_item(item_id, actor)
    if item.state != PlanItemState.PLANNED:
        raise Conflict("plans.settled", field="state")
    if item.given_by_id is not None and item.given_by_id != actor.user_id:
        raise Conflict("plans.given", field="state")
    if item.carried_from_id is not None:
        raise Conflict("plans.carried_here", field="state")
    fact = events.PlanItemRemoved(item.pk, item.title)
    item.delete()
    _plans.note(plan, fact, actor, now)
