"""Trees come, change and go."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import demand, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Axis, Dimension, TreeState
from dabiao.modules.targets.models import Breakdown, Cell, Metric, Tree
from dabiao.modules.targets.queries import MANAGE, trees_for
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.services._figures import Figures
from dabiao.modules.targets.services._planting import plant

EDITABLE = frozenset({"name", "buffer_bp", "time_buffer_bp", "state"})


@transaction.atomic
def create_tree(
    *,
    name: str,
    metric_id: int,
    unit_id: int,
    starts_on: date,
    grains: list[str],
    dimension: str = Dimension.ORG,
    buffer_bp: int = 500,
    time_buffer_bp: int = 0,
    actor: Actor,
    now: datetime,
) -> Tree:
    """A tree for twelve months with the units and people who are there now. Raises `targets.tree_exists` (409),
    `targets.unknown_metric`, `targets.overlapping_periods`, `targets.year_starts_on_first`, `access.forbidden`."""
    actor.require(MANAGE)
    metric = Metric.objects.filter(pk=metric_id, active=True).first()
    if metric is None:
        raise Invalid("targets.unknown_metric", field="metric_id", id=metric_id)
    if unit_id not in org.unit_names([unit_id]):
        raise Invalid("targets.unknown_unit", field="unit_id", id=unit_id)
    periods.year_from(starts_on)
    tree = Tree(
        name=name.strip(),
        metric=metric,
        dimension=dimension,
        starts_on=starts_on,
        grains=[str(one) for one in periods.checked_grains(grains)],
        buffer_bp=buffer_bp,
        time_buffer_bp=time_buffer_bp,
        unit_id=unit_id,
        owner_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    demand(actor, MANAGE, tree)
    _refuse_second(tree)
    tree.save()
    plant(tree, now=now)
    record(events.TreeCreated(tree.name, str(metric)), tree, actor=actor, now=now)
    return tree


@transaction.atomic
def edit_tree(
    tree_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Tree:
    """Name, buffers, archived or not. A larger buffer is refused while a closed division does not keep it
    (`targets.below_parent`, 409). Raises `edit.conflict`, `targets.tree_exists`."""
    tree = fetch(trees_for(actor), tree_id, lock=True)
    demand(actor, MANAGE, tree)
    applied = merge_edit(tree, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return tree
    if tree.state == TreeState.OPEN and "state" in applied:
        _refuse_second(tree)
    tree.updated_at = now
    tree.save(update_fields=[*applied, "version", "updated_at"])
    for axis, name in ((Axis.DOWN, "buffer_bp"), (Axis.TIME, "time_buffer_bp")):
        if name in applied:
            divisions = Breakdown.objects.filter(cell__tree_id=tree.pk, axis=axis)
            gone = divisions.filter(cell__node__removed_at__isnull=False)
            gone.update(closed_at=None, closed_by=None)  # what is out of the tree is held to nothing
            Figures(tree).check(divisions, buffer_bp=getattr(tree, name))
            divisions.update(buffer_bp=getattr(tree, name))
    record(events.TreeEdited(tree.name, wired(applied)), tree, actor=actor, now=now)
    return tree


@transaction.atomic
def remove_tree(tree_id: int, *, actor: Actor, now: datetime) -> None:
    """Only one in which nothing is locked; else it is archived. Raises `targets.has_locked` (409)."""
    tree = fetch(trees_for(actor), tree_id, lock=True)
    demand(actor, MANAGE, tree)
    if Cell.objects.filter(tree_id=tree.pk, locked_at__isnull=False).exists():
        raise Conflict("targets.has_locked", field="id", name=tree.name)
    record(events.TreeRemoved(tree.name), tree, actor=actor, now=now)
    Cell.objects.filter(tree_id=tree.pk).update(within=None, during=None)
    Breakdown.objects.filter(cell__tree_id=tree.pk).delete()
    Cell.objects.filter(tree_id=tree.pk).delete()
    tree.nodes.update(parent=None)
    tree.delete()


def _refuse_second(tree: Tree) -> None:
    same = Tree.objects.filter(
        metric_id=tree.metric_id,
        unit_id=tree.unit_id,
        dimension=tree.dimension,
        starts_on=tree.starts_on,
        state=TreeState.OPEN,
    )
    if other := same.exclude(pk=tree.pk).first():
        raise Conflict("targets.tree_exists", field="starts_on", name=other.name)
