"""A person's own notifications."""

from typing import Any

from dabiao.core.db import IsoText
from dabiao.core.errors import Invalid
from dabiao.core.notifications.models import Notification

LARGEST_PAGE = 200
COUNT_CAP = 1_000
_COLUMNS = ("id", "kind", "params", "subject_kind", "subject_id")
_TIMES = ("created", "read", "delivered")


def of_user(user_id: int, *, unread: bool = False, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """`{items, next, unread_count}`, newest first. Raises `lists.bad_cursor`."""
    chosen = Notification.objects.filter(user_id=user_id)
    if unread:
        chosen = chosen.filter(read_at=None)
    if cursor:
        chosen = chosen.filter(pk__lt=_whole(cursor))
    limit = max(1, min(limit, LARGEST_PAGE))
    times = {name: IsoText(f"{name}_at") for name in _TIMES} | {"ring": IsoText("ring_until")}
    rows = list(chosen.order_by("-pk").values(*_COLUMNS, **times)[: limit + 1])
    return {
        "items": [_shown(row) for row in rows[:limit]],
        "next": str(rows[limit - 1]["id"]) if len(rows) > limit else None,
        "unread_count": unread_count(user_id),
    }


def unread_count(user_id: int) -> int:
    """Exact up to 1,000, which is where counting stops."""
    return Notification.objects.filter(user_id=user_id, read_at=None)[:COUNT_CAP].count()


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    for name in _TIMES:
        row[f"{name}_at"] = row.pop(name)
    row["ring_until"] = row.pop("ring")
    return row


def _whole(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise Invalid("lists.bad_cursor", field="cursor")
    return int(cursor)
