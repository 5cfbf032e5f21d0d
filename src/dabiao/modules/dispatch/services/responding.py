"""Answering: what stops the first clock, and the feedback that stops the second (D4, D5)."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.scoping import fetch
from dabiao.modules.activities import services as activities
from dabiao.modules.dispatch.enums import Evidence, Intent
from dabiao.modules.dispatch.models import Stint
from dabiao.modules.dispatch.services._running import Running, answered, fed_back, running
from dabiao.modules.leads import queries as leads


@transaction.atomic
def respond(lead_id: int, *, actor: Actor, now: datetime) -> Stint:
    """ "I am in touch": the first clock stops by the person's own word, and the second begins; saying it again changes
    nothing. Raises `dispatch.no_clock`, `dispatch.not_yours`.
    """
    found = _mine(lead_id, actor)
    answered(found, Evidence.DECLARED, at=now, actor=actor, now=now)
    return found.stint


@transaction.atomic
def feed_back(
    lead_id: int,
    *,
    method: str,
    result: str,
    intent: str,
    content: str = "",
    next_contact_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Stint:
    """Say what came of it, in one go with the contact itself: both clocks stop.

    Where the person may still buy, when one speaks again belongs to it. Raises `dispatch.no_clock`, `dispatch.not_yours`,
    `dispatch.next_contact_missing`, and as `activities.log`.
    """
    stint = _mine(lead_id, actor).stint
    if intent not in Intent.values:
        raise Invalid("core.not_a_choice", field="intent", value=intent, choices=", ".join(Intent.values))
    if next_contact_at is None and intent != Intent.NONE:
        raise Invalid("dispatch.next_contact_missing", field="next_contact_at")
    activities.log(
        subject_kind="lead",
        subject_id=lead_id,
        method=method,
        purpose="",
        result=result,
        content=content,
        next_contact_at=next_contact_at,
        actor=actor,
        now=now,
    )
    found = running(lead_id)
    if found is not None:
        fed_back(found, intent=intent, actor=actor, now=now)
    else:  # with a plan for the next time the contact itself was the feedback already
        Stint.objects.filter(pk=stint.pk).update(intent=intent)
    stint.refresh_from_db()
    return stint


def _mine(lead_id: int, actor: Actor) -> Running:
    fetch(leads.visible_to(actor), lead_id, lock=True)
    found = running(lead_id)
    if found is None:
        raise Conflict("dispatch.no_clock", field="id")
    if found.case.owner_id != actor.user_id:
        raise Conflict("dispatch.not_yours", field="id")
    return found
