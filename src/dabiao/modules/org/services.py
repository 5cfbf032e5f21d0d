"""Writes of units and people: each one transaction with its event."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from dabiao.core import subjects
from dabiao.core.access import services as access
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.masking import Shape, merge_masked_edit
from dabiao.core.phones import normalise
from dabiao.core.scoping import demand, fetch, reaches
from dabiao.modules.org import events, queries, rules
from dabiao.modules.org.enums import EmployeeStatus, Level, UnitKind
from dabiao.modules.org.models import Employee, Unit

UNIT_FIELDS = frozenset({"name", "parent_id", "leader_id"})
EMPLOYEE_FIELDS = frozenset(
    {"unit_id", "position", "phone", "email", "level", "status", "hired_on", "daily_capacity"}
)
HANDLES: Mapping[str, Shape] = {"phone": "phone", "email": "email"}


@transaction.atomic
def create_unit(
    *, name: str, kind: str, parent_id: int | None, leader_id: int | None = None, actor: Actor, now: datetime
) -> Unit:
    """Add a unit below its parent. Raises `org.bad_nesting`, `org.needs_parent`, `org.unit_exists`."""
    actor.require("unit.edit")
    parent = _unit(parent_id) if parent_id is not None else None
    rules.check_nesting(kind, parent.kind if parent else None)
    if Unit.objects.filter(parent=parent, name=name).exists():
        raise Conflict("org.unit_exists", field="name", name=name)
    if leader_id is not None:
        queries.holder(leader_id, field="leader_id")
    unit = Unit.objects.create(
        name=name, kind=kind, parent=parent, leader_id=leader_id, created_at=now, updated_at=now
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    access.bump_all()
    record(events.UnitCreated(name=name), ("unit", unit.pk), actor=actor, now=now)
    return unit


def _unit(unit_id: int, *, field: str = "parent_id") -> Unit:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Invalid("core.not_found_here", field=field, value=unit_id)
    return unit


@transaction.atomic
def edit_unit(
    unit_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Unit:
    """Rename, move or give a new leader; moving takes the branch along. Raises `edit.conflict`, `org.unit_cycle`."""
    actor.require("unit.edit")
    unit = fetch(Unit.objects.all(), unit_id, lock=True)
    applied = merge_edit(unit, changes, base=base, version=version, editable=UNIT_FIELDS)
    if not applied:
        return unit
    if unit.leader_id is not None and "leader_id" in applied:
        queries.holder(unit.leader_id, field="leader_id")
    unit.updated_at = now
    if "parent_id" in applied:
        _move(unit)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise Conflict("org.unit_exists", field="name", name=unit.name) from None
    access.bump_all()
    record(events.UnitEdited(changes=wired(applied)), ("unit", unit.pk), actor=actor, now=now)
    return unit


def _move(unit: Unit) -> None:
    parent = _unit(unit.parent_id) if unit.parent_id is not None else None
    rules.check_nesting(unit.kind, parent.kind if parent else None)
    old, prefix = unit.path, parent.path if parent else "/"
    rules.check_no_cycle(old, prefix)
    unit.path = f"{prefix}{unit.pk}/"
    branch = list(Unit.objects.filter(path__startswith=old).exclude(pk=unit.pk))
    for below in branch:
        below.path = unit.path + below.path.removeprefix(old)
    Unit.objects.bulk_update(branch, ["path"])


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
    unit = _unit(unit_id, field="unit_id")
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
    if "unit_id" in applied:
        _unit(person.unit_id, field="unit_id")
    if applied:
        person.on_duty = person.on_duty and person.is_working
        person.updated_at = now
        person.save()
    applied |= _edit_user(person, name, roles, actor)
    if applied:
        access.bump_user(person.pk)
        record(events.EmployeeEdited(changes=wired(applied)), person, actor=actor, now=now)
    return person


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
def switch_duty(employee_id: int, *, on_duty: bool, actor: Actor, now: datetime) -> Employee:
    """Go on or off duty. Switching to the present state changes nothing. Raises `org.not_working`."""
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.duty", person)
    if on_duty and not person.is_working:
        raise Invalid("org.not_working", field="on_duty", name=person.user.name)
    if person.on_duty != on_duty:
        person.on_duty = on_duty
        person.updated_at = now
        person.save(update_fields=["on_duty", "updated_at"])
        record(events.DutySwitched(on_duty=on_duty), person, actor=actor, now=now)
    return person


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
    person.status, person.left_on, person.on_duty = EmployeeStatus.LEFT, left_on, False
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
