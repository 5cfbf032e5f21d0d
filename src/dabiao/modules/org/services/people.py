"""People join, change, leave; and who looks at how to reach them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.access import services as access
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import wired
from dabiao.core.masking import Shape, merge_masked_edit
from dabiao.core.phones import normalise
from dabiao.core.scoping import demand, fetch, reaches
from dabiao.modules.org import events, queries
from dabiao.modules.org.enums import EmployeeStatus, Level, UnitKind
from dabiao.modules.org.models import Employee, Unit
from dabiao.modules.org.services._naming import unit_named
from dabiao.modules.org.services.units import create_unit

EMPLOYEE_FIELDS = frozenset(
    {"unit_id", "position", "phone", "email", "level", "status", "hired_on", "daily_capacity"}
)
HANDLES: Mapping[str, Shape] = {"phone": "phone", "email": "email"}


@transaction.atomic
def create_employee(
    *,
    name: str,
    login: str,
    password: str | None,
    unit_id: int,
    roles: Iterable[str],
    hired_on: date,
    position: str = "",
    phone: str = "",
    email: str = "",
    level: str = Level.B,
    status: str = EmployeeStatus.REGULAR,
    daily_capacity: int = 30,
    actor: Actor,
    now: datetime,
) -> Employee:
    """A person with a place and a sign-in. Raises as `access.create_user`, and `org.leaves_by_departure`."""
    actor.require("employee.create")
    unit = unit_named(unit_id, field="unit_id")
    if status == EmployeeStatus.LEFT:
        raise Invalid("org.leaves_by_departure", field="status")
    user = access.create_user(login=login, password=password, name=name, roles=roles, actor=actor, now=now)
    person = Employee.objects.create(
        user=user,
        unit=unit,
        position=position,
        phone=normalise(phone),
        email=email,
        level=level,
        base_level=level,
        status=status,
        hired_on=hired_on,
        daily_capacity=daily_capacity,
        created_at=now,
        updated_at=now,
    )
    record(events.EmployeeJoined(name=user.name, unit_name=unit.name), person, actor=actor, now=now)
    return person


@transaction.atomic
def edit_employee(
    employee_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Employee:
    """Change a person's place or facts; `name` and `roles` too. Raises `edit.conflict`, `org.leaves_by_departure`."""
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.edit", person)
    wanted = dict(changes)
    name, roles = wanted.pop("name", None), wanted.pop("roles", None)
    if "phone" in wanted:
        wanted["phone"] = normalise(wanted["phone"])
    if wanted.get("status") == EmployeeStatus.LEFT or person.status == EmployeeStatus.LEFT:
        raise Invalid("org.leaves_by_departure", field="status")
    hidden = {} if reaches(actor, "employee.read_phone", person) else HANDLES
    applied = merge_masked_edit(
        person, wanted, base=base, version=version, editable=EMPLOYEE_FIELDS, hidden=hidden
    )
    if "level" in wanted:
        applied |= _based(person, bumped=bool(applied))
    if "unit_id" in applied:
        unit_named(person.unit_id, field="unit_id")
    if applied:
        person.on_duty = person.on_duty and person.is_working
        person.busy_until = person.busy_until if person.on_duty else None
        person.updated_at = now
        person.save()
    applied |= _edit_user(person, name, roles, actor)
    if applied:
        access.bump_user(person.pk)
        record(events.EmployeeEdited(changes=wired(applied)), person, actor=actor, now=now)
    return person


def _based(person: Employee, *, bumped: bool) -> dict[str, tuple[Any, Any]]:
    """A level that is set by hand is the one to come back to, also where it was the present one already."""
    before = person.base_level
    if before == person.level:
        return {}
    person.base_level = person.level
    person.version += not bumped
    return {"base_level": (before, person.level)}


def _edit_user(
    person: Employee, name: str | None, roles: list[str] | None, actor: Actor
) -> dict[str, tuple[Any, Any]]:
    applied: dict[str, tuple[Any, Any]] = {}
    user = person.user
    if name is not None and name != user.name:
        applied["name"] = (user.name, name)
        user.name = name
        user.save(update_fields=["name"])
    if roles is not None:
        before = sorted(user.roles.values_list("code", flat=True))
        if before != sorted(set(roles)):
            user.roles.set(access.grantable_roles(roles, actor=actor))
            applied["roles"] = (before, sorted(set(roles)))
    return applied


@transaction.atomic
def depart(
    employee_id: int, *, successor_id: int | None, left_on: date, actor: Actor, now: datetime
) -> dict[str, int]:
    """Close a person's sign-in and hand all they hold to the successor, in one step.

    Raises `org.already_left`, `org.own_successor`, `org.needs_successor` when records would be left without anybody,
    and `org.not_working` for a successor who cannot take them.
    """
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.leave", person)
    if person.status == EmployeeStatus.LEFT:
        raise Conflict("org.already_left", field="id", name=person.user.name)
    if left_on < person.hired_on:
        raise Invalid("org.left_before_hired", field="left_on")
    if successor_id == employee_id:
        raise Invalid("org.own_successor", field="successor_id")
    moved = _hand_over(person, successor_id, actor, now)
    person.status, person.left_on = EmployeeStatus.LEFT, left_on
    person.on_duty, person.busy_until = False, None
    person.version, person.updated_at = person.version + 1, now
    person.save()
    Unit.objects.filter(leader_id=employee_id).update(leader_id=successor_id)
    access.deactivate(employee_id)
    name = queries.holder(successor_id, field="successor_id").name if successor_id else ""
    record(
        events.EmployeeLeft(left_on=left_on, successor_name=name, transferred=moved),
        person,
        actor=actor,
        now=now,
    )
    return moved


def _hand_over(person: Employee, successor_id: int | None, actor: Actor, now: datetime) -> dict[str, int]:
    held = {one.kind: one.holdings(person.pk) for one in subjects.every() if one.holdings}
    if not any(held.values()):
        return {}
    if successor_id is None:
        raise Invalid("org.needs_successor", field="successor_id", count=sum(held.values()))
    queries.holder(successor_id, field="successor_id")
    return {
        one.kind: one.transfer(person.pk, to_user_id=successor_id, actor=actor, now=now)
        for one in subjects.every()
        if one.transfer and held.get(one.kind)
    }


@transaction.atomic
def reveal(employee_id: int, *, actor: Actor, now: datetime) -> dict[str, str]:
    """A colleague's phone and e-mail in full; the look is recorded."""
    person = fetch(queries.visible_to(actor), employee_id)
    demand(actor, "employee.reveal", person)
    access.note_look("employee", person.pk, actor=actor, now=now)
    record(events.EmployeeRevealed(), person, actor=actor, now=now)
    return {"phone": person.phone, "email": person.email}


@transaction.atomic
def create_admin(*, login: str, password: str, name: str, now: datetime) -> Employee:
    """The first administrator, and the company unit to stand in when there is none yet."""
    company = Unit.objects.filter(kind=UnitKind.COMPANY).first()
    if company is None:
        company = create_unit(name="公司", kind=UnitKind.COMPANY, parent_id=None, actor=SYSTEM, now=now)
    return create_employee(
        name=name,
        login=login,
        password=password,
        unit_id=company.pk,
        roles=["operations"],
        hired_on=now.date(),
        actor=SYSTEM,
        now=now,
    )
