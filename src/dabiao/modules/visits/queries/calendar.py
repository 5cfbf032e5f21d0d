"""Visits as entries of the calendar, which stands below and knows nothing of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import reaches
from dabiao.modules.activities.queries import MOST_ON_CALENDAR
from dabiao.modules.visits.enums import VisitState
from dabiao.modules.visits.models import Visit
from dabiao.modules.visits.queries.reach import READ, titles
from dabiao.modules.visits.queries.routes import on_calendar


def entries(
    since: datetime, until: datetime, owner_id: int | None, unit_ids: list[int] | None, actor: Actor
) -> Iterator[dict[str, Any]]:
    """`{kind, row, title, at, ends_at, place, movable}` of each; a fixed number of statements."""
    if not actor.may(READ):
        return
    found = on_calendar(since, until, owner_id, unit_ids, actor).select_related("owner")
    rows: list[Visit] = list(found.order_by("starts_at", "pk")[:MOST_ON_CALENDAR])
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.about_kind, set()).add(row.about_id)
    known = {kind: titles(kind, some, actor=actor) for kind, some in ids.items()}
    for row in rows:
        movable = row.state == VisitState.PLANNED and reaches(actor, "visit.edit", row)
        title = known[row.about_kind].get(row.about_id) or row.purpose
        yield {
            "kind": "visit",
            "row": row,
            "title": title,
            "at": row.starts_at,
            "ends_at": row.ends_at,
            "place": row.address,
            "note": row.purpose,
            "movable": movable,
        }
