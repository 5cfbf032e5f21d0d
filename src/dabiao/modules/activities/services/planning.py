"""A planned contact that does not take place as planned: moved to another time, or dropped with a reason.

The third way is to have it: `log`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events import queries as event_log
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.modules.activities import events, queries, rules
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.services import _about as about

TAKEN_BACK = timedelta(hours=1)


@transaction.atomic
def move_plan(
    *,
    subject_kind: str,
    subject_id: int,
    next_contact_at: datetime,
    expected: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Plan the next contact with a record for another time.

    `expected` is the time that the asker saw; another one is a conflict. Into the past it goes only back: to where the
    actor moved it away from within the hour. Raises `activities.plan_in_past`,
    `activities.plan_changed`, `activities.has_ended`, `core.not_found_here`, `access.forbidden`.
    """
    row = _open(subject_kind, subject_id, actor)
    if next_contact_at <= now and not _was_there(row, next_contact_at, actor, now):
        raise Invalid("activities.plan_in_past", field="next_contact_at")
    before = row.next_contact_at
    if expected is not None and before != expected:
        raise Conflict("activities.plan_changed", field="next_contact_at")
    if before != next_contact_at:
        fact = events.PlanMoved(**_said(row, actor), planned_at=before, next_contact_at=next_contact_at)
        _replace(row, next_contact_at, fact, actor, now)


@transaction.atomic
def drop_plan(*, subject_kind: str, subject_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Give the planned contact with a record up; the timeline keeps why.

    Raises `activities.nothing_planned`, `core.required`, `core.not_found_here`, `access.forbidden`.
    """
    row = _open(subject_kind, subject_id, actor)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    if row.next_contact_at is None:
        raise Conflict("activities.nothing_planned", field="subject_id")
    fact = events.PlanDropped(**_said(row, actor), planned_at=row.next_contact_at, note=reason.strip())
    _replace(row, None, fact, actor, now)


def _open(kind: str, id: int, actor: Actor) -> Any:
    actor.require("activity.log")
    about.check_choices(subject_kind=kind)
    row = about.held(kind, id, actor)
    if not queries.open_records(type(row)._default_manager.filter(pk=id), kind).exists():
        raise Conflict("activities.has_ended", field="subject_id")
    return row


def _was_there(row: Any, moment: datetime, actor: Actor, now: datetime) -> bool:
    """Whether the actor takes back what they moved a little while ago."""
    if actor.user_id is None:
        return False
    for moved in event_log.done_by(actor.user_id, events.PlanMoved.kind, since=now - TAKEN_BACK):
        if (moved["about_kind"], moved["about_id"]) == (row.subject_kind, row.pk):
            return bool(moved["planned_at"]) and datetime.fromisoformat(moved["planned_at"]) == moment
    return False


def _replace(row: Any, moment: datetime | None, fact: Fact, actor: Actor, now: datetime) -> None:
    customer = about.customer_of(row)
    before = row.next_contact_at
    _plan(row, moment, actor, now)
    if customer is not None and customer is not row:
        kept = None if customer.next_contact_at == before else customer.next_contact_at
        others = queries.plans_of_customer(customer.pk) if kept is None else []
        _plan(customer, rules.earliest([kept, moment, *others]), actor, now)
    beside = [customer] if customer is not None and customer is not row else []
    record(fact, row, *beside, actor=actor, now=now)


def _plan(row: Any, moment: datetime | None, actor: Actor, now: datetime) -> None:
    subjects.recount(
        row.subject_kind,
        row.pk,
        first_contact_at=getattr(row, "first_contact_at", None),
        last_contact_at=row.last_contact_at,
        next_contact_at=moment,
        actor=actor,
        now=now,
    )


def _said(row: Any, actor: Actor) -> dict[str, Any]:
    kind = SubjectKind(row.subject_kind)
    title = queries.titles(kind, [row.pk], actor=actor)[row.pk]
    return {"about_kind": kind.value, "about_id": row.pk, "about_title": title}
