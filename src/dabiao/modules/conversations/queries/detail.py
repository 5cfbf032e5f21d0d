"""One conversation: who it is with, what was said, what may be done now."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Q

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as files
from dabiao.core.errors import NotFound
from dabiao.core.identity import queries as identities
from dabiao.core.lists import pages
from dabiao.core.scoping import reaches
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation, Message, Visitor
from dabiao.modules.conversations.queries import CLAIM, visible_to
from dabiao.modules.conversations.queries.listing import CONVERSATIONS, marked, shown
from dabiao.modules.conversations.queries.veiling import reads_plainly, veiled
from dabiao.modules.conversations.rules.reopening import is_soon

LARGEST = 200  # messages of one page


def seen(id: int, *, actor: Actor) -> Conversation:
    """By the actor's scope and queue, and by whoever sees the record it is about. Raises `core.not_found`."""
    everybodys = Conversation.objects.select_related("site", "visitor")
    if visible_to(actor).filter(pk=id).exists():
        return everybodys.get(pk=id)
    found = everybodys.filter(pk=id, about_id__isnull=False).first()
    if found is None or not _sees_record(found, actor):
        raise NotFound("core.not_found", kind=Conversation.subject_kind, id=id)
    return found


def _sees_record(conversation: Conversation, actor: Actor) -> bool:
    record = subjects.get(conversation.about_kind)
    return record.visible_to(actor).filter(pk=conversation.about_id).exists()


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The row of the list with the visitor, whom it is with, what was before, and what this actor may do now."""
    conversation = seen(id, actor=actor)
    (row,) = marked([pages.one(Conversation.objects.all(), CONVERSATIONS, id, actor=actor)], actor)
    return {
        **row,
        "visitor": _visitor(conversation.visitor),
        "campaign": conversation.site.campaign if conversation.site else "",
        "about": _about(conversation, actor),
        "earlier": _earlier(conversation, actor),
        "actions": actions(conversation, actor=actor, now=now),
    }


def _visitor(visitor: Visitor | None) -> dict[str, Any] | None:
    if visitor is None:
        return None
    names = ("id", "name", "language", "page", "referrer", "agent", "first_seen_at", "last_seen_at")
    return {**{name: getattr(visitor, name) for name in names}, "blocked": visitor.blocked_at is not None}


def _about(conversation: Conversation, actor: Actor) -> dict[str, Any] | None:
    if conversation.about_id is None:
        return None
    holder = (conversation.about_kind, conversation.about_id)
    known = identities.known([holder], actor).get(holder)
    return asdict(known) if known else None


def _earlier(conversation: Conversation, actor: Actor) -> list[dict[str, Any]]:
    """What was said before with the same visitor or the same lead or customer, as far as the actor may look."""
    same = Q(visitor_id=conversation.visitor_id) if conversation.visitor_id else Q(pk__in=[])
    before = visible_to(actor).filter(same)
    if conversation.about_id is not None and _sees_record(conversation, actor):
        of_record = Q(about_kind=conversation.about_kind, about_id=conversation.about_id)
        before = before | Conversation.objects.filter(of_record)
    return shown(before.filter(pk__lt=conversation.pk), actor)


def actions(conversation: Conversation, *, actor: Actor, now: datetime) -> list[str]:
    """The verbs that would be accepted at this moment."""
    live = conversation.state != State.CLOSED
    serves = actor.may("conversation.serve")
    mine = serves and conversation.owner_id is not None and conversation.owner_id == actor.user_id
    leads_it = reaches(actor, "conversation.assign", conversation)
    hand = mine or leads_it
    takes = live and conversation.owner_id is None and serves and actor.may(CLAIM)
    wanted = {
        "take": takes,
        "say": live and (mine or takes),
        "take_over": live and not mine and conversation.owner_id is not None and serves and leads_it,
        "transfer": live and hand,
        "close": live and (conversation.owner_id == actor.user_id or leads_it),
        "reopen": hand and is_soon(conversation.ending, conversation.closed_at, now=now),
        "name": hand,
        "link": hand,
        "submit": hand and actor.may("lead.create"),
        "block": conversation.visitor_id is not None and reaches(actor, "chat.manage", conversation),
    }
    return [verb for verb, allowed in wanted.items() if allowed]


def messages(
    id: int, *, after: int | None = None, before: int | None = None, limit: int = 50, actor: Actor
) -> dict[str, Any]:
    """`{items, more, masked, last_seq, visitor_read}` in the order in which it was said: what follows `after`, or what comes
    before `before` (the newest, without either). `more` says that there is more in that direction."""
    conversation = seen(id, actor=actor)
    said = Message.objects.filter(conversation=conversation).select_related("user")
    most = max(1, min(limit, LARGEST))
    if after is not None:
        rows = list(said.filter(seq__gt=after).order_by("seq")[: most + 1])
    else:
        past = said if before is None else said.filter(seq__lt=before)
        rows = list(past.order_by("-seq")[: most + 1])
    more, rows = len(rows) > most, rows[:most]
    return {
        "items": in_words(rows if after is not None else rows[::-1], conversation, actor),
        "more": more,
        "masked": not reads_plainly(actor, conversation.owner_id),
        "last_seq": conversation.last_seq,
        "visitor_read": conversation.visitor_read,
    }


def in_words(rows: list[Message], conversation: Conversation, actor: Actor) -> list[dict[str, Any]]:
    """Messages on the wire, with their files, as the actor reads them; the caller has seen the conversation."""
    kept = files.named({row.attachment_id for row in rows if row.attachment_id}, actor=actor)
    told = [
        {
            "id": row.pk,
            "seq": row.seq,
            "author": row.author,
            "user_id": row.user_id,
            "user_name": row.user.name if row.user else None,
            "text": row.text,
            "file": kept.get(row.attachment_id) if row.attachment_id else None,
            "more": row.more,
            "client_id": row.client_id,
            "at": row.at,
        }
        for row in rows
    ]
    if reads_plainly(actor, conversation.owner_id):
        return told
    return [veiled(one, conversation.caught) for one in told]
