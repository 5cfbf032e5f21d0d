"""What dispatch does when something happens to leads; whom it tells."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.events.handlers import after_commit, inline, inline_many
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.events import ActivityLogged
from dabiao.modules.channels.events import CallTaken
from dabiao.modules.conversations import events as chats
from dabiao.modules.dispatch import events
from dabiao.modules.dispatch.enums import Kind
from dabiao.modules.dispatch.services import _following as following
from dabiao.modules.dispatch.services import deciding
from dabiao.modules.leads import events as leads
from dabiao.modules.leads import queries as lead_queries
from dabiao.modules.leads.enums import GIVEN_BY_RULE, LIVE
from dabiao.modules.org import events as org_events
from dabiao.modules.org import queries as org
from dabiao.modules.visits.events import VisitCheckedIn

Told = Sequence[tuple[Any, Event]]


def _who(event: Event) -> Actor:
    return Actor(user_id=event.actor_id, name=event.actor_name, via=event.via, address=event.address)


@inline_many(leads.LeadReceived)
def take_in(told: Told, now: datetime) -> None:
    wanted = [(fact, event.audience[0]) for fact, event in told if fact.for_dispatch]
    following.arrive(
        [(lead["id"], fact.grade) for fact, lead in wanted],
        unit_ids=[lead["unit_ids"][-1] for _, lead in wanted],
        now=now,
    )


@inline_many(leads.LeadAssigned)
def follow_gifts(told: Told, now: datetime) -> None:
    """By people. One of many given at once has no clock: nobody can answer a hundred in five minutes."""
    moves = [
        (following.Move(lead["id"], fact.owner_id, Kind.HAND, clocks=_is_one(fact, event)), event)
        for fact, event in told
        if fact.reason not in GIVEN_BY_RULE
        for lead in event.audience
    ]
    for one, event in following.concerned(moves, begin=True):
        following.move(one, by=_who(event), now=now)


def _is_one(fact: leads.LeadAssigned, event: Event) -> bool:
    """Given by itself, by somebody to somebody else."""
    of_many = fact.bulk_id is not None or fact.import_id is not None or fact.reason == "handover"
    return not of_many and fact.owner_id != event.actor_id


@inline(leads.LeadClaimed)
def follow_a_claim(fact: leads.LeadClaimed, event: Event, now: datetime) -> None:
    following.check_claim(fact.owner_id, now)
    for lead in event.audience:
        following.move(following.Move(lead["id"], fact.owner_id, Kind.CLAIM), by=_who(event), now=now)


@inline(leads.LeadReturned)
def follow_a_return(fact: leads.LeadReturned, event: Event, now: datetime) -> None:
    for lead in event.audience:
        following.move(following.Move(lead["id"], None, Kind.HAND), by=_who(event), now=now)


@inline_many(leads.LeadPutBack)
def follow_undoing(told: Told, now: datetime) -> None:
    """Whoever had the lead before has it again, with a clock of their own unless it is one of many."""
    moves = _back(told, clocks=len(told) == 1)
    for one, event in following.concerned(moves):
        unit_id = event.audience[0]["unit_ids"][-1]
        following.put_back(one, unit_id=unit_id, by=_who(event), now=now)


@inline_many(leads.LeadReverted)
def follow_imports_taken_back(told: Told, now: datetime) -> None:
    """Whoever has the lead again had it before: no clock begins anew."""
    for one, event in following.concerned(_back(told, clocks=False)):
        following.move(one, by=_who(event), now=now)


def _back(told: Told, *, clocks: bool) -> list[tuple[following.Move, Event]]:
    """What these facts of taking back mean: another owner, or an end, after which nothing is due."""
    moves = []
    for fact, event in told:
        _, status = fact.changes.get("status", (None, None))
        ended = status is not None and status not in LIVE
        if "owner_id" in fact.changes or ended:
            lead = event.audience[0]
            one = following.Move(lead["id"], lead["owner_ids"][-1], Kind.HAND, clocks=clocks and not ended)
            moves.append((one, event))
    return moves


@inline(leads.LeadInvalidated, leads.LeadConverted, leads.LeadQualified)
def follow_a_judgement(fact: Any, event: Event, now: datetime) -> None:
    for subject in event.audience:
        if subject["kind"] == "lead":
            following.end(subject["id"], now=now, by=_who(event))


@inline(CallTaken)
def follow_a_call(fact: CallTaken, event: Event, now: datetime) -> None:
    """The telephone system says that who has the lead has called, or has answered: that is evidence, not their own word."""
    for subject in event.audience:
        if subject["kind"] == "lead" and fact.user_id is not None:
            following.called(
                subject["id"], fact.user_id, occurred_at=fact.occurred_at, by=_who(event), now=now
            )


@inline(chats.ConversationAnswered)
def follow_an_answer(fact: chats.ConversationAnswered, event: Event, now: datetime) -> None:
    """A reply in a chat, seen by us: evidence like a call, and like it only for who has the lead. The bot's is none."""
    if fact.about_kind == SubjectKind.LEAD and fact.about_id is not None:
        following.replied(fact.about_id, fact.user_id, by=_who(event), now=now)


@inline(chats.ConversationLinked)
def follow_a_talk(fact: chats.ConversationLinked, event: Event, now: datetime) -> None:
    if fact.about_kind == SubjectKind.LEAD:
        following.talk_found(fact.about_id, fact.conversation_id, by=_who(event), now=now)


@inline(VisitCheckedIn)
def follow_a_visit(fact: VisitCheckedIn, event: Event, now: datetime) -> None:
    """Whoever has the lead was there, by a check-in without any sign against it. One that was kept on the phone and sent
    later counts from when it came: its time is the phone's own word."""
    if fact.about_kind == SubjectKind.LEAD and fact.clean:
        at = fact.taken_at if fact.at_once else now
        following.visited(fact.about_id, fact.user_id, occurred_at=at, by=_who(event), now=now)


@inline(ActivityLogged)
def follow_a_contact(fact: ActivityLogged, event: Event, now: datetime) -> None:
    """By somebody: what a telephone system wrote down for nobody we know is nobody's word."""
    if fact.about_kind == SubjectKind.LEAD and event.actor_id is not None:
        following.contacted(
            fact.about_id,
            occurred_at=fact.occurred_at,
            planned=fact.next_contact_at is not None,
            by=_who(event),
            now=now,
        )


@after_commit(
    *(org_events.DutySwitched, org_events.EmployeeEdited),
    *(org_events.BusyEnded, org_events.LevelChanged),
    *(events.RuleCreated, events.RuleEdited, events.RuleSwitched, events.RulesReordered, events.RuleRemoved),
    events.PolicyEdited,
)
def try_again(fact: Any, event: Event, now: datetime) -> None:
    """Somebody may be free now who was not, or the rules that left a lead waiting are others. (Who is new or has learned is
    found within the minute.) Not in the transaction of whoever changed it: that holds rows which the lane waits for.
    """
    deciding.stir(actor=SYSTEM, now=now)


@after_commit(events.FeedbackBreached)
def remind_of_feedback(fact: events.FeedbackBreached, event: Event, now: datetime) -> None:
    _tell(fact.user_id, "dispatch.feedback_owed", fact, event, now, ring=True)


@after_commit(events.FeedbackEscalated)
def escalate_feedback(fact: events.FeedbackEscalated, event: Event, now: datetime) -> None:
    _tell(org.leader_of(fact.user_id), "dispatch.feedback_missing", fact, event, now)


def _tell(
    user_id: int | None, kind: str, fact: Any, event: Event, now: datetime, *, ring: bool = False
) -> None:
    lead = next(one for one in event.audience if one["kind"] == "lead")
    title = lead_queries.title_of(lead["id"])
    if title:
        params = {"title": title, "name": fact.user_name}
        about = ("lead", lead["id"])
        notify([user_id], kind, params, about, now, dedupe=event.pk, outward=True, ring=ring)


@after_commit(events.AppealAsked)
def tell_the_leader(fact: events.AppealAsked, event: Event, now: datetime) -> None:
    about = _breach_of(event)
    if about is not None:
        params = {"name": fact.owner_name, "text": fact.text}
        leader = org.leader_of(fact.owner_id)
        notify([leader], "dispatch.appeal_asked", params, about, now, dedupe=event.pk)


@after_commit(events.AppealJudged)
def tell_the_person(fact: events.AppealJudged, event: Event, now: datetime) -> None:
    about = _breach_of(event)
    if about is not None:
        kind = "dispatch.appeal_upheld" if fact.upheld else "dispatch.appeal_rejected"
        params = {"by": event.actor_name, "words": fact.words}
        notify([fact.owner_id], kind, params, about, now, dedupe=event.pk)


def _breach_of(event: Event) -> tuple[str, int] | None:
    return next((("breach", one["id"]) for one in event.audience if one["kind"] == "breach"), None)
