"""Writing contacts down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import services as attachments
from dabiao.core.events.services import record
from dabiao.core.fields import checking
from dabiao.modules.activities import events, queries, rules
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.services import _about as about


@transaction.atomic
def log(
    *,
    subject_kind: str,
    subject_id: int,
    method: str,
    purpose: str,
    result: str,
    content: str = "",
    effect: str = "",
    contact_id: int | None = None,
    occurred_at: datetime | None = None,
    next_contact_at: datetime | None = None,
    fields: Mapping[str, Any] | None = None,
    files: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> Activity:
    """Write down one contact; the record and its customer learn when it was and when the next one is due.

    The actor must be able to edit the record. Raises `core.not_found_here`, `access.forbidden`,
    `core.not_a_choice`, `activities.in_future`, `activities.next_not_after`, `activities.contact_elsewhere`, `fields.*`,
    and `files.not_waiting` for files that were not sent ahead for it.
    """
    actor.require("activity.log")
    about.check_choices(subject_kind=subject_kind, method=method, result=result)
    occurred_at = occurred_at or now
    rules.check_times(occurred_at, next_contact_at, now)
    record_about = about.held(subject_kind, subject_id, actor)
    customer = about.customer_of(record_about)
    contact_name = about.contact_name(contact_id, customer, actor)
    activity = Activity.objects.create(
        about_kind=subject_kind,
        about_id=subject_id,
        customer_id=customer.pk if customer else None,
        contact_id=contact_id,
        method=method,
        purpose=purpose,
        result=result,
        effect=effect,
        content=content,
        occurred_at=occurred_at,
        next_contact_at=next_contact_at,
        fields=checking.for_new("activity", fields or {}),
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=now,
        updated_at=now,
    )
    attachments.place(
        files,
        about_kind=subject_kind,
        about_id=subject_id,
        part=("activity", activity.pk),
        actor=actor,
        now=now,
    )
    _touch(record_about, customer, activity, actor, now)
    concerned = about.concerned(activity, record_about, customer)
    record(_fact(activity, contact_name, files, actor), *concerned, actor=actor, now=now)
    return activity


def _touch(row: Any, customer: Any, activity: Activity, actor: Actor, now: datetime) -> None:
    """Push the times down. A plan beyond the day of this contact stays, unless a new one replaces it.

    The customer behind a lead or an opportunity keeps the earliest plan: one deal never hides another.
    """
    zone = get_default_timezone()
    said = rules.Times(activity.occurred_at, activity.next_contact_at)
    _tell(row, activity.occurred_at, rules.plan_after(row.next_contact_at, said, zone), actor, now)
    if customer is not None and customer is not row:
        beside = rules.Times(activity.occurred_at, activity.next_contact_at, beside=True)
        following = rules.plan_after(customer.next_contact_at, beside, zone)
        _tell(customer, activity.occurred_at, following, actor, now)


def _tell(row: Any, occurred_at: datetime, following: datetime | None, actor: Actor, now: datetime) -> None:
    subjects.touch(
        row.subject_kind, row.pk, occurred_at=occurred_at, next_contact_at=following, actor=actor, now=now
    )


def _fact(activity: Activity, contact_name: str, files: Sequence[int], actor: Actor) -> events.ActivityLogged:
    return events.ActivityLogged(
        activity_id=activity.pk,
        about_kind=activity.about_kind,
        about_id=activity.about_id,
        about_title=queries.titles(activity.about_kind, [activity.about_id], actor=actor)[activity.about_id],
        method=activity.method,
        purpose=activity.purpose,
        result=activity.result,
        effect=activity.effect,
        content=activity.content,
        contact_id=activity.contact_id,
        contact_name=contact_name,
        occurred_at=activity.occurred_at,
        next_contact_at=activity.next_contact_at,
        fields=activity.fields,
        files=list(files),
    )


@transaction.atomic
def follow_conversion(*, lead_id: int, customer_id: int, actor: Actor, now: datetime) -> int:
    """Count a converted lead's contacts among its customer's; returns how many there are."""
    contacts = Activity.objects.filter(about_kind=SubjectKind.LEAD, about_id=lead_id)
    return contacts.update(customer_id=customer_id, updated_at=now)
