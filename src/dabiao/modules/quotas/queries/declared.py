"""What people declared of a day, and how they came to say so."""

from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.modules.org import queries as org
from dabiao.modules.quotas.models import DeclaredChange
from dabiao.modules.quotas.queries import READ, visible_to

MOST = 50


def declared(*, kind_id: int, user_id: int, day: date, actor: Actor) -> dict[str, Any]:
    """The number with every one before it, the newest first. Raises `core.not_found` where nothing was declared or it is
    out of reach, `access.forbidden`."""
    actor.require(READ)
    found = visible_to(actor).filter(kind_id=kind_id, owner_id=user_id, day=day).first()
    if found is None:
        raise NotFound("core.not_found", kind="quota_count", id=kind_id)
    rows = list(DeclaredChange.objects.filter(declared=found).order_by("-pk")[:MOST])
    names = org.names_of([row.by_id for row in rows if row.by_id is not None])
    return {
        "kind_id": kind_id,
        "user_id": user_id,
        "day": day,
        "amount": found.amount,
        "version": found.version,
        "changes": [
            {
                **{name: getattr(row, name) for name in ("before", "after", "word", "reason", "at")},
                "by_name": names.get(row.by_id or 0, ""),
            }
            for row in rows
        ],
    }
