"""The visitor's side: they come, say something, read, rate and leave."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.attachments import services as attachments
from dabiao.core.attachments.models import Attachment
from dabiao.core.attachments.receiving import Arrived
from dabiao.core.errors import Conflict
from dabiao.core.text import squash
from dabiao.modules.conversations.enums import Author, Ending, State
from dabiao.modules.conversations.models import Conversation, Message, Site, Visitor
from dabiao.modules.conversations.queries import digest, live_talk_id, said_already
from dabiao.modules.conversations.services import catching
from dabiao.modules.conversations.services._held import held, hold_visitor, kept
from dabiao.modules.conversations.services._telling import tell_read, tell_state, tell_typing
from dabiao.modules.conversations.services.answering import answer, hand_over
from dabiao.modules.conversations.services.holding import close
from dabiao.modules.conversations.services.saying import opened, say


@dataclass(frozen=True)
class Heard:
    """What came of a visitor's words: theirs as they are kept, and what the bot said to them."""

    conversation: Conversation
    message: Message
    replies: list[Message]


@dataclass(frozen=True)
class Seen:
    """What a browser tells of itself and where it is."""

    language: str
    page: str = ""
    referrer: str = ""
    name: str = ""
    agent: str = ""


def arrive(site: Site, *, secret: str, seen: Seen, actor: Actor, now: datetime) -> Visitor:
    """A browser that was not here before; `secret` is what it proves itself by from now on, and is kept as a hash."""
    return Visitor.objects.create(
        site=site,
        secret_hash=digest(secret),
        address=actor.address[:45],
        first_seen_at=now,
        last_seen_at=now,
        **_facts(seen),
    )


def return_again(visitor: Visitor, *, seen: Seen, actor: Actor, now: datetime) -> Visitor:
    """The same browser, maybe on another page, in another language, from another address."""
    facts = {name: value for name, value in _facts(seen).items() if value}
    for name, value in {**facts, "address": actor.address[:45], "last_seen_at": now}.items():
        setattr(visitor, name, value)
    visitor.save(update_fields=[*facts, "address", "last_seen_at"])
    return visitor


def _facts(seen: Seen) -> dict[str, str]:
    return {
        "language": seen.language,
        "page": squash(seen.page)[:500],
        "referrer": squash(seen.referrer)[:500],
        "name": squash(seen.name)[:80],
        "agent": squash(seen.agent)[:300],
    }


@transaction.atomic
def hear(
    visitor: Visitor,
    *,
    text: str,
    client_id: str,
    page: str = "",
    arrived: Arrived | None = None,
    actor: Actor,
    now: datetime,
) -> Heard:
    """A visitor says something, or sends a file: kept once whatever is sent again, answered by the bot in the same transaction.

    What is said after the end begins a new conversation. Raises `conversations.nothing_said`, `conversations.too_long`,
    `files.quota`.
    """
    hold_visitor(visitor)  # the same words sent twice at once are said once
    if (said := said_already(visitor, client_id)) is not None:
        return Heard(said.conversation, said, [])
    id = live_talk_id(visitor) or opened(visitor, page=squash(page)[:500], actor=actor, now=now).pk
    file = _attached(id, arrived, visitor, now) if arrived else None
    message = say(
        id,
        author=Author.VISITOR,
        text=text,
        client_id=client_id,
        attachment_id=file.pk if file else None,
        more={"file": _file_facts(file)} if file else None,
        actor=actor,
        now=now,
    )
    conversation = message.conversation
    conversation.site = visitor.site
    replies = answer(conversation, said=message, actor=actor, now=now)
    catching.look(conversation, actor=actor, now=now)
    return Heard(held(Conversation.objects.all(), id) if replies else conversation, message, replies)


def _attached(conversation_id: int, arrived: Arrived, visitor: Visitor, now: datetime) -> Attachment:
    outside = replace(SYSTEM, name=visitor.name, via="chat", address=visitor.address)
    return attachments.attach(
        arrived, about_kind="conversation", about_id=conversation_id, actor=outside, now=now
    )


def _file_facts(file: Attachment) -> dict[str, object]:
    picture = {"width": file.width, "height": file.height} if file.thumbnail_id else None
    return {
        "id": file.pk,
        "name": file.file.name,
        "size": file.file.size,
        "content_type": file.file.content_type,
        "picture": picture,
    }


@transaction.atomic
def call_person(visitor: Visitor, *, page: str = "", actor: Actor, now: datetime) -> Conversation:
    """The visitor wants a person; nothing changes where they wait already, or one is there."""
    conversation = opened(visitor, page=squash(page)[:500], actor=actor, now=now)
    conversation = held(Conversation.objects.select_related("site"), conversation.pk)
    if conversation.state == State.BOT:
        hand_over(conversation, reason="asked", actor=actor, now=now)
    return held(Conversation.objects.select_related("owner"), conversation.pk)


@transaction.atomic
def typed(conversation: Conversation, *, actor: Actor, now: datetime) -> None:
    """Told to whoever looks on, kept nowhere."""
    if conversation.state != State.CLOSED:
        tell_typing(conversation, "visitor")


@transaction.atomic
def read(conversation: Conversation, *, seq: int, actor: Actor, now: datetime) -> None:
    """The visitor has seen everything up to this number; a smaller one than before changes nothing."""
    seen = min(seq, conversation.last_seq)
    rows = Conversation.objects.filter(pk=conversation.pk, visitor_read__lt=seen)
    if rows.update(visitor_read=seen):
        tell_read(conversation, "visitor", seen)


@transaction.atomic
def rate(conversation: Conversation, *, stars: int, actor: Actor, now: datetime) -> Conversation:
    """How good it was, from 1 to 5; the last word counts. Raises `conversations.nothing_to_rate` where no person answered."""
    found = held(Conversation.objects.select_related("owner"), conversation.pk)
    if found.answered_at is None:
        raise Conflict("conversations.nothing_to_rate", field="stars")
    if found.stars != stars:
        kept(found, now, stars=stars)
        tell_state(found, (found.state, found.owner_id, found.unit_id))
    return found


def leave(conversation: Conversation, *, actor: Actor, now: datetime) -> Conversation:
    """The visitor ends it; once more changes nothing."""
    return close(conversation.pk, ending=Ending.VISITOR, allowed=True, actor=actor, now=now)


@transaction.atomic
def block(conversation: Conversation, *, actor: Actor, now: datetime) -> None:
    """This browser says nothing here any more, and its conversation is over. The caller has made sure that the actor may."""
    Visitor.objects.filter(pk=conversation.visitor_id or 0, blocked_at=None).update(blocked_at=now)
    close(conversation.pk, ending=Ending.AGENT, allowed=True, actor=actor, now=now)
