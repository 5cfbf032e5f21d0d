"""Who is and was with the company, for whoever looks back: two statements, whatever the number of people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dabiao.core.access.models import User
from dabiao.modules.org.enums import EmployeeStatus
from dabiao.modules.org.models import Employee, ids_of


@dataclass(frozen=True, slots=True)
class Member:
    """`unit_path`: the unit and all above, root first. Of who left, it is where they stood last."""

    user_id: int
    name: str
    unit_id: int
    unit_path: tuple[int, ...]
    level: str
    roles: frozenset[str]
    hired_on: date
    left_on: date | None
    suspended: bool


def members(*, since: date, user_ids: Collection[int] | None = None) -> list[Member]:
    """Those of these people, or of all, who were there on `since` or later, by unit and name."""
    rows = Employee.objects.filter(~Q(status=EmployeeStatus.LEFT) | Q(left_on__gt=since))
    if user_ids is not None:
        rows = rows.filter(user_id__in=user_ids)
    roles: dict[int, set[str]] = defaultdict(set)
    held = User.roles.through.objects.all()
    if user_ids is not None:
        held = held.filter(user_id__in=user_ids)
    for user_id, code in held.values_list("user_id", "role__code"):
        roles[user_id].add(code)
    names = ("user_id", "user__name", "unit_id", "unit__path", "level", "status", "hired_on", "left_on")
    return [
        Member(
            user_id,
            name,
            unit_id,
            ids_of(path),
            level,
            frozenset(roles[user_id]),
            hired_on,
            left_on if status == EmployeeStatus.LEFT else None,
            status == EmployeeStatus.SUSPENDED,
        )
        for user_id, name, unit_id, path, level, status, hired_on, left_on in rows.order_by(
            "unit__path", "user__name", "user_id"
        ).values_list(*names)
    ]
