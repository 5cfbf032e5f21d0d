"""Who may hold records, and who stays so until the transaction ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BigIntegerField, Q

from dabiao.core.errors import Invalid
from dabiao.core.kept import Among, Kept, Remembered, Sql, put, sql_of
from dabiao.modules.org.enums import WORKING
from dabiao.modules.org.models import Employee

_AT_WORK = Q(status__in=WORKING, user__is_active=True)
_OF_PEOPLE = Among("people", BigIntegerField())
_STATEMENTS = Remembered()
_WORKING = Kept(lambda: Employee.objects.filter(_AT_WORK, user_id__in=_OF_PEOPLE).values_list("user_id"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a record is given to, and the unit it then belongs to."""

    user_id: int
    name: str
    unit_id: int


def holder(user_id: int, *, field: str = "owner_id") -> Holder:
    """The person as an owner of records. Raises `org.not_working` for someone who left, is suspended or unknown."""
    return holders([user_id], field=field)[user_id]


def holders(user_ids: list[int], *, field: str = "owner_id") -> dict[int, Holder]:
    """`holder` for many, in one query. Until the transaction ends none of them leaves or is suspended."""
    found = _standing(user_ids, waiting=True)
    for user_id in user_ids:
        if user_id not in found:
            name = Employee.objects.filter(user_id=user_id).values_list("user__name", flat=True).first()
            raise Invalid("org.not_working", field=field, name=name or f"#{user_id}")
    return found


def holders_by_name(names: set[str]) -> dict[str, Holder]:
    """Working people by their login or, where only one bears it, their name; unknown names are left out."""
    if not names:
        return {}
    people = Employee.objects.filter(_AT_WORK)
    people = people.filter(Q(user__name__in=names) | Q(user__login__in={name.lower() for name in names}))
    by_login: dict[str, Holder] = {}
    by_name: dict[str, list[Holder]] = {}
    for user_id, login, name, unit_id in people.values_list(
        "user_id", "user__login", "user__name", "unit_id"
    ):
        by_login[login] = Holder(user_id, name, unit_id)
        by_name.setdefault(name, []).append(by_login[login])
    unique = {name: found[0] for name, found in by_name.items() if len(found) == 1}
    return {name: holder for name in names if (holder := by_login.get(name.lower()) or unique.get(name))}


def ready(user_ids: Collection[int], *, now: datetime) -> dict[int, Holder]:
    """Those of these people who take work at this moment: working, on duty, not busy. They stay so until the
    transaction ends. Who is just being changed is left out: nobody is waited for."""
    if not user_ids:
        return {}
    people = Employee.objects.filter(
        Q(busy_until=None) | Q(busy_until__lte=now), _AT_WORK, user_id__in=user_ids, on_duty=True
    )
    rows = people.order_by("user_id").values_list("user_id", "user__name", "unit_id")
    return {row[0]: Holder(*row) for row in _shared(sql_of(rows), waiting=False)}


def standing_holders(user_ids: Collection[int]) -> dict[int, Holder]:
    """Those of these people who can hold records; they stay so until the transaction ends. Who is just being changed is
    left out: nobody is waited for."""
    return _standing(user_ids, waiting=False) if user_ids else {}


def _standing(user_ids: Collection[int], *, waiting: bool) -> dict[int, Holder]:
    rows = _shared(put(_STATEMENTS.sql("standing", _whoever_stands), people=user_ids), waiting=waiting)
    return {row[0]: Holder(*row) for row in rows}


def _whoever_stands() -> Sql:
    people = Employee.objects.filter(_AT_WORK, user_id__in=_OF_PEOPLE)
    return sql_of(people.order_by("user_id").values_list("user_id", "user__name", "unit_id"))


def hold(user_ids: Collection[int]) -> set[int]:
    """Those of these people whom nobody else is just changing, locked until the transaction ends."""
    found = Employee.objects.filter(user_id__in=user_ids).order_by("user_id")
    return set(found.select_for_update(of=("self",), skip_locked=True).values_list("user_id", flat=True))


def working(user_ids: Collection[int]) -> set[int]:
    """Those of these people who can hold records now."""
    return {id for (id,) in _WORKING(people=user_ids)} if user_ids else set()


def _shared(people: Sql, *, waiting: bool) -> list[tuple[int, str, int]]:
    """The rows, locked against change but not against others who only look: Django has no word for that lock.
    Not `waiting` leaves out those who are just being changed.

    Somebody's departure waits for what is just being given to them, and hands it on. SQLite has one writer anyway.
    """
    sql, params = people
    with connection.cursor() as cursor:
        cursor.execute(sql + _share_lock(waiting), params)
        return cursor.fetchall()


def _share_lock(waiting: bool) -> str:
    if connection.vendor != "postgresql":
        return ""
    return f' FOR SHARE OF "{Employee._meta.db_table}"' + ("" if waiting else " SKIP LOCKED")
