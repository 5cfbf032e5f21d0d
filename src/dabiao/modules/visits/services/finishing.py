"""What came of a visit, and what its coach saw."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.enums import Method
from dabiao.modules.visits import events
from dabiao.modules.visits.enums import VisitPart, VisitState
from dabiao.modules.visits.models import Coaching, Participant, Visit
from dabiao.modules.visits.rules import planning
from dabiao.modules.visits.services import _holding as holding


@transaction.atomic
def finish(
    visit_id: int,
    *,
    result: str,
    effect: str = "",
    content: str = "",
    next_contact_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Visit:
    """The owner says what came of it: a contact by visit, from when they checked in, or else from when it was planned.

    A second time changes nothing. Raises `visits.not_yours`, `visits.not_yet`, `visits.is_cancelled`, and what
    `activities.services.log` raises.
    """
    visit = holding.own(visit_id, actor)
    if visit.state == VisitState.FINISHED:
        return visit
    planning.check_open(visit.state)
    occurred = visit.checked_in_at or visit.starts_at
    if occurred > now:
        raise Conflict("visits.not_yet", field="state")
    activity = activities.log(
        subject_kind=visit.about_kind,
        subject_id=visit.about_id,
        method=Method.VISIT,
        purpose=visit.purpose,
        result=result,
        effect=effect,
        content=content,
        contact_id=visit.contact_id,
        occurred_at=occurred,
        next_contact_at=next_contact_at,
        actor=actor,
        now=now,
    )
    holding.put(visit, now, state=VisitState.FINISHED, finished_at=now, activity_id=activity.pk)
    fact = events.VisitFinished(**holding.said(visit), activity_id=activity.pk, result=result)
    holding.tell(visit, fact, actor, now)
    return visit


@transaction.atomic
def coach(
    visit_id: int,
    *,
    went_well: str = "",
    improve: str = "",
    exercise: str = "",
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Coaching:
    """The coach's notes after a joint visit; written again they replace those of `version`.

    Raises `visits.not_the_coach`, `visits.not_yet`, `core.required` for nothing at all, `visits.noted_meanwhile`.
    """
    visit = holding.held(visit_id, actor)
    parts = dict(Participant.objects.filter(visit=visit).values_list("part", "user_id"))
    if parts.get(VisitPart.COACH) != actor.user_id:
        raise Forbidden("visits.not_the_coach", field="id")
    if visit.state == VisitState.CANCELLED or visit.starts_at > now:
        raise Conflict("visits.not_yet", field="state")
    if not (went_well or improve or exercise):
        raise Invalid("core.required", field="went_well")
    notes = Coaching.objects.filter(pk=visit.pk).first()
    if notes is not None and version != notes.version:
        raise Conflict("visits.noted_meanwhile", field="went_well")
    notes = notes or Coaching(visit=visit, version=0)
    notes.went_well, notes.improve, notes.exercise = went_well, improve, exercise
    notes.coach_id, notes.written_at, notes.version = actor.person, now, notes.version + 1
    notes.save()
    fact = events.VisitCoached(
        **holding.said(visit),
        coach_id=actor.person,
        coach_name=actor.name,
        coached_id=parts[VisitPart.COACHED],
    )
    holding.put(visit, now)
    holding.tell(visit, fact, actor, now)
    return notes
