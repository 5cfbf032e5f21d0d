"""Who takes leads just now: on duty, off duty, or busy for a while."""

from datetime import datetime, timedelta

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.org import events, queries, rules
from dabiao.modules.org.models import Employee


def _locked(employee_id: int, actor: Actor) -> Employee:
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.duty", person)
    return person


@transaction.atomic
def switch_duty(employee_id: int, *, on_duty: bool, actor: Actor, now: datetime) -> Employee:
    """Go on or off duty; off duty nobody is busy. Switching to the present state changes nothing.

    Raises `org.not_working`.
    """
    person = _locked(employee_id, actor)
    if on_duty and not person.is_working:
        raise Invalid("org.not_working", field="on_duty", name=person.user.name)
    if person.on_duty != on_duty:
        person.on_duty = on_duty
        person.busy_until = person.busy_until if on_duty else None
        person.updated_at = now
        person.save(update_fields=["on_duty", "busy_until", "updated_at"])
        record(events.DutySwitched(on_duty=on_duty), person, actor=actor, now=now)
    return person


@transaction.atomic
def declare_busy(employee_id: int, *, minutes: int, actor: Actor, now: datetime) -> Employee:
    """No leads for so many minutes from now on; it ends by itself. Who is busy already says it anew, which counts again.

    Raises `org.busy_off_duty`, and `org.busy_not_allowed`, `org.busy_used_up` or `org.busy_too_long` by the company's
    limits.
    """
    person = _locked(employee_id, actor)
    if not person.on_duty:
        raise Invalid("org.busy_off_duty", field="minutes", name=person.user.name)
    today = local_day(now)
    used = person.busy_used if person.busy_on == today else 0
    limits = access.company_settings()
    rules.check_busy(minutes, longest=limits.busy_minutes, times=limits.busy_times, used=used)
    person.busy_until, person.busy_on, person.busy_used = now + timedelta(minutes=minutes), today, used + 1
    person.updated_at = now
    person.save(update_fields=["busy_until", "busy_on", "busy_used", "updated_at"])
    record(events.BusyDeclared(until=person.busy_until), person, actor=actor, now=now)
    return person


@transaction.atomic
def end_busy(employee_id: int, *, actor: Actor, now: datetime) -> Employee:
    """Ready again before the time. Who is not busy stays as they are; the time counts as used."""
    person = _locked(employee_id, actor)
    if person.is_busy(now):
        person.busy_until, person.updated_at = None, now
        person.save(update_fields=["busy_until", "updated_at"])
        record(events.BusyEnded(), person, actor=actor, now=now)
    return person
