"""A figure is broken down once its parts exceed it by the buffer; from then on the database holds them to it."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.scoping import reaches
from dabiao.modules.targets import events
from dabiao.modules.targets.models import Breakdown
from dabiao.modules.targets.queries import EDIT, READ, cells_for
from dabiao.modules.targets.rules.ratios import refuse_parts
from dabiao.modules.targets.services._figures import Figures
from dabiao.modules.targets.services._locking import locked_tree


@transaction.atomic
def close(cell_id: int, *, axis: str, actor: Actor, now: datetime) -> Breakdown:
    """The parts of this figure together exceed it from now on. Raises `targets.below_parent` (409), `targets.no_parts`."""
    division, figures = _held(cell_id, axis, actor)
    metric = division.cell.tree.metric
    refuse_parts(metric.derived, str(metric), "axis")
    if division.closed_at is not None:
        return division
    division.closed_at, division.closed_by_id = now, actor.user_id
    figures.check_one(division)
    division.save(update_fields=["closed_at", "closed_by"])
    cell = division.cell
    record(
        events.BreakdownClosed(cell.node.name, cell.grain, cell.starts_on, axis, division.buffer_bp),
        cell,
        actor=actor,
        now=now,
    )
    return division


@transaction.atomic
def open_again(cell_id: int, *, axis: str, reason: str, actor: Actor, now: datetime) -> Breakdown:
    """Its parts may be less again, until it is closed anew. Raises `core.required` without a reason, and
    `targets.parts_are_locked` (409)."""
    division, _ = _held(cell_id, axis, actor)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    if division.cell.locked_at is not None:
        raise Conflict("targets.parts_are_locked", field="axis", node=division.cell.node.name)
    if division.closed_at is None:
        return division
    division.closed_at, division.closed_by_id = None, None
    division.save(update_fields=["closed_at", "closed_by"])
    cell = division.cell
    record(
        events.BreakdownOpened(cell.node.name, cell.grain, cell.starts_on, axis, reason.strip()),
        cell,
        actor=actor,
        now=now,
    )
    return division


def _held(cell_id: int, axis: str, actor: Actor) -> tuple[Breakdown, Figures]:
    actor.require(READ)
    cell = cells_for(actor).filter(pk=cell_id).first()
    if cell is None:
        raise NotFound("core.not_found", kind="target", id=cell_id)
    tree = locked_tree(cell.tree_id, actor=actor)
    division = (
        Breakdown.objects.select_related("cell__node", "cell__tree__metric")
        .filter(cell_id=cell_id, axis=axis)
        .first()
    )
    if division is None:
        raise Conflict("targets.no_parts", field="axis", axis=axis)
    if not reaches(actor, EDIT, division.cell.node):
        raise Forbidden("targets.not_yours", field="cell_id", node=division.cell.node.name)
    return division, Figures(tree)
