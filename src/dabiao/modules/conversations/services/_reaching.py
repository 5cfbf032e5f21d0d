"""How whoever chats can be reached, by what they said in the last minutes."""

from datetime import datetime, timedelta

from dabiao.core import phones
from dabiao.core.mentions import Mentions, find
from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Conversation, Message

TOGETHER = timedelta(
    minutes=10
)  # what was said in so short a time may be one number in parts, or its correction
MOST_TOGETHER = 8
FIELDS = {"phones": "phone", "wechats": "wechat", "emails": "email"}


def is_new(conversation: Conversation, now: datetime) -> bool:
    """Whether the visitor just said how to reach them, and had not before."""
    return bool(news_of(conversation, find([message.text for message in lately(conversation, now)])))


def lately(conversation: Conversation, now: datetime) -> list[Message]:
    newest = Message.objects.filter(
        conversation=conversation, author=Author.VISITOR, at__gte=now - TOGETHER
    ).order_by("-seq")[:MOST_TOGETHER]
    return list(newest)[::-1]


def news_of(conversation: Conversation, found: Mentions) -> dict[str, str]:
    """Field of a lead → the last that was said and not known yet."""
    news = {}
    for kind, field in FIELDS.items():
        unknown = [one for one in getattr(found, kind) if one not in conversation.caught.get(kind, ())]
        if unknown:
            news[field] = unknown[-1]
    if "phone" in news:
        news["phone"] = phones.shown(news["phone"])
    return news
