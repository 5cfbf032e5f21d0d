"""What visitors said, for rules of grading to hear."""

from collections.abc import Collection, Mapping, Sequence

from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Message

MOST_HEARD = 2_000  # messages of all these leads, the newest of them


def said_by_leads(lead_ids: Collection[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Lead → (`chat:<conversation>`, text) of what they said in our chats, in its order."""
    newest = (
        Message.objects.filter(
            author=Author.VISITOR, conversation__about_kind="lead", conversation__about_id__in=lead_ids
        )
        .exclude(text="")
        .order_by("-pk")
        .values_list("conversation__about_id", "conversation_id", "text")[:MOST_HEARD]
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for lead_id, conversation_id, text in reversed(newest):
        found.setdefault(lead_id or 0, []).append((f"chat:{conversation_id}", text))
    return found
