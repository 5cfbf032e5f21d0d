"""Clocks that run, and what stops them; in the transaction of whoever stops them, with the lead's row locked."""

from dataclasses import dataclass
from datetime import datetime

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.events.services import record
from dabiao.core.notifications.services import mark_read_of
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.enums import RUNNING_STATES, CaseState, StintEnd
from dabiao.modules.dispatch.models import Case, Seat, Stint
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.dispatch.rules.terms import terms
from dabiao.modules.dispatch.services._clocks import level_reason
from dabiao.modules.org import queries as org
from dabiao.modules.org import services as people


@dataclass(frozen=True, slots=True)
class Running:
    """An open case, locked, and the turn that its clocks are about."""

    case: Case
    stint: Stint


def running(lead_id: int) -> Running | None:
    """The clocks of a lead whose row the caller has locked; None where none runs."""
    case = (
        Case.objects.select_for_update(of=("self",)).filter(lead_id=lead_id, state__in=RUNNING_STATES).first()
    )
    if case is None:
        return None
    return Running(case, Stint.objects.select_for_update(of=("self",)).get(pk=case.stint_id or 0))


def answered(found: Running, evidence: str, *, at: datetime, actor: Actor, now: datetime) -> None:
    """Stop the first clock, in the caller's transaction; one that has stopped stays as it is.

    `at` is when contact was made: for what a machine tells it may lie before `now`; one's own word
    counts from when it is given.
    """
    case, stint = found.case, found.stint
    if stint.responded_at is not None:
        return
    in_time = stint.due_at is None or at <= stint.due_at
    stint.responded_at, stint.evidence = at, evidence
    held = terms(stint.terms)
    stint.feedback_due_at = rulings.later(held.feedback, held, rulings.policy(), now)
    stint.save(update_fields=["responded_at", "evidence", "feedback_due_at"])
    case.state, case.state_at = CaseState.FEEDBACK, now
    case.next_at = case.due_at = stint.feedback_due_at
    case.save(update_fields=["state", "state_at", "next_at", "due_at"])
    mark_read_of(stint.user_id, ("lead", stint.lead_id), now)
    fact = events.ResponseGiven(
        user_id=stint.user_id,
        user_name=_name(stint.user_id),
        evidence=evidence,
        in_time=in_time,
        seconds=max(0, int((at - stint.given_at).total_seconds())),
    )
    record(fact, ("lead", stint.lead_id), actor=actor, now=now)
    if in_time:
        _count_clean(stint.user_id, actor, now)


def _count_clean(user_id: int, actor: Actor, now: datetime) -> None:
    """So many answers in time in a row give back a level that was lost to the clock. Of somebody who is just being changed
    nobody waits to be the next to change them: that may be their departure, waiting for this lead. The next answer does it."""
    seat, _ = Seat.objects.select_for_update().get_or_create(pk=user_id)
    seat.clean_run += 1
    wanted = rulings.policy().clean_to_regain
    earned = seat.demoted_on is not None and bool(wanted) and seat.clean_run >= wanted
    if earned and org.hold([user_id]):
        regained = people.promote(user_id, reason=level_reason("clean_run"), actor=SYSTEM, now=now)
        if regained is not None:
            fact = events.LevelRegained(_name(user_id), *regained, seat.clean_run)
            record(fact, ("employee", user_id), actor=actor, now=now)
        else:
            seat.demoted_on = None
        seat.clean_run = 0
    seat.save(update_fields=["clean_run", "demoted_on"])


def fed_back(found: Running, *, intent: str = "", actor: Actor, now: datetime) -> None:
    """Stop the second clock, and with it the case, in the caller's transaction."""
    stint = found.stint
    stint.feedback_at, stint.intent = now, intent
    in_time = stint.feedback_due_at is None or now <= stint.feedback_due_at
    close(found, StintEnd.CLEAN, now)
    fact = events.FeedbackGiven(
        user_id=stint.user_id, user_name=_name(stint.user_id), in_time=in_time, intent=intent
    )
    record(fact, ("lead", stint.lead_id), actor=actor, now=now)


def close(found: Running, end: str, now: datetime) -> None:
    """The turn and the case are over; nothing is due any more."""
    case, stint = found.case, found.stint
    stint.end, stint.ended_at = end, now
    stint.save()
    case.close(now)
    case.save()


def _name(user_id: int) -> str:
    return org.names_of([user_id]).get(user_id, "")
