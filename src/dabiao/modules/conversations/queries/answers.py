"""When our people answered, for rooms above that want to know."""

from datetime import datetime

from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Message


def first_answer(conversation_id: int, *, user_id: int, since: datetime) -> datetime | None:
    """When this person first said something in the conversation from then on."""
    said = Message.objects.filter(
        conversation_id=conversation_id, author=Author.AGENT, user_id=user_id, at__gte=since
    )
    return said.order_by("seq").values_list("at", flat=True).first()
