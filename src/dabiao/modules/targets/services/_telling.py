"""The other side is told of a step: once for a node, however many of its figures it concerns."""

from collections.abc import Sequence
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.notifications.services import News, notify_many
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import Cell
from dabiao.modules.targets.queries.sides import Sides

EXCERPT = 80  # characters in a notification


def tell(cells: Sequence[Cell], side: Side, kind: str, words: str, *, actor: Actor, now: datetime) -> None:
    """`side` is told that `actor` did `kind` with these cells of one tree. Who did it is not told of it."""
    if not cells:
        return
    sides = Sides(cells[0].tree)
    first: dict[int, Cell] = {}
    count: dict[int, int] = {}
    for cell in cells:
        first.setdefault(cell.node_id, cell)
        count[cell.node_id] = count.get(cell.node_id, 0) + 1
    news = [
        (sides.told(cell.node, side), cell, {"count": count[cell.node_id], "node": cell.node.name})
        for cell in first.values()
    ]
    notify_many(
        [
            News(
                person,
                kind,
                {"by": actor.name, "tree": cell.tree.name, "text": words[:EXCERPT], **params},
                ("target", cell.pk),
                dedupe=now.isoformat(),
            )
            for person, cell, params in news
            if person is not None and person != actor.user_id
        ],
        now,
    )
