"""A tree begins as the year before had it, grown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.scoping import demand
from dabiao.modules.targets import events
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.queries import MANAGE, copying, filling
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services.filling import write


@transaction.atomic
def copy_tree(
    tree_id: int,
    *,
    origin_id: int | None,
    growth: Mapping[str, int],
    grain: str | None = None,
    keep: str = "locked",
    step: int = 1,
    day: date,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """All of what `queries.copying` makes of it, or nothing; the root's figure is set too. Raises `access.forbidden` and what
    either does."""
    tree = locked_tree(tree_id, actor=actor)
    demand(actor, MANAGE, tree)
    top, planned = copying.copied(
        tree, origin_id=origin_id, growth=growth, grain=grain, keep=keep, step=step, day=day, actor=actor
    )
    changed = write(tree, planned=planned, actor=actor, now=now)
    if changed:
        origin = Tree.objects.get(pk=origin_id).name if origin_id else ""
        record(events.TreeCopied(tree.name, origin, dict(growth), changed), tree, actor=actor, now=now)
    return {**filling.shown(tree, top, planned), "changed": changed}
