"""Units and people. Each read starts from what the actor may see."""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Q, QuerySet

from dabiao.core import subjects
from dabiao.core.access import sight
from dabiao.core.access.models import Role, User
from dabiao.core.access.positions import Position
from dabiao.core.actor import Actor, Scope, wider
from dabiao.core.conditions.terms import Term
from dabiao.core.kept import Among, Given, Kept
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, fetch, visible
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.org.enums import WORKING, EmployeeStatus
from dabiao.modules.org.models import Employee, Unit, ids_of
from dabiao.modules.org.queries.tags import skills_of

EMPLOYEES = ListSpec(
    kind="employee",
    columns={
        "id": Column("user_id"),
        "name": Column("user__name"),
        "login": Column("user__login"),
        **plain("unit_id"),
        "unit_name": Column("unit__name"),
        **plain("position", "level", "base_level", "status", "hired_on", "left_on", "on_duty"),
        **times("busy_until"),
        **plain("daily_capacity"),
        "phone": Column("phone", "phone"),
        "email": Column("email", "email"),
        "owner_id": Column("user_id"),
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"name": Sort("user__name"), "hired_on": Sort("hired_on"), "created_at": Sort("created_at")},
    default_sort="name",
    search=SearchIn("employee"),
)


_STANDS = Kept(
    lambda: Employee.objects.filter(user_id=Given("user", BigIntegerField())).values_list(
        "unit__path", "unit__name", "unit_id", "position", "on_duty", "busy_until", "busy_on", "busy_used"
    )
)
_BELOW = Kept(lambda: Unit.objects.filter(path__startswith=Given("path", CharField())).values_list("id"))
_UNIT_NAME = Kept(lambda: Unit.objects.filter(pk=Given("unit", BigIntegerField())).values_list("name"))


def visible_to(actor: Actor) -> QuerySet[Employee]:
    return visible(Employee.objects.all(), actor, "employee.read", owner="user_id")


def employees(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("employee.read")
    people = visible_to(actor)
    if "unit_id" in filters:
        people = people.filter(unit_id__in=units_below(filters["unit_id"]))
    if "role" in filters:
        people = people.filter(user__roles__code=filters["role"])
    if "status" in filters:
        people = people.filter(status=filters["status"])
    return pages.page(people, EMPLOYEES, asked, actor=actor)


def employee(id: int, *, actor: Actor) -> dict[str, Any]:
    """One person with their roles and skills, and what this actor may do to them."""
    row = pages.one(visible_to(actor), EMPLOYEES, id, actor=actor)
    found = Employee.objects.get(pk=id)
    row["roles"] = list(found.user.roles.order_by("code").values_list("code", flat=True))
    row["skills"] = skills_of(id)
    row["actions"] = [
        verb
        for verb in ("edit", "leave", "duty", "reveal")
        if covers(actor, f"employee.{verb}", id=id, owner_id=id, unit_id=found.unit_id)
    ]
    return row


def people(*, q: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """Colleagues to choose from: working people only, and no more of them than a name and a place."""
    found = Employee.objects.filter(status__in=WORKING, user__is_active=True)
    if q:
        found = found.filter(Q(user__name__icontains=q) | Q(user__login__istartswith=q))
    rows = found.order_by("user__name", "user_id").values_list(
        "user_id", "user__name", "unit_id", "unit__name", "on_duty"
    )[:limit]
    return [dict(zip(("id", "name", "unit_id", "unit_name", "on_duty"), row, strict=True)) for row in rows]


def people_seeing(kind: str, id: int, *, q: str = "", limit: int = 10, actor: Actor) -> list[dict[str, Any]]:
    """`people` who see that record, which the actor must see too; looked for among the first hundred of that name."""
    subjects.load(kind, id, actor=actor)
    found = {person["id"]: person for person in people(q=q, limit=100)}
    return [found[user_id] for user_id in islice(sight.seeing(kind, id, found), limit)]


def units() -> list[dict[str, Any]]:
    """The whole tree, parents first. Who works where is no secret inside a company; what they do is."""
    rows = (
        Unit.objects.annotate(people=Count("employees", filter=Q(employees__status__in=WORKING)))
        .order_by("path")
        .values("id", "name", "kind", "parent_id", "path", "leader_id", "leader__name", "version", "people")
    )
    return [
        {
            **{k: v for k, v in row.items() if k not in ("leader__name", "people")},
            "leader_name": row["leader__name"],
            "employee_count": row["people"],
        }
        for row in rows
    ]


def unit_paths() -> dict[int, str]:
    """Unit → its path, `/1/4/9/`."""
    return dict(Unit.objects.values_list("pk", "path"))


def units_below(unit_id: int) -> list[int]:
    """The unit and all below it; empty for an unknown one."""
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first()
    return list(Unit.objects.filter(path__startswith=path).values_list("id", flat=True)) if path else []


def each_below(unit_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """`units_below` for many, in one statement; unknown ones are left out."""
    below: dict[int, set[int]] = {}
    if unit_ids:
        for id, path in Unit.objects.values_list("id", "path"):
            for above in set(ids_of(path)).intersection(unit_ids):
                below.setdefault(above, set()).add(id)
    return {id: frozenset(found) for id, found in below.items()}


_STAFF = Kept(
    lambda: (
        Employee.objects.filter(unit_id__in=Among("units", BigIntegerField()))
        .exclude(status=EmployeeStatus.LEFT)
        .values_list("user_id", "unit_id")
    )
)


def staff_of(unit_ids: Collection[int]) -> dict[int, int]:
    """Everybody who stands in one of these units and has not left: person → unit."""
    if not unit_ids:
        return {}
    return dict(_STAFF(units=unit_ids))


def turnover(since: date) -> dict[int, tuple[int, int]]:
    """Unit → (who works there, who has left from there on that day or later). Units of nobody are left out."""
    rows = Employee.objects.values_list("unit_id").annotate(
        there=Count("pk", filter=Q(status__in=WORKING)),
        left=Count("pk", filter=Q(status=EmployeeStatus.LEFT, left_on__gte=since)),
    )
    return {unit_id: (there, left) for unit_id, there, left in rows if there or left}


def position_of(user_id: int) -> Position:
    """Where a user stands, for the access core."""
    for path, unit_name, unit_id, title, on_duty, busy_until, busy_on, busy_used in _STANDS(user=user_id):
        above = ids_of(path)
        return Position(
            unit_id=unit_id,
            unit_ids=frozenset(id for (id,) in _BELOW(path=path)),
            unit_path=above,
            unit_name=unit_name,
            company_name=next((name for (name,) in _UNIT_NAME(unit=above[0])), ""),
            title=title,
            on_duty=on_duty,
            busy_until=busy_until,
            busy_on=busy_on,
            busy_used=busy_used,
        )
    return Position()


def leader_of(user_id: int) -> int | None:
    """Who leads somebody: the nearest leader above them, themselves left out; None for who has nobody above."""
    return leaders_of([user_id]).get(user_id)


def leaders_of(user_ids: Collection[int]) -> dict[int, int]:
    """`leader_of` for many, in two statements; who has nobody above is left out."""
    if not user_ids:
        return {}
    stands = Employee.objects.filter(user_id__in=user_ids).values_list("user_id", "unit__path")
    above = {user_id: ids_of(path) for user_id, path in stands}
    units = {id for path in above.values() for id in path}
    led = dict(Unit.objects.filter(pk__in=units, leader__is_active=True).values_list("pk", "leader_id"))
    found = {
        user_id: next((led[id] for id in reversed(path) if led.get(id) not in (None, user_id)), None)
        for user_id, path in above.items()
    }
    return {user_id: leader for user_id, leader in found.items() if leader is not None}


def leader_of_unit(unit_id: int) -> int | None:
    """Who leads a unit, or else the nearest above it."""
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or ""
    ids = ids_of(path)
    led = Unit.objects.filter(pk__in=ids, leader__is_active=True)
    return led.order_by("-path").values_list("leader_id", flat=True).first()


_OF_PEOPLE = Among("people", BigIntegerField())
_NAMES = Kept(lambda: Employee.objects.filter(user_id__in=_OF_PEOPLE).values_list("user_id", "user__name"))


def names_of(user_ids: Collection[int]) -> dict[int, str]:
    return dict(_NAMES(people=user_ids)) if user_ids else {}


_CAREER = ("level", "status", "hired_on", "left_on", "unit_id", "name")
_CAREERS = Kept(
    lambda: Employee.objects.filter(user_id__in=_OF_PEOPLE).values_list(
        "user_id", *_CAREER[:-1], "user__name"
    )
)


def careers_of(user_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Level, since when with us, and where: `{level, status, hired_on, left_on, unit_id, name}` by person."""
    rows = _CAREERS(people=user_ids) if user_ids else ()
    return {row[0]: dict(zip(_CAREER, row[1:], strict=True)) for row in rows}


_ROLES = Kept(lambda: Role.objects.values_list("pk", "grants"))
_HOLDERS = Kept(
    lambda: User.roles.through.objects.filter(
        user_id__in=_OF_PEOPLE, role_id__in=Among("roles", BigIntegerField())
    ).values_list("user_id", "role_id")
)


def scopes_of(user_ids: Collection[int], permission: str) -> dict[int, Scope]:
    """How far each of these people's roles let them use that permission; who has it not is left out."""
    granted = {pk: Scope(grants[permission]) for pk, grants in _ROLES() if permission in grants}
    found: dict[int, Scope] = {}
    for user_id, role_id in _HOLDERS(people=user_ids, roles=granted) if user_ids and granted else ():
        found[user_id] = wider(granted[role_id], found.get(user_id, Scope.SHARED))
    return found


_UNIT_NAMES = Kept(lambda: Unit.objects.values_list("pk", "name"))


def names_of_units() -> dict[int, str]:
    """Of all of them."""
    return dict(_UNIT_NAMES())


def unit_names(ids: list[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def person_word(name: str, label: str, *, path: str = "") -> Term:
    """A person, for conditions."""
    return Term(name, "person", path or name, label=label, names=names_of)


def ownership_words(label: str, *, prefix: str = "") -> list[Term]:
    """Owner and unit of a record, for conditions; `prefix` walks to the row that has them."""
    return [
        person_word("owner_id", f"{label}.owner_name", path=f"{prefix}owner_id"),
        Term(
            "unit_id",
            "unit",
            f"{prefix}unit_id",
            label=f"{label}.unit_name",
            names=unit_names,
            below=units_below,
        ),
    ]


def holdings(employee_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """What a person holds, kind by kind: the review before a departure."""
    fetch(visible_to(actor), employee_id)
    return [
        {"kind": one.kind, "count": one.holdings(employee_id)} for one in subjects.every() if one.holdings
    ]


def phones_of(user_ids: Collection[int]) -> dict[int, str]:
    """The phones of these users, as they are kept; for the services that know people by them, never for a screen."""
    return dict(
        Employee.objects.filter(user_id__in=user_ids).exclude(phone="").values_list("user_id", "phone")
    )


def logins_of(user_ids: Collection[int]) -> dict[int, str]:
    """What these people sign in as."""
    return dict(Employee.objects.filter(user_id__in=user_ids).values_list("user_id", "user__login"))
