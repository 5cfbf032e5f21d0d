"""Conversations as agents have them, and the settings of chats; what a visitor asks for says no without a visitor's secret."""

from collections.abc import Mapping
from dataclasses import replace

from tests.permissions.expected import (
    Operation,
    Outcome,
    Record,
    Rule,
    Someone,
    both,
    in_pool,
    needs,
    reaches,
    reads,
    seen,
)


def taken(who: Someone, record: Record) -> Outcome:
    """Out of a queue by who serves visitors; what a colleague has out of it is a conflict: whoever was slower is told who."""
    if not reads(who, record):
        saw_it_wait = record.owner is not None and "conversation.claim" in who.grants
        return "409" if saw_it_wait else "404"
    if record.owner is not None:
        return "allowed" if record.owner == who.id else "409"
    serves = "conversation.serve" in who.grants and "conversation.claim" in who.grants
    return "allowed" if serves and (in_pool(who, record) or reads(who, record)) else "403"


def in_hand(then: Outcome = "allowed") -> Rule:
    """Who has it, and who leads them."""

    def rule(who: Someone, record: Record) -> Outcome:
        if not reads(who, record):
            return "404"
        mine = record.owner == who.id and "conversation.serve" in who.grants
        return then if mine or reaches(who, "conversation.assign", record) else "403"

    return rule


def closed(who: Someone, record: Record) -> Outcome:
    if not reads(who, record):
        return "404"
    return "allowed" if record.owner == who.id or reaches(who, "conversation.assign", record) else "403"


def managed(who: Someone, record: Record) -> Outcome:
    """By whom managing chats reaches; a share does not bring that."""
    if not reads(who, record):
        return "404"
    return "allowed" if reaches(who, "chat.manage", replace(record, shared={})) else "403"


def not_there(*permissions: str) -> Rule:
    """A number that no row has."""
    return lambda who, _: "404" if any(one in who.grants for one in permissions) else "403"


PUBLIC: Mapping[str, int] = {
    **dict.fromkeys(("chat_begin", "chat_say", "chat_send_file", "chat_typing", "chat_read"), 422),
    **dict.fromkeys(("chat_rate", "chat_leave"), 422),
    "chat_file": 422,
    "chat_call_person": 401,
}

EDITED = {"changes": {"active": False}, "version": 1}
NOWHERE = {"id": 999_999}
ASKED = {"asked": ["多少钱"], "texts": {"zh-Hans": "每人每月 99 元"}}

OPERATIONS: Mapping[str, Operation] = {
    "conversations_list": Operation(needs("conversation.read")),
    "conversations_figures": Operation(needs("conversation.read")),
    "conversations_colleagues": Operation(needs("conversation.read")),
    "conversations_about": Operation(seen(), "lead", path={"subject_kind": "lead"}),
    "conversations_get": Operation(seen(), "conversation"),
    "conversations_messages": Operation(seen(), "conversation"),
    "conversations_say": Operation(taken, "conversation", {"text": "您好"}),
    "conversations_take": Operation(taken, "conversation", {}),
    "conversations_transfer": Operation(in_hand(), "conversation", {"owner_id": "@heir"}),
    "conversations_close": Operation(closed, "conversation"),
    "conversations_reopen": Operation(seen(), "conversation"),
    "conversations_read": Operation(seen(), "conversation", {"seq": 1}),
    "conversations_type": Operation(seen(), "conversation"),
    "conversations_name": Operation(in_hand(), "conversation", {"name": "王先生"}),
    "conversations_link": Operation(
        in_hand("404"), "conversation", {"about_kind": "lead", "about_id": 999_999}
    ),
    "conversations_submit": Operation(
        both(in_hand(), needs("lead.create")), "conversation", {"name": "王先生", "phone": "13812340000"}
    ),
    "conversations_block": Operation(managed, "conversation"),
    "conversations_let_in": Operation(managed, "conversation"),
    "chat_sites_list": Operation(needs("chat.manage")),
    "chat_sites_create": Operation(needs("chat.manage"), body={"name": "官网", "unit_id": "@east"}),
    "chat_sites_edit": Operation(not_there("chat.manage"), body=EDITED, path=NOWHERE),
    "bot_answers_list": Operation(needs("chat.manage")),
    "bot_answers_create": Operation(needs("chat.manage", "all"), body=ASKED),
    "bot_answers_edit": Operation(
        not_there("chat.manage"), body={"changes": {"offered": False}, "version": 1}, path=NOWHERE
    ),
    "bot_answers_remove": Operation(not_there("chat.manage"), path=NOWHERE),
    "bot_answers_arrange": Operation(needs("chat.manage", "all"), body={"ids": []}),
    "bot_answers_try": Operation(needs("chat.manage"), body={"text": "多少钱"}),
    "canned_list": Operation(needs("conversation.read")),
    "canned_create": Operation(needs("conversation.serve"), body={"shortcut": "报价", "text": "已发"}),
    "canned_edit": Operation(
        not_there("conversation.serve", "chat.manage"),
        body={"changes": {"text": "已发"}, "version": 1},
        path=NOWHERE,
    ),
    "canned_remove": Operation(not_there("conversation.serve", "chat.manage"), path=NOWHERE),
}
