"""Writes of conversations."""

from dabiao.modules.conversations.services.holding import close, queue, take
from dabiao.modules.conversations.services.idling import close_idle
from dabiao.modules.conversations.services.knowing import block, let_in, link, name_visitor, submit
from dabiao.modules.conversations.services.moving import hand_back, hand_on, reopen, take_over
from dabiao.modules.conversations.services.saying import opened, say
from dabiao.modules.conversations.services.serving import answer, mark_read, type_on

__all__ = [
    "answer",
    "block",
    "close",
    "close_idle",
    "hand_back",
    "hand_on",
    "let_in",
    "link",
    "mark_read",
    "name_visitor",
    "opened",
    "queue",
    "reopen",
    "say",
    "submit",
    "take",
    "take_over",
    "type_on",
]
