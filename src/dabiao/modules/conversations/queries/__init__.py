"""Reads of conversations. Each starts from what the actor may see: their scope, and the queue they may take from."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from dabiao.core.actor import Actor, Scope
from dabiao.core.attachments import queries as attachments
from dabiao.core.attachments.models import Attachment
from dabiao.core.errors import Forbidden, NotFound, Unauthenticated
from dabiao.core.i18n import text
from dabiao.core.scoping import covers, in_pool_reach, pool_filter, scope_filter
from dabiao.core.text import squash
from dabiao.modules.conversations.enums import LIVE, Author, State
from dabiao.modules.conversations.models import Answer, Conversation, Message, Site, Visitor
from dabiao.modules.conversations.rules.answering import in_language
from dabiao.modules.conversations.rules.presence import IDLE, somebody_there

READ, CLAIM = "conversation.read", "conversation.claim"
TOPIC = "chat"  # what desks listen to; `chat/17` is what the visitor of conversation 17 listens to
LONGEST_SECRET = 100
OFFERED = 6  # buttons of the bot at once


def visible_to(actor: Actor) -> QuerySet[Conversation]:
    """What `conversation.read` reaches, and what nobody has where one may take it."""
    reach = scope_filter(actor, READ)
    if reach is None:
        return Conversation.objects.all()
    return Conversation.objects.filter(reach | pool_filter(actor, CLAIM))


def sees(actor: Actor, id: int, owner_id: int | None, unit_id: int | None) -> bool:
    """`visible_to` on one row's facts."""
    return covers(actor, READ, id=id, owner_id=owner_id, unit_id=unit_id) or in_pool_reach(
        actor, CLAIM, owner_id, unit_id
    )


def messages_of(conversation_id: int, *, after: int = 0, most: int = 200) -> list[Message]:
    """What was said after number `after`, in order; the caller has seen the conversation."""
    said = Message.objects.filter(conversation_id=conversation_id, seq__gt=after)
    return list(said.select_related("user").order_by("seq")[:most])


def newest_of(conversation_id: int, *, most: int = 100) -> list[Message]:
    """The newest messages, in order; the caller has seen the conversation."""
    said = Message.objects.filter(conversation_id=conversation_id)
    return list(said.select_related("user").order_by("-seq")[:most])[::-1]


def as_said(message: Message) -> dict[str, Any]:
    """A message as both sides read it."""
    return {
        "seq": message.seq,
        "author": message.author,
        "name": message.user.name if message.user else "",
        "text": message.text,
        "attachment_id": message.attachment_id,
        "more": message.more,
        "client_id": message.client_id,
        "at": stamp(message.at),
    }


def stamp(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def standing(conversation: Conversation) -> dict[str, Any]:
    """Where a conversation stands, as both sides may know."""
    return {
        "state": conversation.state,
        "ending": conversation.ending,
        "agent": conversation.owner.name if conversation.owner else "",
        "seq": conversation.last_seq,
        "visitor_read": conversation.visitor_read,
        "agent_read": conversation.agent_read,
        "stars": conversation.stars,
    }


def on_desk(actor: Actor) -> list[dict[str, Any]]:
    """The live conversations that the actor has and those they may take, oldest wish first: what a desk begins with."""
    live = visible_to(actor).filter(state__in=LIVE).exclude(state=State.BOT)
    theirs = [one for one in live.order_by("wanted_at", "pk") if one.owner_id in (None, actor.user_id)]
    return [
        {
            "id": one.pk,
            "state": one.state,
            "owner_id": one.owner_id,
            "seq": one.last_seq,
            "version": one.version,
        }
        for one in theirs
    ]


def seen_among(actor: Actor, ids: list[int]) -> dict[int, int | None]:
    """Those of these conversations that the actor sees, with who has each."""
    return dict(visible_to(actor).filter(pk__in=ids).values_list("pk", "owner_id"))


def digest(secret: str) -> str:
    """Secrets carry 256 bits of chance, so one plain hash is enough and an indexed look-up is possible."""
    return hashlib.sha256(secret.encode()).hexdigest()


def site_of(token: str) -> Site:
    """Raises `conversations.unknown_site` for what is no site, or not in use."""
    named = squash(token)
    site = Site.objects.filter(token=named, active=True).first() if named else None
    if site is None:
        raise NotFound("conversations.unknown_site", field="site")
    return site


def check_origin(site: Site, origin: str) -> None:
    """Raises `conversations.foreign_site` where the widget is shown on a page of somebody else's."""
    if origin and site.origins and origin not in site.origins:
        raise Forbidden("conversations.foreign_site", origin=origin[:200])


def visitor_of(secret: str, *, origin: str = "") -> Visitor:
    """Raises `conversations.unknown_visitor`, `conversations.blocked`, `conversations.foreign_site`."""
    visitor = (
        Visitor.objects.select_related("site").filter(secret_hash=digest(secret[:LONGEST_SECRET])).first()
        if secret
        else None
    )
    if visitor is None or not visitor.site.active:
        raise Unauthenticated("conversations.unknown_visitor")
    check_origin(visitor.site, origin)
    if visitor.blocked_at is not None:
        raise Forbidden("conversations.blocked")
    return visitor


def known_visitor(site: Site, secret: str) -> Visitor | None:
    """Who came to this site before; None where the secret is not of here. Raises `conversations.blocked`."""
    found = (
        Visitor.objects.filter(site=site, secret_hash=digest(secret[:LONGEST_SECRET])).first()
        if secret
        else None
    )
    if found is not None and found.blocked_at is not None:
        raise Forbidden("conversations.blocked")
    return found


def words_of(site: Site, language: str) -> dict[str, str]:
    """What the widget says, in this language: the site's own words, else ours."""
    own = site.texts.get(language) or {}
    return {
        "title": own.get("title") or site.name,
        "greeting": own.get("greeting") or text(language, "said.chat.greeting"),
        "away": own.get("away") or text(language, "said.chat.away"),
        "consent": own.get("consent") or "",
    }


def talk_of(visitor: Visitor, conversation_id: int) -> Conversation:
    """Raises `core.not_found` for one that is another's."""
    found = (
        Conversation.objects.select_related("owner").filter(pk=conversation_id, visitor_id=visitor.pk).first()
    )
    if found is None:
        raise NotFound("core.not_found", kind="conversation", id=conversation_id)
    return found


def live_talk_id(visitor: Visitor) -> int | None:
    live = Conversation.objects.filter(visitor_id=visitor.pk).exclude(state=State.CLOSED)
    return next(iter(live.values_list("pk", flat=True)[:1]), None)


def newest_talk(visitor: Visitor) -> Conversation | None:
    return Conversation.objects.select_related("owner").filter(visitor_id=visitor.pk).order_by("-pk").first()


def as_actor(visitor: Visitor, conversation_id: int | None = None) -> Actor:
    """A visitor acts without an account; what they reach is their one conversation."""
    shares = {"conversation": {conversation_id: "edit"}} if conversation_id else {}
    return Actor(
        user_id=None,
        name=visitor.name,
        grants={READ: Scope.SHARED, "file.add": Scope.SHARED},
        shares=shares,
        via="chat",
        address=visitor.address,
    )


def said_already(visitor: Visitor, client_id: str) -> Message | None:
    """What the visitor said under this id, in whichever of their conversations."""
    of_visitor = Message.objects.filter(conversation__visitor_id=visitor.pk, author=Author.VISITOR)
    return _said_as(of_visitor, client_id)


def said_in(conversation_id: int, client_id: str) -> Message | None:
    """What was said under this id in a conversation."""
    return _said_as(Message.objects.filter(conversation_id=conversation_id), client_id)


def _said_as(messages: QuerySet[Message], client_id: str) -> Message | None:
    """Nearly always there is none: the whole row is asked for only where there is one."""
    for id in messages.filter(client_id=client_id).values_list("pk", flat=True)[:1] if client_id else ():
        return Message.objects.select_related("conversation__owner", "user").get(pk=id)
    return None


def known_answers(site: Site) -> list[Answer]:
    """What the bot knows on this site, in the order in which it is offered."""
    return list(Answer.objects.filter(Q(site=site) | Q(site=None), removed_at=None).order_by("place", "pk"))


def last_of_bot(conversation_id: int) -> Message | None:
    said = Message.objects.filter(conversation_id=conversation_id, author=Author.BOT)
    return said.order_by("-seq").first()


def idle(now: datetime, *, most: int = 200) -> list[int]:
    """Conversations in which nothing was said for long, oldest first."""
    found: list[int] = []
    for state, (quiet, _) in IDLE.items():
        rows = Conversation.objects.filter(state=state, last_at__lte=now - quiet).order_by("last_at")
        found += rows.values_list("pk", flat=True)[:most]
    return found


def file_of(visitor: Visitor, attachment_id: int) -> Attachment:
    """A file of one of the visitor's conversations. Raises `core.not_found`."""
    message = (
        Message.objects.filter(conversation__visitor_id=visitor.pk, attachment_id=attachment_id)
        .values_list("conversation_id", flat=True)
        .first()
    )
    if message is None:
        raise NotFound("core.not_found", kind="file", id=attachment_id)
    return attachments.seen(attachment_id, actor=as_actor(visitor, message))[0]


def is_attended(site: Site, now: datetime) -> bool:
    return somebody_there(site.hours, now, timezone.get_default_timezone())


def offered(known: list[Answer]) -> list[Answer]:
    return [one for one in known if one.offered][:OFFERED]


def choices_of(known: list[Answer], language: str) -> list[dict[str, Any]]:
    """The buttons; an answer without a name for one is called by the first way to ask for it."""
    return [{"id": one.pk, "label": in_language(one.button, language) or str(one)} for one in offered(known)]
