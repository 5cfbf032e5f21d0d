"""A level falls and rises again by what somebody does; `edit_employee` sets it by hand."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.org import events, queries, rules
from dabiao.modules.org.models import Employee


@transaction.atomic
def demote(employee_id: int, *, reason: str, actor: Actor, now: datetime) -> tuple[str, str] | None:
    """One level down: (before, after), or None where there is none below. `reason` is read by people."""
    person = _locked(employee_id, actor)
    return _change(person, rules.lower(person.level), reason, actor, now)


@transaction.atomic
def promote(employee_id: int, *, reason: str, actor: Actor, now: datetime) -> tuple[str, str] | None:
    """One level up again: (before, after), or None for who has the level that was set by hand. `reason` is read by people."""
    person = _locked(employee_id, actor)
    return _change(person, rules.higher(person.level, person.base_level), reason, actor, now)


def _locked(employee_id: int, actor: Actor) -> Employee:
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.judge", person)
    return person


def _change(
    person: Employee, level: str | None, reason: str, actor: Actor, now: datetime
) -> tuple[str, str] | None:
    if level is None:
        return None
    before, person.level = person.level, level
    person.version, person.updated_at = person.version + 1, now
    person.save(update_fields=["level", "version", "updated_at"])
    record(events.LevelChanged(before, level, reason), person, actor=actor, now=now)
    return before, level
