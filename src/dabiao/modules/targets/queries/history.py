"""What became of one figure: who, when, from what to what, and why."""

from typing import Any

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.events import queries as events
from dabiao.core.scoping import fetch
from dabiao.modules.targets.queries import cells_for

OF_TARGET = Q(kind__startswith="target.")


def history(cell_id: int, *, cursor: str = "", limit: int = 50, actor: Actor) -> dict[str, Any]:
    """`{items, next}`, the newest first. Raises `core.not_found`."""
    fetch(cells_for(actor), cell_id)
    found = events.timeline("target", cell_id, only=OF_TARGET, cursor=cursor, limit=limit)
    return {"items": [_entry(item) for item in found["items"]], "next": found["next"]}


def _entry(item: dict[str, Any]) -> dict[str, Any]:
    data = item["data"]
    changes = data.get("changes", {})
    return {
        **{name: item[name] for name in ("id", "at", "kind", "actor_id", "actor_name")},
        "changes": [
            {"field": name, "before": before, "after": after} for name, (before, after) in changes.items()
        ],
        "reason": data.get("reason", ""),
        "data": data,
    }
