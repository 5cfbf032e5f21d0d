"""Numbers in what was said: plain to whoever has the conversation, masked for everybody else who may read it (O3).

They see who it was; to call, they have the number revealed on the lead or customer, where that is counted and audited.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.mentions.hiding import hidden, worth_a_look
from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Conversation

Caught = Mapping[str, Sequence[str]]
OURS = (Author.BOT, Author.SYSTEM)  # what these say holds nobody's number


def reads_plainly(actor: Actor, owner_id: int | None) -> bool:
    """While it waits nobody does; who had it last does when it is over."""
    return owner_id is not None and owner_id == actor.user_id


def veiled_text(text: str, caught: Caught) -> str:
    return hidden(text, _known(caught))


def veiled(message: Mapping[str, Any], caught: Caught) -> dict[str, Any]:
    """A message on the wire, as those read it who do not have the conversation: also the name of a file may be a number."""
    if message["author"] in OURS:
        return dict(message)
    known = _known(caught)
    shown = {**message, "text": hidden(message["text"], known), "more": _named(message["more"], known)}
    return _named(shown, known)


def is_worth_a_look(message: Mapping[str, Any]) -> bool:
    """Whether `veiled` could change anything."""
    if message["author"] in OURS:
        return False
    return worth_a_look(message["text"]) or message["attachment_id"] is not None


def caught_in(id: int) -> Caught:
    found = Conversation.objects.filter(pk=id).values_list("caught", flat=True).first()
    return found or {}


def _named(holder: Mapping[str, Any], known: Sequence[str]) -> dict[str, Any]:
    file = holder.get("file")
    return {**holder, "file": {**file, "name": hidden(file["name"], known)}} if file else dict(holder)


def _known(caught: Caught) -> list[str]:
    return [value for values in caught.values() for value in values]
