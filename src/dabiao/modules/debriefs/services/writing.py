"""A debrief is written, finished, opened again, and answered by who leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.notifications.services import notify
from dabiao.core.scoping import demand, fetch
from dabiao.modules.activities import services as activities
from dabiao.modules.debriefs import events, queries
from dabiao.modules.debriefs.enums import DebriefState, Side
from dabiao.modules.debriefs.models import Debrief, Weight
from dabiao.modules.debriefs.services._held import about, check_weights, held, put_weights, save
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.services import hold_competitors

EDITABLE = frozenset({"story", "again", "differently", "competitor_id", "price_heard_minor"})


@transaction.atomic
def edit(
    debrief_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Debrief:
    """`seller`: factor → grade (1–3, 0 takes it away), as a whole. Raises `edit.conflict`, `debriefs.finished` (409),
    `debriefs.grade_out_of_range`, `core.not_a_choice`, `core.not_found_here`."""
    if changes.get("competitor_id") is not None:
        hold_competitors()
    debrief = held(debrief_id, actor, still_open=True)
    fields = dict(changes)
    seller = fields.pop("seller", None)
    applied = merge_edit(debrief, fields, base=base, version=version, editable=EDITABLE)
    if "competitor_id" in applied:
        _check_competitor(debrief)
    regraded = False
    if seller is not None:
        check_weights(seller, "seller")
        regraded = put_weights(debrief, Side.SELLER, seller)
        debrief.version += regraded and not applied
    if applied or regraded:
        debrief.updated_at = now
        debrief.save()
        fact = events.DebriefEdited(debrief.title, _named(wired(applied)))
        record(fact, *about(debrief), actor=actor, now=now)
    return debrief


def _named(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Whom it was lost to by name: people leave the list, the history stays."""
    pair = changes.pop("competitor_id", None)
    if pair is None:
        return changes
    known = opportunities.competitors_known().filter(pk__in=[id for id in pair if id])
    names = dict(known.values_list("pk", "name"))
    return {**changes, "competitor_name": [names.get(id) for id in pair]}


def _check_competitor(debrief: Debrief) -> None:
    wanted = debrief.competitor_id
    if wanted is not None and not opportunities.competitors_known().filter(pk=wanted).exists():
        raise Invalid("core.not_found_here", field="competitor_id", value=debrief.competitor_id)


@transaction.atomic
def finish(debrief_id: int, *, actor: Actor, now: datetime) -> Debrief:
    """Its task is done with it; a second time changes nothing. Raises `debriefs.no_reason`: at least one thing decided the
    deal in the seller's eyes."""
    debrief = held(debrief_id, actor)
    if debrief.state == DebriefState.DONE:
        return debrief
    if debrief.state == DebriefState.WITHDRAWN:
        raise Conflict("debriefs.withdrawn", field="state", title=debrief.title)
    if not Weight.objects.filter(debrief=debrief, side=Side.SELLER).exists():
        raise Invalid("debriefs.no_reason", field="seller")
    debrief.state, debrief.finished_at, debrief.finished_on = DebriefState.DONE, now, local_day(now)
    save(debrief, now, "state", "finished_at", "finished_on")
    if debrief.task_id is not None:
        activities.tasks.complete(debrief.task_id, actor=SYSTEM, now=now)
    late = debrief.finished_on > debrief.due_on
    record(events.DebriefFinished(debrief.title, late), *about(debrief), actor=actor, now=now)
    return debrief


@transaction.atomic
def reopen(debrief_id: int, *, actor: Actor, now: datetime) -> Debrief:
    """To add what came to mind later."""
    debrief = held(debrief_id, actor)
    if debrief.state == DebriefState.DONE:
        debrief.state, debrief.finished_at, debrief.finished_on = DebriefState.OPEN, None, None
        save(debrief, now, "state", "finished_at", "finished_on")
        record(events.DebriefReopened(debrief.title), *about(debrief), actor=actor, now=now)
    return debrief


@transaction.atomic
def judge(debrief_id: int, *, feedback: str, actor: Actor, now: datetime) -> Debrief:
    """Who leads says something to one that is done; its author hears of it. Raises `core.required`, `debriefs.own`,
    `debriefs.not_done` (409)."""
    debrief = fetch(queries.visible_to(actor), debrief_id, lock=True)
    demand(actor, queries.JUDGE, debrief)
    if debrief.owner_id == actor.user_id:
        raise Forbidden("debriefs.own", field="feedback")
    if debrief.state != DebriefState.DONE:
        raise Conflict("debriefs.not_done", field="state", title=debrief.title)
    if not feedback.strip():
        raise Invalid("core.required", field="feedback")
    debrief.feedback, debrief.feedback_by_id, debrief.feedback_at = feedback.strip(), actor.user_id, now
    save(debrief, now, "feedback", "feedback_by", "feedback_at")
    event = record(events.DebriefJudged(debrief.title), debrief, actor=actor, now=now)
    params = {"title": debrief.title, "by": actor.name}
    notify([debrief.owner_id], "debrief.judged", params, debrief, now, dedupe=event.pk)
    return debrief
