"""A figure with all that was said of it: steps and comments in one conversation, and who is to answer."""

from typing import Any

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.comments import queries as comments
from dabiao.core.events import queries as events
from dabiao.core.scoping import fetch, reaches
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Awaited, Side
from dabiao.modules.targets.models import Cell, Dialogue
from dabiao.modules.targets.queries import LOCK, cells_for, lock_policy, may_declare
from dabiao.modules.targets.queries.grid import LINES
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules import bands

STEPS = Q(kind__startswith="target.") | Q(kind="comment.added")


def dialogue(cell_id: int, *, cursor: str = "", limit: int = 50, actor: Actor) -> dict[str, Any]:
    """`{cell, awaits, answering, actions, asked, band, items, next}`, the newest first. Raises `core.not_found`."""
    cell = fetch(cells_for(actor).select_related("node", "tree__metric"), cell_id)
    row = Dialogue.objects.filter(cell_id=cell_id).first() or Dialogue.begun(cell)
    sides = Sides(cell.tree)
    talk = row.standing(cell)
    said = events.timeline("target", cell_id, only=STEPS, cursor=cursor, limit=limit)
    waited = None if talk.awaits == Awaited.NOBODY else sides.told(cell.node, Side(talk.awaits))
    return {
        "cell": shown(cell),
        "awaits": talk.awaits,
        "answering": org.names_of([waited]).get(waited, "") if waited else "",
        "actions": _actions(cell, row, sides, actor),
        "asked": _asked(row),
        "band": _band(cell, row, sides, actor),
        "items": _commented(said["items"], actor),
        "next": said["next"],
    }


def shown(cell: Cell) -> dict[str, Any]:
    return {
        **{name: getattr(cell, name) for name in ("id", "grain", "starts_on", "ends_on", "version", *LINES)},
        "tree_id": cell.tree_id,
        "tree": cell.tree.name,
        "node_id": cell.node_id,
        "node": cell.node.name,
        "measured": cell.tree.metric.measured,
        "currency": cell.tree.metric.currency,
        "agreed_at": cell.agreed_at,
        "locked_at": cell.locked_at,
    }


def _actions(cell: Cell, row: Dialogue, sides: Sides, actor: Actor) -> list[str]:
    """The steps that would be taken if this actor asked for them now."""
    talk, locked = row.standing(cell), cell.locked_at is not None
    above, below = (sides.speaks(actor, cell.node, side) for side in (Side.ABOVE, Side.BELOW))
    declares, locks = may_declare(actor, cell.node), reaches(actor, LOCK, cell.node)
    beyond = locked and not sides.keeps(actor)
    possible = {
        "propose": above,
        "declare": declares,
        "accept_above": above and talk.countered,
        "accept_below": below and not talk.agreed and talk.lines[0] is not None and talk.above == talk.lines,
        "insist": above and talk.countered and talk.lines[0] is not None,
        "withdraw_below": below and not locked and talk.declared[0] is not None,
        "lock": locks and not locked and cell.must is not None,
        "unlock": locks and locked,
        "ask_change": beyond and (above or declares) and row.asked_at is None,
        "answer_change": row.asked_at is not None and sides.keeps(actor),
    }
    return [name for name, may in possible.items() if may]


def _asked(row: Dialogue) -> dict[str, Any] | None:
    if row.asked_at is None:
        return None
    by = org.names_of([row.asked_by_id]).get(row.asked_by_id, "") if row.asked_by_id else ""
    figures = {"must": row.asked_must, "stretch": row.asked_stretch}
    return {**figures, "reason": row.asked_reason, "at": row.asked_at, "by": by}


def _band(cell: Cell, row: Dialogue, sides: Sides, actor: Actor) -> dict[str, int] | None:
    """Within which the must of a locked cell may be moved; None where nothing limits this actor."""
    if cell.locked_at is None or sides.keeps(actor):
        return None
    least, most = bands.band(row.locked_must, lock_policy.of(cell.tree).band_bp)
    return {"least": least, "most": most}


def _commented(items: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Comments as they stand now."""
    said = [item for item in items if item["kind"] == "comment.added"]
    now = comments.shown([item["data"]["comment_id"] for item in said], actor=actor) if said else {}
    for item in said:
        item["data"] = now.get(item["data"]["comment_id"], {})
    return items
