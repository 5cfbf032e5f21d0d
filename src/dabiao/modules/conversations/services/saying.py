"""A conversation begins, and somebody says something in it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.text import tidy
from dabiao.modules.conversations import events
from dabiao.modules.conversations.enums import Author, State
from dabiao.modules.conversations.models import Conversation, Message, Visitor
from dabiao.modules.conversations.queries import live_talk_id, said_in
from dabiao.modules.conversations.services._held import held, hold_visitor, kept
from dabiao.modules.conversations.services._telling import tell_said, tell_state

LONGEST = 4_000  # characters of one message
PAUSE = timedelta(minutes=1)  # after it an agent's next word is an answer of its own


@transaction.atomic
def opened(visitor: Visitor, *, page: str = "", actor: Actor, now: datetime) -> Conversation:
    """The live conversation of the visitor: the one there is, or a new one, with the bot or, without one, in the queue."""
    hold_visitor(visitor)  # two tabs begin one conversation
    if (live := live_talk_id(visitor)) is not None:
        return Conversation.objects.get(pk=live)
    site = visitor.site
    conversation = Conversation.objects.create(
        site=site,
        visitor=visitor,
        name=visitor.name,
        language=visitor.language,
        page=page or visitor.page,
        state=State.BOT if site.bot else State.WAITING,
        unit_id=site.unit_id,
        wanted_at=None if site.bot else now,
        last_at=now,
        created_at=now,
        updated_at=now,
    )
    fact = events.ConversationOpened(conversation.pk, conversation.channel, site.pk, site.name)
    record(fact, conversation, actor=actor, now=now)
    tell_state(conversation, None)
    return conversation


@transaction.atomic
def say(
    conversation_id: int,
    *,
    author: Author,
    text: str,
    client_id: str = "",
    attachment_id: int | None = None,
    more: dict[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Message:
    """Append one message. With a `client_id` that was said already the message there is comes back: sending again is harmless.

    The caller has made sure that this actor may speak here. Raises `conversations.nothing_said`, `conversations.too_long`
    and `conversations.closed`.
    """
    conversation = held(Conversation.objects.all(), conversation_id)
    if (said := said_in(conversation.pk, client_id)) is not None:
        return said
    words = tidy(text)
    _check(conversation, words, attachment_id, more)
    message = Message.objects.create(
        conversation=conversation,
        seq=conversation.last_seq + 1,
        author=author,
        user=User.objects.get(pk=actor.person) if author == Author.AGENT else None,
        text=words,
        attachment_id=attachment_id,
        more=more or {},
        client_id=client_id,
        at=now,
    )
    answers = author == Author.AGENT and _answers(conversation, now)
    kept(conversation, now, **_following(conversation, message))
    tell_said(conversation, message)
    if answers and message.user is not None:
        about = conversation.about_kind, conversation.about_id
        fact = events.ConversationAnswered(conversation.pk, message.user.pk, message.user.name, *about)
        record(fact, conversation, actor=actor, now=now)
    return message


def _answers(conversation: Conversation, now: datetime) -> bool:
    """Whether a person's next word is told of; the words that follow it are more of the same."""
    spoken = conversation.last_author == Author.AGENT and conversation.answered_at is not None
    return not spoken or now - conversation.last_at >= PAUSE


def _check(
    conversation: Conversation, words: str, attachment_id: int | None, more: dict[str, Any] | None
) -> None:
    if conversation.state == State.CLOSED:
        raise Conflict("conversations.closed")
    if not words and attachment_id is None and not more:
        raise Invalid("conversations.nothing_said", field="text")
    if len(words) > LONGEST:
        raise Invalid("conversations.too_long", field="text", limit=LONGEST, length=len(words))


def _following(conversation: Conversation, message: Message) -> dict[str, Any]:
    """What the conversation shows of its newest message; what the system tells is nobody's last word."""
    changes: dict[str, Any] = {"last_seq": message.seq, "last_at": message.at}
    if message.author != Author.SYSTEM:
        changes |= {"last_text": message.text[:120], "last_author": message.author}
    if message.author == Author.VISITOR:
        changes |= {"visitor_said_at": message.at, "visitor_read": message.seq}
    if message.author == Author.AGENT:
        changes |= {"agent_read": message.seq, "answered_at": conversation.answered_at or message.at}
    return changes
