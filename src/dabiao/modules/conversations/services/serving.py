"""An agent answers, and has read."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.attachments import services as attachments
from dabiao.core.errors import Conflict
from dabiao.core.notifications.services import mark_read_of
from dabiao.core.scoping import fetch
from dabiao.modules.conversations.enums import Author, State
from dabiao.modules.conversations.models import Conversation, Message
from dabiao.modules.conversations.queries import visible_to
from dabiao.modules.conversations.services._held import held
from dabiao.modules.conversations.services._rights import takeable
from dabiao.modules.conversations.services._telling import tell_read, tell_typing
from dabiao.modules.conversations.services.holding import take
from dabiao.modules.conversations.services.saying import say
from dabiao.modules.org import queries as org


@transaction.atomic
def answer(
    conversation_id: int,
    *,
    text: str,
    client_id: str = "",
    file_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Message:
    """Say something to the visitor; in one that nobody has, whoever answers has it. The same `client_id` says it once.

    Raises `conversations.not_yours` where somebody else has it, and as `take`, `say` and `attachments.place`.
    """
    conversation = held(takeable(actor), conversation_id)
    if client_id and (said := Message.objects.filter(conversation=conversation, client_id=client_id).first()):
        return said
    if conversation.owner_id is None:
        take(conversation_id, actor=actor, now=now)
    elif conversation.owner_id != actor.person:
        owner = org.names_of([conversation.owner_id]).get(conversation.owner_id, "")
        raise Conflict("conversations.not_yours", owner=owner)
    message = say(
        conversation_id,
        author=Author.AGENT,
        text=text,
        client_id=client_id,
        attachment_id=file_id,
        actor=actor,
        now=now,
    )
    if file_id is not None:
        part = ("message", message.pk)
        attachments.place(
            [file_id], about_kind="conversation", about_id=conversation_id, part=part, actor=actor, now=now
        )
    return message


@transaction.atomic
def mark_read(conversation_id: int, *, seq: int, actor: Actor, now: datetime) -> int:
    """Note how far who has it has read, never back; what rang for it falls silent. Others only look. Returns how far."""
    conversation = held(visible_to(actor), conversation_id)
    upto = min(seq, conversation.last_seq)
    if conversation.owner_id != actor.user_id:
        return conversation.agent_read
    mark_read_of(actor.person, conversation, now)
    if upto > conversation.agent_read:
        # no version of its own: reading is no change that somebody else's would be in the way of
        Conversation.objects.filter(pk=conversation.pk).update(agent_read=upto)
        tell_read(conversation, "agent", upto)
        return upto
    return conversation.agent_read


@transaction.atomic
def type_on(conversation_id: int, *, actor: Actor, now: datetime) -> None:
    """Tell the visitor that who has it is writing; nothing is kept. From others it is told to nobody."""
    conversation = fetch(visible_to(actor), conversation_id)
    if conversation.owner_id == actor.user_id and conversation.state == State.OPEN:
        tell_typing(conversation, "agent", name=actor.name)
