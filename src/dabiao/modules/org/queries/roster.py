"""Who could take a lead now, for whoever gives leads away: asked at each batch, so in two statements and plain tuples."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from dabiao.modules.org.enums import WORKING, EmployeeStatus
from dabiao.modules.org.models import ids_of


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """`unit_path`: the unit and all above, root first. `working`: neither suspended nor gone. `skills`: tag → percent."""

    user_id: int
    name: str
    unit_id: int
    unit_path: tuple[int, ...]
    level: str
    on_duty: bool
    working: bool
    busy_until: datetime | None
    daily_capacity: int
    skills: dict[int, int]


_PEOPLE = """
SELECT e.user_id, p.name, p.is_active, e.unit_id, u.path, e.level, e.on_duty, e.status, e.busy_until, e.daily_capacity
FROM org_employee e JOIN access_user p ON p.id = e.user_id JOIN org_unit u ON u.id = e.unit_id
WHERE {which} ORDER BY e.user_id
"""
_SKILLS = "SELECT employee_id, tag_id, strength FROM org_skill WHERE {which}"
_NOBODY = "1 = 0"


def roster(
    *, user_ids: Collection[int] | None = None, unit_ids: Collection[int] | None = None
) -> list[RosterEntry]:
    """These people, or those of these units and all below, or everybody who has not left; in the order of their ids.

    Written by hand: from the ORM two hundred people come in twice the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE.format(which=_which(user_ids, unit_ids)))
        people = cursor.fetchall()
        cursor.execute(_SKILLS.format(which=_among("employee_id", [row[0] for row in people])))
        skills: dict[int, dict[int, int]] = defaultdict(dict)
        for id, tag_id, strength in cursor.fetchall():
            skills[id][tag_id] = strength
    paths: dict[str, tuple[int, ...]] = {path: ids_of(path) for path in {row[4] for row in people}}
    return [
        RosterEntry(
            id,
            name,
            unit_id,
            paths[path],
            level,
            bool(on_duty),
            bool(is_active) and status in WORKING,
            _moment(busy_until),
            daily_capacity,
            skills.get(id, {}),
        )
        for id, name, is_active, unit_id, path, level, on_duty, status, busy_until, daily_capacity in people
    ]


def _which(user_ids: Collection[int] | None, unit_ids: Collection[int] | None) -> str:
    if user_ids is not None:
        return _among("e.user_id", user_ids)
    if unit_ids is not None:
        return " OR ".join(f"u.path LIKE '%/{int(id)}/%'" for id in unit_ids) or _NOBODY
    return f"e.status <> '{EmployeeStatus.LEFT.value}'"


def _among(column: str, ids: Collection[int]) -> str:
    """Numbers stand in the text as they are: two hundred parameters cost more than the answer."""
    return f"{column} IN ({', '.join(str(int(id)) for id in ids)})" if ids else _NOBODY


def _moment(kept: datetime | None) -> datetime | None:
    """SQLite keeps UTC without saying so."""
    return kept.replace(tzinfo=kept.tzinfo or UTC) if kept else None
