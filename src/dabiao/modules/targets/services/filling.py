"""A whole tree is filled by a suggestion: all of its figures, or none."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.modules.targets import events
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.queries import filling
from dabiao.modules.targets.queries.filling import Planned
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services.setting import Wanted, set_targets


@transaction.atomic
def fill_tree(
    tree_id: int,
    *,
    down: Mapping[str, int],
    time: Mapping[str, int],
    node_id: int | None = None,
    grain: str | None = None,
    keep: str = "locked",
    step: int = 1,
    day: date,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """What `queries.filling` suggests at this moment is set, as if set cell by cell. Raises what either does."""
    tree = locked_tree(tree_id, actor=actor)
    top, planned = filling.filling(
        tree, node_id=node_id, grain=grain, down=down, time=time, keep=keep, step=step, day=day, actor=actor
    )
    changed = write(tree, planned=planned, actor=actor, now=now)
    if changed:
        by = {"down": dict(down), "time": dict(time)}
        record(events.TreeFilled(tree.name, top.name, by, changed), tree, actor=actor, now=now)
    return {**filling.shown(tree, top, planned), "changed": changed}


def write(tree: Tree, *, planned: Sequence[Planned], reason: str = "", actor: Actor, now: datetime) -> int:
    """These figures through the one writer, against what stood when they were planned; how many changed."""
    wanted = [
        Wanted(
            one.node_id,
            one.grain,
            one.starts_on,
            values,
            {line: getattr(one.standing, line) for line in values},
        )
        for one in planned
        if (values := one.changes)
    ]
    return len(set_targets(tree.pk, cells=wanted, reason=reason, actor=actor, now=now)) if wanted else 0
