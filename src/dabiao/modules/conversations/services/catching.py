"""Chat in = stored (L2): who leaves a number, a WeChat id or an address in a chat is a lead at once, and goes to dispatch.

It happens in the transaction that stores the message, so that there is never one without the other.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import phones
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Conflict, DomainError
from dabiao.core.mentions import Mentions, find
from dabiao.core.mentions.hiding import hidden
from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Conversation, Message
from dabiao.modules.conversations.services._held import kept
from dabiao.modules.conversations.services._linking import linked, origin_of
from dabiao.modules.conversations.services._reaching import FIELDS, lately, news_of
from dabiao.modules.grading import services as grading
from dabiao.modules.leads import queries as leads
from dabiao.modules.leads import services as lead_services

logger = logging.getLogger(__name__)

MOST_SAID = 4_000  # characters of what was said that the lead carries as its remark


def look(conversation: Conversation, *, actor: Actor, now: datetime) -> None:
    """Make a lead of whoever can be reached by what the visitor just said, or add it to the one they are already.

    The conversation is held by the caller. What cannot become a lead leaves the message as it is.
    """
    known = conversation.about_id if conversation.about_kind == "lead" else None
    found = find([message.text for message in lately(conversation, now)])
    if news := news_of(conversation, found):
        _store(conversation, found, news, actor, now)
    if known is not None:  # who has just arrived was judged by all they have said
        grading.judge_anew([known], actor=SYSTEM, now=now)


def _store(
    conversation: Conversation, found: Mentions, news: Mapping[str, str], actor: Actor, now: datetime
) -> None:
    before = dict(conversation.caught)
    kept(conversation, now, caught=_together(before, found))
    if conversation.about_id is None:
        _arrive(conversation, news, actor, now)
    elif conversation.about_kind == "lead":
        _add(conversation, news, before, now)


def _together(before: Mapping[str, list[str]], found: Mentions) -> dict[str, list[str]]:
    return {kind: list(dict.fromkeys([*before.get(kind, ()), *getattr(found, kind)])) for kind in FIELDS}


def _arrive(conversation: Conversation, news: Mapping[str, str], actor: Actor, now: datetime) -> None:
    origin = origin_of(conversation)
    values = {
        **news,
        **origin,
        "name": conversation.name,
        # to be read by more people than the number: that stands in its field, where it is masked
        "remark": hidden(_words(conversation)),
        "raw": {**origin["raw"], "caught": conversation.caught},
        "owner_id": None,
    }
    try:
        with transaction.atomic():
            received = lead_services.receive(values=values, complete=False, actor=SYSTEM, now=now)
    except DomainError:  # the message stays, and whoever reads it can still submit it by hand
        logger.exception("no lead came of conversation %s", conversation.pk)
        return
    linked(conversation, received.holder, by="said", actor=actor, now=now)


def _words(conversation: Conversation) -> str:
    """What the visitor said so far, the newest last; of a long talk its end."""
    said = Message.objects.filter(conversation=conversation, author=Author.VISITOR).order_by("-seq")
    lines, room = [], MOST_SAID
    for text in said.values_list("text", flat=True)[:200]:
        room -= len(text) + 1
        if room < 0:
            break
        lines.append(text)
    return "\n".join(reversed(lines))


def _add(
    conversation: Conversation, news: Mapping[str, str], before: Mapping[str, Any], now: datetime
) -> None:
    """What the lead did not know; and a number in place of one that came from this talk and was corrected in it."""
    lead = leads.visible_to(SYSTEM).filter(pk=conversation.about_id or 0).first()
    if lead is None:
        return
    changes = {
        field: value
        for field, value in news.items()
        if not getattr(lead, field) or _was_caught(field, getattr(lead, field), before)
    }
    for field, value in changes.items():
        try:
            with transaction.atomic():
                seen = {field: getattr(lead, field)}
                lead_services.edit(
                    lead.pk, changes={field: value}, base=seen, version=None, actor=SYSTEM, now=now
                )
        except (
            Conflict
        ):  # another record has it, or somebody is faster: the transcript shows it, a person decides
            continue


def _was_caught(field: str, value: str, before: Mapping[str, Any]) -> bool:
    kind = next(kind for kind, name in FIELDS.items() if name == field)
    known = before.get(kind, [])
    return value in known or (field == "phone" and bool(set(phones.keys(value)) & set(known)))
