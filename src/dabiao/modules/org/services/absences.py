"""People who are away for days: entered, ended early, and off duty for as long.

On the first day a timer takes them off duty, and puts them back after the last if it was that which did it.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.core.timers.services import cancel, schedule
from dabiao.modules.org import events, queries
from dabiao.modules.org.enums import EmployeeStatus
from dabiao.modules.org.models import Absence, Employee
from dabiao.modules.org.services.duty import switch_duty

TURN = "org.absence_turns"
FARTHEST = timedelta(days=366)


@transaction.atomic
def enter_absence(
    employee_id: int,
    *,
    kind: str,
    first_on: date,
    last_on: date,
    part: str = "",
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Absence:
    """Whole days, or a `part` (`DayPart`) of one. Raises `org.absence_ends_before`, `org.absence_half_of_one_day`,
    `org.absence_far`, `org.absence_overlaps`, `org.absence_of_leaver`, `access.forbidden`, `core.not_found`."""
    person = _locked(employee_id, actor)
    today = local_day(now)
    if person.status == EmployeeStatus.LEFT:
        raise Invalid("org.absence_of_leaver", field="employee_id", name=person.user.name)
    if last_on < first_on:
        raise Invalid("org.absence_ends_before", field="last_on")
    if part and first_on != last_on:
        raise Invalid("org.absence_half_of_one_day", field="part")
    for field, day in (("first_on", first_on), ("last_on", last_on)):
        if abs(day - today) > FARTHEST:
            raise Invalid("org.absence_far", field=field)
    others = Absence.objects.filter(employee=person, first_on__lte=last_on, last_on__gte=first_on)
    if part:
        others = others.filter(part__in=("", part))
    if other := others.first():
        raise Conflict(
            "org.absence_overlaps",
            field="first_on",
            first=other.first_on.isoformat(),
            last=other.last_on.isoformat(),
        )
    absence = Absence.objects.create(
        employee=person,
        kind=kind,
        first_on=first_on,
        last_on=last_on,
        part=part,
        note=note,
        entered_by_id=actor.user_id,
        created_at=now,
    )
    fact = events.AbsenceEntered(person.user.name, first_on, last_on, part or "day")
    record(fact, person, actor=actor, now=now)
    turn(absence.pk, actor=SYSTEM, now=now)
    return absence


@transaction.atomic
def end_absence(absence_id: int, *, actor: Actor, now: datetime) -> int:
    """They are back today, or do not go; what lies behind stays. Returns whose it was. Raises `org.absence_over`,
    `core.not_found`, `access.forbidden`."""
    absence = fetch(Absence.objects.filter(employee__in=queries.visible_to(actor)), absence_id)
    person = _locked(absence.employee_id, actor)
    absence = fetch(Absence.objects.all(), absence_id, lock=True)
    today = local_day(now)
    if absence.last_on < today:
        raise Conflict("org.absence_over")
    left = today - timedelta(days=1) if absence.first_on < today else None
    _back_on_duty(absence, person, now)
    cancel(_key(absence.pk))
    if left is None:
        absence.delete()
    else:
        absence.last_on, absence.took_off_duty = left, False
        absence.save(update_fields=["last_on", "took_off_duty"])
    fact = events.AbsenceEnded(person.user.name, absence.first_on, left)
    record(fact, person, actor=actor, now=now)
    return person.pk


@transaction.atomic
def turn(absence_id: int, *, actor: Actor, now: datetime) -> None:
    """What today means for it: off duty where it has begun, back where it is over. Safe to call at any time, any number of
    times."""
    absence = Absence.objects.filter(pk=absence_id).first()
    if absence is None or absence.part:
        return
    person = (
        Employee.objects.select_for_update(of=("self",)).select_related("user").get(pk=absence.employee_id)
    )
    absence = Absence.objects.select_for_update().get(pk=absence_id)
    today = local_day(now)
    if today < absence.first_on:
        _wake(absence, absence.first_on)
    elif today <= absence.last_on:
        if person.on_duty:
            switch_duty(person.pk, on_duty=False, actor=actor, now=now)
            absence.took_off_duty = True
            absence.save(update_fields=["took_off_duty"])
        _wake(absence, absence.last_on + timedelta(days=1))
    else:
        _back_on_duty(absence, person, now)


def _back_on_duty(absence: Absence, person: Employee, now: datetime) -> None:
    """Unless they have left meanwhile, or are away for something else from today on."""
    if not absence.took_off_duty:
        return
    today = local_day(now)
    others = Absence.objects.filter(employee=person, part="", first_on__lte=today, last_on__gte=today)
    if following := others.exclude(pk=absence.pk).first():
        following.took_off_duty = True
        following.save(update_fields=["took_off_duty"])
    elif person.is_working:
        switch_duty(person.pk, on_duty=True, actor=SYSTEM, now=now)
    absence.took_off_duty = False
    absence.save(update_fields=["took_off_duty"])


def _locked(employee_id: int, actor: Actor) -> Employee:
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.duty", person)
    return person


def _wake(absence: Absence, day: date) -> None:
    at = datetime.combine(day, time(), get_default_timezone())
    schedule(_key(absence.pk), at, TURN, {"id": absence.pk})


def _key(id: int) -> str:
    return f"{TURN}:{id}"
