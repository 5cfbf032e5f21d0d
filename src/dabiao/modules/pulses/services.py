"""Writes of pulses: everybody is asked once a week, and answers once, without a name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.notifications.services import notify
from dabiao.modules.org import queries as org
from dabiao.modules.pulses import events, queries
from dabiao.modules.pulses.models import POLICY, Answer, Asked, Policy, Pulse

EDITABLE = frozenset({"active", "weekday", "at", "days", "least"})
TOLD = 1_000


@transaction.atomic
def open_pulse(*, actor: Actor, now: datetime) -> Pulse | None:
    """Ask everybody who works, once a week however often it is called; None where it is not time. What was missed is made up
    for while its answers would still have been taken."""
    policy = queries.policy()
    due = queries.due(policy, now)
    if due is None:
        return None
    week, opens_at, closes_at = due
    pulse, made = Pulse.objects.get_or_create(
        week=week, defaults={"opened_at": opens_at, "closes_at": closes_at, "least": policy.least}
    )
    if not made:
        return None
    people = org.staff_of([unit["id"] for unit in org.units()])
    working = sorted(org.working(people))
    Asked.objects.bulk_create(
        [Asked(pulse=pulse, user_id=id, unit_id=people[id]) for id in working], batch_size=TOLD
    )
    record(events.PulseOpened(week, len(working)), pulse, actor=actor, now=now)
    for start in range(0, len(working), TOLD):
        notify(working[start : start + TOLD], "pulse.asked", {}, ("pulse", pulse.pk), now, dedupe=pulse.pk)
    return pulse


@transaction.atomic
def answer(
    pulse_id: int,
    *,
    mood: int,
    confidence: int,
    support: int,
    words: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Nothing that leads from the answer to its author is written: no event either. Raises `core.not_found` for who was not
    asked, `pulses.answered`, `pulses.closed`."""
    asked = (
        Asked.objects.select_for_update(of=("self",))
        .select_related("pulse")
        .filter(pulse_id=pulse_id, user_id=actor.person)
        .first()
    )
    if asked is None:
        raise NotFound("core.not_found", kind="pulse", id=pulse_id)
    if asked.answered:
        raise Conflict("pulses.answered")
    if now >= asked.pulse.closes_at:
        raise Conflict("pulses.closed")
    asked.answered = True
    asked.save(update_fields=["answered"])
    Answer.objects.create(
        pulse_id=pulse_id,
        unit_id=asked.unit_id,
        mood=mood,
        confidence=confidence,
        support=support,
        words=words,
    )


@transaction.atomic
def edit_policy(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """From the next asking on. Raises `access.forbidden`, `edit.conflict`."""
    actor.require(queries.MANAGE)
    Policy.objects.get_or_create(pk=POLICY)
    row = Policy.objects.select_for_update().get(pk=POLICY)
    applied = merge_edit(row, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return row
    row.updated_at = now
    row.save(update_fields=[*applied, "version", "updated_at"])
    record(events.PulsePolicyEdited(wired(applied)), row, actor=actor, now=now)
    return row
