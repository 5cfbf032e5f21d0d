"""A conversation goes from hand to hand, back to a queue, and is taken up again."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import demand
from dabiao.modules.conversations import events
from dabiao.modules.conversations.enums import Ending, State
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries import visible_to
from dabiao.modules.conversations.queries.colleagues import granted
from dabiao.modules.conversations.rules.reopening import is_soon
from dabiao.modules.conversations.services._giving import check_room, give
from dabiao.modules.conversations.services._held import held, kept
from dabiao.modules.conversations.services._rights import check_live, demand_hand
from dabiao.modules.conversations.services._telling import place, tell_state
from dabiao.modules.conversations.services.holding import ASSIGN, SERVE
from dabiao.modules.org import queries as org


@transaction.atomic
def take_over(conversation_id: int, *, actor: Actor, now: datetime) -> Conversation:
    """Whoever leads who has it steps in, however much they have themselves; where they have it already nothing changes.

    Raises `core.not_found`, `access.forbidden`, `conversations.closed`.
    """
    conversation = held(visible_to(actor), conversation_id)
    check_live(conversation)
    if conversation.owner_id == actor.person:
        return conversation
    actor.require(SERVE)
    demand(actor, ASSIGN, conversation)
    give(conversation, actor.person, actor=actor, now=now)
    return conversation


@transaction.atomic
def hand_on(
    conversation_id: int, *, owner_id: int, words: str = "", actor: Actor, now: datetime
) -> Conversation:
    """Give it to a colleague who is there and serves visitors; they are rung.

    Raises `core.not_found`, `access.forbidden`, `conversations.closed`, `conversations.not_there`, `conversations.full`.
    """
    conversation = held(visible_to(actor), conversation_id)
    check_live(conversation)
    demand_hand(conversation, actor)
    if conversation.owner_id == owner_id:
        return conversation
    if owner_id not in org.ready([owner_id], now=now) or not granted([owner_id], SERVE):
        name = org.names_of([owner_id]).get(owner_id, f"#{owner_id}")
        raise Invalid("conversations.not_there", field="owner_id", name=name)
    check_room(owner_id, conversation)
    give(conversation, owner_id, words=words, actor=actor, now=now)
    return conversation


@transaction.atomic
def hand_back(conversation_id: int, *, unit_id: int, words: str = "", actor: Actor, now: datetime) -> None:
    """Put it into the queue of a unit, where it begins to wait anew; who may take from there is rung.

    Raises `core.not_found`, `access.forbidden`, `conversations.closed`, `conversations.unknown_unit`.
    """
    conversation = held(visible_to(actor), conversation_id)
    check_live(conversation)
    demand_hand(conversation, actor)
    if not org.unit_names([unit_id]):
        raise Invalid("conversations.unknown_unit", field="unit_id", value=unit_id)
    was = place(conversation)
    waits = {"state": State.WAITING, "owner": None, "unit_id": unit_id}
    kept(conversation, now, **waits, wanted_at=now, taken_at=None, answered_at=None)
    fact = events.ConversationQueued(conversation.pk, "returned", words)
    record(fact, conversation, actor=actor, now=now, previous=[was[1:]])
    tell_state(conversation, was)


@transaction.atomic
def reopen(conversation_id: int, *, actor: Actor, now: datetime) -> Conversation:
    """Go on with what somebody of ours closed a moment ago, as it was.

    Raises `core.not_found`, `access.forbidden`, `conversations.too_late`, `conversations.begun_anew`.
    """
    conversation = held(visible_to(actor), conversation_id)
    if conversation.state != State.CLOSED:
        return conversation
    demand_hand(conversation, actor)
    if not is_soon(conversation.ending, conversation.closed_at, now=now):
        raise Conflict("conversations.too_late")
    live = Conversation.objects.filter(visitor=conversation.visitor).exclude(state=State.CLOSED)
    if conversation.visitor is not None and live.exists():
        raise Conflict("conversations.begun_anew")
    state, was = State.OPEN if conversation.owner_id else State.WAITING, place(conversation)
    kept(conversation, now, state=state, ending=Ending.NONE, closed_at=None)
    about = [(conversation.about_kind, conversation.about_id)] if conversation.about_id else []
    record(events.ConversationReopened(conversation.pk), conversation, *about, actor=actor, now=now)
    tell_state(conversation, was)
    return conversation
