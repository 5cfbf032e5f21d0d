"""Who is away on which days."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.kept import Among, Given, Kept
from dabiao.core.scoping import fetch, reaches
from dabiao.modules.org.models import Absence
from dabiao.modules.org.queries.people import visible_to

Days = tuple[date, date]  # both included
SHOWN = 50
MOST = 500  # of a whole company's at once


class Away(NamedTuple):
    """Away from one day to another, both included, or half (`part`) of one."""

    first: date
    last: date
    part: str


def absences(employee_id: int, *, today: date, actor: Actor) -> dict[str, Any]:
    """A person's, the newest first. Why they are away is read by who may say so. Raises `core.not_found`."""
    person = fetch(visible_to(actor), employee_id)
    may = reaches(actor, "employee.duty", person)
    rows = Absence.objects.filter(employee=person).order_by("-first_on", "-pk")[:SHOWN]
    return {"items": [_days(row, today, may=may) for row in rows], "actions": ["enter"] if may else []}


def all_absences(*, first: date, last: date, today: date, actor: Actor) -> dict[str, Any]:
    """Of everybody whom the actor sees, on some of these days, the newest first; at most `MOST`. Why is read by
    who may say so."""
    actor.require("employee.read")
    rows = Absence.objects.filter(employee__in=visible_to(actor), first_on__lte=last, last_on__gte=first)
    rows = rows.select_related("employee__user", "entered_by").order_by("-first_on", "-pk")
    return {"items": [_shown(row, today, actor) for row in rows[:MOST]]}


def _shown(row: Absence, today: date, actor: Actor) -> dict[str, Any]:
    return {
        **_days(row, today, may=reaches(actor, "employee.duty", row.employee)),
        "employee_id": row.employee_id,
        "employee_name": row.employee.user.name,
        "entered_by_name": row.entered_by.name if row.entered_by else "",
    }


def _days(row: Absence, today: date, *, may: bool) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind if may else None,
        "first_on": row.first_on,
        "last_on": row.last_on,
        "part": row.part,
        "note": row.note if may else "",
        "actions": ["end"] if may and row.last_on >= today else [],
    }


def away_on(user_ids: Collection[int] | None, first: date, last: date) -> dict[int, list[Away]]:
    """Person → when they are away on these days, half days too, in order; None asks for everybody."""
    found: dict[int, list[Away]] = defaultdict(list)
    days = {"first": first, "last": last}
    for user_id, begins, ends, part in _ALL(**days) if user_ids is None else _SOME(people=user_ids, **days):
        found[user_id].append(Away(max(begins, first), min(ends, last), part))
    return dict(found)


def absent_on(user_ids: Collection[int] | None, first: date, last: date) -> dict[int, list[Days]]:
    """Person → the stretches of whole days of these on which they are away, in order; None: everybody. Who is never away
    is left out; two halves of a day are no whole one."""
    found = away_on(user_ids, first, last)
    whole = {
        user_id: [(one.first, one.last) for one in some if not one.part] for user_id, some in found.items()
    }
    return {user_id: stretches for user_id, stretches in whole.items() if stretches}


def _touching() -> QuerySet[Absence, Any]:
    rows = Absence.objects.filter(
        last_on__gte=Given("first", DateField()), first_on__lte=Given("last", DateField())
    )
    return rows.order_by("first_on").values_list("employee_id", "first_on", "last_on", "part")


_ALL = Kept(_touching)
_SOME = Kept(lambda: _touching().filter(employee_id__in=Among("people", BigIntegerField())))
