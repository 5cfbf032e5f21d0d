"""A site of 华东 with visitors who talk, and what tests ask of them."""

from itertools import count
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Conversation, Message, Site, Visitor
from dabiao.testing.people import NOW, Company

_number = count(1)


def site(company: Company, **facts: Any) -> Site:
    """One whose visitors wait for 华东, without a bot unless said."""
    stamps = {"created_at": NOW, "updated_at": NOW}
    given = {"name": "官网", "token": f"site{next(_number)}", "unit_id": company.east.pk, "bot": False}
    return Site.objects.create(**{**given, **stamps, **facts})


def visitor(where: Site, name: str = "") -> Visitor:
    seen = {"first_seen_at": NOW, "last_seen_at": NOW}
    number = next(_number)
    return Visitor.objects.create(
        site=where, name=name, secret_hash=f"hash{number}", language="zh-Hans", page="/pricing", **seen
    )


def waiting(where: Site, name: str = "", text: str = "多少钱？", **changes: Any) -> Conversation:
    """Somebody came and asked; nobody of ours has it."""
    conversation = services.opened(visitor(where, name), actor=SYSTEM, now=NOW)
    said(conversation, text)
    Conversation.objects.filter(pk=conversation.pk).update(**changes)
    return fresh(conversation)


def said(conversation: Conversation, text: str = "你好", **facts: Any) -> Message:
    given = {"author": Author.VISITOR, "text": text, "actor": SYSTEM, "now": NOW}
    return services.say(conversation.pk, **{**given, **facts})


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)
