"""Who it is: named, linked to a record, made a lead; and who is not to come again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.mentions.hiding import hidden
from dabiao.core.scoping import demand
from dabiao.core.text import line, squash
from dabiao.modules.conversations import events
from dabiao.modules.conversations.enums import Author, Ending
from dabiao.modules.conversations.models import Conversation, Message, Visitor
from dabiao.modules.conversations.queries import visible_to
from dabiao.modules.conversations.services._held import held, kept
from dabiao.modules.conversations.services._linking import linked, origin_of
from dabiao.modules.conversations.services._rights import MANAGE, demand_hand
from dabiao.modules.conversations.services.holding import close
from dabiao.modules.leads import services as leads

LINKED = ("lead", "customer")


@transaction.atomic
def name_visitor(conversation_id: int, *, name: str, actor: Actor, now: datetime) -> Conversation:
    """Say what the visitor is called, here and whenever they come again. Raises `core.not_found`, `access.forbidden`."""
    conversation = held(visible_to(actor), conversation_id)
    demand_hand(conversation, actor)
    if conversation.name != name:
        kept(conversation, now, name=name)
        Visitor.objects.filter(pk=conversation.visitor_id or 0).update(name=name[:80])
        record(events.ConversationNamed(conversation.pk, name), conversation, actor=actor, now=now)
    return conversation


@transaction.atomic
def link(
    conversation_id: int, *, about_kind: str, about_id: int, actor: Actor, now: datetime
) -> Conversation:
    """Say whom it is with; the transcript lies on that record's timeline. The same again changes nothing.

    Raises `core.not_found` (also for a record out of sight), `access.forbidden`, `conversations.cannot_link`.
    """
    conversation = held(visible_to(actor), conversation_id)
    demand_hand(conversation, actor)
    if about_kind not in LINKED:
        raise Invalid("conversations.cannot_link", field="about_kind", value=about_kind)
    row = subjects.load(about_kind, about_id, actor=actor)
    linked(conversation, (about_kind, row.pk), by="person", actor=actor, now=now)
    return conversation


@transaction.atomic
def submit(
    conversation_id: int, *, values: Mapping[str, Any], keep: bool, actor: Actor, now: datetime
) -> leads.Received:
    """Make the visitor a lead: the agent's own (`keep`), else given to somebody by the rules. Who is known joins.

    Raises `core.not_found`, `access.forbidden`, and as `leads.receive`.
    """
    conversation = held(visible_to(actor), conversation_id)
    demand_hand(conversation, actor)
    given = {**values, **origin_of(conversation)}
    if given.get("remark"):
        given["remark"] = _quoted(conversation, given["remark"])
    if not keep:
        given["owner_id"] = None
    went = leads.receive(values=given, actor=actor, now=now)
    if given.get("name") and not conversation.name:
        kept(conversation, now, name=given["name"][:120])
    linked(conversation, went.holder, by="person", actor=actor, now=now)
    return went


def _quoted(conversation: Conversation, remark: str) -> str:
    """What was copied from the talk without its numbers, as where a lead comes of it by itself: more people read a remark.
    What the agent wrote stays."""
    said = Message.objects.filter(conversation=conversation, author=Author.VISITOR).order_by("-seq")
    for words in said.values_list("text", flat=True)[:200]:
        for spelt in dict.fromkeys(
            (words, line(words), squash(words))
        ):  # as it was said, or as a field of one line made it
            if spelt and spelt in remark:
                remark = remark.replace(spelt, hidden(spelt))
    return remark


@transaction.atomic
def block(conversation_id: int, *, actor: Actor, now: datetime) -> None:
    """Whoever this is writes to us no more; what runs with them is over. A second time changes nothing.

    Raises `core.not_found`, `access.forbidden`, `conversations.nobody_to_block`.
    """
    conversation, visitor = _visitor(conversation_id, actor)
    if visitor.blocked_at is None:
        visitor.blocked_at = now
        visitor.save(update_fields=["blocked_at"])
        fact = events.VisitorBlocked(conversation.pk, conversation.name)
        record(fact, conversation, actor=actor, now=now)
    close(conversation.pk, ending=Ending.AGENT, allowed=True, actor=actor, now=now)


@transaction.atomic
def let_in(conversation_id: int, *, actor: Actor, now: datetime) -> None:
    """Who was blocked may write again. Raises as `block`."""
    conversation, visitor = _visitor(conversation_id, actor)
    if visitor.blocked_at is not None:
        visitor.blocked_at = None
        visitor.save(update_fields=["blocked_at"])
        record(events.VisitorLetIn(conversation.pk, conversation.name), conversation, actor=actor, now=now)


def _visitor(conversation_id: int, actor: Actor) -> tuple[Conversation, Visitor]:
    conversation = held(visible_to(actor), conversation_id)
    demand(actor, MANAGE, conversation)
    if conversation.visitor is None:
        raise Invalid("conversations.nobody_to_block")
    return conversation, conversation.visitor
