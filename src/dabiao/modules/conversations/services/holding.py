"""Who has a conversation: nobody yet, an agent, another agent; and that it is over."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.events.services import record
from dabiao.core.scoping import demand
from dabiao.modules.conversations import events
from dabiao.modules.conversations.enums import Author, Ending, State
from dabiao.modules.conversations.models import Conversation, Message
from dabiao.modules.conversations.queries import CLAIM, visible_to
from dabiao.modules.conversations.services._giving import check_room, give
from dabiao.modules.conversations.services._held import held, kept
from dabiao.modules.conversations.services._rights import takeable
from dabiao.modules.conversations.services._telling import place, tell_state
from dabiao.modules.org import queries as org

SERVE, ASSIGN = "conversation.serve", "conversation.assign"


@transaction.atomic
def queue(conversation_id: int, *, reason: str, actor: Actor, now: datetime) -> Conversation:
    """Have it wait for a person; nothing changes where it waits already or somebody has it. The caller may do this."""
    conversation = held(Conversation.objects.all(), conversation_id)
    if conversation.state != State.BOT:
        return conversation
    before = place(conversation)
    kept(conversation, now, state=State.WAITING, wanted_at=now, owner=None)
    record(events.ConversationQueued(conversation.pk, reason), conversation, actor=actor, now=now)
    tell_state(conversation, before)
    return conversation


@transaction.atomic
def take(conversation_id: int, *, actor: Actor, now: datetime) -> Conversation:
    """The actor has it from now on. Whoever comes second is told who was first.

    Raises `core.not_found`, `access.forbidden`, `conversations.taken`, `conversations.closed`, `conversations.full`.
    """
    conversation = held(takeable(actor), conversation_id)
    _check_live(conversation)
    if conversation.owner_id == actor.person:
        return conversation
    if conversation.owner_id is not None:
        name = org.names_of([conversation.owner_id]).get(conversation.owner_id, "")
        raise Conflict("conversations.taken", owner=name)
    actor.require(SERVE)
    if not actor.may(CLAIM):
        raise Forbidden("access.forbidden", permission=CLAIM)
    check_room(actor.person, conversation)
    give(conversation, actor.person, actor=actor, now=now)
    return conversation


@transaction.atomic
def close(
    conversation_id: int, *, ending: Ending, allowed: bool = False, actor: Actor, now: datetime
) -> Conversation:
    """It is over; once more changes nothing. `allowed`: the caller has made sure that this may be (the visitor, a timer).

    Raises `core.not_found`, `access.forbidden`.
    """
    conversation = held(Conversation.objects.all() if allowed else visible_to(actor), conversation_id)
    if conversation.state == State.CLOSED:
        return conversation
    if not allowed and conversation.owner_id != actor.person:
        demand(actor, ASSIGN, conversation)
    before = place(conversation)
    kept(conversation, now, state=State.CLOSED, ending=ending, closed_at=now)
    record(_closed(conversation), conversation, *_about(conversation), actor=actor, now=now)
    tell_state(conversation, before)
    return conversation


def _about(conversation: Conversation) -> list[tuple[str, int]]:
    return [(conversation.about_kind, conversation.about_id)] if conversation.about_id else []


def _closed(conversation: Conversation) -> events.ConversationClosed:
    owner, wanted, answered = conversation.owner_id, conversation.wanted_at, conversation.answered_at
    both = Message.objects.filter(conversation=conversation, author__in=(Author.VISITOR, Author.AGENT))
    return events.ConversationClosed(
        conversation.pk,
        conversation.ending,
        owner,
        org.names_of([owner]).get(owner, "") if owner else "",
        both.count(),
        int((answered - wanted).total_seconds()) if answered and wanted else None,
    )


def _check_live(conversation: Conversation) -> None:
    if conversation.state == State.CLOSED:
        raise Conflict("conversations.closed")
