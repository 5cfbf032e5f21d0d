"""What happens to leads elsewhere, and what it means here: arrivals, moves by hand, ends, contacts. All in the writer's
own transaction, with the lead's row locked by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.db import hold_name, insert_rows
from dabiao.core.errors import TooMany
from dabiao.core.events import channel
from dabiao.core.events.models import Event
from dabiao.core.kept import Given, Kept
from dabiao.modules.conversations.queries import answers as chats
from dabiao.modules.dispatch.enums import (
    OPEN_STATES,
    RUNNING_STATES,
    CaseState,
    Evidence,
    Kind,
    Outcome,
    StintEnd,
)
from dabiao.modules.dispatch.models import Case, Decision, Rule, Stint
from dabiao.modules.dispatch.queries import claims, rulings
from dabiao.modules.dispatch.services import _running as clocks
from dabiao.modules.dispatch.services._clocks import Clocks, turn_of
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

URGENCY = {"A": 0, "B": 1, "C": 2, "D": 3, "": 2}


def is_on() -> bool:
    """Whether the company dispatches at all: without a rule nothing here happens to any lead."""
    return Rule.objects.filter(active=True, removed_at=None).exists()


def arrive(grades: Sequence[tuple[int, str]], *, unit_ids: Sequence[int | None], now: datetime) -> None:
    """These leads (id, grade) have come and nobody has them: they wait for the lane."""
    if not grades or not is_on():
        return
    insert_rows(
        [
            Case(
                lead_id=lead_id,
                unit_id=unit_id,
                urgency=URGENCY.get(grade, 2),
                arrived_at=now,
                state_at=now,
                next_at=now,
            )
            for (lead_id, grade), unit_id in zip(grades, unit_ids, strict=True)
        ]
    )
    channel.wake_worker()


@dataclass(frozen=True, slots=True)
class Move:
    """A lead went from hand to hand: given by somebody, claimed, or back into the pool (`owner_id` None)."""

    lead_id: int
    owner_id: int | None
    kind: str
    clocks: bool = True


def concerned(moves: Sequence[tuple[Move, Event]], *, begin: bool = False) -> list[tuple[Move, Event]]:
    """Those of many moves that mean something here: whose lead has a case that is open, or that `begin` a clock."""
    ids = {one.lead_id for one, _ in moves if not (begin and one.clocks)}
    open = Case.objects.filter(lead_id__in=ids, state__in=OPEN_STATES) if ids else Case.objects.none()
    held = set(open.values_list("lead_id", flat=True))
    return [(one, event) for one, event in moves if one.lead_id in held or one.lead_id not in ids]


def move(one: Move, *, by: Actor, now: datetime) -> None:
    """Follow a move by hand: the turn of whoever had it ends, the new owner's begins with clocks of its own, unless it is
    one of many or their own doing alone."""
    case = _open_case(one.lead_id)
    if case is not None:
        _end_turn(case, StintEnd.MOVED if one.owner_id else StintEnd.RETURNED, now)
    if one.owner_id is not None and one.clocks and is_on() and rulings.policy().hand_clocks:
        _begin(case or Case(lead_id=one.lead_id, arrived_at=now, state_at=now), one, by, now)
    elif case is not None:
        _close(case, now)


def _begin(case: Case, one: Move, by: Actor, now: datetime) -> None:
    holder = org.holder(one.owner_id or 0)
    loser, rule = case.owner_id, case.rule
    case.kind, case.owner_id, case.unit_id = one.kind, holder.user_id, holder.unit_id
    case.state, case.state_at, case.why = CaseState.RESPONDING, now, ""
    case.save()
    decision = Decision.objects.create(
        lead_id=one.lead_id,
        case_id=case.pk,
        at=now,
        kind=one.kind,
        outcome=Outcome.GIVEN,
        rule=rule,
        rule_name=rule.name if rule else "",
        winner_id=holder.user_id,
        winner_name=holder.name,
        loser_id=loser,
        by_id=by.user_id,
        by_name=by.name,
        grade=case.lead.grade,
    )
    stint = turn_of(case, holder, decision, rule, Clocks(rulings.policy(), now))
    stint.save()
    case.stint_id, case.next_at, case.due_at = stint.pk, stint.warn_at, stint.due_at
    if stint.due_at is None:
        case.state, case.closed_at = CaseState.CLOSED, now
    case.save()


def put_back(one: Move, *, unit_id: int | None, by: Actor, now: datetime) -> None:
    """A gift was taken back: who had the lead before has it again, with a clock of their own; where nobody had, and the
    rules had it to give, it waits for them again."""
    case = _open_case(one.lead_id)
    if one.owner_id is not None or case is None or not _waited(case):
        move(one, by=by, now=now)
        return
    _end_turn(case, StintEnd.MOVED, now)
    case.state, case.state_at, case.next_at, case.due_at = CaseState.WAITING, now, now, None
    case.owner_id, case.unit_id, case.stint_id = None, unit_id, None
    case.save()
    channel.wake_worker()


def _waited(case: Case) -> bool:
    """Whether it was the rules that had the lead to give before somebody gave it by hand."""
    by_hand = (Kind.HAND, Kind.CLAIM)
    return Decision.objects.filter(case_id=case.pk).exclude(kind__in=by_hand).exists()


def check_claim(user_id: int, now: datetime) -> None:
    """Whether one more was theirs to take; the claim itself is counted already, and goes back with an error.

    Raises `dispatch.claims_spent`, `dispatch.holds_enough` (429).
    """
    policy = rulings.policy()
    if policy.claims_per_day or policy.claims_open:
        hold_name(f"claims of {user_id}")  # two at once are counted one after the other
    if policy.claims_per_day and claims.claimed_today(user_id, now) > policy.claims_per_day:
        raise TooMany("dispatch.claims_spent", field="id", limit=policy.claims_per_day)
    if policy.claims_open and claims.open_of(user_id) > policy.claims_open:
        raise TooMany("dispatch.holds_enough", field="id", limit=policy.claims_open)


def end(lead_id: int, *, now: datetime, by: Actor = SYSTEM) -> None:
    """The lead came to an end, or somebody judged it: that is an answer and a feedback, if either was owed."""
    if not _OPEN(lead_id=lead_id):
        return
    found = clocks.running(lead_id)
    if found is None:
        case = _open_case(lead_id)
        if case is not None:
            _close(case, now)
        return
    clocks.answered(found, Evidence.DECLARED, at=now, actor=by, now=now)
    clocks.fed_back(found, actor=by, now=now)


# most leads that are judged owe nobody an answer; who opens a case holds their row
_OPEN = Kept(
    lambda: Case.objects.filter(
        lead_id=Given("lead_id", BigIntegerField()), state__in=OPEN_STATES
    ).values_list("pk")
)


def contacted(lead_id: int, *, occurred_at: datetime, planned: bool, by: Actor, now: datetime) -> None:
    """Somebody wrote a contact down: their own word, from now on. With the next contact planned it is feedback too."""
    found = clocks.running(lead_id)
    if found is None or occurred_at < found.stint.given_at:
        return
    clocks.answered(found, Evidence.DECLARED, at=now, actor=by, now=now)
    if planned:
        clocks.fed_back(found, actor=by, now=now)


def called(lead_id: int, user_id: int, *, occurred_at: datetime, by: Actor, now: datetime) -> None:
    """Whoever has the lead spoke with them since, or tried to, by a telephone that tells it."""
    found = clocks.running(lead_id)
    if found is None or found.stint.user_id != user_id or occurred_at < found.stint.given_at:
        return
    clocks.answered(found, Evidence.TELEPHONY, at=occurred_at, actor=by, now=now)


def visited(lead_id: int, user_id: int, *, occurred_at: datetime, by: Actor, now: datetime) -> None:
    """Somebody was with the lead, checked in where it is: evidence if it is they who are waited for, since they are."""
    found = _waited_for(lead_id)
    if found is not None and found.stint.user_id == user_id and occurred_at >= found.stint.given_at:
        clocks.answered(found, Evidence.CHECK_IN, at=occurred_at, actor=by, now=now)


def replied(lead_id: int, user_id: int, *, by: Actor, now: datetime) -> None:
    """Somebody has answered the lead in a chat: evidence if it is they who are waited for."""
    found = _waited_for(lead_id)
    if found is not None and found.stint.user_id == user_id:
        clocks.answered(found, Evidence.CHAT, at=now, actor=by, now=now)


def talk_found(lead_id: int, conversation_id: int, *, by: Actor, now: datetime) -> None:
    """It is known by now that a chat is with this lead: what whoever is waited for has said in it since counts from then."""
    found = _waited_for(lead_id)
    if found is None:
        return
    user_id, since = found.stint.user_id, found.stint.given_at
    at = chats.first_answer(conversation_id, user_id=user_id, since=since)
    if at is not None:
        clocks.answered(found, Evidence.CHAT, at=at, actor=by, now=now)


def _waited_for(lead_id: int) -> clocks.Running | None:
    """The first clock of a lead, where it runs; the lead is locked first, as by everybody who stops clocks."""
    if not Case.objects.filter(lead_id=lead_id, state=CaseState.RESPONDING).exists():
        return None
    list(leads.visible_to(SYSTEM).select_for_update(of=("self",)).filter(pk=lead_id).values_list("pk"))
    found = clocks.running(lead_id)
    return found if found is not None and found.stint.responded_at is None else None


def _open_case(lead_id: int) -> Case | None:
    cases = Case.objects.filter(lead_id=lead_id, state__in=OPEN_STATES)
    return cases.select_related("rule").select_for_update(of=("self",)).first()


def _end_turn(case: Case, how: str, now: datetime) -> None:
    if case.state in RUNNING_STATES:
        Stint.objects.filter(pk=case.stint_id or 0, ended_at=None).update(end=how, ended_at=now)


def _close(case: Case, now: datetime) -> None:
    case.close(now)
    case.save()
