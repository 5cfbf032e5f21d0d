"""Musts are locked once each of them stands the check; opened again only with a reason."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import Entry, record_all
from dabiao.core.scoping import demand, reaches
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import LOCK, cells_for, checking
from dabiao.modules.targets.services._dialogues import Dialogues
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services._telling import tell


@transaction.atomic
def lock(
    tree_id: int,
    *,
    cell_ids: Collection[int] = (),
    node_id: int | None = None,
    below: bool = False,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> list[Cell]:
    """Lock these cells, or all musts of a node's year (with `below` also of all below it): all of them or none.

    `reason` stands for what the past or an agreement does not carry. Raises `targets.check_fails` (409) with what is missing
    at each cell, `targets.nothing_to_lock` (409), `targets.has_no_must`, `access.forbidden`, `core.not_found`.
    """
    tree = locked_tree(tree_id, actor=actor)
    chosen = _chosen(tree, cell_ids, node_id, below, actor)
    if empty := next((cell for cell in chosen if cell.must is None and cell_ids), None):
        raise Invalid("targets.has_no_must", field="cell_ids", node=empty.node.name)
    cells = [cell for cell in chosen if cell.must is not None and cell.locked_at is None]
    if not cells:
        raise Conflict("targets.nothing_to_lock", field="cell_ids")
    _refuse_unready(tree, cells, reason.strip(), now)
    dialogues = Dialogues(cells)
    for cell in cells:
        cell.locked_at, cell.locked_by_id, cell.updated_at = now, actor.user_id, now
        row = dialogues.keep(cell)
        row.locked_must, row.locked_stretch, row.reason = cell.must, cell.stretch, reason.strip()
    _save(cells, dialogues)
    facts = [
        events.TargetLocked(c.node.name, c.grain, c.starts_on, c.must or 0, c.stretch, reason.strip())
        for c in cells
    ]
    record_all([Entry(fact, [c]) for fact, c in zip(facts, cells, strict=True)], actor=actor, now=now)
    tell(cells, Side.BELOW, "target.locked", reason.strip(), actor=actor, now=now)
    return cells


@transaction.atomic
def unlock(
    tree_id: int,
    *,
    cell_ids: Collection[int] = (),
    node_id: int | None = None,
    below: bool = False,
    reason: str,
    actor: Actor,
    now: datetime,
) -> list[Cell]:
    """Open these again. Raises `core.required` without a reason, `access.forbidden`, `core.not_found`."""
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    tree = locked_tree(tree_id, actor=actor)
    chosen = _chosen(tree, cell_ids, node_id, below, actor)
    cells = [cell for cell in chosen if cell.locked_at is not None]
    dialogues = Dialogues(cells)
    for cell in cells:
        cell.locked_at, cell.locked_by_id, cell.updated_at = None, None, now
        row = dialogues.keep(cell)
        row.locked_must, row.locked_stretch, row.reason = None, None, ""
        row.asked_at, row.asked_by_id, row.asked_reason = None, None, ""
    _save(cells, dialogues)
    record_all(
        [Entry(events.TargetUnlocked(c.node.name, c.grain, c.starts_on, reason.strip()), [c]) for c in cells],
        actor=actor,
        now=now,
    )
    tell(cells, Side.BELOW, "target.unlocked", reason.strip(), actor=actor, now=now)
    return cells


def _save(cells: Sequence[Cell], dialogues: Dialogues) -> None:
    Cell.objects.bulk_update(cells, ["locked_at", "locked_by", "updated_at"], 500)
    dialogues.save()


def _chosen(
    tree: Tree, cell_ids: Collection[int], node_id: int | None, below: bool, actor: Actor
) -> list[Cell]:
    """Raises `access.forbidden` for what may be seen but not locked, `core.not_found` for what is not there."""
    actor.require(LOCK)
    if (node_id is None) == (not cell_ids):
        raise Invalid("targets.cells_or_node", field="cell_ids")
    rows = cells_for(actor).filter(tree_id=tree.pk).select_related("node", "tree__metric")
    if node_id is None:
        found = list(rows.filter(pk__in=list(cell_ids)))
        if gone := set(cell_ids) - {cell.pk for cell in found}:
            raise NotFound("core.not_found", field="cell_ids", kind="target", id=min(gone))
    else:
        found = list(rows.filter(node_id__in=_nodes(tree, node_id, below)))
        if not found:
            raise NotFound("core.not_found", field="node_id", kind="target_node", id=node_id)
    for cell in found:
        if node_id is None or cell.node_id == node_id:
            demand(actor, LOCK, cell.node)
        elif not reaches(actor, LOCK, cell.node):
            raise Forbidden("access.forbidden", field="node_id", permission=LOCK)
    return found


def _nodes(tree: Tree, node_id: int, below: bool) -> set[int]:
    found = {node_id}
    if not below:
        return found
    parents = list(tree.nodes.filter(removed_at=None).values_list("pk", "parent_id"))
    grew = True
    while grew:
        more = {id for id, parent_id in parents if parent_id in found} - found
        found |= more
        grew = bool(more)
    return found


def _refuse_unready(tree: Tree, cells: Sequence[Cell], reason: str, now: datetime) -> None:
    lacking: list[dict[str, Any]] = []
    for cell, findings in checking.checks(tree, cells, reason=reason, now=now):
        if missing := [one for one in findings if not one.holds]:
            lacking.append(
                {
                    "cell_id": cell.pk,
                    "node": cell.node.name,
                    "grain": cell.grain,
                    "starts_on": cell.starts_on.isoformat(),
                    "missing": [
                        {"asked": str(one.asked), "problem": one.problem, "params": one.params}
                        for one in missing
                    ],
                }
            )
    if lacking:
        raise Conflict("targets.check_fails", field="cell_ids", count=len(lacking), cells=lacking)
