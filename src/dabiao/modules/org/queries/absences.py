"""Who is away on which days."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch, reaches
from dabiao.modules.org.models import Absence
from dabiao.modules.org.queries.people import visible_to

Days = tuple[date, date]  # both included
SHOWN = 50
_ABSENCE = ("id", "kind", "first_on", "last_on", "note")


def absences(employee_id: int, *, today: date, actor: Actor) -> dict[str, Any]:
    """A person's, the newest first. Why they are away is read by who may say so. Raises `core.not_found`."""
    person = fetch(visible_to(actor), employee_id)
    may = reaches(actor, "employee.duty", person)
    rows = Absence.objects.filter(employee=person).order_by("-first_on", "-pk")[:SHOWN].values(*_ABSENCE)
    hidden = {} if may else {"kind": None, "note": ""}
    items = [{**row, **hidden, "actions": ["end"] if may and row["last_on"] >= today else []} for row in rows]
    return {"items": items, "actions": ["enter"] if may else []}


def absent_on(user_ids: Collection[int] | None, first: date, last: date) -> dict[int, list[Days]]:
    """Person → the stretches of these days on which they are away, in order; None asks for everybody. Who is never away is
    left out."""
    rows = Absence.objects.filter(last_on__gte=first, first_on__lte=last)
    if user_ids is not None:
        rows = rows.filter(employee_id__in=user_ids)
    found: dict[int, list[Days]] = defaultdict(list)
    for user_id, begins, ends in rows.order_by("first_on").values_list("employee_id", "first_on", "last_on"):
        found[user_id].append((max(begins, first), min(ends, last)))
    return dict(found)
