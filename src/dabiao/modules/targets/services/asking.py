"""A locked figure is to move beyond its band: those concerned ask, who keeps the tree answers."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.notifications.services import notify
from dabiao.core.scoping import demand
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import FIGURE_MAX, Cell, Tree
from dabiao.modules.targets.queries import MANAGE, cells_for, may_declare
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.services._dialogues import Dialogues
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services.setting import Wanted, set_targets


@transaction.atomic
def ask_change(
    cell_id: int,
    *,
    must: int,
    stretch: int | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Ask who keeps the tree for other lines of a locked cell; a new request takes the place of one that waits. Raises
    `core.required` without a reason, `targets.not_locked` (409), `targets.stretch_below_must`, `access.forbidden`,
    `core.not_found`."""
    cell, tree = _held(cell_id, actor)
    sides = Sides(tree)
    if not (sides.speaks(actor, cell.node, Side.ABOVE) or may_declare(actor, cell.node)):
        raise Forbidden("access.forbidden", permission="target.declare")
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    if cell.locked_at is None:
        raise Conflict("targets.not_locked", field="cell_id", node=cell.node.name)
    if not 0 <= must <= FIGURE_MAX:
        raise Invalid("targets.figure_out_of_range", field="must", value=must, limit=FIGURE_MAX)
    if stretch is not None and stretch < must:
        raise Invalid("targets.stretch_below_must", field="stretch", must=must, stretch=stretch)
    dialogues = Dialogues([cell])
    row = dialogues.keep(cell)
    row.asked_must, row.asked_stretch, row.asked_reason = must, stretch, reason.strip()
    row.asked_at, row.asked_by_id = now, actor.user_id
    dialogues.save()
    fact = events.TargetChangeAsked(cell.node.name, cell.grain, cell.starts_on, must, stretch, reason.strip())
    event = record(fact, cell, actor=actor, now=now)
    told = {"by": actor.name, "node": cell.node.name, "tree": tree.name, "text": reason.strip()[:80]}
    if tree.owner_id != actor.user_id:
        notify([tree.owner_id], "target.change_asked", told, ("target", cell.pk), now, dedupe=event.pk)


@transaction.atomic
def answer_change(cell_id: int, *, granted: bool, reason: str = "", actor: Actor, now: datetime) -> None:
    """Put what was asked for in force, or refuse it with a reason. Raises `targets.nothing_asked` (409), `core.required`,
    `access.forbidden`, and as `set_targets`."""
    cell, tree = _held(cell_id, actor)
    demand(actor, MANAGE, tree)
    dialogues = Dialogues([cell])
    row = dialogues.row(cell)
    if row.asked_at is None or row.asked_must is None:
        raise Conflict("targets.nothing_asked", field="cell_id", node=cell.node.name)
    if not granted and not reason.strip():
        raise Invalid("core.required", field="reason")
    asker, asked = row.asked_by_id, {"must": row.asked_must, "stretch": row.asked_stretch}
    if granted:
        base = {"must": cell.must, "stretch": cell.stretch}
        wanted = Wanted(cell.node_id, cell.grain, cell.starts_on, asked, base)
        set_targets(tree.pk, cells=[wanted], reason=row.asked_reason, actor=actor, now=now)
        dialogues = Dialogues([cell])
    row = dialogues.keep(cell)
    row.asked_must, row.asked_stretch, row.asked_reason = None, None, ""
    row.asked_at, row.asked_by_id = None, None
    dialogues.save()
    fact = events.TargetChangeAnswered(cell.node.name, cell.grain, cell.starts_on, granted, reason.strip())
    event = record(fact, cell, actor=actor, now=now)
    told = {"by": actor.name, "node": cell.node.name, "tree": tree.name, "text": reason.strip()[:80]}
    kind = "target.change_granted" if granted else "target.change_refused"
    if asker != actor.user_id:
        notify([asker], kind, told, ("target", cell.pk), now, dedupe=event.pk)


def _held(cell_id: int, actor: Actor) -> tuple[Cell, Tree]:
    found = cells_for(actor).filter(pk=cell_id).values_list("tree_id", flat=True).first()
    if found is None:
        raise NotFound("core.not_found", kind="target", id=cell_id)
    tree = locked_tree(found, actor=actor)
    return Cell.objects.select_related("node", "tree").get(pk=cell_id), tree
