"""Where people stood and which level they had on days that are over: what they have now, with the changes since taken back."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dabiao.core.days import local_day
from dabiao.core.events.models import Event
from dabiao.core.figures import moments
from dabiao.modules.org.events import EmployeeEdited, LevelChanged


class Change(NamedTuple):
    """From that day on `field` (`unit_id`, `level`) was no longer `before`."""

    day: date
    field: str
    before: Any


Changes = Mapping[int, Sequence[Change]]
"""By person, the latest first; who changed nothing is left out."""


def changes_since(user_ids: Collection[int], day: date) -> Changes:
    """What became of their units and levels after that day; one statement, for one person as for all."""
    wanted, found = set(user_ids), defaultdict[int, list[Change]](list)
    rows = Event.objects.filter(
        kind__in=(EmployeeEdited.kind, LevelChanged.kind), at__gte=moments((day, day))[1]
    )
    for kind, at, data, audience in rows.order_by("-at", "-pk").values_list("kind", "at", "data", "audience"):
        changed = {"level": [data["before"]]} if kind == LevelChanged.kind else data["changes"]
        for one in audience:
            if one["kind"] == "employee" and one["id"] in wanted:
                found[one["id"]] += [
                    Change(local_day(at), field, changed[field][0])
                    for field in ("unit_id", "level")
                    if field in changed
                ]
    return dict(found)


def stood(changes: Sequence[Change], day: date, *, unit_id: int, level: str) -> tuple[int, str]:
    """(unit, level) at the end of that day of somebody who has these now."""
    then: dict[str, Any] = {"unit_id": unit_id, "level": level}
    for one in changes:
        if one.day <= day:
            break
        then[one.field] = one.before
    return then["unit_id"], then["level"]
